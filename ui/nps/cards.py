"""The cards of NPS, shared by Overview and NPS: trend, who answers how, reasons, units, response."""

import pandas as pd
import streamlit as st

from reports import charts, findings, frames
from reports.finding import Finding
from ui import cards, chart_menu, control_cards, data, filters, labels, periods, theme
from ui.points import Points
from ui.words import _, formats, say, written_n
from warehouse.period import Period

_SHARES = 7
ANSWERS: tuple[data.Filters, ...] = (
    {"answer": ("promoter",)}, {"answer": ("passive",)}, {"answer": ("detractor",)},
)  # fmt: skip
"""What the three parts of a bar hold."""


def headline() -> Finding:
    """What happened to NPS, and the reason that moved most where that is clear."""
    answer, target = data.one(data.change("nps")), data.target("nps")
    now = data.one(data.metric("nps"))
    standing = findings.standing_to(target, now["low"], now["high"]) if now else ""
    return findings.nps_moved(answer, data.change("nps_lost", by=("reason",)), target, standing)


def trend_card(grain: str | None = None) -> None:
    """NPS over time with its interval and target."""
    by = grain or filters.chosen().span.grain
    period, switch = periods.trend_until(by, filters.chosen().span.end), control_cards.Switch("trend_nps")
    if switch.is_on:
        switch.card("nps", by, period)
        return
    frame = data.metric("nps", by=(by,), period=period)
    target = data.target("nps")
    figure = charts.band_trend(
        frame,
        theme.look(),
        grain=by,
        target=target,
        target_words=_target_words(target),
        band_words=_("band: 95% interval"),
    )
    cards.chart(
        figure if frame["value"].notna().any() else None,
        key=f"trend_{by}",
        metric="nps",
        frame=frame,
        title=say(findings.trend(frame, by, target)),
        caption=f"{_('Promoters minus detractors, points')} · {_last_n(frame)}",
        switch=switch.draw,
    )


def _target_words(target: float | None) -> str:
    return "" if target is None else _("target {value}", value=formats().number(target, 0))


def _last_n(frame: pd.DataFrame) -> str:
    return written_n(None if frame.empty else frame["count"].iloc[-1])


def shares_card() -> None:
    """Promoters, passives and detractors of the last periods."""
    span = filters.chosen().span
    frame = data.metric("nps", by=(span.grain,), period=Period(span.shifted(1 - _SHARES).start, span.end))
    names = {"promoters": _("Promoters"), "passives": _("Passives"), "detractors": _("Detractors")}
    told = frame["value"].notna()
    shown = frame.assign(**{part: frame[part].where(told) for part in names})  # too few answers: a gap
    cards.chart(
        charts.shares(shown, theme.look(), grain=span.grain, names=names) if told.any() else None,
        key="shares",
        metric="nps",
        frame=frame,
        title=say(findings.detractors(shown)),
        caption=f"{_('Shares of answers, %')} · {_range_n(frame)}",
        points=Points(frame, ANSWERS),
    )


def _range_n(frame: pd.DataFrame) -> str:
    if frame.empty:
        return written_n(0)
    least, most = frame["count"].min(), frame["count"].max()
    return written_n(least) + (f"–{formats().count(most)}" if most > least else "")


def losses_card() -> None:
    """NPS points lost by reason, largest first."""
    frame = data.metric("nps_lost", by=("reason",))
    drawn = frames.losses(frame, formats(), labels.name)
    figure = charts.ranked(drawn, theme.look(), columns={"points": _("points"), "running": _("running")})
    cards.chart(
        figure if len(drawn) else None,
        key="losses",
        metric="nps_lost",
        frame=frame,
        title=say(findings.losses(drawn)),
        caption=f"{_('NPS points lost by what detractors name; whisker: 95% interval')} · {_last_n(frame)}",
        points=Points(_with_codes(drawn, frame), also=ANSWERS[2]),
    )


def _with_codes(drawn: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The bars with their codes: that of several reasons together stands for all without an own bar."""
    own = set(drawn["reason"])
    others = tuple(code for code in frame["reason"].dropna() if code not in own)
    codes = [others if code == frames.OTHERS else code for code in drawn["reason"]]
    return pd.DataFrame({"reason": codes, "name": drawn["name"]})


def comments_card() -> None:
    """What customers wrote, for those who may read it."""
    with cards.card("comments"):
        title, caption = _("What customers wrote"), _("Newest first; personal data is masked")
        cards.head(key="comments", title=title, caption=caption)
        if data.scope().personal:
            chart_menu.rows_table("comments", key="comments", limit=200)
        else:
            st.caption(_("Comments hold words of people: your role sees figures only."))

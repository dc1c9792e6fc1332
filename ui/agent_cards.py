"""The cards of the leaderboard: fair AR with its interval, who lacks ratings, coverage."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from reports import charts, findings, frames
from reports.finding import Finding
from ui import cards, data, filters, labels, page, tables, theme
from ui.periods import trend_until
from ui.words import _, formats, written_n


def board() -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Ranked agents with their standing, agents without enough ratings, and the mean between them."""
    ranked, rest = frames.ranked_and_rest(
        frames.ratings(data.metric("fair_ar", by=("agent",)), formats(), labels.name)
    )
    centre = frames.centre(ranked)
    return charts.with_standing(ranked, centre), rest, centre


def headline(ranked: pd.DataFrame) -> Finding:
    return findings.agents(ranked)


def board_card(ranked: pd.DataFrame, centre: float) -> None:
    """Everyone with enough ratings, by fair AR; long boards show both ends until asked for all."""
    with cards.card("board"):
        cards.head(
            key="board",
            metric="fair_ar",
            frame=ranked.drop(columns=["name", "fair", "mean", "n"], errors="ignore"),
            title=_("Ordered by the fair estimate"),
            caption=_caption(),
        )
        if ranked.empty:
            page.empty("agents", _("No agent has enough ratings in this period."))
            return
        shown, hidden = (ranked, 0) if st.session_state.get("board_all") else charts.ends(ranked)
        cards.draw(_figure(shown, centre, hidden), key="board", alt=_("Agents by fair AR with 90% intervals"))
        if hidden or st.session_state.get("board_all"):
            st.toggle(_("Show all {count}", count=len(ranked)), key="board_all")


def _caption() -> str:
    words = _("Fair AR (1–5), line: 90% interval · ▲ above, ▼ below, ● unclear")
    return words if data.scope().personal else f"{words} · {_('names are hidden from your role')}"


def _figure(shown: pd.DataFrame, centre: float, hidden: int) -> go.Figure:
    return charts.leaderboard(
        shown,
        theme.look(),
        centre=centre,
        centre_words=_("mean {value}", value=formats().number(centre, 2)),
        columns={"fair": _("fair"), "mean": _("plain"), "n": "n"},
        hidden_words=_("{count} more between", count=hidden),
    )


def not_enough_card(rest: pd.DataFrame) -> None:
    """Agents below the limit: shown apart, never ranked."""
    least = data.settings().display.least_ratings
    with cards.card("not_enough"):
        cards.head(
            key="not_enough",
            title=_("Not enough ratings: {count}", count=formats().count(len(rest))),
            caption=_("Fewer than {least} ratings in the period: not ranked. Ask for ratings.", least=least),
        )
        if len(rest):
            few = rest.sort_values("count")[["name", "plain", "count"]]
            few.columns = pd.Index([_("Agent"), _("Plain mean"), "n"])
            tables.table(few, decimals=2, key="not_enough", height=min(36 * len(few) + 38, 400))


def coverage_card() -> None:
    """Front-line agents rated in the period, against the target."""
    answer = data.one(data.metric("ar_coverage"))
    note = ""
    if answer.get("active"):
        note = _(
            "{rated} of {active} agents",
            rated=formats().count(answer["rated"]),
            active=formats().count(answer["active"]),
        )
    cards.kpi("ar_coverage", note=note)


def small_print() -> None:
    """Why the order is fair, in one sentence."""
    st.caption(
        _(
            "The fair estimate draws a mean of few ratings towards everyone's mean, so that three perfect "
            "ratings never lead; pay is counted from the plain mean."
        )
    )


def coverage_trend_card() -> None:
    """Coverage by month."""
    period = trend_until("month", filters.chosen().span.end)
    frame = data.metric("ar_coverage", by=("month",), period=period)
    target = data.target("ar_coverage")
    figure = charts.band_trend(
        frame,
        theme.look(),
        grain="month",
        unit="%",
        target=target,
        height=200,
        target_words=_("target {value}", value=formats().percent(target, 0)),
    )
    cards.chart(
        figure if frame["value"].notna().any() else None,
        key="coverage",
        metric="ar_coverage",
        frame=frame,
        title=_("Agents rated each month"),
        caption=written_n(None if frame.empty else frame["count"].iloc[-1]),
    )

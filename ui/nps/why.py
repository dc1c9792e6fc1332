"""Why NPS changed (rate and mix), who answers how in each part, and what goes with good and bad scores."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reports import charts
from reports.why import StepWords, step_codes, steps, why
from ui import cards, data, estimates, filters, labels, theme
from ui.columns import title as column_title
from ui.nps import cards as nps_cards
from ui.periods import Span
from ui.points import Points
from ui.words import _, formats, say, written_n
from warehouse.drivers import USUAL, Drivers

_BY = ("process", "channel", "unit", "product", "segment", "region", "reason")


def section() -> None:
    """The choice of dimension and other side, then the split and the answers of each part."""
    with st.container(horizontal=True, vertical_alignment="center"):
        by, before = _by(), _before()
    with st.grid(2, min_column_width=480):
        why_card(by, before)
        answers_card(by)


def _by() -> str:
    names = {word: column_title(word) for word in _BY}
    chosen = st.segmented_control(
        _("Split by"),
        list(names),
        format_func=names.__getitem__,
        default=_BY[0],
        required=True,
        key="nps_split_by",
        label_visibility="collapsed",
    )
    return str(chosen)


def _before() -> Span:
    """The other side: the period before, or the same one of the year before."""
    span = filters.chosen().span
    year = span.shifted(-{"week": 52, "month": 12, "quarter": 4}[span.grain])
    sides = {"before": span.before, "year": year}
    names = {key: _("against {period}", period=side.title) for key, side in sides.items()}
    chosen = st.segmented_control(
        _("Compared with"),
        list(names),
        format_func=names.__getitem__,
        default="before",
        required=True,
        key="nps_split_against",
        label_visibility="collapsed",
    )
    return sides[str(chosen)]


def why_card(by: str, before: Span) -> None:
    """The change as a waterfall whose steps add up to it."""
    found = estimates.split("nps", by, before.period)
    key, span = f"why_{by}", filters.chosen().span
    if found is None:
        cards.chart(None, key=key, title=_("Why NPS changed"), metric="nps")
        return
    words = StepWords(
        before=before.title,
        now=span.title,
        others=_("other parts, better or worse"),
        mix=_("another mix of answers"),
    )
    drawn = steps(found, _part_name, words)
    what, *reasons = (say(one) for one in why(found))
    interval = formats().interval_of_change(found.low, found.high)
    caption = _(
        "Coloured: better or worse answers; hatched: another mix; the axis is cut. Change, 95%: {interval}",
        interval=interval,
    )
    cards.chart(
        charts.waterfall(drawn, theme.look()),
        key=key,
        title=f"{what}: {', '.join(reasons)}" if reasons else what,
        caption=f"{caption} · {written_n(found.count_before)}, {written_n(found.count)}",
        metric="nps",
        frame=found.parts.drop(columns=["what"]),
        points=Points(traces=[{by: codes} if codes else {} for codes in step_codes(found)]),
    )


def answers_card(by: str) -> None:
    """Promoters, passives and detractors of each part, largest first."""
    frame = data.metric("nps", by=(by,))
    known = frame[frame["value"].notna()].sort_values(["count", by], ascending=[False, True])
    drawn = known.assign(
        name=[_part_name(by, _code(code)) for code in known[by]],
        nps=[formats().number(value, 1) for value in known["value"]],
        n=[formats().count(count) for count in known["count"]],
    )
    names = {"promoters": _("Promoters"), "passives": _("Passives"), "detractors": _("Detractors")}
    figure = charts.answer_bars(drawn, theme.look(), names=names, columns={"nps": _("NPS"), "n": _("n")})
    cards.chart(
        figure if len(drawn) else None,
        key=f"answers_{by}",
        title=_("Who answers how"),
        caption=_(
            "Shares of answers by {dimension}, %; most answers first", dimension=column_title(by).lower()
        ),
        metric="nps",
        frame=frame,
        points=Points(drawn, nps_cards.ANSWERS),
    )


def drivers_card() -> None:
    """Shapley weights of facts of the contact on the score."""
    found = estimates.drivers("nps", USUAL)
    title = _("Too few answers for which these facts are known") if found is None else _drivers_title(found)
    table = pd.DataFrame() if found is None else found.table
    drawn = table.assign(
        name=[_with_unit(word) for word in table.get("driver", [])],
        value=table.get("weight"),
        is_marked=False,
        share=[formats().percent(value) for value in table.get("weight", [])],
        each=[_each(row) for row in table.to_dict("records")],
    )
    columns = {"share": _("explains"), "each": _("score")}
    cards.chart(
        charts.ranked(drawn, theme.look(), columns=columns) if len(drawn) else None,
        key="drivers",
        title=title,
        caption=_drivers_caption(found),
        frame=table if len(table) else None,
        rows="answers",
        points=Points(drawn[["name"]]) if len(drawn) else None,
    )


def _drivers_title(found: Drivers) -> str:
    whole = formats().percent(found.r_squared, 0)
    if found.is_weak:
        return _(
            "These facts explain little of the score ({share}): what matters lies elsewhere", share=whole
        )
    first = found.table.iloc[0]
    return _(
        "“{driver}” goes with the score most: {share} of its differences, of {whole} explained",
        driver=driver_name(str(first["driver"])),
        share=formats().percent(first["weight"], 0),
        whole=whole,
    )


def _drivers_caption(found: Drivers | None) -> str:
    if found is None:
        return ""
    parts = [
        _("Shapley weights of a linear regression; whisker: 95%, bootstrap of days; no proof of a cause"),
        f"R² {formats().percent(found.r_squared)} ({formats().interval(found.low, found.high)})",
        _(
            "{n} of {all} answers, for which all of it is known",
            n=written_n(found.count),
            all=formats().count(found.answers),
        ),
    ]
    if found.left_out:
        names = ", ".join(driver_name(word).lower() for word in found.left_out)
        parts.append(_("not known here: {names}", names=names))
    return " · ".join(parts)


def driver_name(word: str) -> str:
    """A driver as people call it."""
    facts = {
        "wait": _("Waiting"), "transfers": _("Transfers"), "resolved": _("Resolved at once"),
        "handle_time": _("Handle time"),
    }  # fmt: skip
    return facts.get(word) or column_title(word)


def _with_unit(word: str) -> str:
    minutes = word in ("wait", "handle_time")
    return _("{fact}, a minute", fact=driver_name(word)) if minutes else driver_name(word)


def _each(row: Mapping[Any, Any]) -> str:
    """Points of score that a minute, a transfer or a resolution goes with."""
    if math.isnan(row["slope"]):
        return ""
    if row["slope_low"] <= 0 <= row["slope_high"]:
        return _("unclear")
    return formats().change(row["slope"], 2)


def _code(code: object) -> str:
    return "" if pd.isna(code) else str(code)  # type: ignore[call-overload]


def _part_name(by: str, code: str) -> str:
    return labels.name(by, code) if code else _("not known")

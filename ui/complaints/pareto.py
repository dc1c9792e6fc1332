"""Causes by what they cost: cases, NPS points lost, money; each for itself or put together."""

import math
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from reports import charts
from ui import cards, data, labels, theme
from ui.complaints import cost_data, grouping
from ui.complaints.cards import Kind
from ui.points import Points
from ui.words import _, formats, written_n

_MOST = 12
_CORE = 80.0
"""Per cent of the whole: causes that make it up together stand out."""


@dataclass(frozen=True)
class Ranking:
    """What each costs. frame: category, value, low, high, count, and ``name`` where causes are put together.

    rows: behind a bar; note: of how many it is known; asked: the metric a group's own figure is asked of.
    """

    frame: pd.DataFrame
    head: str
    caption: str
    decimals: int
    metric: str
    rows: str
    note: str = ""
    asked: str = ""


def card(kind: Kind) -> None:
    """The chosen ranking; without a choice by cases, each cause for itself."""
    key = f"pareto_{kind.code}"
    word = str(st.session_state.get(f"{key}_by") or grouping.CAUSE)
    ranking = _put_together(_ranking(kind, str(st.session_state.get(key) or "count")), word)
    drawn = _drawn(ranking)
    columns = {"written": ranking.head, "running": _("running")}
    figure = charts.ranked(
        drawn, theme.look(), columns=columns, decimals=ranking.decimals, second="second", most=_MOST
    )
    cards.chart(
        figure if len(drawn) else None,
        key=f"{key}_card",
        metric=ranking.metric,
        rows=ranking.rows,
        frame=ranking.frame,
        title=_title(drawn, word, ranking),
        caption=" · ".join(part for part in (ranking.caption, ranking.note) if part),
        points=Points(drawn[["category", "name"]], also=_detractors(ranking)) if len(drawn) else None,
        switch=lambda: _switch(key),
    )


def _switch(key: str) -> None:
    names = {"count": _("Cases"), "points": _("NPS points"), "cost": _("Cost")}
    words = grouping.words()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            _("Causes by"), list(names), format_func=names.__getitem__, default="count", required=True,
            key=key, label_visibility="collapsed",
        )  # fmt: skip
        st.selectbox(
            _("Put together"), list(words), format_func=words.__getitem__, key=f"{key}_by", width=200,
            label_visibility="collapsed",
        )  # fmt: skip


def _detractors(ranking: Ranking) -> data.Filters:
    return {"answer": ("detractor",)} if ranking.rows == "answers" else {}


def _ranking(kind: Kind, measure: str) -> Ranking:
    if measure == "points":
        frame = data.metric("nps_lost", by=("category",))
        n = written_n(frame["count"].iloc[-1]) if len(frame) else ""
        caption = _("NPS points lost by the cause found in what detractors wrote; answers, not cases")
        note = _without_cause(frame, 1)
        return Ranking(
            frame, _("points"), f"{caption} · {n}", 2, "nps_lost", "answers", note, asked="nps_lost"
        )
    if measure == "cost":
        found = cost_data.costs(kind)
        return Ranking(found.frame, found.head, found.caption, 0, "", kind.count, found.note)
    frame = data.metric(kind.count, by=("category",))
    caption = _("Cases by cause; whisker: 95% interval; orange: the causes of 80% of it")
    n = written_n(int(frame["count"].sum()) if len(frame) else 0)
    note = _without_cause(frame, 0)
    return Ranking(frame, _("cases"), f"{caption} · {n}", 0, kind.count, kind.count, note, asked=kind.count)


def _without_cause(frame: pd.DataFrame, decimals: int) -> str:
    """How much of it has no cause, and stands in no bar."""
    value = frame.loc[frame["category"].isna(), "value"].sum()
    return _("without a known cause: {value}", value=formats().number(value, decimals)) if value else ""


def _put_together(ranking: Ranking, word: str) -> Ranking:
    if word == grouping.CAUSE:
        return ranking
    asked = ranking.asked
    answer = (lambda causes: data.metric(asked, also={"category": causes})) if asked else None
    return replace(ranking, frame=grouping.grouped(ranking.frame, word, answer))


def _drawn(ranking: Ranking) -> pd.DataFrame:
    """As ``ranked`` draws it: largest first; what has no cause is in no bar and in no running share."""
    known = ranking.frame[ranking.frame["value"].notna() & (ranking.frame["value"] > 0)]
    named = known[known["category"].notna()].sort_values("value", ascending=False, kind="stable")
    total = float(named["value"].sum()) or math.nan
    running = 100 * named["value"].cumsum() / total
    names = named["name"] if "name" in named else [
        labels.name("category", code) for code in named["category"]
    ]  # fmt: skip
    return named.assign(
        name=names,
        second=[grouping.causes_of(code) for code in named["category"]],
        is_marked=list(running - 100 * named["value"] / total < _CORE),
        written=[formats().number(value, ranking.decimals) for value in named["value"]],
        running=[formats().percent(value, 0) for value in running],
    )


def _title(drawn: pd.DataFrame, word: str, ranking: Ranking) -> str:
    """``5 of 18 causes make up 80 % of it``; of a few groups the largest with what it costs."""
    if drawn.empty:
        return _("What it costs, by cause")
    core, whole = int(drawn["is_marked"].sum()), len(drawn)
    if word == grouping.CAUSE:
        return _(
            "{core} of {whole} causes make up 80% of it",
            core=formats().count(core), whole=formats().count(whole),
        )  # fmt: skip
    return f"{drawn['name'].iloc[0]}: {drawn['written'].iloc[0]} ({ranking.head})"

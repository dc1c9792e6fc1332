"""Causes by what they cost: cases, NPS points lost, money; one picture with a switch."""

import math
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from reports import charts
from ui import cards, data, labels, owners, theme
from ui.complaints import cost_data
from ui.complaints.cards import Kind
from ui.points import Points
from ui.words import _, formats, written_n

_MOST = 12
_CORE = 80.0
"""Per cent of the whole: causes that make it up together stand out."""


@dataclass(frozen=True)
class Ranking:
    """Causes with what each costs, largest first. rows: behind a bar; note: of how many it is known."""

    frame: pd.DataFrame
    head: str
    caption: str
    decimals: int
    metric: str
    rows: str
    note: str = ""


def card(kind: Kind) -> None:
    """The chosen ranking; without a choice by cases."""
    key = f"pareto_{kind.code}"
    ranking = _ranking(kind, str(st.session_state.get(key) or "count"))
    drawn = _drawn(ranking)
    columns = {"written": ranking.head, "running": _("running")}
    figure = charts.ranked(
        drawn, theme.look(), columns=columns, decimals=ranking.decimals, second="owner", most=_MOST
    )
    cards.chart(
        figure if len(drawn) else None,
        key=f"{key}_card",
        metric=ranking.metric,
        rows=ranking.rows,
        frame=ranking.frame,
        title=_title(drawn),
        caption=" · ".join(part for part in (ranking.caption, ranking.note) if part),
        points=Points(drawn[["category", "name"]], also=_detractors(ranking)) if len(drawn) else None,
        switch=lambda: _switch(key),
    )


def _switch(key: str) -> None:
    names = {"count": _("Cases"), "points": _("NPS points"), "cost": _("Cost")}
    st.segmented_control(
        _("Causes by"), list(names), format_func=names.__getitem__, default="count", required=True, key=key,
        label_visibility="collapsed",
    )  # fmt: skip


def _detractors(ranking: Ranking) -> data.Filters:
    return {"answer": ("detractor",)} if ranking.rows == "answers" else {}


def _ranking(kind: Kind, measure: str) -> Ranking:
    if measure == "points":
        frame = data.metric("nps_lost", by=("category",))
        n = written_n(frame["count"].iloc[-1]) if len(frame) else ""
        caption = _("NPS points lost by the cause found in what detractors wrote; answers, not cases")
        return Ranking(frame, _("points"), f"{caption} · {n}", 2, "nps_lost", "answers")
    if measure == "cost":
        found = cost_data.costs(kind)
        return Ranking(found.frame, found.head, found.caption, 0, "", kind.count, found.note)
    frame = data.metric(kind.count, by=("category",))
    caption = _("Cases by cause; whisker: 95% interval; orange: the causes of 80% of it")
    n = written_n(int(frame["count"].sum()) if len(frame) else 0)
    return Ranking(frame, _("cases"), f"{caption} · {n}", 0, kind.count, kind.count)


def _drawn(ranking: Ranking) -> pd.DataFrame:
    """As ``ranked`` draws it: largest first, cases without a cause last and in no running share."""
    known = ranking.frame[ranking.frame["value"].notna() & (ranking.frame["value"] > 0)]
    named = known[known["category"].notna()].sort_values("value", ascending=False, kind="stable")
    total = float(named["value"].sum()) or math.nan
    running = 100 * named["value"].cumsum() / total
    return named.assign(
        name=[labels.name("category", code) for code in named["category"]],
        owner=[owners.owner(str(code)) for code in named["category"]],
        is_marked=list(running - 100 * named["value"] / total < _CORE),
        written=[formats().number(value, ranking.decimals) for value in named["value"]],
        running=[formats().percent(value, 0) for value in running],
    )


def _title(drawn: pd.DataFrame) -> str:
    """``5 of 18 causes make up 80 % of it``."""
    if drawn.empty:
        return _("What it costs, by cause")
    core, whole = int(drawn["is_marked"].sum()), len(drawn)
    return _(
        "{core} of {whole} causes make up 80% of it", core=formats().count(core), whole=formats().count(whole)
    )

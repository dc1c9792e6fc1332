"""Right agent, wrong process: customers unhappy although every standard that was checked was kept."""

import pandas as pd
import streamlit as st

from reports import charts
from ui import cards, chart_menu, data, filters, labels, theme
from ui.points import Points
from ui.words import _, formats, written_n
from warehouse.period import Period

_MOST = 10
_LEAST = 10
"""Fewer answers are not ranked."""


def section() -> None:
    """By process and by cause, over the days of the trend: a month has too few."""
    period = filters.chosen().span.trend
    whole = data.one(data.metric("clean_detractors", period=period))
    if not whole or pd.isna(whole["value"]):
        return
    with st.grid(2, min_column_width=480):
        _card("process", whole, period)
        _card("category", whole, period)


def _card(by: str, whole: dict[str, object], period: Period) -> None:
    frame = data.metric("clean_detractors", by=(by,), period=period)
    known = frame[frame[by].notna() & frame["value"].notna() & (frame["count"] >= _LEAST)]
    drawn = known.sort_values(["low", "value"], ascending=False, kind="stable")  # the surest first
    usual = float(str(whole["value"]))
    drawn = drawn.assign(
        name=[labels.name(by, code) for code in drawn[by]],
        is_marked=list(drawn["low"] > usual),
        written=[formats().percent(value, 0) for value in drawn["value"]],
        n=[formats().count(value) for value in drawn["count"]],
    )
    key = f"clean_{by}"
    figure = charts.ranked(
        drawn, theme.look(), columns={"written": _("unhappy"), "n": _("n")}, decimals=0, most=_MOST
    )
    cards.chart(
        figure if len(drawn) else None, key=key, metric="clean_detractors", frame=frame,
        title=_title(drawn, by), caption=_caption(whole),
        points=Points(drawn[[by, "name"]], also={"answer": ("detractor",)}, period=period),
    )  # fmt: skip


def _title(drawn: pd.DataFrame, by: str) -> str:
    marked = drawn[drawn["is_marked"]]
    if marked.empty:
        return (
            _("Right agent, wrong process: by process")
            if by == "process"
            else _("Right agent, wrong process: by cause")
        )
    worst = marked.iloc[0]
    words = {
        "process": _("“{name}”: agents did right, yet {share} of customers are unhappy: look at the process"),
        "category": _("“{name}”: everything was kept, yet {share} of those who wrote of it are unhappy"),
    }  # fmt: skip
    return words[by].format(name=worst["name"], share=worst["written"])


def _caption(whole: dict[str, object]) -> str:
    write = formats()
    what = _("Detractors of answers after contacts whose script and scorecard found nothing broken")
    mean = _("all: {share} ({interval})", share=write.percent(float(str(whole["value"])), 0),
             interval=write.interval(float(str(whole["low"])), float(str(whole["high"])), 0))  # fmt: skip
    since = _("since {day}", day=write.date(filters.chosen().span.trend.start))
    return " · ".join([what, mean, written_n(int(float(str(whole["count"])))), since, _("the surest first")])


def examples_card() -> None:
    """What such customers wrote."""
    if not data.scope().personal:
        return
    period = filters.chosen().span.trend
    with cards.card("clean_rows"):
        cards.head(
            key="clean_rows", title=_("Right agent, wrong process: what customers wrote"),
            caption=_("Detractors after contacts where every standard was kept, newest first"),
        )  # fmt: skip
        chart_menu.rows_table("clean_answers", key="clean_rows", limit=50, period=period,
                              also={"answer": ("detractor",)})  # fmt: skip

"""Queues by interval of the day: when service is good, and when nobody answers in time."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from reports import channel_findings, charts
from reports.day_curve import day_curve
from ui import cards, data, page, theme
from ui.channels.data import KINDS
from ui.words import _, say, written_n

_MEASURES = ("service_level", "asa", "abandonment", "aht", "contacts")
_SPLITS = {"quarter_hour": 15, "half_hour": 30, "hour": 60}
_WEEK = "week"
_DAYS_FIRST = ("weekday", "hour")


def hours_card() -> None:
    """One measure by interval of the day, or by weekday and hour, of one kind of queue."""
    with cards.card("queue_hours", stretch=True, tight=True):
        head = st.container()
        name, view, kind = _choices()
        by = _DAYS_FIRST if view == _WEEK else (view,)
        frame = data.metric(name, by=by, also={"channel_kind": (kind,)})
        whole = data.one(data.metric(name, also={"channel_kind": (kind,)}))
        with head:
            _head(name, view, frame, whole)
        figure = _figure(name, view, frame, whole)
        if figure is None:
            page.empty("queue_hours")
        else:
            cards.draw(figure, key=f"queue_{name}_{view}_{kind}", alt=_(data.definitions()[name].title))


def kinds() -> dict[str, str]:
    """Kinds of queue by their words."""
    return dict(zip(KINDS, (_("Telephone"), _("Offices")), strict=True))


def _choices() -> tuple[str, str, str]:
    measures = {name: _(data.definitions()[name].title).split(" (")[0] for name in _MEASURES}
    views = {
        **{split: _("{minutes} min", minutes=minutes) for split, minutes in _SPLITS.items()},
        _WEEK: _("Week"),
    }
    with st.container(horizontal=True):
        name = _one(_("Measure"), measures, "queue_measure", "service_level")
        view = _one(_("Interval"), views, "queue_view", "hour")
        kind = _one(_("Queue"), kinds(), "queue_kind", "phone")
    return name, view, kind


def _one(label: str, options: Mapping[str, str], key: str, first: str) -> str:
    """One of ``options``, kept while the session lasts."""
    chosen = st.segmented_control(
        label, list(options), format_func=options.__getitem__, default=first, required=True, key=key,
        label_visibility="collapsed",
    )  # fmt: skip
    return str(chosen or first)


def _head(name: str, view: str, frame: pd.DataFrame, whole: dict[str, object]) -> None:
    definition = data.definitions()[name]
    title = _(definition.title)
    if name == "service_level" and view != _WEEK and whole:
        title = say(
            channel_findings.worst_hour(frame.rename(columns={view: "start"}), float(str(whole["low"])))
        )
    count = whole.get("count", 0)
    caption = _("{measure} by interval of the day; bars: 95% interval · {n}", measure=_(definition.title),
                n=written_n(float(str(count))))  # fmt: skip
    cards.head(key="queue_hours", title=title, caption=caption, metric=name, frame=frame)


def _figure(name: str, view: str, frame: pd.DataFrame, whole: dict[str, object]) -> go.Figure | None:
    definition = data.definitions()[name]
    if frame.empty or not frame["value"].notna().any():
        return None
    if view == _WEEK:
        return _week(name, frame, float(str(whole["value"])))
    drawn = frame.rename(columns={view: "start"})
    return day_curve(
        drawn, theme.look(), unit=definition.unit, decimals=definition.decimals, is_bars=name == "contacts"
    )


def _week(name: str, frame: pd.DataFrame, mean: float) -> go.Figure:
    """Around the mean of all; contacts are a full count, so every cell is certain and none good or bad."""
    weekdays = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    cells = frame.assign(
        weekday=frame["weekday"].astype(int), hour=[int(str(hour)[:2]) for hour in frame["hour"]]
    )
    centre = float(frame["value"].mean()) if name == "contacts" else mean
    if name == "contacts":
        cells = cells.assign(low=cells["value"], high=cells["value"])
    return charts.hour_heat(
        cells,
        theme.look(),
        centre=centre,
        weekdays=weekdays,
        withheld_words=_("too few contacts"),
        better=data.definitions()[name].better or "down",
    )

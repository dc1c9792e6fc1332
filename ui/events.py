"""Events (outages, tariffs, bill runs, new taxonomies and models) on every trend, listed below it too."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from etl import api as etl
from reports.event_marks import EventMark, draw_marks, letters, shown_days
from ui import data, filters, labels, theme
from ui.cells import day_of, is_known, records
from ui.narrow import is_narrow
from ui.plain import plain
from ui.words import LANGUAGE_NAMES, _, _n, formats
from warehouse import labels as warehouse_labels
from warehouse import rows as warehouse_rows
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

_MOST, _LISTED, _LAST_PERIOD = 40, 4, timedelta(days=92)


def mark(figure: go.Figure) -> list[EventMark]:
    """Draw the events of a trend's days on it; gives what was drawn, to be listed. Other charts stay."""
    at = shown_days(figure)
    if not at or data.is_new():
        return []
    end = at[-1] + ((at[-1] - at[-2]) if len(at) > 1 else _LAST_PERIOD)
    marks = between(at[0], end)
    draw_marks(figure, marks, theme.look())
    return marks


def between(start: date, end: date) -> list[EventMark]:
    """Events that began in [start, end), of the chosen units and regions, oldest first."""
    frame = _events(data.snapshot(), data.snapshot().id, _home(), _everybodys(), Period(start, end))
    chosen = filters.chosen().values
    regions = chosen.get("region", ()) or _regions_of(chosen.get("unit", ()))
    found = [
        row for row in reversed(records(frame))
        if _fits(row, "unit_id", chosen.get("unit", ())) and _fits(row, "region", regions)
    ][-_MOST:]  # fmt: skip
    said = [(day_of(row["date"]) or start, _words(row)) for row in found]
    said += [
        (one.since, _version(one)) for one in etl.new_versions(data.instance()) if start <= one.since < end
    ]
    ordered = sorted(said, key=lambda one: one[0])[-_MOST:]
    return [
        EventMark(letter, day, words)
        for letter, (day, words) in zip(letters(len(ordered)), ordered, strict=True)
    ]


def listed(marks: list[EventMark]) -> None:
    """The events below the chart; many of them, on a phone more than one, behind one line."""
    if not marks:
        return
    lines = [f"**{mark.letter}** {plain(mark.words)}" for mark in marks]
    if len(lines) <= (1 if is_narrow() else _LISTED):
        st.caption(" · ".join(lines))
        return
    with st.expander(_n("{count} event marked", "{count} events marked", len(lines))):
        st.caption("  \n".join(lines))


def _version(one: etl.NewVersion) -> str:
    """A taxonomy or model that a load found to be new: told without anybody writing it down."""
    name = LANGUAGE_NAMES.get(one.language, one.language)
    what = _("new taxonomy") if one.kind == "taxonomy" else _("new model")
    return " · ".join(part for part in (formats().date(one.since), what, name, one.version) if part)


def _fits(row: dict[str, object], column: str, chosen: object) -> bool:
    """An event without a place concerns every place."""
    return not chosen or not is_known(row[column]) or row[column] in chosen  # type: ignore[operator]


def _regions_of(units: Sequence[str]) -> tuple[str, ...]:
    """Regions of these units; none where that of any is unknown, so that nothing is hidden."""
    known = warehouse_labels.regions(data.snapshot())
    found = tuple(dict.fromkeys(known.get(unit, "") for unit in units))
    return found if all(found) else ()


def _words(row: dict[str, object]) -> str:
    kinds = {
        "outage": _("outage"), "tariff": _("tariff change"), "bill_run": _("bill run"),
        "taxonomy": _("new taxonomy"), "model": _("new model"), "other": _("event"),
    }  # fmt: skip
    place = labels.name("unit", str(row["unit_id"])) if is_known(row["unit_id"]) else row["region"]
    kind = str(row["kind"])
    parts = [formats().date(day_of(row["date"])), kinds.get(kind, kind), str(row["title"])]
    return " · ".join([*parts, str(place)] if is_known(place) else parts)


def _everybodys() -> Scope:
    """An event is no row of an agent: agents see those of their units, and those that concern everybody."""
    return replace(data.scope(), agent_id=None)


def _home() -> str:
    return str(data.instance().home)


@st.cache_data(max_entries=300, show_spinner=False)
def _events(_snapshot: Snapshot, key: str, home: str, scope: Scope, period: Period) -> pd.DataFrame:
    return warehouse_rows.rows(_snapshot, scope, "events", period=period, limit=1000)

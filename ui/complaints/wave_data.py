"""Waves as the page asks for them: under the chosen filters and scope, cached by snapshot."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from text import api as text
from text.api import Said, Theme
from ui import data, filters, shown
from ui.complaints.cards import Kind
from warehouse.gate import Filters
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.wave_board import Alarm, Board
from warehouse.wave_board import board as warehouse_board
from warehouse.waves import WEEKS, Wave

_BACK = timedelta(days=548)
"""A year and a half before the end of the period, and the weeks that tell what is usual before it."""
_TEXTS = 300
"""So many texts of each side say what is told."""
_Kept = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Place:
    """Where a wave runs: its kind, cause and, where not everywhere, region or unit."""

    kind: Kind
    alarm: Alarm

    @property
    def codes(self) -> dict[str, tuple[str, ...]]:
        place = {self.alarm.level: (self.alarm.place,)} if self.alarm.place else {}
        return {"category": (self.alarm.category,), **place}

    def period(self, end: date) -> Period:
        """The days of the wave; up to ``end`` while it runs."""
        last = self.alarm.wave.end
        return Period(self.alarm.wave.start, last + timedelta(days=1) if last else end)


@dataclass(frozen=True)
class Asked:
    """What was looked for: a count of cases in ``period``, under ``filters``."""

    name: str
    period: Period
    filters: _Kept
    by: tuple[str, ...] = ("category", "region", "unit")


def board(kind: Kind) -> Board:
    """Waves of the last year and a half, newest first; none that began after the chosen period."""
    known = data.definitions()[kind.count].dimensions
    chosen = filters.chosen()
    kept = tuple((word, tuple(codes)) for word, codes in sorted(chosen.values.items()) if word in known)
    end = end_of_data(chosen.span.end)
    asked = Asked(kind.count, Period(end - _BACK - timedelta(weeks=WEEKS), end), kept)
    found = _board(data.snapshot(), _key(), data.scope(), asked)
    shown.answer("waves", asked, _table(found))
    return found


def _table(found: Board) -> pd.DataFrame:
    """One row an alarm: where, its days, and the figures told of it."""
    names = ("start", "peak", "peak_count", "end", "usual", "now", "count")
    rows = [
        {"category": one.category, "level": one.level, "place": one.place}
        | {name: getattr(one.wave, name) for name in names}
        for one in found.alarms
    ]
    return pd.DataFrame(rows, columns=["category", "level", "place", *names])


def end_of_data(end: date) -> date:
    last = data.snapshot().info.last_day
    return min(end, last + timedelta(days=1)) if last else end


def is_recent(wave: Wave) -> bool:
    """It runs, or some of its days are in the chosen period."""
    return wave.end is None or wave.end >= filters.chosen().span.start


def days(place: Place) -> pd.DataFrame:
    """Cases a day from four weeks before the wave to four weeks after: day, value; days without any are 0."""
    wave, end = place.alarm.wave, end_of_data(filters.chosen().span.end)
    last = min((wave.end or end) + timedelta(weeks=4), end)
    first = wave.start - timedelta(weeks=4)
    period = Period(first, last)
    frame = data.metric(place.kind.count, by=("day",), period=period, also=place.codes)
    found = {pd.Timestamp(row["day"]): row["count"] for row in frame.to_dict("records")}
    every = pd.date_range(first, last, inclusive="left")
    return pd.DataFrame({"day": every, "value": [float(found.get(day, 0)) for day in every]})


def said(place: Place) -> tuple[list[Theme], int, int]:
    """Phrases clearly more frequent in the wave's texts than in all cases of its kind the weeks before, and
    how many texts were read of either side; nothing for who may not see texts."""
    if not data.scope().personal:
        return [], 0, 0
    wave = place.alarm.wave
    before = Period(wave.start - timedelta(weeks=WEEKS), wave.start)
    now = data.rows(place.kind.count, period=place.period(end_of_data(filters.chosen().span.end)),
                    also=place.codes, limit=_TEXTS)  # fmt: skip
    old = data.rows(place.kind.count, period=before, limit=_TEXTS)
    told = tuple(tuple(frame["text"].dropna().astype(str)) for frame in (now, old))
    return _themes(*told), len(told[0]), len(told[1])


def _key() -> str:
    return f"{data.instance().home}/{data.snapshot().id}"


@st.cache_data(max_entries=100, show_spinner=False)
def _board(_snapshot: Snapshot, key: str, scope: Scope, asked: Asked) -> Board:
    asked_for: Filters = dict(asked.filters)
    return warehouse_board(_snapshot, scope, asked.name, period=asked.period, filters=asked_for)


@st.cache_data(max_entries=100, show_spinner=False)
def _themes(now: tuple[str, ...], before: tuple[str, ...]) -> list[Theme]:
    return text.themes([Said(one) for one in now], [Said(one) for one in before], most=6)

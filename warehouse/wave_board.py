"""Waves of each cause in all places, in each region and in each unit: one alarm an event.

A wave of one unit may be hidden in the whole, so every cause is followed at three levels; each level is
judged by itself (``waves.told``).  What runs at the same time for the same cause is one event, told once: at
the narrowest place that explains it, the others named beside it (``wave_events``).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from warehouse.gate import NO_FILTERS, Filters
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.wave_events import LEVELS, Alarm, Line, events
from warehouse.wave_scan import BASE, Floats
from warehouse.waves import read_days, told

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["LEVELS", "Alarm", "Board", "board"]


@dataclass(frozen=True)
class Board:
    """Alarms, newest first. since: the first day a wave could begin, None where too few days are known.

    causes, regions, units: how many were followed; a part of their products had a case.
    """

    alarms: tuple[Alarm, ...] = ()
    since: date | None = None
    causes: int = 0
    regions: int = 0
    units: int = 0


@dataclass(frozen=True)
class _Lines:
    """lines and counts (lines, days) together; regions: unit -> its region."""

    lines: list[Line]
    counts: Floats
    regions: dict[str, str] = field(default_factory=dict)


def board(
    snapshot: Snapshot, scope: Scope, name: str, *, period: Period, filters: Filters = NO_FILTERS
) -> Board:
    """Waves of a count of cases in [start, end); its first eight weeks only tell what is usual.

    Raises WrongUse for a metric that is no full count, and as ``metric`` does.
    """
    frame, first, days = read_days(snapshot, scope, name, ("category", "region", "unit"), period, filters)
    frame = frame[frame["category"].notna()]
    if days <= BASE or frame.empty:
        return Board()
    found = _lines(frame, first, days)
    levels = [LEVELS.index(one.level) for one in found.lines]
    waves = [(found.lines[at], at, wave) for at, wave in told(found.counts, first, levels)]
    if any(line.level == "unit" for line, _at, _wave in waves):
        opened = _opened(snapshot, scope, period)
        waves = [
            one for one in waves if one[0].level != "unit" or one[2].start >= opened.get(one[0].place, first)
        ]
    alarms = events(waves, found.counts, first, found.regions)
    places = {level: {one.place for one in found.lines if one.level == level} for level in LEVELS}
    return Board(
        tuple(sorted(alarms, key=lambda one: one.wave.start, reverse=True)),
        first + timedelta(days=BASE),
        len({one.cause for one in found.lines}), len(places["region"]), len(places["unit"]),
    )  # fmt: skip


def _lines(frame: "DataFrame", first: date, days: int) -> _Lines:
    """Cases a day of each cause, of each cause and region, of each cause and unit."""
    import pandas as pd

    at = (pd.to_datetime(frame["day"]) - pd.Timestamp(first)).dt.days.to_numpy()
    cases = frame["count"].to_numpy(float)
    cause, causes = pd.factorize(frame["category"])
    lines: list[Line] = []
    counts = []
    for level in LEVELS:
        place, places = pd.factorize(frame[level]) if level else (np.zeros(len(frame), dtype=int), [""])
        known = place >= 0
        codes, group = np.unique(cause[known] * max(len(places), 1) + place[known], return_inverse=True)
        size = len(codes) * days
        cells = np.bincount(group * days + at[known], cases[known], minlength=size)
        counts.append(cells.reshape(len(codes), days))
        lines += [
            Line(str(causes[one // len(places)]), level, str(places[one % len(places)])) for one in codes
        ]
    of = frame[["unit", "region"]].drop_duplicates("unit").dropna().astype(str)
    return _Lines(lines, np.vstack(counts), dict(zip(of["unit"], of["region"], strict=True)))


def _opened(snapshot: Snapshot, scope: Scope, period: Period) -> dict[str, date]:
    """The first day of a unit with something usual: eight weeks after the month of its first contact.

    Cases of an office that has just opened are no wave.  Units without contacts, and those that had some when
    the data began, are not there.
    """
    import pandas as pd

    whole = period.within(snapshot.info.first_day, snapshot.info.last_day)
    months = metric(snapshot, scope, "contacts", by=("unit", "month"), period=Period(None, whole.end))
    if months.empty:
        return {}
    begun = months.assign(month=pd.to_datetime(months["month"]))
    first = begun["month"].min()
    born = begun[begun["unit"].notna()].groupby("unit")["month"].min()
    return {
        str(unit): (month + pd.Timedelta(days=BASE)).date() for unit, month in born.items() if month > first
    }

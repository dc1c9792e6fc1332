"""Waves: days on end with far more cases than usual: where each began, its peak, whether it still runs.

How they are found: ``wave_scan``; which of them are believed over many series: ``wave_chance``; where a wave
of a cause runs, in one unit or everywhere: ``wave_board``.  Nothing is kept between questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from config.errors import WrongUse
from warehouse.gate import NO_FILTERS, Filters
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.wave_chance import LEAST_CASES, believed, chance
from warehouse.wave_scan import BASE, LONGEST, WEEKS, Floats, Suspect, scan

if TYPE_CHECKING:
    from pandas import DataFrame

_LASTS = LONGEST + 7

__all__ = ["WEEKS", "Wave", "read_days", "told", "waves", "waves_of"]


@dataclass(frozen=True)
class Wave:
    """start, peak: days. end: the last day of it, None while it runs. usual: cases a day without it.

    now: cases a day of the last seven days of the series; count: cases of the wave itself; chance: how many
    such waves a quarter a series without any would show.
    """

    start: date
    peak: date
    peak_count: int
    end: date | None
    usual: float
    now: float
    count: int
    chance: float

    @property
    def over_on(self) -> date | None:
        """The day its end was known: after a week as usual, or once its level had become the usual one."""
        if self.end is None or (self.end - self.start).days >= LONGEST:
            return self.end
        return self.end + timedelta(days=7)


def waves_of(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    *,
    by: Sequence[str] = (),
    period: Period,
    filters: Filters = NO_FILTERS,
) -> "list[tuple[tuple[str, ...], int, list[Wave] | None]]":
    """Codes of ``by``, cases of the last seven days and waves, for each series of a count in [start, end).

    The first eight weeks only tell what is usual; where no more are known, None stands for the waves.
    Raises WrongUse for a metric that is no full count, and as ``metric`` does.
    """
    codes, counts, first = _read(snapshot, scope, name, by, period, filters)
    found: dict[int, list[Wave]] = {}
    for place, wave in told(counts, first):
        found.setdefault(place, []).append(wave)
    is_looked = counts.shape[1] > BASE
    return [
        (code, int(series[-7:].sum()), found.get(place, []) if is_looked else None)
        for place, (code, series) in enumerate(zip(codes, counts, strict=True))
    ]


def told(counts: Floats, first: date, groups: Sequence[int] | None = None) -> list[tuple[int, Wave]]:
    """Place of a series and its wave, of those believed; ``counts``: (series, days) from ``first``.

    groups: of each series; those of a group are believed among themselves, each group with an equal part of
    what may be false, so that thousands of series of units do not drown the few of all places.
    """
    busy = np.flatnonzero(_busiest(counts[:, BASE:]) >= LEAST_CASES)
    suspects = [replace(one, series=int(busy[one.series])) for one in scan(counts[busy])]
    suspects = [one for one in suspects if _cases(counts, one).sum() >= LEAST_CASES]
    chances = [chance(one.height, one.mean, one.spread) for one in suspects]
    of = np.zeros(len(counts), dtype=int) if groups is None else np.asarray(groups, dtype=int)
    kept = _believed(suspects, chances, of, first)
    return [(suspects[at].series, _wave(counts, suspects[at], chances[at], first)) for at in kept]


def _busiest(counts: Floats) -> Floats:
    """Cases of each series in its busiest days that a wave can last: the others need no look."""
    sums = np.pad(counts.cumsum(axis=1), ((0, 0), (1, 0)))
    apart = min(_LASTS, counts.shape[1])
    most: Floats = (sums[:, apart:] - sums[:, : sums.shape[1] - apart]).max(axis=1, initial=0.0)
    return most


def _believed(
    suspects: list[Suspect], chances: list[float], groups: "np.ndarray[Any, Any]", first: date
) -> list[int]:
    """Places of the suspects that are told: judged by quarter and group."""
    sizes = np.bincount(groups)
    together: dict[tuple[int, int, int], list[int]] = {}
    for at, one in enumerate(suspects):
        day = first + timedelta(days=one.start)
        together.setdefault((day.year, (day.month - 1) // 3, int(groups[one.series])), []).append(at)
    share = 1 / max(int((sizes > 0).sum()), 1)
    return sorted(
        at
        for (_year, _quarter, group), places in together.items()
        for at, is_told in zip(
            places, believed([chances[at] for at in places], int(sizes[group]), share), strict=True
        )
        if is_told
    )


def waves(counts: Sequence[float] | Floats, first: date) -> list[Wave]:
    """Waves of one series of cases a day without gaps, ``first`` its first day."""
    return [wave for _place, wave in told(np.asarray(counts, dtype=float)[None, :], first)]


def _cases(counts: Floats, one: Suspect) -> Floats:
    return counts[one.series, one.start : None if one.end is None else one.end + 1]


def _wave(counts: Floats, one: Suspect, rate: float, first: date) -> Wave:
    part = _cases(counts, one)
    peak = one.start + int(part.argmax())
    return Wave(
        first + timedelta(days=one.start), first + timedelta(days=peak), int(part.max()),
        None if one.end is None else first + timedelta(days=one.end), one.usual,
        float(counts[one.series, -7:].mean()), int(part.sum()), rate,
    )  # fmt: skip


def _read(  # noqa: PLR0917
    snapshot: Snapshot, scope: Scope, name: str, by: Sequence[str], period: Period, filters: Filters
) -> tuple[list[tuple[str, ...]], Floats, date]:
    """Codes of each series, its cases a day, the first day."""
    frame, start, days = read_days(snapshot, scope, name, by, period, filters)
    return *_series(frame, list(by), start, days), start


def read_days(  # noqa: PLR0917
    snapshot: Snapshot, scope: Scope, name: str, by: Sequence[str], period: Period, filters: Filters
) -> tuple["DataFrame", date, int]:
    """A count by ``by`` and day, the first day and how many days there are; no row where there is no case.

    Days before the first case of all are no days without cases, but unknown: a source may begin later than
    others.
    """
    import pandas as pd

    span = period.within(snapshot.info.first_day, snapshot.info.last_day)
    frame = metric(snapshot, scope, name, by=(*by, "day"), period=span, filters=filters)
    if (frame["value"].dropna() != frame.loc[frame["value"].notna(), "count"]).any():
        raise WrongUse(f"a wave is of counts by day; '{name}' is none: take complaints, appeals or contacts.")
    every = metric(snapshot, scope, name, by=("day",), period=span) if filters else frame
    if frame.empty or every.empty:
        return frame, span.start or date.min, 0
    first = pd.Timestamp(every["day"].min()).date()
    return frame, first, (span.end - first).days if span.end else 0


def _series(
    frame: "DataFrame", by: list[str], first: date, days: int
) -> tuple[list[tuple[str, ...]], Floats]:
    """Each part's cases a day, with the days that had none."""
    import pandas as pd

    if not days:
        return [], np.zeros((0, 0))
    places = (pd.to_datetime(frame["day"]) - pd.Timestamp(first)).dt.days.to_numpy()
    if not by:
        counts = np.zeros((1, days))
        counts[0, places] = frame["count"]
        return [()], counts
    codes = frame[by].astype(object).where(frame[by].notna(), "").astype(str)
    group = codes.groupby(by, sort=True).ngroup().to_numpy()
    counts = np.zeros((int(group.max()) + 1, days))
    counts[group, places] = frame["count"]
    keys = codes.assign(group=group).drop_duplicates("group").sort_values("group")[by]
    return list(keys.itertuples(index=False, name=None)), counts

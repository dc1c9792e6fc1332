"""Waves: days on end with far more cases than usual: where each began, its peak, whether it still runs.

How they are found: ``wave_scan``; which of them are believed over many series: ``wave_chance``.  Nothing is
kept between questions: a board of a hundred series over a year and a half takes a tenth of a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from config.errors import WrongUse
from warehouse.gate import NO_FILTERS, Filters
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.wave_chance import LEAST_CASES, believed, chance
from warehouse.wave_scan import WEEKS, Floats, Suspect, scan

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["WEEKS", "Alarm", "Wave", "alarms", "told", "waves", "waves_of"]


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


@dataclass(frozen=True)
class Alarm:
    """A wave of one cause. place: its code, "" for all places; parts: the places with a wave of that time."""

    category: str
    place: str
    wave: Wave
    parts: tuple[tuple[str, Wave], ...] = ()


def waves_of(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    *,
    by: Sequence[str] = (),
    period: Period,
    filters: Filters = NO_FILTERS,
) -> "list[tuple[tuple[str, ...], int, list[Wave]]]":
    """Codes of ``by``, cases of the last seven days and waves, for each series of a count in [start, end).

    The first eight weeks only tell what is usual.  Raises WrongUse for a metric that is no full count, and as
    ``metric`` does.
    """
    codes, counts, first = _read(snapshot, scope, name, by, period, filters)
    found: list[list[Wave]] = [[] for _code in codes]
    for place, wave in told(counts, first):
        found[place].append(wave)
    return [
        (code, int(series[-7:].sum()), waves)
        for code, series, waves in zip(codes, counts, found, strict=True)
    ]


def alarms(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    *,
    place: str = "region",
    period: Period,
    filters: Filters = NO_FILTERS,
) -> list[Alarm]:
    """Waves of a count by cause, and by cause and ``place``; newest first.

    All these series are one board; what runs in a place while its cause runs everywhere is a part of that.
    """
    codes, counts, first = _read(snapshot, scope, name, ("category", place), period, filters)
    causes = sorted({cause for cause, _place in codes if cause})
    if not causes:
        return []
    whole = [counts[[one[0] == cause for one in codes]].sum(axis=0) for cause in causes]
    known = [index for index, one in enumerate(codes) if one[0] and one[1]]
    series = [(cause, "") for cause in causes] + [(codes[index][0], codes[index][1]) for index in known]
    found = [(*series[at], wave) for at, wave in told(np.vstack([*whole, counts[known]]), first)]
    return sorted(_grouped(found), key=lambda one: one.wave.start, reverse=True)


def told(counts: Floats, first: date) -> list[tuple[int, Wave]]:
    """Place of a series and its wave, of those believed; ``counts``: (series, days) from ``first``."""
    suspects = [one for one in scan(counts) if _cases(counts, one).sum() >= LEAST_CASES]
    chances = [chance(one.height, one.mean, one.spread) for one in suspects]
    quarters: dict[tuple[int, int], list[int]] = {}
    for at, one in enumerate(suspects):
        day = first + timedelta(days=one.start)
        quarters.setdefault((day.year, (day.month - 1) // 3), []).append(at)
    kept = {
        at
        for places in quarters.values()
        for at, is_told in zip(places, believed([chances[at] for at in places], len(counts)), strict=True)
        if is_told
    }
    return [(suspects[at].series, _wave(counts, suspects[at], chances[at], first)) for at in sorted(kept)]


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


def _grouped(found: list[tuple[str, str, Wave]]) -> list[Alarm]:
    """A wave of a place belongs to the one of its cause that runs at the same time."""
    whole = [(cause, wave) for cause, place, wave in found if not place]
    parts: dict[int, list[tuple[str, Wave]]] = {}
    alone = []
    for cause, place, wave in found:
        if not place:
            continue
        of = [at for at, (other, one) in enumerate(whole) if other == cause and _overlap(one, wave)]
        if of:
            parts.setdefault(of[0], []).append((place, wave))
        else:
            alone.append(Alarm(cause, place, wave))
    largest = {at: tuple(sorted(some, key=lambda one: -one[1].count)) for at, some in parts.items()}
    return alone + [Alarm(cause, "", wave, largest.get(at, ())) for at, (cause, wave) in enumerate(whole)]


def _overlap(one: Wave, other: Wave) -> bool:
    return one.start <= (other.end or date.max) and other.start <= (one.end or date.max)


def _read(  # noqa: PLR0917
    snapshot: Snapshot, scope: Scope, name: str, by: Sequence[str], period: Period, filters: Filters
) -> tuple[list[tuple[str, ...]], Floats, date]:
    """Codes of each series, its cases a day, the first day."""
    span = period.within(snapshot.info.first_day, snapshot.info.last_day)
    frame = metric(snapshot, scope, name, by=(*by, "day"), period=span, filters=filters)
    if (frame["value"].dropna() != frame.loc[frame["value"].notna(), "count"]).any():
        raise WrongUse(f"a wave is of counts by day; '{name}' is none: take complaints, appeals or contacts.")
    if span.start is None or span.end is None or frame.empty:
        return [], np.zeros((0, 0)), span.start or date.min
    return *_series(frame, list(by), span.start, (span.end - span.start).days), span.start


def _series(
    frame: "DataFrame", by: list[str], first: date, days: int
) -> tuple[list[tuple[str, ...]], Floats]:
    """Each part's cases a day, with the days that had none."""
    import pandas as pd

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

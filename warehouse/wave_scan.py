"""One pass, day by day, over many series of counts at once: where each may be in a wave.

The expectation of a day is the mean of its weekday over the trailing eight weeks, drawn two weeks' worth to
the mean of all days; its spread (variance = mean + spread x mean^2, negative binomial) is that of all days so
far without a wave.  Both stand still while a wave may run.  Deviations beyond one standard deviation are
summed (CUSUM; E. S. Page, 1954); from ``SUSPECT`` on a wave may run, until a whole week is as usual again.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

WEEKS = 8
"""Of which is known what is usual."""
BASE = 7 * WEEKS
ALLOWANCE = 1.0
"""Deviations below so many standard deviations are no sign of a wave."""
ONE_CASE = 0.5
"""Added to the variance: of a series of few cases one alone is no sign."""
SUSPECT = 5.0
LEAST_USUAL = 0.05
"""A day of a series that never had a case: one in twenty days is taken for usual."""
LONGEST = 91
"""Days after which a new level is no wave any more, but what is usual."""
_PULL = 2.0
_EVERY = slice(None)
Floats = np.ndarray[Any, np.dtype[np.float64]]
_Ints = np.ndarray[Any, np.dtype[np.int64]]
_Bools = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Suspect:
    """A stretch of days that may be a wave. end: its last day, None while it runs; places of days from 0.

    height: the highest sum of deviations; usual: cases a day before; mean, spread: of all days before it.
    """

    series: int
    start: int
    end: int | None
    height: float
    usual: float
    mean: float
    spread: float


def scan(counts: Floats) -> list[Suspect]:
    """``counts``: (series, days), no gaps. The first eight weeks only tell what is usual."""
    if counts.shape[1] <= BASE:
        return []
    state = _Scan(counts)
    for day in range(BASE, counts.shape[1]):
        state.step(day)
    return state.done()


class _Scan:
    """What is known of every series up to a day."""

    def __init__(self, counts: Floats) -> None:
        self._counts, size = counts, len(counts)
        self._window = counts[:, :BASE].reshape(size, WEEKS, 7).transpose(2, 1, 0).copy()
        self._sums = self._window.sum(axis=1)
        self._whole = self._sums.sum(axis=0)
        means = self._means()
        self._days = np.full(size, float(BASE))
        self._cases = self._whole.copy()
        inside = ((self._window - means[:, None, :]) ** 2).sum(axis=(0, 1)) * WEEKS / (WEEKS - 1)
        self._excess = inside - WEEKS * means.sum(axis=0)
        self._squares = WEEKS * (means**2).sum(axis=0)
        self._total, self._height = np.zeros(size), np.zeros(size)
        self._begun = np.full(size, BASE)
        self._start = np.full(size, -1)
        self._found: list[Suspect] = []

    def step(self, day: int) -> None:
        at, seen = day % 7, self._counts[:, day]
        expected = self._mean_of(at)
        deviation = np.sqrt(expected + self._spread() * expected**2 + ONE_CASE)
        self._begun = np.where(self._total <= 0, day, self._begun)
        self._total = np.maximum(0.0, self._total + (seen - expected) / deviation - ALLOWANCE)
        runs = (self._start >= 0) | (self._total > SUSPECT)
        self._start = np.where(runs & (self._start < 0), self._begun, self._start)
        self._height = np.where(runs, np.maximum(self._height, self._total), 0.0)
        if runs.any():
            self._end_those_over(day, runs)
        self._learn(at, seen, expected, ~runs)

    def done(self) -> list[Suspect]:
        running = [self._suspect(int(one), None) for one in np.flatnonzero(self._start >= 0)]
        return sorted([*self._found, *running], key=lambda one: (one.series, one.start))

    def _means(self, some: _Ints | slice = _EVERY) -> Floats:
        """(weekday, series), never below the least usual."""
        overall = np.maximum(self._whole[some] / BASE, LEAST_USUAL)
        means: Floats = (self._sums[:, some] + _PULL * overall) / (WEEKS + _PULL)
        return means

    def _mean_of(self, at: int) -> Floats:
        """One weekday of ``_means``."""
        overall = np.maximum(self._whole / BASE, LEAST_USUAL)
        mean: Floats = (self._sums[at] + _PULL * overall) / (WEEKS + _PULL)
        return mean

    def _spread(self) -> Floats:
        spread: Floats = np.maximum(self._excess, 0.0) / self._squares
        return spread

    def _learn(self, at: int, seen: Floats, expected: Floats, calm: _Bools) -> None:
        """A day without suspicion takes the place of the oldest of its weekday."""
        newest = np.where(calm, seen, 0.0)
        weeks = self._window[at]
        moved = newest - np.where(calm, weeks[0], 0.0)
        self._sums[at] += moved
        self._whole += moved
        if calm.all():
            weeks[:-1] = weeks[1:].copy()
        else:
            weeks[:-1] = np.where(calm, weeks[1:], weeks[:-1])
        weeks[-1] = np.where(calm, seen, weeks[-1])
        self._days += calm
        self._cases += newest
        self._excess += np.where(calm, (seen - expected) ** 2 - expected, 0.0)
        self._squares += np.where(calm, expected**2, 0.0)

    def _end_those_over(self, day: int, runs: _Bools) -> None:
        """A week that is as usual again ends a wave; so does a level that has lasted too long."""
        some = np.flatnonzero(runs & (day - self._start >= 7))
        if not len(some):
            return
        week = self._counts[some, day - 6 : day + 1].sum(axis=1)
        means = self._means(some)
        deviation = np.sqrt((means + self._spread()[some] * means**2).sum(axis=0))
        is_calm = week <= means.sum(axis=0) + 2 * deviation
        for one in some[is_calm]:
            self._end(int(one), max(day - 7, int(self._start[one])))
        for one in some[~is_calm & (day - self._start[some] >= LONGEST)]:
            self._end(int(one), day)
            self._relearn(int(one), day)

    def _end(self, one: int, end: int) -> None:
        self._found.append(self._suspect(one, end))
        self._start[one], self._total[one], self._height[one] = -1, 0.0, 0.0

    def _relearn(self, one: int, day: int) -> None:
        """The newest eight weeks are what is usual from now on."""
        newest = self._counts[one, day - BASE + 1 : day + 1]
        first = (day - BASE + 1) % 7
        self._window[:, :, one] = np.roll(newest.reshape(WEEKS, 7), first, axis=1).T
        self._sums[:, one] = self._window[:, :, one].sum(axis=1)
        self._whole[one] = self._sums[:, one].sum()

    def _suspect(self, one: int, end: int | None) -> Suspect:
        mean = max(float(self._cases[one] / self._days[one]), LEAST_USUAL)
        return Suspect(
            int(one), int(self._start[one]), end, float(self._height[one]),
            max(float(self._whole[one] / BASE), 0.0), mean, float(self._spread()[one]),
        )  # fmt: skip

"""The few statistics that the metrics need, each from its textbook formula, in plain Python."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

UNKNOWN = math.nan


@dataclass(frozen=True)
class Plain:
    """A figure: value, the n behind it, its interval where it has one, and what stands beside it."""

    value: float
    count: int
    low: float = UNKNOWN
    high: float = UNKNOWN
    more: Mapping[str, float] = field(default_factory=dict)

    def without_interval(self) -> "Plain":
        return self if self is NOTHING else Plain(self.value, self.count, more=self.more)

    def beside(self, **more: float) -> "Plain":
        return self if self is NOTHING else replace(self, more={**self.more, **more})


NOTHING = Plain(UNKNOWN, 0)
"""No figure at all: there is nothing it could be of."""


def counted(count: int) -> Plain:
    """An n whose value is not known, or not shown."""
    return Plain(UNKNOWN, int(count))


def share(part: float, whole: int) -> Plain:
    """A share in percent with Wilson's interval: the p with |p - share| = 1.96 standard errors at p."""
    if not whole:
        return NOTHING
    z, p = 1.96, part / whole
    centre, room = p + z**2 / (2 * whole), z * math.sqrt(p * (1 - p) / whole + z**2 / (4 * whole**2))
    below = 1 + z**2 / whole
    return Plain(100 * p, int(whole), 100 * (centre - room) / below, 100 * (centre + room) / below)


def score(scores: "pd.Series[Any]") -> Plain:
    """The NPS with its adjusted Wald interval: 3/4 added to promoters and detractors each, 3 to all."""
    n = len(scores)
    if not n:
        return NOTHING
    promoters, detractors = int((scores >= 9).sum()), int((scores <= 6).sum())
    up, down = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = 1.96 * math.sqrt((up + down - (up - down) ** 2) / (n + 3))
    low, high = max(-1.0, up - down - half), min(1.0, up - down + half)
    found = Plain(100 * (promoters - detractors) / n, n, 100 * low, 100 * high)
    return found.beside(promoters=promoters, passives=n - promoters - detractors, detractors=detractors)


def mean_interval(values: "pd.Series[Any]", least: float) -> Plain:
    """A mean with its normal interval, not below ``least``."""
    if values.empty:
        return NOTHING
    mean, deviation = float(values.mean()), float(values.std())
    half = 1.96 * deviation / math.sqrt(len(values))
    return Plain(mean, len(values), UNKNOWN if math.isnan(half) else max(least, mean - half), mean + half)


def middle(values: "pd.Series[Any]") -> Plain:
    """A median with the order statistics around it; of fewer than six values without an interval."""
    ordered, n = sorted(values), len(values)
    if not n:
        return NOTHING
    value = float(pd.Series(ordered).median())
    if n < 6:
        return Plain(value, n)
    low = max(1, math.floor(n / 2 - 0.98 * math.sqrt(n)))
    high = min(n, math.ceil(1 + n / 2 + 0.98 * math.sqrt(n)))
    return Plain(value, n, float(ordered[low - 1]), float(ordered[high - 1]))


def count_interval(events: int, wider: float) -> tuple[float, float]:
    """Byar's interval of a count whose variance is ``wider`` times that of a Poisson count."""
    effective = events / wider
    low = 0.0 if not events else wider * _byar(effective, -1)
    return low, wider * _byar(effective + 1, 1)


def _byar(count: float, side: int) -> float:
    root = 1 - 1 / (9 * count) + side * 1.96 / (3 * math.sqrt(count))
    return float(count * max(0.0, root) ** 3)

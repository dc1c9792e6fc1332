"""How often chance alone makes such a wave, and which of many are believed.

``wave_limits.csv`` holds how high the sums of deviations climb in a quarter of a series without any wave,
simulated for its mean and its spread (made by ``python -m bench.waves --calibrate``).  Over many series those
are believed that keep the false ones among them within ``FALSE_SHARE`` (Benjamini and Hochberg, 1995).
"""

import csv
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

LIMITS = Path(__file__).with_name("wave_limits.csv")
"""Columns: mean (cases a day), spread, chance (waves a series-quarter), height."""
FALSE_SHARE = 0.05
LEAST_CASES = 10
"""Fewer cases are no wave, whatever their chance: neither here nor in the simulation."""
_STEEPEST = 0.5
"""Orders of magnitude by which a unit of height makes chance rarer, at most."""


def chance(height: float, mean: float, spread: float) -> float:
    """Expected number of such waves a quarter of one series without any; ``mean``: cases a day."""
    chances, heights = _heights_of(mean, spread)
    if height <= heights[0]:
        return float(chances[0])
    logs = np.log10(chances)
    if height < heights[-1]:
        return float(10 ** np.interp(height, heights, logs))
    slope = min((logs[0] - logs[-1]) / max(heights[-1] - heights[0], 1e-9), _STEEPEST)
    return float(10 ** (logs[-1] - slope * (height - heights[-1])))


def believed(chances: Sequence[float], count_series: int, part: float = 1.0) -> list[bool]:
    """Which of the waves of one quarter, found in ``count_series`` series, are told.

    part: of ``FALSE_SHARE``, where these series are one group of several.
    """
    order = np.argsort(chances, kind="stable")
    last = -1
    for rank, place in enumerate(order, start=1):
        if chances[place] <= part * FALSE_SHARE * rank / max(count_series, rank):
            last = rank
    kept = {int(place) for place in order[: max(last, 0)]}
    return [place in kept for place in range(len(chances))]


def _heights_of(mean: float, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Chances and their heights, between those simulated; beyond the outermost, as they are."""
    means, spreads, chances, heights = _table()
    row, right = _between(np.log(means), math.log(min(max(mean, means[0]), means[-1])))
    column, down = _between(spreads, min(max(spread, spreads[0]), spreads[-1]))
    above = heights[row, column] * (1 - right) + heights[row + 1, column] * right
    below = heights[row, column + 1] * (1 - right) + heights[row + 1, column + 1] * right
    return chances, above * (1 - down) + below * down


def _between(grid: np.ndarray, value: float) -> tuple[int, float]:
    """The place of the grid's point at or before ``value``, and how far it is to the next."""
    place = int(np.clip(np.searchsorted(grid, value, side="right") - 1, 0, len(grid) - 2))
    return place, float((value - grid[place]) / (grid[place + 1] - grid[place]))


@lru_cache(maxsize=1)
def _table() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Means, spreads, chances (falling), heights (mean, spread, chance)."""
    with LIMITS.open(encoding="utf8", newline="") as file:
        rows = [tuple(map(float, one.values())) for one in csv.DictReader(file)]
    means, spreads, chances = (np.array(sorted({row[place] for row in rows})) for place in range(3))
    chances = chances[::-1]
    heights = np.zeros((len(means), len(spreads), len(chances)))
    for mean, spread, rate, height in rows:
        at = np.searchsorted(means, mean), np.searchsorted(spreads, spread)
        heights[(*at, int(np.flatnonzero(chances == rate)[0]))] = height
    return means, spreads, chances, heights

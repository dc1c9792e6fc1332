"""How sure waves are: false alarms of a whole board a quarter, and how many planted ones are found.

``--calibrate`` simulates how high chance climbs and writes ``warehouse/wave_limits.csv``; without it, boards
drawn with other seeds tell what a reader would be told (counts, shares with their number of boards).
"""

import argparse
import csv
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from warehouse.wave_chance import LEAST_CASES, LIMITS
from warehouse.wave_scan import BASE, SUSPECT, scan
from warehouse.waves import told

MEANS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
SPREADS = (0.0, 0.1, 0.3, 0.8, 2.0)
CHANCES = (0.1, 0.03, 0.01, 0.003, 0.001, 0.0003)
WEEKDAYS = np.array([1.2, 1.15, 1.1, 1.1, 1.05, 0.8, 0.6])
QUARTER = 91
FIRST = date(2024, 1, 1)
_Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Measured:
    """Of ``boards`` boards of ``series`` series: false alarms a quarter, shares of waves found."""

    boards: int
    series: int
    false_a_quarter: float
    found: dict[tuple[float, float], float]


def draw(rng: np.random.Generator, means: _Floats, spreads: _Floats, days: int) -> _Floats:
    """(series, days): negative binomial around a week's rhythm."""
    rates = means[:, None] * np.resize(WEEKDAYS, days)[None, :]
    shape = np.where(spreads > 0, 1 / np.maximum(spreads, 1e-9), 1.0)[:, None]
    uneven = np.where(spreads[:, None] > 0, rng.gamma(shape, 1 / shape, rates.shape), 1.0)
    return rng.poisson(rates * uneven).astype(float)


def calibrate(paths: int, quarters: int = 4) -> list[tuple[float, float, float, float]]:
    """mean, spread, chance, height: of series without any wave."""
    rng, rows = np.random.default_rng(2024), []
    for mean in MEANS:
        for spread in SPREADS:
            shape = (np.full(paths, mean), np.full(paths, spread))
            heights = _heights(draw(rng, *shape, BASE + quarters * QUARTER))
            for chance in CHANCES:
                place = int(chance * paths * quarters)
                height = heights[-place] if len(heights) >= place else SUSPECT
                rows.append((mean, spread, chance, round(float(height), 2)))
    return rows


def _heights(counts: _Floats) -> _Floats:
    """Heights of the suspects with enough cases, lowest first."""
    sums = np.pad(counts.cumsum(axis=1), ((0, 0), (1, 0)))
    return np.sort(
        [
            one.height for one in scan(counts)
            if sums[one.series, counts.shape[1] if one.end is None else one.end + 1]
            - sums[one.series, one.start] >= LEAST_CASES
        ]
    )  # fmt: skip


def board(rng: np.random.Generator, series: int, days: int) -> tuple[_Floats, _Floats]:
    """Counts of a board as operators have them, and their means: many rare causes, a few frequent ones."""
    means = np.exp(rng.normal(-0.7, 1.5, series)).clip(0.01, 200)
    return draw(rng, means, rng.gamma(1.0, 0.25, series), days), means


def measure(boards: int, series: int = 100, quarters: int = 2) -> Measured:
    """False alarms without any wave; and of waves of ten days, by usual cases a day and times the usual."""
    rng, days = np.random.default_rng(7), BASE + quarters * QUARTER
    false = sum(len(told(board(rng, series, days)[0], FIRST)) for _one in range(boards))
    found = {}
    for usual in (0.2, 1.0, 5.0, 20.0):
        for times in (2.0, 3.0, 5.0, 10.0):
            hits = sum(_is_found(rng, series, usual, times) for _one in range(boards))
            found[usual, times] = hits / boards
    return Measured(boards, series, false / boards / quarters, found)


def _is_found(rng: np.random.Generator, series: int, usual: float, times: float) -> bool:
    """A wave in one series of a board, ten days with so many times the usual on its days."""
    days, start = BASE + QUARTER, BASE + 40
    counts, _means = board(rng, series, days)
    counts[:1] = draw(rng, np.array([usual]), np.array([0.2]), days)
    counts[0, start : start + 10] += rng.poisson(usual * (times - 1), 10)
    return any(place == 0 for place, _wave in told(counts, FIRST))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--calibrate", action="store_true")
    asked.add_argument("--paths", type=int, default=5000)
    asked.add_argument("--boards", type=int, default=100)
    given = asked.parse_args()
    if given.calibrate:
        rows = calibrate(given.paths)
        with LIMITS.open("w", encoding="utf8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("mean", "spread", "chance", "height"), *rows])
    measured = measure(given.boards)
    print(f"boards {measured.boards}, series {measured.series}")
    print(f"false alarms a board and quarter: {measured.false_a_quarter:.3f}")
    for (usual, times), share in measured.found.items():
        print(f"usual {usual:g} a day, {times:g} times as many for ten days: found {share:.0%}")


if __name__ == "__main__":
    main()

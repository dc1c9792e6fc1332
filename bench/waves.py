"""How sure waves are: false alarms of a whole board a quarter, and how many planted ones are found.

``--calibrate`` simulates how high chance climbs and writes ``warehouse/wave_limits.csv``; without it, boards
drawn with other seeds tell what a reader would be told (counts, shares with their number of boards): of
series that have nothing to do with each other, and of an operator, whose causes are followed everywhere,
by region and by unit.
"""

import argparse
import csv
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from warehouse.wave_chance import LEAST_CASES, LIMITS
from warehouse.wave_events import Alarm, Line, events
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
class Size:
    """Of an operator; mean: cases a day of a usual cause, everywhere."""

    causes: int
    regions: int
    units: int
    mean: float


SIZES = {
    "a large operator": Size(40, 20, 150, 5.0),
    "a middling one": Size(25, 8, 40, 1.0),
    "a small one": Size(18, 4, 8, 0.3),
}


@dataclass(frozen=True)
class Operator:
    """lines and counts as ``wave_events`` takes them; levels: of each line; regions: unit -> region."""

    lines: list[Line]
    counts: _Floats
    levels: list[int]
    regions: dict[str, str]

    def alarms(self) -> list[Alarm]:
        found = [(self.lines[at], at, wave) for at, wave in told(self.counts, FIRST, self.levels)]
        return events(found, self.counts, FIRST, self.regions)


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


def operator(rng: np.random.Generator, size: Size, days: int, extra: _Floats | None = None) -> Operator:
    """Cases without any wave: days that are bad for a cause everywhere, and days that are bad for one unit.

    extra: cases a day that come on top in the first unit, of the first cause.
    """
    means = np.exp(rng.normal(np.log(size.mean), 1.3, size.causes))
    weights = np.exp(rng.normal(0, 1.2, size.units))
    rates = means[:, None, None] * (weights / weights.sum())[None, :, None] * np.resize(WEEKDAYS, days)
    rates *= _uneven(rng, rng.gamma(1.0, 0.1, (size.causes, 1, 1)), (size.causes, 1, days))
    rates *= _uneven(rng, rng.gamma(1.0, 0.25, (size.causes, size.units, 1)), rates.shape)
    cases = rng.poisson(rates).astype(float)
    if extra is not None:
        cases[0, 0] += extra
    return _followed(cases, np.arange(size.units) % size.regions)


def _uneven(rng: np.random.Generator, spread: _Floats, shape: tuple[int, ...]) -> _Floats:
    """Factors of mean 1 and variance ``spread``."""
    even = np.maximum(spread, 1e-3)
    return rng.gamma(np.broadcast_to(1 / even, shape), even)


def _followed(cases: _Floats, region: "np.ndarray[Any, Any]") -> Operator:
    """``cases``: (causes, units, days)."""
    lines: list[Line] = []
    counts, levels = [], []
    for cause, units in enumerate(cases):
        regions = {code: units[region == code].sum(axis=0) for code in range(region.max() + 1)}
        parts = [("", {0: units.sum(axis=0)}), ("region", regions), ("unit", dict(enumerate(units)))]
        for level, (word, series) in enumerate(parts):
            lines += [Line(str(cause), word, f"{word}{code}" if word else "") for code in series]
            counts += list(series.values())
            levels += [level] * len(series)
    of = {f"unit{unit}": f"region{code}" for unit, code in enumerate(region)}
    return Operator(lines, np.array(counts), levels, of)


def false_alarms(size: Size, operators: int, quarters: int = 2) -> float:
    """Alarms a quarter of an operator that has no wave."""
    rng, days = np.random.default_rng(11), BASE + quarters * QUARTER
    found = sum(len(operator(rng, size, days).alarms()) for _one in range(operators))
    return found / operators / quarters


def found_in_a_unit(size: Size, operators: int, more: float) -> tuple[float, float, float]:
    """Shares of waves in one unit, ten days with ``more`` cases a day, that are found, that are told of that
    very unit, and that are told more than once."""
    rng, days = np.random.default_rng(12), BASE + QUARTER
    hits = exact = twice = 0
    for _one in range(operators):
        extra = np.zeros(days)
        extra[BASE + 40 : BASE + 50] = rng.poisson(more, 10)
        told_of = [one for one in operator(rng, size, days, extra).alarms() if one.category == "0"]
        hits, exact = hits + bool(told_of), exact + any(one.place == "unit0" for one in told_of)
        twice += len(told_of) > 1
    return hits / operators, exact / operators, twice / operators


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
    for name, size in SIZES.items():
        print(f"{name}: {size.causes} causes, {size.regions} regions, {size.units} units")
        print(f"  false alarms a quarter: {false_alarms(size, given.boards):.3f}")
        for more in (2.0, 4.0, 8.0):
            shares = found_in_a_unit(size, max(given.boards // 4, 5), more)
            words = "found {:.0%}, of that unit {:.0%}, told more than once {:.0%}".format(*shares)
            print(f"  ten days with {more:g} more a day in one unit: {words}")


if __name__ == "__main__":
    main()

"""A wave is found with its start, peak and end, and where there is none nothing is told."""

from datetime import date, timedelta

import numpy as np
import pytest

from bench.waves import QUARTER, board, draw
from config.errors import WrongUse
from config.instance import Instance
from etl.demo.truths import TRUTHS
from warehouse.period import Period
from warehouse.scope import NOBODY, OWNER
from warehouse.snapshot import current
from warehouse.wave_chance import believed, chance
from warehouse.waves import WEEKS, told, waves, waves_of

FIRST = date(2022, 1, 3)
BASE = 7 * WEEKS


def _quiet(days: int, mean: float, seed: int) -> np.ndarray:
    """Cases a day, twice as many on Mondays, more spread than chance alone has."""
    rng = np.random.default_rng(seed)
    weekday = np.where(np.arange(days) % 7 == 0, 2.0, 1.0)
    return rng.poisson(mean * weekday * rng.gamma(8, 1 / 8, days)).astype(float)


def test_a_wave_has_its_start_peak_and_end() -> None:
    counts = _quiet(BASE + 90, 3, seed=1)
    counts[BASE + 30 : BASE + 40] += [5, 15, 40, 60, 50, 30, 20, 12, 8, 4]
    (found,) = waves(counts, FIRST)
    start, end = FIRST + timedelta(days=BASE + 30), FIRST + timedelta(days=BASE + 39)
    assert abs((found.start - start).days) <= 1
    assert found.peak == FIRST + timedelta(days=BASE + 33) and found.peak_count >= 60
    assert found.end is not None and abs((found.end - end).days) <= 4
    assert found.usual == pytest.approx(3.4, abs=1)


def test_a_wave_that_still_runs_has_no_end_and_says_how_much_comes_now() -> None:
    counts = _quiet(BASE + 40, 3, seed=2)
    counts[-6:] += 25
    (found,) = waves(counts, FIRST)
    assert found.end is None and found.now == counts[-7:].mean() > 20
    assert abs((found.start - (FIRST + timedelta(days=BASE + 34))).days) <= 1


def test_less_than_one_false_alarm_a_quarter_over_a_board_of_a_hundred_series() -> None:
    rng, quarters = np.random.default_rng(31), 4
    boards = [board(rng, 100, BASE + quarters * QUARTER)[0] for _one in range(4)]
    false = sum(len(told(counts, FIRST)) for counts in boards)
    assert false / len(boards) / quarters < 1


def test_a_threefold_wave_of_a_frequent_cause_is_found_on_a_board_of_a_hundred() -> None:
    rng, found = np.random.default_rng(32), 0
    for _one in range(5):
        counts = board(rng, 100, BASE + QUARTER)[0]
        counts[0] = draw(rng, np.array([20.0]), np.array([0.1]), BASE + QUARTER)
        counts[0, BASE + 30 : BASE + 40] *= 3
        found += any(place == 0 and abs((wave.start - FIRST).days - BASE - 30) <= 1
                     for place, wave in told(counts, FIRST))  # fmt: skip
    assert found == 5


def test_a_new_level_is_a_wave_for_a_quarter_and_then_what_is_usual() -> None:
    counts = _quiet(BASE + 300, 3, seed=4)
    counts[BASE + 30 :] += 20
    (found,) = waves(counts, FIRST)
    assert found.end is not None and 90 <= (found.end - found.start).days <= 92


def test_chance_is_rarer_the_higher_the_sums_and_the_steadier_the_series() -> None:
    rates = [chance(height, 3.0, 0.3) for height in (5, 8, 11, 14, 30, 60)]
    assert rates == sorted(rates, reverse=True) and rates[-1] < 1e-4
    assert chance(12, 3.0, 0.1) < chance(12, 3.0, 0.8) < chance(12, 3.0, 5.0)
    assert chance(12, 0.001, 0.3) == chance(12, 0.1, 0.3)


def test_of_many_waves_those_are_believed_that_keep_the_false_share() -> None:
    assert believed([0.0004], 100) == [True] and believed([0.0006], 100) == [False]
    assert believed([0.9, 0.0001, 0.0009, 0.002], 100) == [False, True, True, False]
    assert believed([], 100) == []
    assert believed([0.0004], 100, 0.5) == [False] and believed([0.0002], 100, 0.5) == [True]


def test_too_short_a_series_tells_nothing() -> None:
    assert waves([50.0] * BASE, FIRST) == [] and waves([], FIRST) == []


@pytest.mark.demo
def test_the_planted_wave_of_the_demo_is_found_and_nothing_else(demo: Instance) -> None:
    period = Period(date(2021, 1, 1), date(2022, 8, 1))
    found = waves_of(current(demo), OWNER, "appeals", by=["category"], period=period)
    ((codes, wave),) = [(codes, one) for codes, _last, all_of in found for one in all_of or []]
    assert codes == (TRUTHS.wave_category,) and wave.peak == TRUTHS.wave_peak
    assert abs((wave.start - TRUTHS.wave_start).days) <= 1
    assert wave.end is not None and abs((wave.end - TRUTHS.wave_end).days) <= 7
    assert waves_of(current(demo), NOBODY, "appeals", period=period) == []
    short = waves_of(current(demo), OWNER, "appeals", period=Period(date(2022, 7, 1), date(2022, 8, 1)))
    assert [waves for _codes, _last, waves in short] == [None]
    with pytest.raises(WrongUse, match="counts by day"):
        waves_of(current(demo), OWNER, "nps", period=period)

"""Signal or noise: limits as worked, false alarms as rare as theory says, new limits at a new level."""

from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
import pytest

from config.cli import exit_code
from config.errors import WrongUse
from tests.test_warehouse_metrics import ask
from tests.tiny_warehouse import shared_tiny
from warehouse.__main__ import app
from warehouse.catalogue import find
from warehouse.control import control, rules, stages, usual_ranges, with_limits
from warehouse.scope import NOBODY, OWNER


def signals(values: list[float], counts: list[float] | None = None) -> list[int]:
    return rules(values, usual_ranges(values, counts))


def noise(count: int, seed: int) -> list[float]:
    return [float(value) for value in np.random.default_rng(seed).normal(50, 2, count)]


def test_a_constant_series_has_no_width_and_no_signal() -> None:
    limits = usual_ranges([42.0] * 12)
    assert {(one.lower, one.centre, one.upper) for one in limits} == {(42.0, 42.0, 42.0)}
    assert signals([42.0] * 12) == [0] * 12
    assert signals([100.0] * 12, [50.0] * 12) == [0] * 12


@pytest.mark.parametrize("seed", range(5))
def test_an_outlier_of_ten_deviations_is_a_signal_of_rule_1(seed: int) -> None:
    values = noise(20, seed)
    values[12] += 20
    assert signals(values)[12] == 1 and sum(rule == 1 for rule in signals(values)) == 1


def test_the_limits_are_the_worked_ones() -> None:
    """10, 12, 11, 13, 9, 11: mean 11, moving ranges 2 1 2 4 2, their mean 2.2; 11 +- 5.852."""
    limit = usual_ranges([10.0, 12.0, 11.0, 13.0, 9.0, 11.0])[0]
    assert (limit.centre, limit.lower, limit.upper) == pytest.approx((11, 5.148, 16.852))


def test_the_limits_of_shares_are_laneys() -> None:
    counts = [100.0, 400.0, 100.0, 400.0, 100.0, 400.0]
    values = [20.0, 24.0, 30.0, 22.0, 26.0, 25.0]
    p = sum(v * n for v, n in zip(values, counts, strict=True)) / sum(counts)
    spread = [sqrt(p * (100 - p) / n) for n in counts]
    z = [(v - p) / s for v, s in zip(values, spread, strict=True)]
    sigma = sum(abs(b - a) for a, b in pairwise(z)) / 5 / 1.128
    limits = usual_ranges(values, counts)
    assert [one.upper for one in limits] == pytest.approx([p + 3 * s * sigma for s in spread])
    assert limits[0].upper > limits[1].upper, "more answers, a narrower range"


def test_nine_in_a_row_on_one_side_are_a_signal_of_rule_2() -> None:
    values = [*[50.0, 52.0] * 5, *[57.0, 58.0, 57.5] * 3]
    assert signals(values)[-9:] == [2] * 9
    eight = [*[54.0, 50.0] * 6, *[53.0] * 8, 51.0]
    assert 2 not in signals(eight)


def test_false_alarms_are_as_rare_as_theory_says() -> None:
    """A point of a normal series in control: 0.27 % in theory; 0.26 % of these 52,000."""
    draws = np.random.default_rng(1).normal(size=(2000, 26))
    alarms = [rule for series in draws for rule in signals([float(value) for value in series])]
    assert 0.0018 <= np.mean([rule == 1 for rule in alarms]) <= 0.0037
    assert np.mean([rule == 2 for rule in alarms]) <= 0.008


def test_shares_of_large_counts_do_not_cry_wolf() -> None:
    """Counts of thousands and a rate that wanders by a point: plain p limits would see many signals."""
    draws = np.random.default_rng(4)
    alarms, plain = [], []
    for _ in range(400):
        counts = draws.integers(1000, 4000, 24).astype(float)
        values = 100 * draws.binomial(counts.astype(int), draws.normal(0.2, 0.01, 24)) / counts
        alarms += [rule == 1 for rule in signals(list(values), list(counts))]
        p = (values * counts).sum() / counts.sum()
        plain += list(abs(values - p) > 3 * np.sqrt(p * (100 - p) / counts))
    assert np.mean(alarms) <= 0.006 < 0.02 < np.mean(plain)


def test_limits_begin_anew_at_a_new_level() -> None:
    moved = [*noise(15, 1), *[value + 12 for value in noise(12, 2)]]
    assert stages(moved) == [0, 15]
    assert stages(noise(27, 1)) == [0]


def test_few_points_have_no_limits() -> None:
    assert all(np.isnan(one.centre) for one in usual_ranges([1.0, 2.0, 3.0, 4.0, 5.0]))


def test_a_metric_over_time_gets_its_range() -> None:
    frame = control(shared_tiny()[1], OWNER, "nps", by=["week"])
    plain = ask("nps", by=("week",))
    assert list(frame.columns) == [*plain.columns, "centre", "lower", "upper", "rule", "stage"]
    known = frame[frame["value"].notna()]
    assert known["centre"].iloc[0] == pytest.approx(known["value"].mean())
    assert frame.loc[frame["value"].isna(), ["centre", "rule"]].isna().all(axis=None)
    assert (known["upper"] <= 100).all() and (known["lower"] >= -100).all()


def test_each_unit_is_a_series_of_its_own() -> None:
    both = control(shared_tiny()[1], OWNER, "contacts", by=["week", "unit"])
    alone = control(shared_tiny()[1], OWNER, "contacts", by=["week"], filters={"unit": ["cc1"]})
    mine = both[both["unit"] == "cc1"]
    assert list(mine["centre"]) == pytest.approx(list(alone["centre"]))


def test_an_empty_series_stays_empty() -> None:
    frame = control(shared_tiny()[1], NOBODY, "nps", by=["week"])
    assert frame.empty and "rule" in frame
    assert with_limits(frame, find("nps"), "week", []).empty


@pytest.mark.parametrize("by", [[], ["unit"], ["week", "month"]])
def test_a_control_chart_needs_one_time(by: list[str]) -> None:
    with pytest.raises(WrongUse, match="needs one of day, week"):
        control(shared_tiny()[1], OWNER, "nps", by=by)


def test_the_command_prints_the_range(capsys: pytest.CaptureFixture[str]) -> None:
    words: list[Any] = ["control", "contacts", "--by", "week", "--format", "csv"]
    assert exit_code(app, "warehouse", [*words, "--home", str(shared_tiny()[0].home)]) == 0
    assert "centre,lower,upper,rule,stage" in capsys.readouterr().out

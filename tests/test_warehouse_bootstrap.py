"""Intervals by resampling customers: the same as drawing them one by one, and they hold the truth."""

from datetime import date

import numpy as np
import pytest

from tests.test_warehouse_metrics import ask
from warehouse.bootstrap import Pattern, resampled
from warehouse.period import Period


def patterns(customers: list[list[tuple[str, bool]]]) -> list[Pattern]:
    """Customers as (reason, is detractor) per answer; one pattern each."""
    return [
        ([{"own": [reason], "part": 100.0} for reason, lost in one if lost], float(len(one)), 1)
        for one in customers
    ]


def test_patterns_are_customers_drawn_with_replacement() -> None:
    draws = np.random.default_rng(3)
    customers = [
        [("a" if draws.random() < 0.6 else "b", bool(draws.random() < 0.4))] * int(draws.integers(1, 4))
        for _ in range(60)
    ]
    low, high = resampled(patterns(customers), replicates=4000)[("a",)]
    shares = []
    for _ in range(4000):
        drawn = [customers[place] for place in draws.integers(0, 60, 60)]
        lost = sum(reason == "a" and is_lost for one in drawn for reason, is_lost in one)
        shares.append(100 * lost / sum(map(len, drawn)))
    assert [low, high] == pytest.approx(list(np.quantile(shares, (0.025, 0.975))), abs=1.2)


def test_equal_customers_are_one_pattern_with_their_number() -> None:
    one = patterns([[("a", True)]] * 30 + [[("b", False)]] * 70)
    together: list[Pattern] = [
        ([{"own": ["a"], "part": 100.0}], 1.0, 30), ([], 1.0, 70)
    ]  # fmt: skip
    assert resampled(one)[("a",)] == pytest.approx(resampled(together)[("a",)], abs=1.5)


def test_the_interval_holds_the_truth() -> None:
    """20 % of the answers lost, customers answer one to three times alike: 200 customers, 300 draws."""
    draws = np.random.default_rng(11)
    held = 0
    for _ in range(300):
        lost, times = draws.random(200) < 0.2, draws.integers(1, 4, 200)
        customers = [
            ([{"own": [], "part": 100.0 * count}] if is_lost else [], float(count), int(both.sum()))
            for is_lost in (True, False)
            for count in (1, 2, 3)
            if (both := (lost == is_lost) & (times == count)).any()
        ]
        low, high = resampled(customers, replicates=300)[()]
        held += low <= 20 <= high
    assert 0.91 <= held / 300 <= 0.98


def test_points_lost_carry_their_interval_and_are_the_same_each_time() -> None:
    first, again = ask("nps_lost", by=("reason",)), ask("nps_lost", by=("reason",))
    assert first.equals(again)
    assert (first["low"] < first["value"]).all() and (first["value"] < first["high"]).all()


def test_a_filter_on_the_reason_narrows_the_points_lost_alone() -> None:
    whole = ask("nps_lost", by=("reason",)).set_index("reason").loc["long_wait"]
    alone = ask("nps_lost", filters={"reason": ["long_wait"]}).iloc[0]
    assert (alone["value"], alone["count"]) == (whole["value"], whole["count"])
    assert [alone["low"], alone["high"]] == pytest.approx([whole["low"], whole["high"]], abs=1.5)


def test_withheld_points_have_no_interval() -> None:
    frame = ask("nps_lost", by=("day", "reason"), period=Period.month(date(2022, 1, 1)))
    assert frame.loc[frame["withheld"], ["value", "low", "high"]].isna().all(axis=None)

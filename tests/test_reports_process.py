"""Where a process loses time on either side, how a unit stands beside the others, which errors come back."""

import math

import pandas as pd
import pytest

from reports.comparison import beside
from reports.error_heat import error_heat
from reports.error_table import error_pairs, heat_frame
from reports.look import Look
from reports.process_charts import SideWords, process_sides
from reports.process_steps import bottleneck, journey, most_frequent, steps_of

STEPS = pd.DataFrame(
    [
        ("connect", "visit", 3, 40.0, 90.0, 10.0, 12.0, 0.0, 0.0, 50),
        ("connect", "apply", 1, 0.0, 5.0, 6.0, 8.0, 1.0, 2.0, 50),
        ("connect", "approve", 2, 5.0, 6.0, 3.0, 4.0, 9.0, 20.0, 48),
        ("repair", "call", 1, 2.0, 3.0, 3.0, 4.0, 0.0, 0.0, 9),
    ],
    columns=[
        "process", "step", "place", "median_customer_wait", "p90_customer_wait", "median_work", "p90_work",
        "median_operator_wait", "p90_operator_wait", "count",
    ],
)  # fmt: skip


def test_steps_stand_in_the_order_of_the_process_with_a_bottleneck_on_each_side() -> None:
    steps = steps_of(STEPS, "connect")
    assert list(steps["step"]) == ["apply", "approve", "visit"]
    assert list(steps["is_customer_bottleneck"]) == [False, False, True]
    assert list(steps["is_operator_bottleneck"]) == [False, True, False]


def test_a_bottleneck_says_how_long_and_which_part_of_all_waiting_it_is() -> None:
    worst = bottleneck(steps_of(STEPS, "connect"), "customer")
    assert worst is not None
    assert (worst.step_id, worst.median, worst.p90) == ("visit", 40.0, 90.0)
    assert worst.share == pytest.approx(100 * 40 / 45)


def test_where_most_wait_not_at_all_the_longest_tenth_names_the_bottleneck() -> None:
    steps = STEPS.assign(median_customer_wait=0.0)
    worst = bottleneck(steps_of(steps, "connect"), "customer")
    assert worst is not None
    assert (worst.step_id, worst.median) == ("visit", 0.0)
    assert bottleneck(steps_of(STEPS, "repair"), "operator") is None


def test_the_way_is_the_sum_of_its_steps() -> None:
    way = journey(steps_of(STEPS, "connect"))
    assert (way.total, way.customer_wait, way.count) == (74.0, 45.0, 50)
    assert way.customer_share == pytest.approx(100 * 45 / 74)
    assert most_frequent(STEPS) == "connect"
    assert most_frequent(STEPS.head(0)) is None


def test_the_chart_of_a_process_draws_every_step_once_on_each_side() -> None:
    steps = steps_of(STEPS, "connect").assign(name="a", customer_text="1", operator_text="2")
    chart = process_sides(steps, Look(language="ru"), SideWords("a", "b", "c"))
    assert [list(bar.x) for bar in chart.data] == [[0.0, -5.0, -40.0], [6.0, 3.0, 10.0], [1.0, 9.0, 0.0]]


def test_a_unit_is_said_to_differ_only_where_the_interval_leaves_out_zero() -> None:
    here = {"value": 41.0, "low": 37.0, "high": 45.0, "count": 212, "value_before": 55.0, "change": -14.0}
    apart = beside({**here, "change_low": -19.0, "change_high": -9.0}, "up")
    assert (apart.tone, apart.elsewhere, apart.count) == ("bad", 55.0, 212)
    assert beside({**here, "change_low": -19.0, "change_high": -9.0}, "down").tone == "good"
    assert beside({**here, "change_low": -15.0, "change_high": 1.0}, "up").tone == "unclear"


def test_without_others_nothing_is_compared() -> None:
    alone = beside({"value": 41.0, "low": 37.0, "high": 45.0, "count": 212}, "up")
    assert math.isnan(alone.difference)
    assert alone.tone == "unclear"
    assert beside({}, "up").count == 0


BROKEN = pd.DataFrame(
    [("thanked", "a", 3, 4), ("thanked", "b", 1, 9), ("greeting", "a", 1, 4), ("greeting", "b", 0, 9)],
    columns=["criterion", "agent", "broken", "assessable"],
).assign(value=lambda frame: 100 * frame["broken"] / frame["assessable"], low=0.0, high=100.0, withheld=False)
REPEATED = pd.DataFrame(
    [("thanked", "a", 2.0, pd.Timestamp("2022-07-03")), ("greeting", "a", 0.0, pd.Timestamp("2022-07-01"))],
    columns=["criterion", "agent", "value", "last_day"],
)


def test_repeated_errors_stand_first_and_unbroken_pairs_not_at_all() -> None:
    pairs = error_pairs(BROKEN, REPEATED)
    told = pairs[["criterion", "agent", "repeated", "broken"]].itertuples(index=False)
    assert [tuple(row) for row in told] == [
        ("thanked", "a", 2, 3), ("greeting", "a", 0, 1), ("thanked", "b", 0, 1),
    ]  # fmt: skip


def test_the_heat_table_keeps_the_agents_with_most_broken_checks() -> None:
    frame = heat_frame(BROKEN, REPEATED, most_agents=1)
    assert set(frame["agent"]) == {"a"}
    assert list(frame["criterion"]) == ["thanked", "greeting"]
    assert list(frame["is_repeated"]) == [True, False]


def test_the_heat_chart_writes_every_count_and_rings_what_was_repeated() -> None:
    frame = heat_frame(BROKEN, REPEATED, most_agents=2).rename(
        columns={"criterion": "row", "agent": "column"}
    )
    chart = error_heat(frame, Look(language="en"), repeated_words="repeated")
    assert sorted(chart.data[0].text) == ["0", "1", "1", "3"]
    assert [shape.line.width for shape in chart.layout.shapes].count(2) == 1

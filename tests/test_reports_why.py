"""Why NPS changed, in one sentence and as steps; signals and differences said as their intervals allow."""

import math
from datetime import date
from typing import Any

import pandas as pd
import pytest

from reports import charts
from reports.control_chart import signal_or_noise
from reports.finding import Amount, Day, Named
from reports.look import DARK, LIGHT, Look
from reports.verdict import verdict
from reports.why import StepWords, steps, why
from warehouse.catalogue import find
from warehouse.split import Split

LOOKS = [Look("ru"), Look("kk", is_dark=True), Look("en", is_narrow=True)]
WORDS = StepWords("June", "July", "others", "mix")
NAMES = {"repair": "Repair", "office": "Office", "": "not known"}


def split_of(*parts: tuple[str | None, float, float, float], is_clear: bool = True) -> Split:
    """Parts as (process, rate, half width of its interval, mix); weights move with the mix."""
    frame = pd.DataFrame(
        {
            "process": [part[0] for part in parts],
            "what": ["rest" if part[0] == "rest" else "part" for part in parts],
            "count": 100, "count_before": 100,
            "weight": [0.5 + part[3] / 100 for part in parts], "weight_before": 0.5,
            "value": 50.0, "value_before": 48.0,
            "rate": [part[1] for part in parts],
            "rate_low": [part[1] - part[2] for part in parts],
            "rate_high": [part[1] + part[2] for part in parts],
            "mix": [part[3] for part in parts],
            "effect": [part[1] + part[3] for part in parts],
        }
    )  # fmt: skip
    change = float(frame["effect"].sum())
    return Split(
        find("nps"),
        ("process",),
        50.0,
        50.0 + change,
        change,
        change - 1,
        change + 1,
        is_clear,
        500,
        400,
        frame,
    )


def test_a_rise_says_what_got_better_and_who_answered_more() -> None:
    what, rate, mix = why(split_of(("repair", 3.6, 1.0, 0.1), ("office", -0.2, 1.0, -0.5)))
    assert (what.template, what.tone) == ("NPS rose by {size}", "good")
    assert rate.template.startswith("{effect} because answers got better, most of all")
    assert rate.values["part"] == Named("process", "repair")
    assert mix.template == "{effect} because fewer answers came from “{part}”"
    effects = [one.values["effect"].value for one in (rate, mix)]  # type: ignore[union-attr]
    assert sum(effects) == pytest.approx(what.values["size"].value)  # type: ignore[union-attr]


def test_a_part_that_is_not_clear_is_not_named() -> None:
    _, rate = why(split_of(("repair", 3.0, 4.0, 0.0), (None, 1.0, 0.1, 0.0)))
    assert rate.template == "{effect} because answers got better"


def test_a_change_that_could_be_chance_gets_no_reasons() -> None:
    (only,) = why(split_of(("repair", 3.0, 1.0, 0.0), is_clear=False))
    assert "unclear" in only.template and only.tone == "unclear"


def test_a_fall_is_bad_and_names_what_got_worse() -> None:
    what, rate, *_ = why(split_of(("repair", -3.0, 1.0, 0.0), ("office", 0.5, 0.1, 0.0)))
    assert what.tone == "bad" and "worse" in rate.template


@pytest.mark.parametrize("most", [1, 2, 6])
def test_the_steps_of_the_waterfall_add_up(most: int) -> None:
    found = split_of(("repair", 3.6, 1.0, 0.1), ("office", -0.2, 1.0, -0.5), ("rest", 0.3, math.nan, 0.2))
    drawn = steps(found, lambda _, code: NAMES[code], WORDS, most)
    parts = drawn[drawn["kind"] != "total"]
    first, last = drawn["value"].iloc[0], drawn["value"].iloc[-1]
    assert first + parts["value"].sum() == pytest.approx(last)
    assert drawn["name"].iloc[0] == "June" and list(drawn["name"])[-2:] == ["mix", "July"]


def test_a_part_without_a_code_is_called_not_known() -> None:
    drawn = steps(split_of((None, 1.0, 0.5, 0.0)), lambda _, code: NAMES[code], WORDS)
    assert "not known" in list(drawn["name"])


def series(values: list[float], rule: int = 0, centre: float = 46.5) -> pd.DataFrame:
    """A control chart's table whose last point breaks ``rule``."""
    days = [date(2022, 1 + place, 1) for place in range(len(values))]
    rules = [0] * (len(values) - 1) + [rule]
    return pd.DataFrame(
        {
            "month": days, "value": values, "count": 900, "low": 40.0, "high": 50.0,
            "centre": centre, "lower": centre - 5.5, "upper": centre + 5.5,
            "rule": pd.array(rules, dtype="Int64"), "stage": days[0],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("last", "rule", "words", "tone"),
    [
        (47.0, 0, "No signal", "unclear"),
        (58.0, 1, "above the usual range", "good"),
        (30.0, 1, "below the usual range", "bad"),
        (48.0, 2, "nine in a row above", "good"),
        (44.0, 2, "nine in a row below", "bad"),
    ],
)
def test_the_last_point_is_called_signal_or_noise(last: float, rule: int, words: str, tone: str) -> None:
    said = signal_or_noise(series([45.0, 47.0, 46.0, last], rule), better="up")
    assert words in said.template and said.tone == tone
    assert said.values["low"] == Amount(41.0, "", 0) and said.values["since"] == Day(date(2022, 1, 1))


def test_without_limits_nothing_is_claimed() -> None:
    frame = series([45.0, 46.0]).assign(centre=math.nan, lower=math.nan, upper=math.nan)
    assert "Too few" in signal_or_noise(frame).template
    assert "Too few" in signal_or_noise(frame.iloc[:0]).template


@pytest.mark.parametrize(
    ("answer", "words", "tone"),
    [
        (
            {"change": 4.1, "change_low": 2.0, "change_high": 6.2, "is_clear": True},
            "Up {size}, between",
            "good",
        ),
        ({"change": -4.1, "change_low": -6.2, "change_high": -2.0, "is_clear": True}, "Down {size}", "bad"),
        (
            {"change": 1.0, "change_low": -1.0, "change_high": 3.0, "is_clear": False},
            "could be chance",
            "unclear",
        ),
        (
            {"change": 0.01, "change_low": -1.0, "change_high": 1.0, "is_clear": False},
            "No difference to",
            "unclear",
        ),
        ({"change": -6.0, "change_low": math.nan, "change_high": math.nan}, "a full count", "unclear"),
        ({"change": math.nan}, "nothing to compare", "unclear"),
        ({}, "nothing to compare", "unclear"),
    ],
)
def test_a_difference_is_said_as_its_interval_allows(answer: dict[str, Any], words: str, tone: str) -> None:
    said = verdict(answer, better="up")
    assert words in said.template and said.tone == tone


def week(value: float, low: float, high: float, count: int = 40) -> pd.DataFrame:
    return pd.DataFrame(
        {"weekday": [1, 7], "hour": [9, 20], "value": [value, math.nan], "low": [low, math.nan],
         "high": [high, math.nan], "count": [count, 2]}
    )  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_an_hour_that_could_be_chance_is_pale_and_a_withheld_one_empty(look: Look) -> None:
    days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    clear = charts.hour_heat(week(80, 60, 95), look, centre=40, weekdays=days).data[0]
    pale = charts.hour_heat(week(80, 30, 95), look, centre=40, weekdays=days).data[0]
    assert clear.z[0][0] == pytest.approx(1) and pale.z[0][0] == pytest.approx(0.3)
    assert all(value is None for value in clear.z[6])
    assert "n = 40" in clear.text[0][0]


@pytest.mark.parametrize("look", LOOKS)
def test_a_clear_difference_is_a_triangle_and_the_others_are_grey(look: Look) -> None:
    frame = pd.DataFrame(
        {"name": ["a", "b <b>"], "change": [4.0, 1.0], "change_low": [2.0, -1.0], "change_high": [6.0, 3.0],
         "is_clear": [True, False], "moved": ["+4", "+1"]}
    )  # fmt: skip
    clear, chance = charts.changes(frame, look, better="up", columns={"moved": "Change"}).data
    palette = DARK if look.is_dark else LIGHT
    assert (clear.marker.symbol, clear.marker.color) == ("triangle-up", palette.good)
    assert (chance.marker.symbol, chance.marker.color) == ("circle", palette.muted)
    assert "&lt;b&gt;" in chance.hovertemplate


@pytest.mark.parametrize("look", LOOKS)
def test_signals_are_marked_in_the_control_chart(look: Look) -> None:
    chart = charts.control_chart(series([45.0, 47.0, 58.0], 1), look, grain="month", better="up")
    marks = [trace for trace in chart.data if trace.mode == "markers"]
    assert list(marks[0].x) == [date(2022, 3, 1)] and list(marks[0].marker.symbol) == ["diamond"]


@pytest.mark.parametrize("look", LOOKS)
def test_parts_of_answers_are_stacked_to_a_hundred(look: Look) -> None:
    frame = pd.DataFrame(
        {"name": ["a", "b"], "promoters": [6, 1], "passives": [3, 1], "detractors": [1, 2], "n": ["10", "4"]}
    )
    names = {"promoters": "P", "passives": "N", "detractors": "D"}
    chart = charts.answer_bars(frame, look, names=names, columns={"n": "n"})
    assert [sum(bar.x[place] for bar in chart.data) for place in (0, 1)] == pytest.approx([100, 100])

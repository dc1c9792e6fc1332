"""Numbers and dates are written as each language writes them."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.formats import Formats

RU, KK, EN = Formats("ru"), Formats("kk"), Formats("en")


def test_numbers_carry_the_marks_of_their_language() -> None:
    assert RU.number(1234.56) == "1\u00a0234,6" and EN.number(1234.56) == "1,234.6"


def test_a_minus_is_a_minus_and_not_a_hyphen() -> None:
    assert RU.number(-0.8) == "−0,8" and RU.change(-0.8) == "−0,8" and EN.change(2.4) == "+2.4"


def test_shares_change_by_points() -> None:
    assert RU.change_in(-0.3, "%") == "−0,3\u00a0п.\u00a0п." and EN.change_in(-0.3, "%") == "−0.3\u00a0pp"


def test_percent_stands_apart_but_not_in_english() -> None:
    assert RU.percent(18.4) == "18,4\u00a0%" and EN.percent(18.4) == "18.4%"


@pytest.mark.parametrize("missing", [None, math.nan])
def test_what_is_missing_is_a_dash_and_not_zero(missing: float | None) -> None:
    assert {RU.number(missing), RU.percent(missing), RU.change(missing), RU.count(missing)} == {"—"}


def test_months_are_written_as_people_say_them() -> None:
    july = date(2022, 7, 1)
    assert [one.month(july) for one in (RU, KK, EN)] == ["июль 2022", "2022 жылғы шілде", "July 2022"]
    assert [one.short_month(july) for one in (RU, KK, EN)] == ["июл", "шіл", "Jul"]
    assert RU.month_name(date(2022, 2, 1)) == "февраля"


def test_dates_follow_the_habit_of_the_place() -> None:
    assert (RU.date(date(2022, 7, 5)), EN.date(date(2022, 7, 5))) == ("05.07.2022", "5 Jul 2022")


def test_intervals_are_written_with_an_ellipsis() -> None:
    assert RU.interval_of_change(-1.2, -0.4).replace("\N{WORD JOINER}", "") == "−1,2…−0,4"


@given(st.floats(-0.049, 0.049))
def test_what_rounds_to_nothing_has_no_sign(value: float) -> None:
    assert RU.change(value, 1) == "0,0"


@given(st.floats(0, 86_400))
def test_a_clock_never_has_sixty_seconds(seconds: float) -> None:
    assert int(RU.clock(seconds).split(":")[1]) < 60

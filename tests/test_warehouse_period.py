"""Periods are half-open, and the one before is of the same kind."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import WrongUse
from warehouse.period import Period, parse_period

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@settings(deadline=None)
@given(days)
def test_a_month_and_the_month_before_touch_and_begin_on_the_first(day: date) -> None:
    month = Period.month(day)
    assert month.start and month.end and month.start <= day < month.end
    before = month.before()
    assert before.end == month.start and before == Period.month(month.start - timedelta(days=1))


@settings(deadline=None)
@given(days)
def test_weeks_begin_on_monday_and_quarters_have_three_months(day: date) -> None:
    week, quarter = Period.week(day), Period.quarter(day)
    assert week.start and week.start.weekday() == 0 and week.days == 7 and week.before().days == 7
    assert quarter.start and quarter.end and quarter.start <= day < quarter.end
    assert quarter.before() == Period.quarter(quarter.start - timedelta(days=1))


def test_before_a_half_year_comes_a_half_year_and_before_ten_days_ten_days() -> None:
    half = Period(date(2022, 1, 1), date(2022, 7, 1))
    assert half.before() == Period(date(2021, 7, 1), date(2022, 1, 1))
    assert Period(date(2022, 3, 11), date(2022, 3, 21)).before() == Period(
        date(2022, 3, 1), date(2022, 3, 11)
    )


def test_an_open_period_has_none_before_it() -> None:
    with pytest.raises(WrongUse, match="only a period with a first and a last day"):
        Period(None, date(2022, 1, 1)).before()


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [("2022-02-30", None, "no date"), (None, "May", "--to: 'May'"), ("2022-02-01", "2022-02-01", "is empty")],
)
def test_a_wrong_date_is_one_sentence(start: str | None, end: str | None, sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence):
        parse_period(start, end)

"""Periods in the address: a code names exactly one span of days, and nonsense names none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.periods import GRAINS, Grain, Span, read_code, span_of, spans, trend_until

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(st.sampled_from(GRAINS), DAYS)
def test_a_code_leads_back_to_its_span(grain: Grain, day: date) -> None:
    span = span_of(grain, day)
    assert read_code(span.code) == span and span.start <= day < span.end


@given(st.sampled_from(GRAINS), DAYS)
def test_spans_follow_each_other_without_a_gap(grain: Grain, day: date) -> None:
    span = span_of(grain, day)
    assert span.before.end == span.start and span.shifted(1).start == span.end


@given(st.text(max_size=12))
def test_nonsense_is_no_period_and_no_error(text: str) -> None:
    assert read_code(text) is None or read_code(text).code == text  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["2022-13", "2022-00", "2022-W54", "2022-Q5", "0000-01"])
def test_months_and_weeks_that_do_not_exist_are_refused(code: str) -> None:
    assert read_code(code) is None


def test_weeks_start_on_monday() -> None:
    assert Span("week", span_of("week", date(2022, 7, 31)).start).start == date(2022, 7, 25)


def test_the_spans_of_the_data_are_offered_newest_first() -> None:
    offered = spans("quarter", date(2021, 5, 1), date(2022, 7, 31))
    assert [span.code for span in offered] == [
        "2022-Q3",
        "2022-Q2",
        "2022-Q1",
        "2021-Q4",
        "2021-Q3",
        "2021-Q2",
    ]


def test_a_trend_ends_with_the_chosen_period() -> None:
    july = span_of("month", date(2022, 7, 5))
    assert july.trend.end == date(2022, 8, 1) and july.trend.start == date(2021, 1, 1)
    assert trend_until("day", july.end).start == july.end - timedelta(days=62)

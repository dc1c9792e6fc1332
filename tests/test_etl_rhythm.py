"""A source turns silent after its own usual interval: no alarm on Sunday for what comes on working days."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.watching.rhythm import check_expected, deliveries, rhythm, span

ZONE = ZoneInfo("Asia/Almaty")
MONDAY = datetime(2022, 1, 3, tzinfo=ZONE)


def days(count: int, weekdays: set[int], *, late_minutes: float = 60, hour: float = 2) -> list[datetime]:
    """A delivery on each of these weekdays, up to so many minutes late."""
    draw = Random(7)
    first = (MONDAY + timedelta(days=number) for number in range(count))
    return [
        day + timedelta(hours=hour, minutes=draw.uniform(0, late_minutes))
        for day in first
        if day.weekday() in weekdays
    ]


WORKING, EVERY_DAY = {0, 1, 2, 3, 4}, set(range(7))
PATTERNS = {
    "every day": days(120, EVERY_DAY),
    "working days": days(120, WORKING),
    "working days, at any hour": days(120, WORKING, late_minutes=600),
    "Tuesday and Thursday": days(120, {1, 3}),
    "Mondays": days(180, {0}, late_minutes=300),
    "each office hour": [
        day + timedelta(hours=hour)
        for day in days(60, WORKING, hour=0, late_minutes=20)
        for hour in range(9, 19)
    ],
    "each quarter of an hour": [MONDAY + timedelta(minutes=15 * number) for number in range(800)],
    "monthly": [datetime(2021 + m // 12, m % 12 + 1, 1, 5, tzinfo=ZONE) for m in range(18)],
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_source_that_keeps_its_rhythm_is_never_called_silent(name: str) -> None:
    moments = PATTERNS[name]
    known = [rhythm(moments[:count], ZONE).overdue_at for count in range(1, len(moments))]
    assert not [late for late, came in zip(known, moments[1:], strict=True) if late and came > late]
    assert known[-1] is not None


@pytest.mark.parametrize(
    ("name", "last", "told_within"),
    [
        ("every day", 3, timedelta(days=2, hours=1)),
        ("working days", 1, timedelta(days=2, hours=1)),
        ("Mondays", 0, timedelta(days=8, hours=12)),
        ("each quarter of an hour", 5, timedelta(minutes=75)),
    ],
)
def test_silence_is_told_soon(name: str, last: int, told_within: timedelta) -> None:
    moments = PATTERNS[name]
    while moments[-1].weekday() != last and name != "each quarter of an hour":
        moments = moments[:-1]
    late = rhythm(moments, ZONE).overdue_at
    assert late is not None and late - moments[-1] <= told_within


def test_after_friday_working_days_are_due_on_monday() -> None:
    moments = days(61, WORKING)
    assert moments[-1].weekday() == 4
    known = rhythm(moments, ZONE)
    assert known.due_at is not None and known.due_at.astimezone(ZONE).weekday() == 0
    assert known.overdue_at is not None and known.overdue_at.astimezone(ZONE).weekday() == 1


def test_files_of_one_go_are_one_delivery() -> None:
    assert len(deliveries([MONDAY + timedelta(seconds=20 * number) for number in range(9)])) == 1
    assert rhythm([MONDAY + timedelta(seconds=n) for n in range(50)], ZONE).usual is None


@pytest.mark.parametrize(
    ("expected", "due_in", "late_in"),
    [("daily", 1, 1.5), ("weekdays", 3, 3.5), ("weekly", 7, 8), ("2 days", 2, 3)],
)
def test_what_is_declared_goes_before_what_was_learned(expected: str, due_in: float, late_in: float) -> None:
    friday = MONDAY + timedelta(days=4)
    known = rhythm([friday], ZONE, expected)
    assert known.due_at == friday + timedelta(days=due_in)
    assert known.overdue_at == friday + timedelta(days=late_in)


def test_a_source_that_comes_once_is_never_due() -> None:
    assert rhythm(PATTERNS["every day"], ZONE, "once").overdue_at is None


@given(st.text(max_size=12))
def test_a_span_is_understood_or_refused_in_words(text: str) -> None:
    for read in (span, check_expected):
        try:
            read(text)
        except ValueError as error:
            assert "like" in str(error)


def test_spans() -> None:
    assert span("15 minutes") == timedelta(minutes=15) and span("1 day") == timedelta(days=1)


@given(st.lists(st.integers(0, 10**7), min_size=0, max_size=60))
def test_any_history_gives_times_in_order(seconds: list[int]) -> None:
    moments = [MONDAY + timedelta(seconds=second) for second in seconds]
    known = rhythm(moments, ZONE)
    if known.due_at and known.overdue_at and known.usual:
        assert max(moments) < known.due_at < known.overdue_at

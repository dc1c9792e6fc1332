"""When a channel works: hours of each weekday, in several spans where the day is split, and holidays.

What promises of an answer are counted by; the counting itself is ``answers_due`` in sql/staging.
"""

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

if TYPE_CHECKING:
    from warehouse.reference import Calendar

Span = tuple[int, int]
"""[from, to) in seconds of a day."""
DAY_S = 86_400
HOLIDAY = "holiday"
_YEARS = range(1990, 2080)
_SPAN = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")
_WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def _spans(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Checks every ``09:00-13:00``; raises ValueError that says how to write it."""
    for text in texts:
        _span(text)
    return texts


def _days(texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        _dates(text)
    return texts


Spans = Annotated[tuple[str, ...], AfterValidator(_spans)]
Days = Annotated[tuple[str, ...], AfterValidator(_days)]


class Hours(BaseModel):
    """Hours of one channel: ``workdays`` from Monday to Friday, unless such a day has a line of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    workdays: Spans = ()
    monday: Spans | None = None
    tuesday: Spans | None = None
    wednesday: Spans | None = None
    thursday: Spans | None = None
    friday: Spans | None = None
    saturday: Spans = ()
    sunday: Spans = ()
    holiday: Spans = ()

    @model_validator(mode="after")
    def _works(self) -> "Hours":
        if not any(self.of(rule) for rule in (*"1234567", HOLIDAY)):
            raise ValueError("no hours at all; remove the section where the channel works round the clock")
        return self

    def of(self, rule: str) -> tuple[str, ...]:
        """Spans of a weekday ("1" Monday to "7") or of a holiday, as written."""
        if rule == HOLIDAY:
            return self.holiday
        if rule in "67":
            return self.saturday if rule == "6" else self.sunday
        own: tuple[str, ...] | None = getattr(self, _WORKDAYS[int(rule) - 1])
        return self.workdays if own is None else own


class Holidays(BaseModel):
    """``days``: off, each a date or ``MM-DD`` of every year; ``worked``: dates worked like a Monday."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    days: Days = ()
    worked: Days = ()


def hours(calendar: "Calendar") -> list[dict[str, Any]]:
    """Rows channel_id, rule ("1" to "7", "holiday"), from_s, to_s of every span of work, none overlapping.

    A span past midnight counts on the day it begins on, and its rest on the next day of the week; the rest of
    a Sunday's on Monday.  After a holiday nothing is left over.
    """
    return [
        {"channel_id": channel, "rule": rule, "from_s": start, "to_s": end}
        for channel, own in sorted(calendar.hours.items())
        for rule in (*"1234567", HOLIDAY)
        for start, end in spans_of(own, rule)
    ]


def spans_of(own: Hours, rule: str) -> list[Span]:
    """Spans of work of one kind of day, in order, joined where they touch or overlap."""
    begun = [_span(text) for text in own.of(rule)]
    before = [] if rule == HOLIDAY else [_span(text) for text in own.of(str((int(rule) - 2) % 7 + 1))]
    left_over = [(0, end - DAY_S) for _, end in before if end > DAY_S]
    joined: list[Span] = []
    for start, end in sorted(left_over + [(start, min(end, DAY_S)) for start, end in begun]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def days(calendar: "Calendar") -> list[dict[str, Any]]:
    """Rows day, rule of every day that is not like its weekday."""
    ruled = {day: HOLIDAY for text in calendar.holidays.days for day in _dates(text)}
    ruled |= {day: "1" for text in calendar.holidays.worked for day in _dates(text)}
    return [{"day": day.isoformat(), "rule": rule} for day, rule in sorted(ruled.items())]


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' is no span of hours; write it as 09:00-13:00")
    start = int(found[1]) * 3600 + int(found[2]) * 60
    end = int(found[3]) * 3600 + int(found[4]) * 60
    if start >= DAY_S or end > DAY_S or start == end:
        raise ValueError(f"'{text}' is no span of hours between 00:00 and 24:00")
    return (start, end) if end > start else (start, end + DAY_S)


def _dates(text: str) -> list[date]:
    try:
        if re.fullmatch(r"\d\d-\d\d", text):
            leap = date.fromisoformat(f"2000-{text}")
            years = [year for year in _YEARS if text != "02-29" or year % 4 == 0]
            return [leap.replace(year=year) for year in years]
        return [date.fromisoformat(text)]
    except ValueError:
        raise ValueError(f"'{text}' is no day; write it as 2022-07-09, or 01-01 for every year") from None

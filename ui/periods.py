"""Periods by their code: ``2022-07`` a month, ``2022-W30`` a week, ``2022-Q3`` a quarter."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ui.words import _, formats
from warehouse.period import Period

Grain = Literal["week", "month", "quarter"]
GRAINS: tuple[Grain, ...] = ("week", "month", "quarter")
BACK = {"week": 26, "month": 19, "quarter": 8}
"""How many periods a trend shows, the chosen one included."""
_CODES = (("week", r"(\d{4})-W(\d\d)"), ("quarter", r"(\d{4})-Q([1-4])"), ("month", r"(\d{4})-(\d\d)"))


@dataclass(frozen=True)
class Span:
    """One calendar week, month or quarter: [start, end)."""

    grain: Grain
    start: date

    @property
    def end(self) -> date:
        return self.shifted(1).start

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def before(self) -> "Span":
        return self.shifted(-1)

    @property
    def trend(self) -> Period:
        """From some periods back to the end of this one."""
        return Period(self.shifted(1 - BACK[self.grain]).start, self.end)

    @property
    def code(self) -> str:
        if self.grain == "week":
            year, week, _day = self.start.isocalendar()
            return f"{year}-W{week:02d}"
        if self.grain == "quarter":
            return f"{self.start.year}-Q{self.start.month // 3 + 1}"
        return f"{self.start:%Y-%m}"

    @property
    def title(self) -> str:
        """``Июль 2022`` as people write it."""
        if self.grain == "week":
            return f"{formats().day_month(self.start)} – {formats().date(self.end - timedelta(days=1))}"
        if self.grain == "quarter":
            return _("Q{quarter} {year}", quarter=self.start.month // 3 + 1, year=self.start.year)
        text = formats().month(self.start)
        return text[:1].upper() + text[1:]

    def shifted(self, steps: int) -> "Span":
        if self.grain == "week":
            return Span("week", self.start + timedelta(weeks=steps))
        months = self.start.year * 12 + self.start.month - 1 + steps * (3 if self.grain == "quarter" else 1)
        return Span(self.grain, date(months // 12, months % 12 + 1, 1))


def span_of(grain: Grain, day: date) -> Span:
    """The span of ``grain`` that holds ``day``."""
    if grain == "week":
        return Span("week", day - timedelta(days=day.weekday()))
    month = day.month if grain == "month" else (day.month - 1) // 3 * 3 + 1
    return Span(grain, date(day.year, month, 1))


def read_code(code: str) -> Span | None:
    """The span a code names; None where it names none."""
    for grain, pattern in _CODES:
        found = re.fullmatch(pattern, code)
        if found:
            return _from_numbers(grain, int(found[1]), int(found[2]))
    return None


def _from_numbers(grain: str, year: int, number: int) -> Span | None:
    try:
        if grain == "week":
            return Span("week", date.fromisocalendar(year, number, 1))
        month = number if grain == "month" else number * 3 - 2
        return Span("month" if grain == "month" else "quarter", date(year, month, 1))
    except ValueError:  # a thirteenth month, a 54th week
        return None


def spans(grain: Grain, first: date, last: date) -> list[Span]:
    """Every span of ``grain`` from ``last`` back to ``first``, newest first."""
    current, oldest, found = span_of(grain, last), span_of(grain, first), []
    while current.start >= oldest.start:
        found.append(current)
        current = current.before
    return found


def trend_until(grain: str, end: date) -> Period:
    """As far back as a trend of ``grain`` goes that ends before ``end``."""
    if grain == "day":
        return Period(end - timedelta(days=62), end)
    span = span_of(grain, end - timedelta(days=1))  # type: ignore[arg-type]
    return Period(span.trend.start, end)

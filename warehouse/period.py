"""Periods: half-open spans of days of the operator's calendar, [start, end)."""

from dataclasses import dataclass
from datetime import date, timedelta

from config.errors import WrongUse


@dataclass(frozen=True)
class Period:
    """Days from ``start`` up to, not including, ``end``; None: as far as the data goes."""

    start: date | None = None
    end: date | None = None

    @staticmethod
    def month(day: date) -> "Period":
        """The calendar month that ``day`` is in."""
        return Period(day.replace(day=1), _months_later(day.replace(day=1), 1))

    @staticmethod
    def week(day: date) -> "Period":
        """The week, Monday to Sunday, that ``day`` is in."""
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7))

    @staticmethod
    def quarter(day: date) -> "Period":
        """The calendar quarter that ``day`` is in."""
        first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        return Period(first, _months_later(first, 3))

    @property
    def days(self) -> int | None:
        """Length in days; None where a side is open."""
        return (self.end - self.start).days if self.start and self.end else None

    def before(self) -> "Period":
        """The preceding period of equal kind: whole months go back by as many months, else by as many days.

        Raises WrongUse where the period has an open side.
        """
        if self.start is None or self.end is None:
            raise WrongUse("only a period with a first and a last day has one before it.")
        if self.start.day == 1 and self.end.day == 1:
            months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
            return Period(_months_later(self.start, -months), self.start)
        return Period(self.start - (self.end - self.start), self.start)

    def within(self, first_day: date | None, last_day: date | None) -> "Period":
        """This period with its open sides closed by the days the data covers."""
        after = last_day + timedelta(days=1) if last_day else None
        return Period(self.start or first_day, self.end or after)


def parse_period(start: str | None, end: str | None) -> Period:
    """A period from two ISO dates as typed; ``end`` is the first day after it. Raises WrongUse."""
    first = parse_date("--from", start) if start else None
    after = parse_date("--to", end) if end else None
    if first and after and first >= after:
        raise WrongUse(
            f"the period is empty: --from {first} is not before --to {after} (--to is the day after it)."
        )
    return Period(first, after)


def parse_date(what: str, given: str) -> date:
    """An ISO date; raises WrongUse that says how to write it."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise WrongUse(f"{what}: '{given}' is no date; write it as 2022-01-31.") from None


def _months_later(first_of_month: date, months: int) -> date:
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)

"""The whole months of a period, which tables of months serve, and the days before and after them."""

from datetime import date, timedelta

from warehouse.period import Period

SHORTER = ("day", "week", "weekday")
"""Dimensions that a table of months cannot tell."""


def parts(period: Period) -> dict[str, Period]:
    """``months`` (whole ones) with ``early`` and ``late`` days around them, as far as there are any.

    The whole ``period`` where no month of it is whole.
    """
    first = _from_first(period.start) if period.start else None
    last = period.end.replace(day=1) if period.end else None
    if first and last and first >= last:
        return {"period": period}
    found = {"months": Period(first, last)}
    if period.start != first:
        found["early"] = Period(period.start, first)
    if period.end != last:
        found["late"] = Period(last, period.end)
    return found


def _from_first(day: date) -> date:
    """The first day of a month that is not before ``day``."""
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)

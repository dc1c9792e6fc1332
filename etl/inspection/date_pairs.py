"""Day or month first, told by another date of the same rows: what belongs together lies close together."""

import re
from collections.abc import Sequence
from datetime import date

from etl.inspection.columns import Column
from etl.inspection.dates import Order
from etl.month_words import worded
from warehouse.engine import Connection

_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_MOST_ROWS = 2000
_FEWEST_ROWS = 5
_MUCH_NEARER = 3.0


def order_beside(connection: Connection, times: Sequence[Column], others: Sequence[Column]) -> Order | None:
    """The order under which some date of ``times`` lies much closer to another date column of its row."""
    open_ones = [column for column in times if _is_open(column)]
    dates = [column for column in others if column.is_like("date", 0.6)]
    for column in open_ones:
        for other in dates:
            if other.place != column.place and (order := _order(connection, column, other)):
                return order
    return None


def _is_open(column: Column) -> bool:
    return bool(column.values) and _FIGURES.match(column.values[0]) is not None


def _order(connection: Connection, column: Column, other: Column) -> Order | None:
    second = f"trim(c{other.place})"
    iso = f"CASE WHEN regexp_matches({second}, '^\\d{{4}}-') THEN try_cast({second} AS TIMESTAMP) END"
    rows = connection.execute(
        f"SELECT trim(c{column.place}), {second}, coalesce({iso}, {worded(second)})::DATE FROM "
        f"(SELECT c{column.place}, c{other.place} FROM cells "
        f"WHERE c{column.place} <> '' AND c{other.place} <> '' LIMIT {_MOST_ROWS})"
    ).fetchall()
    by_day = [_days_between(row, is_day_first=True) for row in rows]
    by_month = [_days_between(row, is_day_first=False) for row in rows]
    both = [(d, m) for d, m in zip(by_day, by_month, strict=True) if d is not None and m is not None]
    if len(both) < _FEWEST_ROWS:
        return None
    day, month = sum(d for d, _ in both) / len(both), sum(m for _, m in both) / len(both)
    if max(day, month) <= _MUCH_NEARER * min(day, month) + 1:
        return None
    word = "day" if day < month else "month"
    return Order(day < month, True, f"{word} first: only so it lies close to '{other.name}'")


def _days_between(row: tuple[str, str, date | None], *, is_day_first: bool) -> int | None:
    first, second, sure = row
    one = _day(first, is_day_first=is_day_first)
    two = sure or _day(second, is_day_first=is_day_first)
    return abs((two - one).days) if one and two else None


def _day(text: str, *, is_day_first: bool) -> date | None:
    found = _FIGURES.match(text)
    if found is None:
        return None
    a, b, y = (int(part) for part in found.groups())
    year = y if y > 99 else 2000 + y
    try:
        return date(year, b, a) if is_day_first else date(year, a, b)
    except ValueError:
        return None

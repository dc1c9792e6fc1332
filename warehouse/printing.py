"""Printing tables for the command line: a table for people, CSV or JSON for programs."""

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

from config.errors import WrongUse, one_of

if TYPE_CHECKING:
    from pandas import DataFrame

Row = Sequence[Any]


def print_frame(frame: "DataFrame", form: str, decimals: Mapping[str, int] | None = None) -> None:
    """Write a table to stdout as ``table``, ``csv`` or ``json``; days as ISO, unknown as nothing.

    decimals: column -> decimals of its numbers; the others are written as they are.  Raises WrongUse for a
    form.
    """
    check_form(form)
    columns = [str(name) for name in frame.columns]
    places = [(decimals or {}).get(name) for name in columns]
    cells = [
        [_plain(value, places[i]) for i, value in enumerate(row)]
        for row in frame.itertuples(index=False, name=None)
    ]
    _FORMS[form](columns, cells, places)


def check_form(form: str) -> None:
    """Raises WrongUse for a form of output there is not; call it before the work."""
    if form not in _FORMS:
        raise WrongUse(one_of("format", form, _FORMS))


def _plain(value: Any, places: int | None) -> Any:
    """A cell as Python has it: no NaN, no NA, no NumPy, no midnight."""
    from pandas import isna

    if value is None or (not isinstance(value, list | tuple | dict) and isna(value) is True):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return _number(value, places)
    if isinstance(value, datetime):
        return (value.date() if value.time() == datetime.min.time() else value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _number(value: float, places: int | None) -> float | int | None:
    """Rounded; without "-0.0"."""
    if not isfinite(value):
        return None
    if places is None:
        return value
    return round(value) if places == 0 else round(value, places) + 0.0


def _csv(columns: Sequence[str], rows: Sequence[Row], places: Sequence[int | None]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(_texts(row, places) for row in rows)


def _json(columns: Sequence[str], rows: Sequence[Row], _places: Sequence[int | None]) -> None:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    json.dump(records, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def _table(columns: Sequence[str], rows: Sequence[Row], places: Sequence[int | None]) -> None:
    """As wide as it needs: a line broken within a number is worse than one that goes on."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(columns):
        numbers = any(
            isinstance(row[place], int | float) and not isinstance(row[place], bool) for row in rows
        )
        table.add_column(name, justify="right" if numbers else "left", no_wrap=True)
    for row in rows:
        table.add_row(*_texts(row, places))
    Console(highlight=False, markup=False, width=10_000).print(table, crop=False, no_wrap=True)


def _texts(row: Row, places: Sequence[int | None]) -> list[str]:
    return [_text(value, place) for value, place in zip(row, places, strict=True)]


def _text(value: Any, places: int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and places:
        return f"{value:.{places}f}"
    return str(value)


_FORMS: dict[str, Callable[[Sequence[str], Sequence[Row], Sequence[int | None]], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}

"""Typed values as text cells, exactly; and text cells as a file that DuckDB reads."""

import csv
import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

Cell = Any


def text_of(cell: Cell, decimal: str = ".") -> str:
    """A cell as text: whole numbers without a point, dates ISO (a zone kept), times h:mm:ss."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float | Decimal):
        return _number(cell).replace(".", decimal)
    if isinstance(cell, datetime | date | time | timedelta):
        return _moment(cell)
    if isinstance(cell, dict | list | tuple):
        return json.dumps(cell, ensure_ascii=False, default=str)
    return "" if cell is None else str(cell)


def _number(cell: float | Decimal) -> str:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)


def _moment(cell: datetime | date | time | timedelta) -> str:
    if isinstance(cell, timedelta):
        return _span(cell)
    is_day = isinstance(cell, datetime) and cell.time() == time() and cell.tzinfo is None
    return cell.isoformat()[:10] if is_day else cell.isoformat()


def _span(cell: timedelta) -> str:
    seconds = round(abs(cell.total_seconds()))
    sign = "-" if cell < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def write_cells(target: Path, rows: Iterable[list[str]]) -> None:
    """Rows of text as a CSV that ``csv_parameters`` reads."""
    with target.open("w", encoding="utf8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([_one_line_end(cell) for cell in row] for row in rows)


def _one_line_end(cell: str) -> str:
    """A NUL ends text for some readers; carriage returns alone would end the row for others."""
    if "\r" in cell or "\x00" in cell:
        return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return cell


def csv_parameters(target: Path, skip: int = 0) -> dict[str, object]:
    """Values that ``csv.relation_of`` needs for a file of ``write_cells``."""
    return {"csv_path": str(target), "csv_skip": skip, "csv_delimiter": ",", "csv_quote": '"'}

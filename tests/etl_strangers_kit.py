"""How made-up exports are written, and what their author knows about every row."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook

START = datetime(2024, 4, 2, 8, 5, 11)
ZONE = "Asia/Almaty"
Row = tuple[Sequence[object], dict[str, object] | None]
"""Cells as they stand, and the fields they mean; None: a row that is no record."""


@dataclass(frozen=True)
class Stranger:
    """A file, and what a person who knows it would say.

    ``facts``: the rows that must load, in order, as field -> typed value. ``told``: a right declaration
    as far as it may need correcting. ``loose``: fields that may be mapped besides, unchecked.
    """

    file: Path
    contract: str
    facts: list[dict[str, object]]
    told: dict[str, Any]
    loose: frozenset[str] = field(default=frozenset())


Maker = Callable[[Path], Stranger]


def moments(count: int, step_min: int = 397, start: datetime = START) -> list[datetime]:
    return [start + timedelta(minutes=step_min * number) for number in range(count)]


def to_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def to_day(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day)


def here(moment: datetime, zone: str) -> datetime:
    """A moment of ``zone`` in the operator's time."""
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)


def text_file(
    path: Path, head: Sequence[str], rows: Iterable[Row], *, delimiter: str = ",", encoding: str = "utf-8",
    before: Sequence[str] = (), after: Sequence[str] = (), end: str = "\r\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> list[dict[str, object]]:  # fmt: skip
    """Writes the file; gives the facts of its rows."""
    out, found = io.StringIO(), []
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    out.write("".join(line + end for line in before))
    writer.writerow(head)
    for cells, facts in rows:
        writer.writerow(["" if cell is None else cell for cell in cells])
        if facts is not None:
            found.append(facts)
    out.write("".join(line + end for line in after))
    path.write_bytes(out.getvalue().encode(encoding))
    return found


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Sheets by name with their rows as they stand."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def told(contract: str, **sections: Any) -> dict[str, Any]:
    return {"contract": contract, **sections}

"""Spreadsheets (.xlsx, .xls, .xlsb, .ods): the sheet by its name or by the columns it holds."""

import csv
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from config.errors import one_of
from etl.columns import tidy
from etl.declaration import Declaration
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.csv import relation_of
from etl.sources.raw import Raw, tidy_header
from warehouse.engine import Connection

Cell = Any
Sheet = list[list[Cell]]


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """The sheet's rows below the header row; a row's line is its number in the sheet."""
    rows = _sheet(file, declaration)
    header = rows[declaration.header_row - 1]
    count = _count_columns(header)
    target = work / "sheet.csv"
    write_cells(target, (_padded(row, count, declaration.decimal) for row in rows[declaration.header_row :]))
    return Raw(
        relation_of(count), tidy_header([text_of(cell) for cell in header[:count]]), csv_parameters(target),
        declaration.header_row + 1, count_expected=len(rows) - declaration.header_row,
    )  # fmt: skip


def sheets(file: Path) -> dict[str, Sheet]:
    """Every sheet with its cells; raises UnreadableFile where the file is no workbook."""
    try:
        book = CalamineWorkbook.from_path(file)
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (CalamineError, OSError) as error:
        if _is_locked(file):
            raise UnreadableFile(f"{file.name}: is protected by a password; save it without one.") from None
        first = str(error).splitlines()[0] if str(error) else "no workbook"
        raise UnreadableFile(
            f"{file.name}: cannot be read as a spreadsheet ({first}); save it again."
        ) from None


def _is_locked(file: Path) -> bool:
    """A workbook with a password is another container, with a part of this name."""
    with file.open("rb") as content:
        is_container = content.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        return is_container and "EncryptedPackage".encode("utf-16-le") in content.read()


def _sheet(file: Path, declaration: Declaration) -> Sheet:
    found = sheets(file)
    if declaration.sheet is not None:
        if declaration.sheet not in found:
            raise LayoutChanged(f"{file.name}: {one_of('sheet', declaration.sheet, found)}")
        rows = found[declaration.sheet]
        if len(rows) < declaration.header_row:
            raise LayoutChanged(
                f"{file.name}: sheet '{declaration.sheet}' ends before row {declaration.header_row}."
            )
        return rows
    wanted = {tidy(name) for field in declaration.columns for name in declaration.source_columns(field)}
    ranked = sorted(found.values(), key=lambda rows: -_held(rows, declaration.header_row, wanted))
    if not ranked or len(ranked[0]) < declaration.header_row:
        raise LayoutChanged(f"{file.name}: no sheet has a row {declaration.header_row}; set header_row.")
    return ranked[0]


def _held(rows: Sheet, header_row: int, wanted: set[str]) -> int:
    header = rows[header_row - 1] if len(rows) >= header_row else []
    return len(wanted & {tidy(text_of(cell)) for cell in header})


def _count_columns(header: list[Cell]) -> int:
    """Columns up to the last named one: what stands to the right of the table is not of it."""
    named = [place for place, cell in enumerate(header, start=1) if text_of(cell).strip()]
    return max(named, default=1)


def _padded(row: list[Cell], count: int, decimal: str) -> list[str]:
    texts = [text_of(cell, decimal) for cell in row[:count]]
    return texts + [""] * (count - len(texts))


def text_of(cell: Cell, decimal: str = ".") -> str:
    """A cell as text: whole numbers without a point, dates ISO, times h:mm:ss."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell).replace(".", decimal)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def write_cells(target: Path, rows: Iterable[list[str]]) -> None:
    """Rows of text as a CSV that ``csv_parameters`` reads."""
    with target.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows)


def csv_parameters(target: Path) -> dict[str, object]:
    """Values that ``csv.relation_of`` needs for a file of ``write_cells``."""
    return {"csv_path": str(target), "csv_skip": 0, "csv_delimiter": ",", "csv_quote": '"'}

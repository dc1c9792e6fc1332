"""Spreadsheets (.xlsx, .xls, .xlsb, .ods): the sheet by its name or by the columns it holds."""

from datetime import datetime, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from config.errors import one_of
from etl.columns import tidy
from etl.contracts import Kind
from etl.declaration import Declaration
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.cells import Cell, csv_parameters, text_of, write_cells
from etl.sources.csv import relation_of
from etl.sources.headers import Merged, joined_header
from etl.sources.raw import Raw, tidy_header
from warehouse.engine import Connection

__all__ = ["Sheet", "read", "sheets", "text_of"]

Sheet = list[list[Cell]]
EVERY_SHEET = "*"
"""As ``sheet``: every sheet that holds the columns of the source."""
_FIRST_DAY = datetime(1899, 12, 30)


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """The sheet's rows below the header; a row's line is its number in the sheet."""
    rows, merged = _sheet(file, declaration)
    top, below = declaration.header_row - 1, declaration.header_row - 1 + declaration.header_rows
    header = joined_header([[text_of(cell) for cell in row] for row in rows[top:below]], merged, top)
    count = max((place for place, cell in enumerate(header, start=1) if cell.strip()), default=1)
    names = tidy_header(header[:count])
    filled = _without_blank_end(rows[below:])
    dated = _dated(declaration, names)
    target = work / "sheet.csv"
    write_cells(target, (_texts(row, count, declaration.decimal, dated) for row in filled))
    return Raw(
        relation_of(count), names, csv_parameters(target), below + 1,
        count_blank=len(rows) - below - len(filled), count_expected=len(filled),
    )  # fmt: skip


def sheets(file: Path) -> dict[str, Sheet]:
    """Every sheet with its cells; raises UnreadableFile where the file is no workbook."""
    book = _opened(file)
    return {name: _cells(file, book, name)[0] for name in book.sheet_names}


def _opened(file: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(file)
    except (CalamineError, OSError) as error:
        raise _unreadable(file, error) from None


def _cells(file: Path, book: CalamineWorkbook, name: str) -> tuple[Sheet, Merged]:
    try:
        sheet = book.get_sheet_by_name(name)
        return sheet.to_python(skip_empty_area=False), tuple(sheet.merged_cell_ranges or ())
    except (CalamineError, OSError) as error:
        raise _unreadable(file, error) from None


def _unreadable(file: Path, error: Exception) -> UnreadableFile:
    if _is_locked(file):
        return UnreadableFile(f"{file.name}: is protected by a password; save it without one.")
    first = str(error).splitlines()[0] if str(error) else "no workbook"
    return UnreadableFile(f"{file.name}: cannot be read as a spreadsheet ({first}); save it again.")


def _is_locked(file: Path) -> bool:
    """A workbook with a password is another container, with a part of this name."""
    with file.open("rb") as content:
        is_container = content.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        return is_container and "EncryptedPackage".encode("utf-16-le") in content.read()


def _sheet(file: Path, declaration: Declaration) -> tuple[Sheet, Merged]:
    book = _opened(file)
    least = declaration.header_row + declaration.header_rows - 1
    if declaration.sheet == EVERY_SHEET:
        return _stacked(file, book, declaration)
    if declaration.sheet is not None:
        if declaration.sheet not in book.sheet_names:
            raise LayoutChanged(f"{file.name}: {one_of('sheet', declaration.sheet, book.sheet_names)}")
        found = _cells(file, book, declaration.sheet)
        if len(found[0]) < least:
            raise LayoutChanged(f"{file.name}: sheet '{declaration.sheet}' ends before row {least}.")
        return found
    wanted = {tidy(name) for field in declaration.columns for name in declaration.source_columns(field)}
    every = [_cells(file, book, name) for name in book.sheet_names]
    ranked = sorted(every, key=lambda found: -_held(found, declaration, wanted))
    if not ranked or len(ranked[0][0]) < least:
        raise LayoutChanged(f"{file.name}: no sheet has a row {least}; set header_row.")
    return ranked[0]


def _stacked(file: Path, book: CalamineWorkbook, declaration: Declaration) -> tuple[Sheet, Merged]:
    """Sheets of one layout (one a month) as if they lay one below the other; others are passed over."""
    top, below = declaration.header_row - 1, declaration.header_row - 1 + declaration.header_rows
    wanted = {tidy(name) for field in declaration.columns for name in declaration.source_columns(field)}
    alike = [
        found for found in (_cells(file, book, name) for name in book.sheet_names)
        if len(found[0]) >= below and wanted <= _names(found, top, below)
    ]  # fmt: skip
    if not alike:
        raise LayoutChanged(f"{file.name}: no sheet holds all columns of the source in row {top + 1}.")
    first, merged = alike[0]
    order = _names_in_order(alike[0], top, below)
    rows = first + [row for sheet in alike[1:] for row in _reordered(sheet, order, top, below)]
    return rows, merged


def _names_in_order(found: tuple[Sheet, Merged], top: int, below: int) -> list[str]:
    header = [[text_of(cell) for cell in row] for row in found[0][top:below]]
    return [tidy(name) for name in joined_header(header, found[1], top)]


def _names(found: tuple[Sheet, Merged], top: int, below: int) -> set[str]:
    return set(_names_in_order(found, top, below))


def _reordered(found: tuple[Sheet, Merged], order: list[str], top: int, below: int) -> Sheet:
    """Rows of another sheet with their cells below the names of the first."""
    own = _names_in_order(found, top, below)
    if own == order:
        return found[0][below:]
    places = [own.index(name) if name in own else None for name in order]
    return [
        [row[at] if at is not None and at < len(row) else "" for at in places] for row in found[0][below:]
    ]


def _held(found: tuple[Sheet, Merged], declaration: Declaration, wanted: set[str]) -> int:
    top = declaration.header_row - 1
    header = [[text_of(cell) for cell in row] for row in found[0][top : top + declaration.header_rows]]
    return len(wanted & {tidy(name) for name in joined_header(header, found[1], top)})


def _without_blank_end(rows: Sheet) -> Sheet:
    """Rows down to the last one with anything in it; what follows is counted as blank."""
    end = len(rows)
    while end and not any(cell != "" and text_of(cell).strip() for cell in rows[end - 1]):
        end -= 1
    return rows[:end]


def _dated(declaration: Declaration, names: tuple[str, ...]) -> frozenset[int]:
    """Columns of times that are not declared as numbers: a bare number in them lost its date format."""
    wanted = {
        tidy(name)
        for field in declaration.columns
        if declaration.shape[field].kind in (Kind.TIME, Kind.DATE)
        and declaration.date_formats.get(field, declaration.date_format) not in ("excel", "unix", "unix_ms")
        for name in declaration.source_columns(field)
    }
    return frozenset(place for place, name in enumerate(names) if tidy(name) in wanted)


def _texts(row: list[Cell], count: int, decimal: str, dated: frozenset[int]) -> list[str]:
    texts = [
        text_of(_as_date(cell) if place in dated else cell, decimal) for place, cell in enumerate(row[:count])
    ]
    return texts + [""] * (count - len(texts))


def _as_date(cell: Cell) -> Cell:
    """Days since 1899-12-30, for the years 1954 to 2119."""
    is_day = isinstance(cell, int | float) and not isinstance(cell, bool) and 20_000 <= cell < 80_000
    return _FIRST_DAY + timedelta(seconds=round(cell * 86_400)) if is_day else cell

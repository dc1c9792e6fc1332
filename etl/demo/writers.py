"""Files as other systems write them. Byte for byte the same on every run."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

Columns = Mapping[str, Any]
"""Header -> array of cells, all of one length."""


def csv_lines(columns: Columns, delimiter: str, quoted: frozenset[str] = frozenset()) -> list[str]:
    """Header and rows as lines without their ends; cells of the ``quoted`` columns stand in quotes."""
    cells = [_quote(_text(column)) if name in quoted else _text(column) for name, column in columns.items()]
    return [delimiter.join(columns), *map(delimiter.join, zip(*cells, strict=True))]


def write_csv(
    path: Path,
    columns: Columns,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    quoted: frozenset[str] = frozenset(),
    extra: Sequence[bytes] = (),
) -> None:
    """A CSV file; ``extra`` are whole lines as bytes, spread evenly among the rows."""
    lines = csv_lines(columns, delimiter, quoted)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for part, line in _between(lines, extra):
            file.write(("\n".join(part) + "\n").encode(encoding))
            file.write(line)


def _between(lines: list[str], extra: Sequence[bytes]) -> Iterable[tuple[list[str], bytes]]:
    step = len(lines) // (len(extra) + 1) + 1
    parts = [lines[start : start + step] for start in range(0, len(lines), step)]
    while len(parts) <= len(extra):  # a tiny file: the extra lines follow its end
        parts.append([])
    for number, part in enumerate(parts):
        if part or number < len(extra):
            yield part, extra[number] + b"\n" if number < len(extra) else b""


def write_excel(path: Path, title: Sequence[str], columns: Columns, sheet: str) -> None:
    """A workbook with title rows above the header, as reports are exported for people."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"created": datetime(2022, 8, 1, tzinfo=UTC), "title": title[0]})
    page = book.add_worksheet(sheet)
    for number, line in enumerate(title):
        page.write_string(number, 0, line)
    page.write_row(len(title), 0, list(columns))
    for number, row in enumerate(zip(*map(_text, columns.values()), strict=True)):
        for column, cell in enumerate(row):
            if cell != "":
                page.write_string(len(title) + 1 + number, column, cell)
    book.close()


def write_ndjson(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    path.write_text("\n".join(map(encode, records)) + "\n", "utf8")


def write_parquet(path: Path, columns: Columns) -> None:
    """A Parquet file; text, numbers and truth values keep their types."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(dict(columns)).to_parquet(path, index=False, compression="zstd")


def write_sqlite(path: Path, tables: Mapping[str, Columns]) -> None:
    """A SQLite database with one text table per entry."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        for name, columns in tables.items():
            names = ", ".join(f'"{column}"' for column in columns)
            database.execute(f'CREATE TABLE "{name}" ({names})')
            marks = ", ".join(repeat("?", len(columns)))
            rows = zip(*map(_plain, columns.values()), strict=True)
            database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    database.close()


def _text(column: Any) -> list[str]:
    values = _plain(column)
    if values and isinstance(values[0], str):
        return values
    return ["" if value is None else str(value) for value in values]


def _plain(column: Any) -> list[Any]:
    return list(np.asarray(column).tolist()) if not isinstance(column, list) else column


def _quote(cells: list[str]) -> list[str]:
    return [f'"{cell.replace(chr(34), chr(34) * 2)}"' if cell else "" for cell in cells]

"""The same rows as a file of any kind, as its programs write it."""

import csv
import io
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from warehouse import engine

KINDS = ("csv", "xlsx", "ndjson", "json", "parquet", "sqlite")


def table_file(file: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Write ``rows`` to ``file`` in the kind of its suffix; a database has them in table ``answers``."""
    _WRITERS[file.suffix](file, list(columns), [list(row) for row in rows])
    return file


Columns = list[str]
Rows = list[list[object]]


def _csv(file: Path, columns: Columns, rows: Rows) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([columns, *rows])
    file.write_text(text.getvalue(), "utf8")


def _xlsx(file: Path, columns: Columns, rows: Rows) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate([columns, *rows]):
            sheet.write_row(number, 0, row)


def _ndjson(file: Path, columns: Columns, rows: Rows) -> None:
    file.write_text("".join(line + "\n" for line in _objects(columns, rows)), "utf8")


def _json(file: Path, columns: Columns, rows: Rows) -> None:
    file.write_text('{"items": [\n' + ",\n".join(_objects(columns, rows)) + "\n]}\n", "utf8")


def _objects(columns: Columns, rows: Rows) -> list[str]:
    return [json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows]


def _parquet(file: Path, columns: Columns, rows: Rows) -> None:
    listed = file.with_name(f"{file.name}.listed")
    _ndjson(listed, columns, rows)
    engine.memory().execute(
        "COPY (SELECT * FROM read_json($listed, format = 'newline_delimited')) "
        "TO $file (FORMAT parquet, COMPRESSION uncompressed)",
        {"listed": str(listed), "file": str(file)},
    )
    listed.unlink()


def _sqlite(file: Path, columns: Columns, rows: Rows) -> None:
    file.unlink(missing_ok=True)
    database = sqlite3.connect(file)
    with database:
        database.execute(f"CREATE TABLE answers ({', '.join(columns)})")
        database.executemany(f"INSERT INTO answers VALUES ({', '.join('?' * len(columns))})", rows)
    database.close()


_WRITERS = {
    ".csv": _csv, ".xlsx": _xlsx, ".ndjson": _ndjson, ".json": _json, ".parquet": _parquet,
    ".sqlite": _sqlite,
}  # fmt: skip

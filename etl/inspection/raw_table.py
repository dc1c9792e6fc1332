"""A file nobody declared as table ``cells``: its kind, encoding and layout found first."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from config.errors import NotReady
from etl.declaration import Declaration
from etl.inspection.encodings import encoding_of, kind_of
from etl.inspection.layout import Table, table_of, text_layout
from etl.sources import Raw, reader_of
from etl.sources.decoding import as_utf8
from etl.sources.excel import sheets, text_of
from etl.sources.sqlite import table_names
from warehouse import engine
from warehouse.engine import Connection


@dataclass(frozen=True)
class Layout:
    """What a declaration says of a file before any column is mapped. ``others``: other sheets or tables."""

    settings: dict[str, Any]
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    names: tuple[str, ...] = ()


def layout_of(file: Path, told: dict[str, Any], work: Path) -> Layout:
    """Kind, encoding, delimiter, header row, sheet or table; what is ``told`` is not looked for."""
    kind = str(told.get("kind") or kind_of(file))
    if kind == "csv":
        return _text(file, told, work)
    if kind == "excel":
        return _workbook(file, told)
    if kind == "sqlite":
        return _database(file, told)
    return Layout({"kind": kind})


def _text(file: Path, told: dict[str, Any], work: Path) -> Layout:
    encoding = str(told.get("encoding") or encoding_of(file))
    readable = as_utf8(file, encoding, work)
    delimiter, table = text_layout(readable, "utf-8-sig")
    settings = {"kind": "csv", "encoding": encoding, "delimiter": delimiter, "header_row": table.header_row}
    return Layout({**settings, **_only(told, "delimiter", "header_row")})


def _workbook(file: Path, told: dict[str, Any]) -> Layout:
    found: dict[str, Table] = {}
    for name, rows in sheets(file).items():
        if told.get("sheet") in (None, "*", name):
            found[name] = table_of([[text_of(cell) for cell in row] for row in rows])
    if not found:
        raise NotReady(
            f"{file.name}: has no sheet '{told.get('sheet')}'; its sheets: {', '.join(sheets(file))}."
        )
    best = max(found, key=lambda name: _filled_names(found[name]) * min(found[name].count_rows, 1000))
    settings = {"kind": "excel", "sheet": told.get("sheet", best), "header_row": found[best].header_row}
    if "sheet" not in told and (alike := _of_one_layout(found, best)):
        others = tuple(name for name in found if name not in alike)
        note = f"sheets of one layout, read one after the other: {', '.join(alike)}"
        settings = {**settings, "sheet": "*", **_only(told, "header_row")}
        return Layout(settings, others, (note,), _named(found[best]))
    others = tuple(name for name in sheets(file) if name != best)
    return Layout({**settings, **_only(told, "header_row")}, others, names=_named(found[best]))


def _named(table: Table) -> tuple[str, ...]:
    return tuple(name for name in table.names if name.strip())


def _of_one_layout(found: dict[str, Table], best: str) -> tuple[str, ...]:
    """Sheets with the very columns of the best one in the same row: one a month, or one an office."""
    table = found[best]
    alike = tuple(
        name for name, other in found.items()
        if other.header_row == table.header_row and other.names == table.names and other.count_rows
    )  # fmt: skip
    return alike if len(alike) > 1 else ()


def _filled_names(table: Table) -> int:
    return sum(1 for name in table.names if name.strip())


def _database(file: Path, told: dict[str, Any]) -> Layout:
    database = create_engine(f"sqlite:///file:{file}?mode=ro&uri=true")
    try:
        with database.connect() as opened:
            names = table_names(opened)
            counts = {name: _count(opened.exec_driver_sql, name) for name in names}
    except DatabaseError:
        raise NotReady(f"{file.name}: is no whole SQLite database; deliver it again.") from None
    finally:
        database.dispose()
    if not counts:
        raise NotReady(f"{file.name}: holds no tables.")
    best = str(told.get("table") or max(counts, key=lambda name: counts[name]))
    return Layout({"kind": "sqlite", "table": best}, tuple(name for name in names if name != best))


def _count(execute: Any, name: str) -> int:
    return int(execute(f"SELECT count(*) FROM {engine.identifier(name)}").scalar() or 0)


def _all_of(layout: Layout) -> dict[str, str | tuple[str, ...]]:
    """Sheets of one layout are those that hold all its columns."""
    return {"contact_id": layout.names} if layout.settings.get("sheet") == "*" else {}


def _only(told: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: told[name] for name in names if name in told}


def make_cells(connection: Connection, file: Path, layout: Layout, work: Path) -> Raw:
    """Table ``cells`` with every row of ``file`` as text, in its order."""
    settings = layout.settings
    bare = Declaration.model_construct(
        name="inspected", contract="contacts", path=str(file), columns=_all_of(layout), **settings
    )
    raw = reader_of(str(settings["kind"]))(file, bare, connection, work)
    try:
        _make(connection, raw)
        row = connection.execute("SELECT count(*) FROM cells").fetchone()
        if raw.count_expected is None or row == (raw.count_expected,):
            return raw
    except engine.Error as error:
        if raw.otherwise is None:
            raise NotReady(f"{file.name}: cannot be read: {str(error).splitlines()[0]}") from None
    careful = raw.otherwise() if raw.otherwise else raw
    _make(connection, careful)
    return careful


def _make(connection: Connection, raw: Raw) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE cells AS SELECT * FROM {raw.relation}", raw.parameters)

"""One table of an SQLite database."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import MetaData, Table, create_engine, inspect, select
from sqlalchemy.exc import DatabaseError

from config.errors import one_of
from etl.declaration import Declaration
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.csv import relation_of
from etl.sources.excel import csv_parameters, text_of, write_cells
from etl.sources.raw import Raw
from warehouse.engine import Connection

_BATCH = 10_000


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Rows of the declared table, in its own order; a row's line is its place there."""
    database = create_engine(f"sqlite:///file:{file}?mode=ro&uri=true")
    target = work / "table.csv"
    try:
        with database.connect() as opened:
            table = Table(_table_name(opened, file, declaration), MetaData(), autoload_with=opened)
            write_cells(target, _rows(opened, table))
            names = tuple(column.name for column in table.columns)
    except DatabaseError:
        raise UnreadableFile(f"{file.name}: is no whole SQLite database; deliver it again.") from None
    finally:
        database.dispose()
    return Raw(relation_of(len(names)), names, csv_parameters(target), 1)


def table_names(opened: SqlConnection) -> list[str]:
    """Tables and views a source may name."""
    found = inspect(opened)
    return [*found.get_table_names(), *found.get_view_names()]


def _table_name(opened: SqlConnection, file: Path, declaration: Declaration) -> str:
    names = table_names(opened)
    if declaration.table is None and len(names) == 1:
        return names[0]
    if declaration.table not in names:
        given = f"{file.name}: {one_of('table', declaration.table or '', names)}"
        raise LayoutChanged(
            given if declaration.table else f"{file.name}: name the table. One of: {', '.join(names)}"
        )
    return declaration.table


def _rows(opened: SqlConnection, table: Table) -> Iterator[list[str]]:
    found = opened.execution_options(stream_results=True).execute(select(table))
    while batch := found.fetchmany(_BATCH):
        for row in batch:
            yield [text_of(cell) for cell in row]

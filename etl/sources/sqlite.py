"""One table of an SQLite database that is delivered as a file."""

from pathlib import Path

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import create_engine, inspect
from sqlalchemy import table as sql_table
from sqlalchemy.exc import DatabaseError

from config.errors import one_of
from etl.declaration import Declaration
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.cells import write_cells
from etl.sources.database import read as read_written
from etl.sources.fetched import Window
from etl.sources.raw import Raw
from etl.sources.sql_rows import Reading
from warehouse.engine import Connection


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Rows of the declared table, in its own order; a row's line is its place there."""
    _check_whole(file)
    database = create_engine(f"sqlite:///file:{file}?mode=ro&uri=true")
    target = work / "table.csv"
    try:
        with database.connect() as opened:
            name = _table_name(opened, file, declaration)
            reading = Reading(declaration, sql_table(name))
            found = opened.execution_options(stream_results=True).execute(reading.statement(opened, Window()))
            write_cells(target, reading.cells(tuple(found.keys()), found))
    except DatabaseError:
        raise UnreadableFile(f"{file.name}: is no whole SQLite database; deliver it again.") from None
    finally:
        database.dispose()
    return read_written(target, declaration, connection, work)


def _check_whole(file: Path) -> None:
    """Raises UnreadableFile for a file cut off: SQLite itself reads pages that are not there as no rows.

    The header is big-endian: page size at byte 16 (1 stands for 65,536), changes at 24, number of pages at
    28, the change that number was written at 92 (https://www.sqlite.org/fileformat2.html#the_database_header).
    """
    found = file.stat().st_size
    if not found:
        raise UnreadableFile(f"{file.name}: is empty (0 bytes); deliver it again.")
    with file.open("rb") as source:
        header = source.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        return  # no SQLite database at all, which its reader tells
    size = int.from_bytes(header[16:18], "big")
    expected = (65_536 if size == 1 else size) * int.from_bytes(header[28:32], "big")
    if header[24:28] == header[92:96] and found < expected:
        raise UnreadableFile(
            f"{file.name}: is cut off: {found:,} bytes where its header tells {expected:,}; deliver it again."
        )


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

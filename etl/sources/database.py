"""A table or query of any SQL database that SQLAlchemy knows, incremental by a cursor column.

Rows stream in batches into one file in the work folder, which the reader then takes like any other file.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, inspect, make_url, text
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import table as sql_table
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, NoSuchTableError, SQLAlchemyError

from config.errors import one_of
from etl.declaration import Declaration
from etl.problems import LayoutChanged
from etl.sources.cells import csv_parameters, write_cells
from etl.sources.csv import relation_of
from etl.sources.fetched import Desk, Fetched, Unreachable, Window
from etl.sources.raw import Raw, tidy_header
from etl.sources.sql_rows import Reading, RowsFrom
from warehouse.engine import Connection

_ANSWER_WITHIN = {"postgresql": "connect_timeout", "mysql": "connect_timeout", "mariadb": "connect_timeout"}
_DRIVERS = {
    "psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient",
    "cx_Oracle": "cx_Oracle", "oracledb": "oracledb",
}  # fmt: skip


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Rows that ``fetch`` wrote; a row's line is its place among them."""
    with file.open(encoding="utf8", newline="") as lines:
        names = next(csv.reader(lines))
    return Raw(relation_of(len(names)), tidy_header(names), csv_parameters(file, skip=1), 1)


def fetch(declaration: Declaration, window: Window, desk: Desk) -> Fetched:
    """Rows of ``window``: those without a cursor are read each time and told about."""
    url = _url(declaration, desk)
    target = desk.work / "rows.csv"
    with _opened(url, declaration, desk) as opened:
        reading = Reading(declaration, _rows_from(opened, declaration, desk))
        found = opened.execution_options(stream_results=True).execute(reading.statement(opened, window))
        write_cells(target, reading.cells(tuple(found.keys()), found))
    name = f"{Path(url.database or url.host or 'database').name}.{declaration.table or 'query'}"
    where = f"{url.get_backend_name()}://{url.host or ''}/{url.database or ''}"
    note = f"{reading.count_unmarked} rows have no {declaration.cursor}: read each time"
    return Fetched(
        target, name, f"{where}#{declaration.table or 'query'}", reading.count, reading.last,
        note if declaration.cursor and reading.count_unmarked else "",
    )  # fmt: skip


def _url(declaration: Declaration, desk: Desk) -> URL:
    try:
        url = make_url(desk.secrets.filled(declaration.url or ""))
    except ArgumentError:
        raise Unreachable(
            f"{desk.secrets.told_as}: url is no database address; write it like "
            "postgresql+psycopg://user:${PASSWORD}@host/database."
        ) from None
    if url.password:
        desk.secrets.hide(str(url.password))
    if url.get_backend_name() == "sqlite" and url.database and not url.database.startswith("file:"):
        file = desk.home / url.database
        return url.set(database=f"file:{file}", query={**url.query, "mode": "ro", "uri": "true"})
    return url


@contextmanager
def _opened(url: URL, declaration: Declaration, desk: Desk) -> Iterator[SqlConnection]:
    """A connection for reading; whatever the server says against it is told in one line."""
    try:
        database = _engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise Unreachable(_missing(desk, url, error)) from None
    try:
        with database.connect() as opened:
            yield opened
    except SQLAlchemyError as error:
        said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        raise Unreachable(
            f"{desk.secrets.told_as}: {url.host or 'the database'} did not give the rows: "
            f"{desk.secrets.hidden(said)[:200]}; nothing was taken, check url, table and rights."
        ) from None
    finally:
        database.dispose()


def _engine(url: URL) -> Engine:
    key = _ANSWER_WITHIN.get(url.get_backend_name())
    within = {key: 15} if key and key not in url.query else {}
    return create_engine(url, connect_args=within)


def _missing(desk: Desk, url: URL, error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = _DRIVERS.get(error.name, error.name)
        return f"{desk.secrets.told_as}: needs the package {package}: run 'python -m pip install {package}'."
    return f"{desk.secrets.told_as}: url: no database is called '{url.drivername}'."


def _rows_from(opened: SqlConnection, declaration: Declaration, desk: Desk) -> RowsFrom:
    if declaration.query:
        query = declaration.query.strip().rstrip(";").replace(":", r"\:")
        return text(f"({query}) sapa_rows")
    schema, _, name = (declaration.table or "").rpartition(".")
    looked = inspect(opened)
    try:
        looked.get_columns(name, schema=schema or None)
    except NoSuchTableError:
        known = [*looked.get_table_names(schema or None), *looked.get_view_names(schema or None)]
        raise LayoutChanged(f"{desk.secrets.told_as}: {one_of('table', name, known)}") from None
    return sql_table(name, schema=schema or None)

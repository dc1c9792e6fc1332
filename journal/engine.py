"""The one door to the journal's database: SQLite in WAL mode by default, another by its address."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from config.errors import NotReady
from journal.migrations import migrate

BUSY_MS = 10_000
"""How long a writer waits for another one: people type rarely, so that nobody ever meets this limit."""


@lru_cache(maxsize=8)
def open_engine(address: str) -> Engine:
    """The engine of the journal at ``address`` (a folder-made file, or any SQLAlchemy URL), migrated.

    Raises NotReady when it cannot be opened or was written by a newer Sapa.
    """
    url = _url(address)
    try:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine, url)
        migrate(engine)
    except (DatabaseError, OSError) as error:
        raise NotReady(_cannot_open(url, error)) from None
    return engine


def sqlite_file(folder: Path) -> Path:
    """The SQLite journal in ``folder``, there or not."""
    return folder / "journal.sqlite"


def sqlite_address(folder: Path) -> str:
    """The address of the SQLite journal in ``folder``."""
    return URL.create("sqlite", database=str(sqlite_file(folder))).render_as_string(hide_password=False)


def _url(address: str) -> URL:
    try:
        return make_url(address)
    except ArgumentError:
        raise NotReady(
            "the journal's address is no database URL; leave it out for the SQLite file."
        ) from None


def _prepare_sqlite(engine: Engine, url: URL) -> None:
    """WAL so that readers never wait, FULL so that a commit is on disk, transactions begun by us."""
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _cannot_open(url: URL, error: Exception) -> str:
    reason = str(getattr(error, "orig", None) or error)
    where = url.database if url.drivername.startswith("sqlite") else url.render_as_string()
    return (
        f"{where}: the journal cannot be opened ({reason}). Check the folder's rights and the disk's space."
    )

"""The one door to DuckDB for the whole project: connections with safe settings, and quoted names.

Settings that matter: extensions are never fetched (the wheel's own core, icu, json and parquet are all
we need), Python objects are never scanned (DuckDB 2.0.0 reads DataFrames wrongly: write a file, read it),
and spilling goes to a temporary folder, not to the working directory.
"""

import itertools
import os
import tempfile
from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection
Error = duckdb.Error

_SETTINGS: dict[str, str | bool] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}
_counter = itertools.count()


def memory() -> Connection:
    """A new in-memory database, for work that leaves nothing behind."""
    return _connect(":memory:", read_only=False)


def open_new(path: Path) -> Connection:
    """A database file to write; made when missing. One writer a file, one connection a thread.

    Written through to the disk by whoever publishes the file, not after each of its hundred statements.
    """
    connection = _connect(str(path), read_only=False)
    connection.execute("set global fsync_mode = 'none'")
    return connection


def open_readonly(path: Path) -> Connection:
    """An existing database file for reading; take ``.cursor()`` per call, never share it between threads.

    The connection cannot reach any other file, whatever a query says.
    """
    connection = _connect(str(path), read_only=True)
    connection.execute("set enable_external_access = false")
    return connection


def identifier(name: str) -> str:
    """``name`` quoted as an SQL identifier. Values are never put into SQL this way: bind them."""
    if not name or "\x00" in name:
        raise ValueError("an SQL identifier needs at least one character and no NUL")
    return '"' + name.replace('"', '""') + '"'


def _connect(database: str, *, read_only: bool) -> Connection:
    connection = duckdb.connect(database, read_only=read_only, config=_config(database))
    connection.execute("set global TimeZone = 'UTC'")
    return connection


def _config(database: str) -> dict[str, str | bool | int | float | list[str]]:
    """Settings of every connection; SAPA_THREADS and SAPA_MEMORY (such as 4GB) may lower the usual ones."""
    settings: dict[str, str | bool | int | float | list[str]] = dict(_SETTINGS)
    settings["temp_directory"] = str(_spill_folder(database))
    if threads := os.environ.get("SAPA_THREADS"):
        settings["threads"] = threads
    settings["memory_limit"] = os.environ.get("SAPA_MEMORY") or f"{_half_of_memory()}MiB"
    return settings


def _spill_folder(database: str) -> Path:
    """A folder no other database shares (spill files of two would have the same names); made when needed."""
    what = f"memory-{next(_counter)}" if database == ":memory:" else Path(database).name
    return Path(tempfile.gettempdir()) / f"sapa-duckdb-{os.getpid()}-{what}"


def _half_of_memory() -> int:
    """MiB; half, because the dashboard, a build and the recognisers share one host."""
    try:
        return max(512, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**21)
    except (AttributeError, OSError, ValueError):  # Windows tells otherwise
        return 2048

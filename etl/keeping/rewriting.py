"""Files of rows written anew without some of them, or without what some cells say; whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.durable import move
from etl.load_files import LAYOUT
from warehouse.engine import Connection, identifier


@dataclass(frozen=True)
class Which:
    """Rows for which the SQL condition ``sql`` holds; ``given``: what it binds."""

    sql: str
    given: Mapping[str, object] = field(default_factory=dict)


ALL = Which("true")


def without_rows(connection: Connection, file: Path, which: Which, work: Path) -> int:
    """Remove rows of ``file``; gives their count."""
    count = counted(connection, file, which)
    if count:
        _write(
            connection,
            f"SELECT * FROM read_parquet($file) WHERE ({which.sql}) IS NOT TRUE",
            file,
            which,
            work,
        )
    return count


def without_cells(
    connection: Connection, file: Path, columns: tuple[str, ...], which: Which, work: Path
) -> None:
    """Empty ``columns`` of rows of ``file``."""
    emptied = ", ".join(
        f"CASE WHEN ({which.sql}) IS NOT TRUE THEN {identifier(name)} END AS {identifier(name)}"
        for name in columns
    )
    _write(connection, f"SELECT * REPLACE ({emptied}) FROM read_parquet($file)", file, which, work)


def counted(connection: Connection, file: Path, which: Which) -> int:
    """Rows of ``file`` that are meant."""
    query = f"SELECT count(*) FROM read_parquet($file) WHERE {which.sql}"
    row = connection.execute(query, {**which.given, "file": str(file)}).fetchone()
    return int(row[0]) if row else 0


def columns_of(connection: Connection, file: Path) -> set[str]:
    """Names of its columns."""
    found = connection.execute("DESCRIBE SELECT * FROM read_parquet($file)", {"file": str(file)})
    return {str(row[0]) for row in found.fetchall()}


def _write(connection: Connection, query: str, file: Path, which: Which, work: Path) -> None:
    fresh = work / f"{file.name}.fresh"
    given = {**which.given, "file": str(file), "fresh": str(fresh)}
    connection.execute(f"COPY ({query}) TO $fresh ({LAYOUT})", given)
    move(fresh, file)

"""Parquet files."""

from pathlib import Path

from etl.declaration import Declaration
from etl.problems import UnreadableFile
from etl.sources.raw import Raw
from warehouse import engine
from warehouse.engine import Connection


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Rows of ``file`` as text; a row's line is its number in the file."""
    given: dict[str, object] = {"parquet": str(file)}
    try:
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet($parquet)", given).fetchall()
    except engine.Error as error:
        first = str(error).splitlines()[0]
        raise UnreadableFile(f"{file.name}: no whole Parquet file ({first}); deliver it again.") from None
    names = tuple(row[0] for row in described)
    cells = ", ".join(f"{engine.identifier(name)}::VARCHAR AS c{number}" for number, name in enumerate(names))
    return Raw(f"(SELECT {cells} FROM read_parquet($parquet))", names, given, 1)

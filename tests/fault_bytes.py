"""Everything an instance holds in plain text: personal data that was taken in would show here."""

from collections.abc import Iterator
from pathlib import Path

from config.instance import Instance
from warehouse import engine

_DELIVERED = ("incoming", "keys")
"""Folders in which originals lie by the customer's own wish."""


def plain_text(instance: Instance) -> str:
    """Every file of the instance but what was delivered: as its bytes, and columnar files also as rows."""
    files = list(_files(instance))
    rows = _rows([file for file in files if file.suffix == ".parquet"])
    return "\n".join([*(file.name for file in files), *(_bytes(file) for file in files), *rows])


def _files(instance: Instance) -> Iterator[Path]:
    for file in sorted(instance.home.rglob("*")):
        is_taken_in = file.relative_to(instance.home).parts[0] not in _DELIVERED
        if file.is_file() and is_taken_in and not file.name.startswith("_schema"):
            yield file


def _bytes(file: Path) -> str:
    return file.read_bytes().decode("utf8", "replace")


def _rows(files: list[Path]) -> list[str]:
    connection = engine.memory()
    try:
        queries = (("SELECT t::VARCHAR FROM read_parquet($f) AS t", {"f": str(file)}) for file in files)
        return [row[0] for sql, given in queries for row in connection.execute(sql, given).fetchall()]
    finally:
        connection.close()

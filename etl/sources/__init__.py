"""One reader a kind of file. A new kind is one new file here and one line in _MODULES."""

from importlib import import_module
from typing import cast

from etl.sources.raw import BrokenLine, Raw, Reader

_MODULES = {
    "csv": "csv", "excel": "excel", "ndjson": "ndjson", "json": "ndjson",
    "parquet": "parquet", "sqlite": "sqlite", "queue_log": "queue_log",
    "sound_files": "sound_files", "database": "database", "rest": "rest", "cdr": "cdr",
    "transcripts": "transcripts",
}  # fmt: skip


def reader_of(kind: str) -> Reader:
    """The reader of ``kind`` (one of ``etl.declaration.KINDS``), loaded when first asked for."""
    return cast(Reader, import_module(f"etl.sources.{_MODULES[kind]}").read)


__all__ = ["BrokenLine", "Raw", "Reader", "reader_of"]

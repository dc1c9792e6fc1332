"""One process at a time, and files that are whole or not there. Both survive ``kill -9``."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import Engine

from transcribe.errors import Busy


@contextmanager
def only_one(file: Path, message: str) -> Iterator[None]:
    """Hold the lock ``file``; raises Busy(message) when another process has it.

    The operating system lets go of it when its holder ends, however it ends.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as handle:
        if not _taken(handle):
            raise Busy(message)
        yield


def _taken(handle: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def replace_text(file: Path, text: str) -> None:
    """Write ``file`` so that a reader sees the old or the new text, never a part."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    with part.open("w", encoding="utf8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(file)


@contextmanager
def only_one_at(engine: Engine, message: str) -> Iterator[None]:
    """Hold a database's own lock, for ledgers that several hosts can reach; raises Busy(message).

    A lock file beside the transcripts need not hold between hosts that share a folder;
    SQLite is on one host.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if not connection.exec_driver_sql("SELECT pg_try_advisory_lock(5350)").scalar_one():
            raise Busy(message)
        yield

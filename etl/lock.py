"""One writing run per instance at a time."""

import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from config.instance import Instance
from etl.loads import remove_leftovers
from etl.problems import Busy

_TRIES, _PAUSE_S = 5, 0.05
"""Whoever only asks ``holder`` has the lock for a moment."""


@contextmanager
def writing(instance: Instance) -> Iterator[Path]:
    """Hold the instance for writing; gives a work folder that is empty now and gone afterwards.

    The operating system lets go of the lock when its holder dies, however it dies; what such a run left
    behind is removed here.  Raises Busy naming the process that holds it.
    """
    instance.landing.mkdir(parents=True, exist_ok=True)
    with _file(instance).open("a+", encoding="utf8") as file:
        _take(file, instance)
        work = instance.landing / ".work"
        shutil.rmtree(work, ignore_errors=True)
        remove_leftovers(instance)
        work.mkdir(mode=0o700)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
            file.truncate(0)


def holder(instance: Instance) -> str | None:
    """Who writes to the instance now (``process 4711 on host since 02:10 UTC``); None where nobody does."""
    try:
        with _file(instance).open("r+", encoding="utf8") as file:
            try:
                _lock(file)
            except OSError:
                return file.read().strip() or "another process"
    except FileNotFoundError:
        pass  # nobody has ever written
    return None


def _file(instance: Instance) -> Path:
    return instance.landing / ".lock"


def _take(file: IO[str], instance: Instance) -> None:
    if not _is_taken(file):
        file.seek(0)
        told = file.read().strip() or "another process"
        raise Busy(f"{instance.home}: another run ({told}) is writing; wait for it, then run again.")
    file.seek(0)
    file.truncate(0)
    since = datetime.now(UTC).strftime("%H:%M UTC")
    file.write(f"process {os.getpid()} on {socket.gethostname()} since {since}")
    file.flush()


def _is_taken(file: IO[str]) -> bool:
    for attempt in range(_TRIES):
        try:
            _lock(file)
        except OSError:
            if attempt + 1 < _TRIES:
                time.sleep(_PAUSE_S)
        else:
            return True
    return False


def _lock(file: IO[str]) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(1 << 20)  # far behind the text, which others must be able to read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

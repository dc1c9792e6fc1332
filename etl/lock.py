"""One writing run per instance at a time."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from config.instance import Instance
from etl.loads import remove_leftovers
from etl.problems import Busy


@contextmanager
def writing(instance: Instance) -> Iterator[Path]:
    """Hold the instance for writing; gives a work folder that is empty now and gone afterwards.

    The operating system lets go of the lock when its holder dies, however it dies; what such a run left
    behind is removed here.  Raises Busy naming the process that holds it.
    """
    instance.landing.mkdir(parents=True, exist_ok=True)
    with (instance.landing / ".lock").open("a+", encoding="utf8") as file:
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


def _take(file: IO[str], instance: Instance) -> None:
    try:
        _lock(file)
    except OSError:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        raise Busy(
            f"{instance.home}: another run (process {holder}) is writing; wait for it, then run again."
        ) from None
    file.seek(0)
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()


def _lock(file: IO[str]) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(1 << 20)  # far behind the text, which others must be able to read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

"""Publishing a snapshot: a finished file under a name of its own, then the pointer, in one atomic step each.

A reader sees the old snapshot or the new one, never a part. A build that is killed leaves a file whose name
begins with a dot; the next build removes it.
"""

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from config.errors import NotReady
from config.instance import Instance

POINTER = "CURRENT"
KEPT = 3
_SHARE_BLOCKS = 0x40049409  # FICLONE of linux/fs.h


def new_snapshot_id() -> str:
    """UTC time and six random digits: sorts in time, never comes twice."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def pointed_at(instance: Instance) -> str | None:
    """The file name the pointer holds, None before the first snapshot."""
    try:
        return (instance.warehouse / POINTER).read_text("utf8").strip() or None
    except FileNotFoundError:
        return None


@contextmanager
def building(instance: Instance, snapshot_id: str) -> Iterator[Path]:
    """The path to build at; removed again if the build fails. One build at a time: NotReady for a second."""
    instance.warehouse.mkdir(parents=True, exist_ok=True)
    with _lock(instance):
        _remove_leftovers(instance)
        path = instance.warehouse / f".building-{snapshot_id}.duckdb"
        try:
            yield path
        finally:
            remove(path)


def copy_of(snapshot: Path, path: Path) -> None:
    """Copy a published file to build on; file systems that can share the blocks are asked to."""
    with snapshot.open("rb") as source, path.open("wb") as target:
        if not _cloned(source, target):
            shutil.copyfile(snapshot, path)


def _cloned(source: IO[bytes], target: IO[bytes]) -> bool:
    """Share the blocks (Linux: btrfs, XFS); False where the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    import fcntl

    with suppress(OSError):
        fcntl.ioctl(target.fileno(), _SHARE_BLOCKS, source.fileno())
        return True
    return False


def publish(instance: Instance, built: Path, snapshot_id: str) -> Path:
    """Make the closed database ``built`` the current snapshot; keeps the last three. Returns its path."""
    if built.with_name(built.name + ".wal").exists():
        raise NotReady(f"{built}: not all was written into the file (a .wal is left); nothing was published.")
    _sync(built)
    final = instance.warehouse / f"warehouse-{snapshot_id}.duckdb"
    built.rename(final)
    _sync(instance.warehouse)
    _point_at(instance, final.name)
    _remove_old(instance, final.name)
    return final


def _point_at(instance: Instance, file_name: str) -> None:
    draft = instance.warehouse / f".{POINTER}.{file_name}"
    draft.write_text(file_name + "\n", "utf8")
    _sync(draft)
    draft.replace(instance.warehouse / POINTER)
    _sync(instance.warehouse)


def _remove_old(instance: Instance, current: str) -> None:
    snapshots = sorted(path.name for path in instance.warehouse.glob("warehouse-*.duckdb"))
    for name in snapshots[:-KEPT]:
        if name != current:
            remove(instance.warehouse / name)


def _remove_leftovers(instance: Instance) -> None:
    for pattern in (".building-*", f".{POINTER}.*"):
        for path in instance.warehouse.glob(pattern):
            remove(path)


def remove(path: Path) -> None:
    """Remove a database file and what was not yet written into it."""
    for file in (path, path.with_name(path.name + ".wal")):
        try:
            file.unlink(missing_ok=True)
        except PermissionError:
            # Windows keeps a file that a reader has open; the next build removes it.
            continue


def _sync(path: Path) -> None:
    """Write through to the disk; folders cannot be opened for that on Windows, nor need be."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _lock(instance: Instance) -> Iterator[None]:
    """Held by the operating system, so it ends with the process however that ends."""
    with (instance.warehouse / ".lock").open("a+b") as file:
        try:
            take(file)
        except OSError:
            raise NotReady(
                f"{instance.warehouse}: another build is running; wait for it and run the command again."
            ) from None
        yield


def take(file: IO[bytes]) -> None:
    """Lock a file for this process alone, until it is closed; raises OSError where another has it."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

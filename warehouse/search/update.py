"""Bringing the index up to date with a snapshot, day by day, and forgetting recordings at once.

A day's shard is made in a folder of its own and then named; ``CURRENT`` says which folders count, and is put
in place in one step.  A run that is killed leaves folders that nothing names; the next one removes them.
"""

import shutil
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from config.errors import NotReady
from config.instance import Instance
from warehouse.publish import take
from warehouse.search import shards, state, talks
from warehouse.search.days import Day
from warehouse.search.state import State
from warehouse.snapshot import Snapshot

Progress = Callable[[int, int], None]
_writing = threading.Lock()


@dataclass(frozen=True)
class Done:
    """What an update did: days written anew, days amended, days that were gone."""

    written: int = 0
    amended: int = 0
    removed: int = 0


def update(instance: Instance, snapshot: Snapshot, progress: Progress | None = None) -> Done:
    """Make the index hold what ``snapshot`` holds, the newest days first; each day counts as soon as it is
    made.

    Raises NotReady where another update is running or the disk is full; what was made before stays.
    """
    with _only_one(instance):
        try:
            return _update(instance, snapshot, progress or _nobody)
        except (OSError, ValueError) as error:  # the engine tells of a full disk as a ValueError
            raise NotReady(
                f"{state.folder(instance)}: the search could not be prepared ({error}); "
                "free some room on the disk and run 'python -m warehouse index'."
            ) from None


def forget(instance: Instance, snapshot: Snapshot, recording_ids: Collection[str]) -> int:
    """Remove recordings from the index and from its bytes; how many days were written anew for it.

    Where the snapshot still holds them, the next ``update`` brings them back: erase them there as well.
    """
    with _only_one(instance):
        before = state.read(instance)
        now, count = dict(before.days), 0
        for day, name in before.days.items():
            if not shards.holds_any(shards.open_shard(state.folder(instance) / name, day), recording_ids):
                continue
            now[day] = Day(instance, snapshot, day).write(f"without-{before.sequence}", recording_ids)
            count += 1
        if count:
            state.write(instance, State(before.snapshot_id, before.is_whole, now, before.sequence + 1))
        _sweep(instance, now.values())
        return count


def _update(instance: Instance, snapshot: Snapshot, tell: Progress) -> Done:
    before, wanted = state.read(instance), talks.days(snapshot)
    now = {day: name for day, name in before.days.items() if day in wanted}
    stale = [
        one
        for one in (Day(instance, snapshot, day) for day in wanted)
        if now.get(one.day) != one.name(wanted[one.day])
    ]
    removed, written, sequence = len(before.days) - len(now), 0, before.sequence
    for place, one in enumerate(stale):
        tell(place, len(stale))
        now[one.day], is_new = one.made(wanted[one.day], now.get(one.day))
        written, sequence = written + is_new, sequence + 1
        state.write(instance, State(snapshot.id, False, now, sequence))
        _sweep(instance, now.values())
    if stale or not before.holds(snapshot.id):
        state.write(instance, State(snapshot.id, True, now, sequence + 1))
        _sweep(instance, now.values())
    return Done(written, len(stale) - written, removed)


def _sweep(instance: Instance, kept: Collection[str]) -> None:
    """Folders that nothing names; readers that have one open keep it until they let go."""
    for path in state.folder(instance).iterdir():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _only_one(instance: Instance) -> Iterator[None]:
    """One writer at a time, of all processes and threads; the lock ends with the process."""
    folder = state.folder(instance)
    folder.mkdir(parents=True, exist_ok=True)
    if not _writing.acquire(blocking=False):
        raise NotReady(_BUSY.format(folder=folder))
    try:
        with (folder / ".lock").open("a+b") as file:
            try:
                take(file)
            except OSError:
                raise NotReady(_BUSY.format(folder=folder)) from None
            yield
    finally:
        _writing.release()


_BUSY = "{folder}: another process prepares the search; wait for it and run the command again."


def _nobody(done: int, total: int) -> None:
    """Who is told when nobody asks."""

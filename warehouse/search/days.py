"""Making the shard of one day: anew, or of the old one and a few changed calls.

The engine never changes a file of a shard, it adds some: so an amended shard shares the files of the old.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.instance import Instance
from text import search_tokens
from warehouse.search import shards, state, talks
from warehouse.snapshot import Snapshot

LARGEST_SHARE = 0.2
"""Of a day's calls: where more changed, the day is written anew."""
_CALLS = "calls.json"
_VERSION = f"{shards.VERSION}.{search_tokens.VERSION}"


@dataclass(frozen=True)
class Day:
    """A day of a snapshot as a shard to be made. Its folder's name tells all that it was made from."""

    instance: Instance
    snapshot: Snapshot
    day: date

    def name(self, digest: str) -> str:
        return self._prefix + digest

    def made(self, digest: str, old: str | None) -> tuple[str, bool]:
        """The new folder, and whether it was written anew. A call that is gone leaves no byte behind."""
        known = self._known(old) if old and old.startswith(self._prefix) else None
        calls = talks.stamps(self.snapshot, self.day)
        if known is not None and old and not known.keys() - calls.keys():
            changed = [key for key, stamp in calls.items() if known.get(key) != stamp]
            if len(changed) <= LARGEST_SHARE * len(calls):
                return self._amend(digest, old, calls, changed), False
        return self._write(digest, calls), True

    def write(self, digest: str, but: Collection[str]) -> str:
        """The folder of the day written anew without the recordings ``but``."""
        calls = talks.stamps(self.snapshot, self.day)
        return self._write(digest, {key: stamp for key, stamp in calls.items() if key not in but})

    @property
    def _prefix(self) -> str:
        return f"{self.day}-{_VERSION}-"

    def _known(self, name: str) -> dict[str, str] | None:
        """Recordings of a shard and their stamps; None where it cannot be read."""
        try:
            found = json.loads((state.folder(self.instance) / name / _CALLS).read_text("utf8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _write(self, digest: str, calls: dict[str, str]) -> str:
        with _making(self.instance, self.name(digest)) as path:
            shards.write(path, talks.talks(self.snapshot, self.day, calls))
            (path / _CALLS).write_text(json.dumps(calls), "utf8")
        return self.name(digest)

    def _amend(self, digest: str, old: str, calls: dict[str, str], changed: list[str]) -> str:
        with _making(self.instance, self.name(digest)) as path:
            _share(state.folder(self.instance) / old, path)
            shards.amend(path, changed, talks.talks(self.snapshot, self.day, changed))
            (path / _CALLS).write_text(json.dumps(calls), "utf8")
        return self.name(digest)


def _share(old: Path, new: Path) -> None:
    """Files the engine never changes by link, those it replaces as copies."""
    new.mkdir()
    for file in old.iterdir():
        if file.name == _CALLS or file.suffix == ".lock":
            continue
        if file.suffix == ".json" or not _linked(file, new / file.name):
            shutil.copyfile(file, new / file.name)


def _linked(file: Path, other: Path) -> bool:
    """False on file systems without links."""
    try:
        os.link(file, other)
    except OSError:
        return False
    return True


@contextmanager
def _making(instance: Instance, name: str) -> Iterator[Path]:
    """A folder to make a shard in; named when everything of it is on the disk, gone where it failed."""
    path = state.folder(instance) / f".making-{name}"
    shutil.rmtree(path, ignore_errors=True)
    final = state.folder(instance) / name
    try:
        yield path
        state.flush(path)
        shutil.rmtree(final, ignore_errors=True)  # left by a run that was killed: nothing names it
        path.rename(final)
    finally:
        shutil.rmtree(path, ignore_errors=True)

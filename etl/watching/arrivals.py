"""Which sources have something new, and which of their files are complete.

By looking (size and time of each file), not by the system's notices: those say nothing of network folders,
nor when a copy is finished (docs/decisions/009-watching-by-looking.md).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.instance import Instance
from config.settings import Watch
from etl.declaration import Declaration, files_of
from etl.loads import FAILED, UNCHANGED, Load
from etl.sound_folders import listing, parted
from etl.watching.rhythm import span

GROWING = ("queue_log", "cdr")
"""Logs that are written to for ever: never complete, and none the worse for it."""
_RESTLESS = 10
"""A folder of recordings that never comes to rest is taken after so many times the settling time."""
_REMEMBERED_S = 86_400


@dataclass(frozen=True)
class Seen:
    """A file as it was when looked at; a folder of sound files is one."""

    path: str
    size: int
    changed_ns: int


@dataclass(frozen=True)
class Arrival:
    """A source that has something to load. ``files``: only these, others being still written; None: all."""

    declaration: Declaration
    files: tuple[Path, ...] | None


@dataclass
class Arrivals:
    """What was seen, when, and what was tried; ``clock``: seconds, never going back."""

    instance: Instance
    settings: Watch
    clock: Callable[[], float] = time.monotonic
    unfinished: int = 0
    """Files that were still being written at the last look."""
    _since: dict[Seen, float] = field(default_factory=dict)
    _tried: dict[tuple[Seen, str], float] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _restless: dict[str, float] = field(default_factory=dict)

    def look(self, declarations: list[Declaration], loads: list[Load]) -> list[Arrival]:
        """Sources with something new that is complete; each is given once, until it changes again."""
        self.unfinished, now = 0, self.clock()
        self._since = {seen: since for seen, since in self._since.items() if now - since < _REMEMBERED_S}
        due = [declaration for declaration in declarations if self._is_due(declaration, now)]
        found = [self._of_source(declaration, loads, now) for declaration in due]
        return [arrival for arrival in found if arrival]

    def forget(self, arrivals: list[Arrival]) -> None:
        """These were not loaded after all: the next look gives them again."""
        names = {arrival.declaration.name for arrival in arrivals}
        keys = {arrival.declaration.fingerprint for arrival in arrivals}
        self._asked = {name: asked for name, asked in self._asked.items() if name not in names}
        self._tried = {tried: when for tried, when in self._tried.items() if tried[1] not in keys}

    def _is_due(self, declaration: Declaration, now: float) -> bool:
        """A remote place, a log, and a source that says ``every``, are only asked so often."""
        every = every_s(declaration, self.settings)
        if now - self._asked.get(declaration.name, now - every) < every:
            return False
        self._asked[declaration.name] = now
        return True

    def _of_source(self, declaration: Declaration, loads: list[Load], now: float) -> Arrival | None:
        if declaration.is_asked:
            return Arrival(declaration, None)
        files, key = _seen(declaration, self.instance), declaration.fingerprint
        known = self._known([load for load in loads if load.source == declaration.name], key)
        fresh = [seen for seen in files if seen not in known and not self._was_tried(seen, key, now)]
        ready = [seen for seen in fresh if self._is_settled(seen, declaration, now)]
        self.unfinished += len(fresh) - len(ready)
        if len(ready) < len(fresh):
            self._asked.pop(declaration.name, None)  # what is being copied is looked at again soon
        if not ready:
            return None
        self._tried.update({(seen, key): now for seen in ready})
        return Arrival(declaration, None if len(ready) == len(fresh) else tuple(files[one] for one in ready))

    def _is_settled(self, seen: Seen, declaration: Declaration, now: float) -> bool:
        """Size and time stayed the same for as long as set, by this machine's own clock."""
        since = self._since.setdefault(seen, now)
        if now - since >= self.settings.settle_s or declaration.kind_of(Path(seen.path)) in GROWING:
            self._restless.pop(declaration.name, None)
            return True
        restless = self._restless.setdefault(declaration.name, now)
        return declaration.kind == "sound_files" and now - restless >= _RESTLESS * self.settings.settle_s

    def _was_tried(self, seen: Seen, key: str, now: float) -> bool:
        tried = self._tried.get((seen, key))
        return tried is not None and now - tried < self.settings.again_after_minutes * 60

    def _known(self, loads: list[Load], key: str) -> set[Seen]:
        """Files that need no look: loaded, or failed lately, under this declaration; copies of such."""
        again = datetime.now(UTC) - timedelta(minutes=self.settings.again_after_minutes)
        return {
            Seen(load.file_path, load.file_bytes, load.file_changed_ns)
            for load in loads
            if load.status == UNCHANGED
            or (
                load.declaration == key
                and (load.status != FAILED or datetime.fromisoformat(load.finished_at) > again)
            )
        }


def every_s(declaration: Declaration, settings: Watch) -> float:
    """Seconds between two looks at a source; 0: at each look."""
    if declaration.every:
        return span(declaration.every).total_seconds()
    is_asked_seldom = declaration.is_asked or declaration.kind in GROWING
    return settings.remote_every_s if is_asked_seldom else 0


def _seen(declaration: Declaration, instance: Instance) -> dict[Seen, Path]:
    found = {}
    for file in files_of(declaration, instance):
        try:
            found[_look_at(file, declaration)] = file
        except FileNotFoundError:
            continue  # gone between the listing and the look
    return found


def _look_at(file: Path, declaration: Declaration) -> Seen:
    if declaration.kind == "sound_files":
        sounds = listing(file, parted(Path(declaration.path))[1])
        return Seen(str(file), sounds.size, sounds.changed_ns)
    facts = file.stat()
    return Seen(str(file), facts.st_size, facts.st_mtime_ns)

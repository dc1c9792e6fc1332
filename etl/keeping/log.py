"""What retention did, run by run: ``retention/log.ndjson``, only ever added to."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.errors import NotReady
from config.instance import Instance


@dataclass(frozen=True)
class Gone:
    """What one rule removed, or would remove. ``oldest``, ``newest``: days of calls, rows or loads.

    what: sounds, sounds_elsewhere (not ours to delete: no longer played), transcripts, quarantine, texts or
    rows.
    contract: the record type of texts and rows. before: what is older than this day goes.
    """

    what: str
    before: date
    count: int
    bytes: int
    oldest: date | None
    newest: date | None
    contract: str = ""


@dataclass(frozen=True)
class Done:
    """One run of retention. ``at``: UTC; ``day``: by the operator's clock."""

    at: datetime
    day: date
    gone: tuple[Gone, ...]
    by: str

    @property
    def count(self) -> int:
        return sum(one.count for one in self.gone)


def file_of(instance: Instance) -> Path:
    return instance.home / "retention" / "log.ndjson"


def add(instance: Instance, done: Done) -> None:
    """Put ``done`` on disk behind all others."""
    file = file_of(instance)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf8") as log:
        log.write(json.dumps(asdict(done), default=str, ensure_ascii=False) + "\n")
        log.flush()
        os.fsync(log.fileno())


def runs(instance: Instance) -> list[Done]:
    """Every run, oldest first; raises NotReady where the file cannot be read."""
    file = file_of(instance)
    try:
        return list(_read(file, file.stat().st_mtime_ns))
    except FileNotFoundError:
        return []


def sound_gone(instance: Instance, day: date) -> date | None:
    """The day on which the sound of calls of ``day`` went by rule; None where it did not."""
    for done in runs(instance):
        if any(gone.what == "sounds" and day < gone.before for gone in done.gone):
            return done.day
    return None


@lru_cache(maxsize=4)
def _read(file: Path, _changed_at: int) -> tuple[Done, ...]:
    lines = file.read_text("utf8").splitlines()
    try:
        return tuple(_done(json.loads(line)) for line in lines if line.strip())
    except (ValueError, KeyError, TypeError):
        raise NotReady(f"{file}: a line cannot be read; restore the file from the backup.") from None


def _done(values: dict[str, Any]) -> Done:
    gone = tuple(_gone(one) for one in values["gone"])
    return Done(datetime.fromisoformat(values["at"]), date.fromisoformat(values["day"]), gone, values["by"])


def _gone(values: dict[str, Any]) -> Gone:
    days = {
        name: date.fromisoformat(values[name]) if values[name] else None
        for name in ("before", "oldest", "newest")
    }
    return Gone(**{**values, **days})

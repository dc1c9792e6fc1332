"""When Sapa last looked for new files: ``landing/heartbeat.json``, written by every run."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from config.instance import Instance

WATCH, LOAD = "watch", "load"
_KEPT_LOOKS = 10
_PATIENCE, _LEAST_PATIENCE = 3, timedelta(minutes=5)


@dataclass(frozen=True)
class Heartbeat:
    """The last look of any run. Times are UTC.

    ``every``: between two looks of the watcher, None where nobody watches; ``silent_from``: from when it
    must have looked again.
    """

    looked_at: datetime | None = None
    every: timedelta | None = None
    silent_from: datetime | None = None

    def is_silent(self, now: datetime | None = None) -> bool:
        """True where a watcher ought to have looked and did not."""
        return self.silent_from is not None and (now or datetime.now(UTC)) >= self.silent_from


def beat(instance: Instance, by: str, *, every: timedelta | None = None, now: datetime | None = None) -> None:
    """Note that a run looks now; ``every``: of a watcher that stays. Never raises."""
    moment = now or datetime.now(UTC)
    told = _read(instance)
    looks = [*told.get(by, {}).get("looks", []), moment.isoformat(timespec="seconds")][-_KEPT_LOOKS:]
    told[by] = {"looks": looks, "every_s": every.total_seconds() if every else None}
    _write(instance, told)


def watch_ended(instance: Instance) -> None:
    """A person ended the watcher: its silence is meant."""
    told = _read(instance)
    looks = [*told.get(LOAD, {}).get("looks", []), *told.pop(WATCH, {}).get("looks", [])]
    told[LOAD] = {"looks": sorted(looks)[-1:]}
    _write(instance, told)


def heartbeat(instance: Instance) -> Heartbeat:
    """What the runs noted; a watcher that is started anew each time (``--once``) has the pace it showed."""
    told = _read(instance)
    looks = [_looks(told.get(by, {})) for by in (WATCH, LOAD)]
    looked_at = max((moments[-1] for moments in looks if moments), default=None)
    every = _every(told.get(WATCH, {}), looks[0])
    if looked_at is None or every is None:
        return Heartbeat(looked_at)
    return Heartbeat(looked_at, every, looked_at + max(_PATIENCE * every, _LEAST_PATIENCE))


def _every(told: dict[str, Any], looks: list[datetime]) -> timedelta | None:
    if seconds := told.get("every_s"):
        return timedelta(seconds=float(seconds))
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(looks)]
    return timedelta(seconds=median(gaps)) if len(gaps) >= 2 else None


def _looks(told: dict[str, Any]) -> list[datetime]:
    return [datetime.fromisoformat(moment) for moment in told.get("looks", [])]


def _file(instance: Instance) -> Path:
    return instance.landing / "heartbeat.json"


def _read(instance: Instance) -> dict[str, Any]:
    try:
        return dict(json.loads(_file(instance).read_text("utf8")))
    except (OSError, ValueError):
        return {}  # never looked yet


def _write(instance: Instance, told: dict[str, Any]) -> None:
    """Two runs may note at once: each has a temporary file of its own."""
    file = _file(instance)
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        temporary.write_text(json.dumps(told), "utf8")
        temporary.replace(file)
    except OSError:
        temporary.unlink(missing_ok=True)  # a full disk: the run itself says so

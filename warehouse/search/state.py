"""Which shards count, and of which snapshot they are: one small file, put in place in one step."""

import json
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from config.instance import Instance

_POINTER = "CURRENT"


@dataclass(frozen=True)
class State:
    """snapshot_id: what the index was last made from. is_whole: nothing of it is missing. days: day -> its
    folder. sequence: how often this was written.
    """

    snapshot_id: str = ""
    is_whole: bool = False
    days: dict[date, str] = field(default_factory=dict)
    sequence: int = 0

    def holds(self, snapshot_id: str) -> bool:
        """True where the index holds all of a snapshot."""
        return self.is_whole and self.snapshot_id == snapshot_id


def folder(instance: Instance) -> Path:
    """Where the index lies: derived data, which may be deleted at any time."""
    return instance.home / "search"


def read(instance: Instance) -> State:
    """The state; an empty one where there is no index or its file is damaged."""
    try:
        found = json.loads((folder(instance) / _POINTER).read_text("utf8"))
        days = {date.fromisoformat(day): str(name) for day, name in found["days"].items()}
        return State(str(found["snapshot_id"]), bool(found["is_whole"]), days, int(found["sequence"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def write(instance: Instance, state: State) -> None:
    """Put the state in place; a crash leaves the old one or the new one."""
    path = folder(instance) / _POINTER
    draft = path.with_name(f".{_POINTER}")
    days = {str(day): name for day, name in sorted(state.days.items(), reverse=True)}
    said = {"snapshot_id": state.snapshot_id, "is_whole": state.is_whole, "sequence": state.sequence}
    draft.write_text(json.dumps({**said, "days": days}, indent=1), "utf8")
    _sync(draft)
    draft.replace(path)
    _sync(path.parent)


def flush(path: Path) -> None:
    """A folder and its files on the disk before this returns."""
    for file in path.iterdir():
        _sync(file)
    _sync(path)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # offered for files alone there
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

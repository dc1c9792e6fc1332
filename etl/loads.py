"""Records of loads: one JSON file each in ``landing/loads``, written last, so that it is the commit point."""

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from config.instance import Instance
from etl.durable import write_text

LOADED, UNCHANGED, FAILED = "loaded", "unchanged", "failed"
DATA_FOLDERS = ("landing", "quarantine", "changes", "late")
"""Where loads write, relative to the instance."""
_STAMP = "%Y%m%dT%H%M%S_%f"


@dataclass(frozen=True)
class Counts:
    """Rows of one file: read = loaded + rejected + duplicate + blank; corrected, late: part of loaded."""

    read: int = 0
    loaded: int = 0
    rejected: int = 0
    duplicate: int = 0
    blank: int = 0
    corrected: int = 0
    late: int = 0


@dataclass(frozen=True)
class Load:
    """What one load did. Paths are relative to the instance; times are ISO in UTC, days ISO."""

    load_id: str
    source: str
    contract: str
    file: str
    file_sha256: str
    file_bytes: int
    started_at: str
    finished_at: str
    status: str
    message: str = ""
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_duplicate: int = 0
    rows_blank: int = 0
    rows_corrected: int = 0
    rows_late: int = 0
    parquet: str | None = None
    quarantine: str | None = None
    changes: str | None = None
    """What its corrections changed, a row a field."""
    late: str | None = None
    """Rows that came for a locked period, not applied."""
    first_day: str | None = None
    last_day: str | None = None
    file_path: str = ""
    file_changed_ns: int = 0
    declaration: str = ""
    """Fingerprint of the declaration it was read under."""
    replaces: tuple[str, ...] = ()
    cursor_from: str | None = None
    """A database read by a cursor: rows behind this value,"""
    cursor_to: str | None = None
    """up to and including this one."""

    @property
    def files(self) -> tuple[str, ...]:
        """Everything it wrote, relative to the instance."""
        return tuple(name for name in (self.parquet, self.quarantine, self.changes, self.late) if name)

    @property
    def seconds(self) -> float:
        return (
            datetime.fromisoformat(self.finished_at) - datetime.fromisoformat(self.started_at)
        ).total_seconds()

    @property
    def counts(self) -> Counts:
        return Counts(**{f.name: getattr(self, f"rows_{f.name}") for f in fields(Counts)})


def read_loads(instance: Instance) -> list[Load]:
    """Every committed load in order of time; one that another replaced is left out."""
    loads = [_read(file) for file in sorted(_folder(instance).glob("*.json"))]
    replaced = {load_id for load in loads for load_id in load.replaces}
    return [load for load in loads if load.load_id not in replaced]


def _read(file: Path) -> Load:
    values: dict[str, Any] = json.loads(file.read_text("utf8"))
    known = {f.name for f in fields(Load)}
    kept = {name: value for name, value in values.items() if name in known}
    return Load(**{**kept, "replaces": tuple(kept.get("replaces", ()))})


def commit(instance: Instance, load: Load) -> None:
    """Make ``load`` count; what it replaces stops counting in the same moment, and is then removed."""
    write_text(_file(instance, load.load_id), json.dumps(asdict(load), ensure_ascii=False, indent=1) + "\n")
    for load_id in load.replaces:
        _file(instance, load_id).unlink(missing_ok=True)


def forget(instance: Instance, loads: list[Load]) -> None:
    """Take loads back: their records first, so that no half of one ever counts; then their files."""
    for load in loads:
        _file(instance, load.load_id).unlink(missing_ok=True)
    for load in loads:
        for name in load.files:
            (instance.home / name).unlink(missing_ok=True)


def remove_leftovers(instance: Instance) -> None:
    """Remove what a killed run left: records already replaced, data files of no record, temporary files."""
    current = read_loads(instance)
    ids = {load.load_id for load in current}
    for file in _folder(instance).glob("*.json"):
        if file.stem not in ids:
            file.unlink()
    kept = {name for load in current for name in load.files}
    for folder in DATA_FOLDERS:
        for file in (instance.home / folder).rglob("*.parquet"):
            if file.name != "_schema.parquet" and file.relative_to(instance.home).as_posix() not in kept:
                file.unlink()
    for file in _folder(instance).glob("*.tmp"):
        file.unlink()


def new_load_id(instance: Instance, source: str, after: str | None = None) -> str:
    """An identifier that sorts by time; with ``after``, right behind that load (whose place it takes)."""
    stamp = datetime.strptime(_stamp_of(after), _STAMP) if after else datetime.now(UTC).replace(tzinfo=None)
    taken = {_stamp_of(file.stem) for file in _folder(instance).glob("*.json")}
    while (after and stamp.strftime(_STAMP) == _stamp_of(after)) or stamp.strftime(_STAMP) in taken:
        stamp += timedelta(microseconds=1)
    return f"{stamp.strftime(_STAMP)}-{source}"


def _stamp_of(load_id: str) -> str:
    return re.split(r"-", load_id, maxsplit=1)[0]


def _folder(instance: Instance) -> Path:
    return instance.landing / "loads"


def _file(instance: Instance, load_id: str) -> Path:
    return _folder(instance) / f"{load_id}.json"

"""Recordings the instance knows of: rows of ``landing/recordings`` and where their sound files are."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

from config.errors import NotReady
from config.instance import Instance
from config.settings import load_settings
from transcribe.places import is_address
from transcribe.recording import RecordingRef
from transcribe.urgency import urgent_contacts

COLUMNS = (
    "recording_id", "sound_file", "started_at", "agent_side", "language", "source", "agent_id", "contact_id",
)  # fmt: skip


def landed_recordings(instance: Instance) -> list[RecordingRef]:
    """Every landed recording, the last load's row where several have the same identifier.

    A relative file name starts at the folder of the file its row came from, at the folder its source
    declares, at the instance, or at the one storage the settings name.
    """
    loads, settings = read_loads(instance), load_settings(instance)
    urgent = urgent_contacts(instance.home, loads, settings.followup)
    storage = settings.speech.storage
    found: dict[str, RecordingRef] = {}
    for load in committed(loads, "recordings"):
        folders = _folders(instance, load)
        for row in _rows(instance.home / str(load["parquet"])):
            if row["recording_id"] and row["sound_file"]:
                path = sound_file(row["sound_file"], folders, storage)
                found[row["recording_id"]] = _recording(row, path, row["contact_id"] in urgent)
    return list(found.values())


def read_loads(instance: Instance) -> list[dict[str, Any]]:
    """The records of all loads, oldest first."""
    return [_read_json(file) for file in sorted((instance.landing / "loads").glob("*.json"))]


def committed(loads: Sequence[Mapping[str, Any]], contract: str) -> Iterator[Mapping[str, Any]]:
    """Loads of a contract that hold rows, oldest first, without those that another has replaced."""
    replaced = {load_id for load in loads for load_id in load.get("replaces", ())}
    for load in loads:
        is_meant = load.get("contract") == contract and load.get("parquet")
        if is_meant and load.get("load_id") not in replaced:
            yield load


def _read_json(file: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(file.read_text("utf8")))
    except (ValueError, UnicodeDecodeError):
        raise NotReady(f"{file}: the record of a load cannot be read; load its source again.") from None


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        columns = [name for name in pq.read_schema(file).names if name in COLUMNS]
        rows = pq.read_table(file, columns=columns).to_pylist()
    except OSError as error:
        raise NotReady(
            f"{file}: landed recordings cannot be read ({error}); load the source again."
        ) from None
    return [dict.fromkeys(COLUMNS) | row for row in rows]


def _folders(instance: Instance, load: Mapping[str, Any]) -> list[Path]:
    """Where relative names of this load's rows may start, likeliest first.

    A load remembers the whole path of its file: in an instance that was moved or copied, the file in it
    goes before the one that lies where the instance was.
    """
    keys = ("file_path", "file")
    files = [instance.home / str(load[key]) for key in keys if load.get(key)]
    files.sort(key=lambda file: not (file.is_relative_to(instance.home) and file.is_file()))
    starts = [path.parent for path in files]
    declared = instance.sources / f"{load.get('source')}.toml"
    if declared.is_file():
        path = instance.home / str(tomllib.loads(declared.read_text("utf8")).get("path", ""))
        starts += [path if path.is_dir() else path.parent]
    return [*dict.fromkeys([*starts, instance.home])]


def _recording(row: Mapping[str, Any], path: Path | str, is_urgent: bool) -> RecordingRef:
    started = row["started_at"] if isinstance(row["started_at"], datetime) else None
    return RecordingRef(
        recording_id=row["recording_id"],
        path=path,
        agent_side=row["agent_side"] or "unknown",
        language=row["language"] or None,
        day=started.date() if started else None,
        agent_id=row["agent_id"] or None,
        started_at=started,
        is_urgent=is_urgent,
    )


def sound_file(name: str, folders: Sequence[Path], storage: Sequence[str] = ()) -> Path | str:
    """The sound file ``name`` in the first of ``folders`` that has it; else in the one storage there is;
    else where it was expected. An address stays an address."""
    if is_address(name):
        return name
    plain = name.replace("\\", "/")
    candidates = [folder / plain for folder in folders]
    found = next((path for path in candidates if path.is_file()), None)
    if found is None and len(storage) == 1 and not Path(plain).is_absolute():
        return f"{storage[0].rstrip('/')}/{plain}"
    return found or candidates[0]

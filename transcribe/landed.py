"""Recordings the instance knows of: rows of ``landing/recordings`` and where their sound files are."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

from config.errors import NotReady
from config.instance import Instance
from transcribe.recording import RecordingRef

COLUMNS = ("recording_id", "sound_file", "started_at", "agent_side", "language", "source")


def landed_recordings(instance: Instance) -> list[RecordingRef]:
    """Every landed recording, the last load's row where several have the same identifier.

    A relative file name starts at the folder of the file its row came from, at the folder its source
    declares, or at the instance.
    """
    found: dict[str, RecordingRef] = {}
    for load in _loads(instance):
        folders = _folders(instance, load)
        for row in _rows(instance.home / str(load["parquet"])):
            if row["recording_id"] and row["sound_file"]:
                found[row["recording_id"]] = _recording(row, folders)
    return list(found.values())


def _loads(instance: Instance) -> Iterator[Mapping[str, Any]]:
    """Committed loads of recordings, oldest first, without those that another has replaced."""
    loads = [_read_json(file) for file in sorted((instance.landing / "loads").glob("*.json"))]
    replaced = {load_id for load in loads for load_id in load.get("replaces", ())}
    for load in loads:
        is_recordings = load.get("contract") == "recordings" and load.get("parquet")
        if is_recordings and load.get("load_id") not in replaced:
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
    """Where relative names of this load's rows may start, likeliest first."""
    folders = [instance.home / str(load[key]) for key in ("file_path", "file") if load.get(key)]
    starts = [path.parent for path in folders]
    declared = instance.sources / f"{load.get('source')}.toml"
    if declared.is_file():
        path = instance.home / str(tomllib.loads(declared.read_text("utf8")).get("path", ""))
        starts += [path if path.is_dir() else path.parent]
    return [*dict.fromkeys([*starts, instance.home])]


def _recording(row: Mapping[str, Any], folders: list[Path]) -> RecordingRef:
    started = row["started_at"]
    return RecordingRef(
        recording_id=row["recording_id"],
        path=sound_file(row["sound_file"], folders),
        agent_side=row["agent_side"] or "unknown",
        language=row["language"] or None,
        day=started.date() if isinstance(started, datetime) else None,
    )


def sound_file(name: str, folders: list[Path]) -> Path:
    """The sound file ``name`` in the first of ``folders`` that has it; else where it was expected."""
    candidates = [folder / name.replace("\\", "/") for folder in folders]
    return next((path for path in candidates if path.is_file()), candidates[0])

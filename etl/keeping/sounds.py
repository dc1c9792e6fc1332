"""Sound files that are older than the rule allows: ours are removed, others' are only played no longer."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.instance import Instance
from etl.declaration import read_declarations
from etl.loads import read_loads
from transcribe import sound_cache
from transcribe.api import landed_recordings
from transcribe.recording import RecordingRef
from warehouse import engine


@dataclass(frozen=True)
class OldSound:
    """A sound file of a call of ``day``; ``is_ours``: it may be removed."""

    path: Path
    day: date
    bytes: int
    is_ours: bool


def old_sounds(instance: Instance, before: date) -> list[OldSound]:
    """Files of calls older than ``before`` that are there, by path; not those a younger call has too.

    Outside of the instance only files are ours whose source declares ``retention = true``.
    """
    recordings = [one for one in landed_recordings(instance) if isinstance(one.path, Path)]
    young = {one.path for one in recordings if one.day is None or one.day >= before}
    old = {one.path: one for one in recordings if one.path not in young}
    ours = _ours(instance)
    found = (_looked_at(instance, one, ours) for _, one in sorted(old.items()))
    return [sound for sound in found if sound is not None]


def of_recordings(instance: Instance, recording_ids: Collection[str]) -> list[OldSound]:
    """The files of these recordings that are there."""
    wanted = [
        one for one in landed_recordings(instance)
        if one.recording_id in recording_ids and isinstance(one.path, Path)
    ]  # fmt: skip
    ours = _ours(instance) if wanted else set()
    found = (_looked_at(instance, one, ours) for one in wanted)
    return [sound for sound in found if sound is not None]


def names_of(instance: Instance, recording_ids: Collection[str]) -> set[str]:
    """The names of their files, whether these are there or not."""
    return {
        Path(str(one.path)).name for one in landed_recordings(instance) if one.recording_id in recording_ids
    }


def remove(instance: Instance, sounds: Iterable[OldSound]) -> None:
    """Remove the files that are ours, and what was made ready of any of them."""
    sounds = list(sounds)
    sound_cache.forget(instance.home / sound_cache.FOLDER, [sound.path for sound in sounds])
    good, _ = read_declarations(instance)
    has_sidecars = any(declared.sidecar for declared in good.values())
    for sound in sounds:
        if sound.is_ours:
            sound.path.unlink(missing_ok=True)
            if has_sidecars:
                sound.path.with_suffix(".json").unlink(missing_ok=True)


def _looked_at(instance: Instance, one: RecordingRef, ours: set[str]) -> OldSound | None:
    path = Path(one.path)
    try:
        size = path.stat().st_size
    except OSError:
        return None  # gone already
    is_inside = path.resolve().is_relative_to(instance.home)
    return OldSound(path, one.day or date.min, size, is_inside or one.recording_id in ours)


def _ours(instance: Instance) -> set[str]:
    """Recordings of sources that leave their files to us."""
    good, _ = read_declarations(instance)
    names = [name for name, declared in good.items() if declared.retention]
    loads = [load for load in read_loads(instance) if load.contract == "recordings" and load.parquet]
    files = [str(instance.home / str(load.parquet)) for load in loads if load.source in names]
    if not files:
        return set()
    with engine.memory() as connection:
        query = "SELECT DISTINCT recording_id FROM read_parquet($files, union_by_name = true)"
        return {str(row[0]) for row in connection.execute(query, {"files": files}).fetchall()}

"""A folder of sound files without any list of them: one row a file.

Columns: recording_id (the path below the folder without its suffix), sound_file (that path), started_at, and
what the declared ``pattern`` of the names or the JSON beside a file (same name, ``sidecar = true``) tells.
A fact of the JSON goes before the name's; without a time in either, the file's own modification time serves.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from etl.contracts import CONTRACTS
from etl.declaration import Declaration
from etl.file_names import NamePattern, name_pattern
from etl.problems import LayoutChanged
from etl.sound_folders import listing, parted, without_customer
from etl.sources.cells import csv_parameters, write_cells
from etl.sources.csv import relation_of
from etl.sources.raw import BrokenLine, Raw
from warehouse.engine import Connection

_OWN = ("recording_id", "sound_file", "started_at")
Facts = dict[str, str]


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Sound files below ``file`` (the source's folder); a row's line is its place in the sorted list."""
    found = listing(file, parted(Path(declaration.path))[1])
    if not found.files:
        raise LayoutChanged(f"{file.name}: holds no sound files that {declaration.path} fits; check path.")
    pattern = name_pattern(declaration.pattern) if declaration.pattern else None
    names = columns_of(declaration)
    rows, broken, shifts = [], [], []
    for number, sound in enumerate(found.files):
        facts = _facts(sound, file, pattern, number + 1, is_sidecar=declaration.sidecar)
        if isinstance(facts, BrokenLine):
            broken.append(facts)
            shifts.append((number + 1 - len(broken), len(broken)))
        else:
            rows.append([facts.get(name, "") for name in names])
    target = work / "sound_files.csv"
    write_cells(target, rows)
    return Raw(
        relation_of(len(names)), names, csv_parameters(target), 1, tuple(dict(shifts).items()), tuple(broken),
        count_expected=len(rows),
    )  # fmt: skip


def columns_of(declaration: Declaration) -> tuple[str, ...]:
    """Names of the columns, which are those of the contract's fields."""
    told = name_pattern(declaration.pattern).fields if declaration.pattern else ()
    beside = CONTRACTS["recordings"].names if declaration.sidecar else ()
    return tuple(dict.fromkeys((*_OWN, *told, *beside)))


def _facts(
    sound: Path, root: Path, pattern: NamePattern | None, line: int, *, is_sidecar: bool
) -> Facts | BrokenLine:
    path = sound.relative_to(root).as_posix()
    known = path[: len(path) - len(sound.suffix)]
    named = pattern.facts(known) if pattern else {}
    if named is None:
        return BrokenLine(line, "name_differs", "the name is not as the declared pattern", path)
    beside = _beside(sound) if is_sidecar else {}
    if beside is None:
        return BrokenLine(line, "not_json", f"{sound.stem}.json beside it is no JSON object", path)
    changed = datetime.fromtimestamp(int(sound.stat().st_mtime), UTC)
    own = {"recording_id": without_customer(known, named), "sound_file": path}
    return {"started_at": changed.isoformat().replace("+00:00", "Z"), **named, **own, **beside}


def _beside(sound: Path) -> Facts | None:
    """Fields told by the JSON beside a sound file; none where there is none, None where it is broken."""
    file = sound.with_suffix(".json")
    if not file.is_file():
        return {}
    try:
        told = json.loads(file.read_text("utf-8-sig"))
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    names = CONTRACTS["recordings"].names
    return {
        name: str(told[name]) for name in names if told.get(name) not in (None, "") and name != "sound_file"
    }

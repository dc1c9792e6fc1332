"""A folder of sound files nobody declared: what their names tell, by evidence over all of them."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from config.errors import WrongUse
from config.settings import merged
from etl.declaration import declaration_from
from etl.file_names import name_pattern
from etl.inspect import Proposal
from etl.inspection.told import check_told
from etl.problems import UnreadableFile
from etl.quarantine import fault_counts
from etl.sound_folders import SUFFIXES, listing, parted
from etl.staging import Task, stage
from warehouse import engine

_TIMES = (
    "%Y-%m-%dT%H-%M-%S", "%Y-%m-%d_%H-%M-%S", "%Y-%m-%d %H-%M-%S", "%Y-%m-%d-%H-%M-%S", "%Y-%m-%dT%H:%M:%S",
    "%Y.%m.%d_%H.%M.%S", "%Y_%m_%d_%H_%M_%S", "%Y-%m-%d_%H%M%S", "%Y%m%d-%H%M%S", "%Y%m%d_%H%M%S",
    "%Y%m%dT%H%M%S", "%Y%m%d%H%M%S", "%d-%m-%Y_%H-%M-%S", "%d.%m.%Y_%H.%M.%S", "%d-%m-%Y %H-%M-%S",
    "%Y-%m-%d_%H-%M", "%Y%m%d-%H%M", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d",
)  # fmt: skip
_SPAN = "\x00"
_WORDS = {
    "agent_id": {"agent", "operator", "op", "user", "agt", "оператор"},
    "contact_id": {"guid", "uid", "call", "callid", "id", "uniqueid", "session", "contact"},
    "customer_id": {"phone", "ani", "cli", "from", "caller", "customer", "client", "msisdn", "tel"},
    "unit_id": {"unit", "site", "office", "branch"},
    "channel_id": {"queue", "q", "channel"},
}
"""Words in a name after which the fact itself stands: ``AGENT_ChrisL``."""
_MANY = 2000
_LEAST = 0.9


def is_sound(file: Path) -> bool:
    """Whether ``inspect`` was given a sound file or a folder."""
    return file.is_dir() or file.suffix.lower() in SUFFIXES


def propose_sounds(file: Path, told: dict[str, Any], *, operator_zone: str, path: str) -> Proposal:
    """A declaration for a folder (or the folder of one sound file); raises where it holds none."""
    check_told(told)
    root = file if file.is_dir() else file.parent
    below = "" if file.is_dir() else f"*{file.suffix}"
    if "path" in told:
        below = parted(Path(str(told["path"])))[1]
    found = listing(root, below)
    if not found.files:
        raise WrongUse(f"{file} is a folder without sound files; give one file to look at.")
    stems = [sound.stem for sound in found.files[:_MANY]]
    pattern = _fitting(pattern_of(stems), stems)
    has_beside = any(sound.with_suffix(".json").is_file() for sound in found.files)
    declared: dict[str, Any] = {
        "contract": "recordings",
        "path": path if file.is_dir() else _beside(path, below),
        "kind": "sound_files",
    }
    declared |= {"pattern": pattern} if pattern else {}
    declared |= {"sidecar": True} if has_beside else {}
    values = merged(declared, told)
    return _tried(root, values, operator_zone, _notes(values, found.files))


def _beside(path: str, below: str) -> str:
    folder = path.rpartition("/")[0]
    return f"{folder}/{below}" if folder else below


def _notes(values: dict[str, Any], files: Sequence[Path]) -> list[str]:
    notes = [f"{len(files)} sound files; recording_id is the path below the folder, without the suffix"]
    pattern = str(values.get("pattern", ""))
    if pattern:
        notes.append(f"names are read as {pattern}, such as {files[0].name}")
    if "started_at" not in pattern:
        notes.append("started_at: no time in the names: each file's own modification time is taken")
    if values.get("sidecar"):
        notes.append("facts are also read from the JSON of the same name beside a file")
    return notes


def _tried(root: Path, values: dict[str, Any], zone: str, notes: list[str]) -> Proposal:
    declaration = declaration_from(values, name="proposal", told_as="the proposal")
    with TemporaryDirectory(prefix="sapa-inspect-") as work:
        connection = engine.memory()
        try:
            task = Task(root, root.name, declaration, zone, b"only for looking", Path(work), ".")
            staged = stage(connection, task)
            faults = fault_counts(connection, staged.mapping)
        except UnicodeEncodeError:
            raise UnreadableFile(f"{root.name}: a file name in it is no text; rename it.") from None
        finally:
            connection.close()
    return Proposal(values, (), tuple(notes), staged.count_read, staged.count_good, faults, ())


def pattern_of(stems: Sequence[str]) -> str | None:
    """The pattern nearly all names follow; None where they tell nothing that is needed."""
    codes = next((codes for codes in _TIMES if _share(stems, codes) >= _LEAST), None)
    spans = [_with_span(stem, codes) for stem in stems] if codes else list(stems)
    for mark in ("_", "-", " ", "."):
        rows = [span.split(mark) for span in spans]
        width = max({len(row) for row in rows}, key=[len(row) for row in rows].count)
        alike = [row for row in rows if len(row) == width]
        if width > 1 and len(alike) >= _LEAST * len(rows):
            return _named(alike, mark, codes)
    return f"{{_}}{{started_at:{codes}}}" if codes and all(not s.startswith(_SPAN) for s in spans) else None


def _fitting(pattern: str | None, stems: Sequence[str]) -> str | None:
    """``pattern`` where nearly all names follow it: one that sets files aside is no proposal."""
    if pattern is None:
        return None
    read = name_pattern(pattern)
    return pattern if sum(read.facts(stem) is not None for stem in stems) >= _LEAST * len(stems) else None


def _share(stems: Sequence[str], codes: str) -> float:
    return sum(_find(stem, codes) is not None for stem in stems) / len(stems)


def _find(stem: str, codes: str) -> tuple[int, int] | None:
    """Where in ``stem`` a time of this century stands, not within a longer number."""
    shape = re.sub(
        r"%([YmdHMS])",
        lambda code: r"\d{4}" if code[1] == "Y" else r"\d\d",
        re.escape(codes).replace(r"\%", "%"),
    )
    for found in re.finditer(rf"(?<!\d){shape}(?!\d)", stem):
        try:
            moment = datetime.strptime(found.group(), codes)
        except ValueError:
            continue
        if 1990 <= moment.year <= 2100:
            return found.span()
    return None


def _with_span(stem: str, codes: str | None) -> str:
    place = _find(stem, codes) if codes else None
    return stem if place is None else stem[: place[0]] + _SPAN + stem[place[1] :]


def _named(rows: list[list[str]], mark: str, codes: str | None) -> str | None:
    """Parts of a name as literals and fields, one part after the other."""
    columns = list(zip(*rows, strict=True))
    parts: list[str] = []
    for place, column in enumerate(columns):
        before = columns[place - 1][0].lower() if place and len(set(columns[place - 1])) == 1 else ""
        parts.append(_part(column, before, parts, codes))
    pattern = mark.join(parts)
    fields = re.findall(r"\{([a-z]+_[a-z]+)", pattern)
    return pattern if fields and name_pattern(pattern) else None


def _part(column: Sequence[str], before: str, known: list[str], codes: str | None) -> str:
    if any(_SPAN in part for part in column):
        around = {part.partition(_SPAN)[::2] for part in column}
        left, right = around.pop() if len(around) == 1 else ("{_}", "")
        return f"{left}{{started_at:{codes}}}{right}"
    said = next((field for field, words in _WORDS.items() if before in words), None)
    field = said or _by_content(column)
    if field and not any(f"{{{field}}}" in part for part in known):
        return f"{{{field}}}"
    is_same = len(set(column)) == 1 and "{" not in column[0]
    is_label = column[0].lower() in set().union(*_WORDS.values()) or re.fullmatch("[A-Z]{2,6}", column[0])
    return column[0] if is_same and (len(column) > 1 or is_label) else "{_}"


def _by_content(column: Sequence[str]) -> str | None:
    different = set(column)
    if all(re.fullmatch(r"\+?\d{10,15}", part) for part in different):
        return "customer_id"
    if all(re.fullmatch(r"1\d{9}\.\d+", part) for part in different):
        return "contact_id"
    is_people = all(
        re.fullmatch(r"[^\W\d_]{3,}[\w.]*|(ag|op|agent)\d+", part, re.IGNORECASE) for part in different
    )
    return "agent_id" if is_people and 1 < len(different) <= 0.5 * len(column) else None

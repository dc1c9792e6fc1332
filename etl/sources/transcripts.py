"""A folder of transcripts made elsewhere (.json, .vtt, .srt): one row an utterance.

A fact of the JSON itself goes before the name's (``pattern``); without a time in either, the file's serves.
Only files that came since the last load are read.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.contracts import CONTRACTS
from etl.declaration import Declaration
from etl.file_names import NamePattern, name_pattern
from etl.known_layouts import TRANSCRIPT_COLUMNS
from etl.problems import LayoutChanged
from etl.sound_folders import parted, without_customer
from etl.sources.cells import csv_parameters, write_cells
from etl.sources.csv import relation_of
from etl.sources.fetched import Desk, Fetched, Window
from etl.sources.raw import BrokenLine, Raw
from etl.sources.transcript_cues import cues
from etl.sources.transcript_json import said_in
from etl.sources.transcript_words import Said, speaker_of
from warehouse.engine import Connection

SUFFIXES = (".json", ".vtt", ".srt")
_TOLD = tuple(name for name in CONTRACTS["utterances"].names if name not in ("text", "speaker"))


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Utterances that ``fetch`` wrote; a row's line is its place among them."""
    with file.open(encoding="utf8", newline="") as lines:
        names = tuple(next(csv.reader(lines)))
    listed = json.loads(_broken_list(file).read_text("utf8"))
    broken = tuple(BrokenLine(*item) for item in listed)
    return Raw(relation_of(len(names)), names, csv_parameters(file, skip=1), 1, broken=broken)


def fetch(declaration: Declaration, window: Window, desk: Desk) -> Fetched:
    """What the files that came within ``window`` hold (its cursor: when a file came, in ns since 1970)."""
    root, pattern = parted(desk.home / declaration.path)
    if not root.is_dir():
        raise LayoutChanged(f"{desk.secrets.told_as}: {declaration.path} is not there; check path.")
    target = desk.work / "utterances.csv"
    files = _came_within(root, pattern, window)
    reading = _Reading(declaration, root)
    write_cells(target, reading.rows([file for _, file in files]))
    _broken_list(target).write_text(json.dumps(reading.broken, ensure_ascii=False), "utf8")
    last = str(max(came for came, _ in files)) if files else None
    count = reading.count + len(reading.broken)
    return Fetched(target, root.name, str(root), count, last, f"{len(files)} transcripts" if files else "")


def _broken_list(target: Path) -> Path:
    return target.with_suffix(".broken.json")


def _came_within(root: Path, pattern: str, window: Window) -> list[tuple[int, Path]]:
    """(when it came, file), sorted by name. A copy may keep the time of its content: the later counts."""
    start, end = int(window.start or 0), int(window.end or 1 << 63)
    found = []
    for file in sorted(root.glob(pattern) if pattern else root.rglob("*")):
        if file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~$")) and file.is_file():
            facts = file.stat()
            came = max(facts.st_mtime_ns, facts.st_ctime_ns)
            if start <= came <= end:
                found.append((came, file))
    return found


@dataclass
class _Reading:
    """Files to rows; what is no transcript is set aside."""

    declaration: Declaration
    root: Path

    def __post_init__(self) -> None:
        self.count = 0
        self.broken: list[tuple[int, str, str, str]] = []
        self._labels = self.declaration.values.get("speaker", {})
        self._pattern: NamePattern | None = (
            name_pattern(self.declaration.pattern) if self.declaration.pattern else None
        )

    def rows(self, files: list[Path]) -> Iterator[list[str]]:
        """The names of the columns, then every utterance."""
        yield list(TRANSCRIPT_COLUMNS)
        for file in files:
            yield from self._rows_of(file)

    def _rows_of(self, file: Path) -> Iterator[list[str]]:
        path = file.relative_to(self.root).as_posix()
        known = path[: len(path) - len(file.suffix)]
        named = self._pattern.facts(known) if self._pattern else {}
        if named is None:
            self._set_aside("name_differs", "the name is not as the declared pattern", path)
            return
        try:
            told, said = self._content(file)
        except (ValueError, RecursionError, AttributeError, TypeError) as error:
            self._set_aside("not_a_transcript", f"{type(error).__name__} while reading it", path)
            return
        if not said:
            self._set_aside("not_a_transcript", "holds no utterances in a known shape", path)
            return
        changed = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
        facts = {
            "started_at": changed.isoformat().replace("+00:00", "Z"),
            "recording_id": without_customer(known, named),
            **named, **told, "count_utterances": str(len(said)),
        }  # fmt: skip
        yield from self._utterances(facts, said)

    def _utterances(self, facts: dict[str, str], said: list[Said]) -> Iterator[list[str]]:
        in_order = sorted(enumerate(said), key=lambda item: (item[1].start_s or 0, item[0]))
        for number, (_, one) in enumerate(in_order, start=1):
            self.count += 1
            row = {
                **facts, "utterance_no": str(number), "text": one.text,
                "speaker": speaker_of(one.speaker, self._labels),
                "start_s": _text(one.start_s), "end_s": _text(one.end_s), "confidence": _text(one.confidence),
                "language": one.language or facts.get("language", ""),
            }  # fmt: skip
            yield [row.get(name, "") for name in TRANSCRIPT_COLUMNS]

    def _content(self, file: Path) -> tuple[dict[str, str], list[Said]]:
        """What the file tells of the talk, and what was said."""
        encoding = "utf-8-sig" if self.declaration.encoding == "utf-8" else self.declaration.encoding
        content = file.read_bytes().decode(encoding)
        if file.suffix.lower() != ".json":
            return {}, cues(content, self._labels)
        document: Any = json.loads(content)
        told = document if isinstance(document, dict) else {}
        facts = {name: str(told[name]) for name in _TOLD if isinstance(told.get(name), str | int | float)}
        return {name: fact for name, fact in facts.items() if fact and name != "language"}, said_in(document)

    def _set_aside(self, reason: str, detail: str, path: str) -> None:
        self.broken.append((self.count + len(self.broken) + 1, reason, detail, path))


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")

"""Script checks on the transcripts of new talks: one finding per talk, script and criterion."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from config.instance import Instance
from config.processes import pool
from warehouse.engine import Connection

MANY = 4_000
"""From so many talks on, starting processes is worth it."""
_AT_ONCE = 8_000
"""So many utterances are fetched at a time, so that memory does not grow with their number."""
_CHUNK = 200
_READ = (
    "SELECT recording_id, audio_id, language, heard_at, speaker, start_s, end_s, text, confidence, "
    "own_language, list_transform(words, lambda one: one.start_s) AS word_starts "
    "FROM said ORDER BY recording_id, start_s, end_s"
)


@dataclass(frozen=True)
class Talk:
    """A recording as heard. ``pieces``: speaker, start_s, end_s, masked text, confidence, language and the
    second of each word (both where known), in order."""

    recording_id: str
    audio_id: str
    language: str | None
    heard_at: str
    pieces: tuple[tuple[Any, ...], ...]


class Checks:
    """The scripts of an instance, ready for one group of talks after the other; ends its processes."""

    def __init__(self, instance: Instance, version: str, count_talks: int) -> None:
        self._check = partial(findings_of, instance.config_file("scripts"), version)
        self._pool = pool() if count_talks >= MANY else nullcontext()
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Checks":
        self._processes = self._pool.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._pool.__exit__(*raised)

    def rows(self, connection: Connection) -> Iterator[dict[str, Any]]:
        """Findings on the talks of table ``said``, as rows to store."""
        for talks in _in_groups(talks_said(connection)):
            if self._processes is None:
                found: Iterator[list[dict[str, Any]]] = map(self._check, talks)
            else:
                found = self._processes.map(self._check, talks, chunksize=_CHUNK)
            for rows in found:
                yield from rows


def findings_of(folder: Path, version: str, talk: Talk) -> list[dict[str, Any]]:
    """What the scripts of ``folder`` come to in one talk, as rows to store."""
    from text.api import Utterance, check_script, load_scripts

    pieces = [Utterance(*piece) for piece in talk.pieces]
    return [
        {
            "audio_id": talk.audio_id, "recording_id": talk.recording_id, "script_id": finding.script_id,
            "criterion_id": finding.criterion_id, "result": finding.result, "start_s": finding.start_s,
            "quote": finding.quote, "confidence": finding.confidence, "speaker": finding.speaker,
            "script_version": finding.script_version, "version": f"{version}-{talk.heard_at}",
        }
        for script in load_scripts(folder)
        for finding in check_script(script, pieces, talk.language)
    ]  # fmt: skip


def talks_said(connection: Connection) -> Iterator[Talk]:
    """The talks of table ``said`` (etl/sql/said.sql), by recording."""
    cursor = connection.cursor()
    cursor.execute(_READ)
    rows = (row for some in iter(lambda: cursor.fetchmany(_AT_ONCE), []) for row in some)
    for _, group in groupby(rows, key=lambda row: row[:2]):
        lines = list(group)
        pieces = tuple((*line[4:10], tuple(line[10] or ())) for line in lines)
        recording_id, audio_id, language, heard_at = lines[0][:4]
        yield Talk(recording_id, audio_id, language, heard_at, pieces)


def _in_groups(talks: Iterator[Talk]) -> Iterator[list[Talk]]:
    group: list[Talk] = []
    for talk in talks:
        group.append(talk)
        if len(group) == MANY:
            yield group
            group = []
    if group:
        yield group

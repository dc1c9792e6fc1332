"""Script checks on the transcripts of new talks: one finding per talk, script and criterion."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from config.instance import Instance
from config.processes import pool
from etl.loads import read_loads
from warehouse.engine import Connection

MANY = 2_000
"""From so many talks on, starting processes is worth it."""
_SQL = Path(__file__).parent / "sql"
ELSEWHERE = "landing/utterances/"
"""Where transcripts that were not made here lie."""


@dataclass(frozen=True)
class Talk:
    """A recording as heard. ``pieces``: (speaker, start_s, end_s, masked text, confidence) in order."""

    recording_id: str
    audio_id: str
    language: str | None
    heard_at: str
    pieces: tuple[tuple[str, float, float, str, float], ...]


def find(connection: Connection, instance: Instance, files: list[str], version: str) -> list[dict[str, Any]]:
    """Findings on the recordings listed in ``files`` (``*.recordings.parquet``, or landed transcripts), as
    rows to store."""
    folder = instance.config_file("scripts")
    check = partial(_findings, folder, version)
    talks = _talks(connection, instance, files)
    if len(talks) < MANY:
        return [row for talk in talks for row in check(talk)]
    with pool() as processes:
        return [row for rows in processes.map(check, talks, chunksize=200) for row in rows]


def _findings(folder: Path, version: str, talk: Talk) -> list[dict[str, Any]]:
    from text.api import Utterance, check_script, load_scripts

    pieces = [Utterance(*piece) for piece in talk.pieces]
    return [
        {
            "audio_id": talk.audio_id, "recording_id": talk.recording_id, "script_id": finding.script_id,
            "criterion_id": finding.criterion_id, "result": finding.result, "start_s": finding.start_s,
            "quote": finding.quote, "confidence": finding.confidence, "speaker": finding.speaker,
            "version": f"{version}-{talk.heard_at}",
        }
        for script in load_scripts(folder)
        for finding in check_script(script, pieces, talk.language)
    ]  # fmt: skip


def _talks(connection: Connection, instance: Instance, files: list[str]) -> list[Talk]:
    own = [str(instance.home / name) for name in files if not name.startswith(ELSEWHERE)]
    other = [str(instance.home / name) for name in files if name.startswith(ELSEWHERE)]
    heard = sorted(str(file) for file in instance.transcripts.glob("*/*.utterances.parquet"))
    landed = [
        str(instance.home / load.parquet)
        for load in read_loads(instance)
        if load.parquet and load.contract == "utterances"
    ]
    rows: list[tuple[Any, ...]] = []
    if own and heard:
        rows += _said(connection, "talks", {"recordings": own, "utterances": heard})
    if other:
        rows += _said(connection, "talks_elsewhere", {"new": other, "utterances": landed})
    return [_talk(list(group)) for _, group in groupby(rows, key=lambda row: row[:2])]


def _said(connection: Connection, name: str, files: dict[str, list[str]]) -> list[tuple[Any, ...]]:
    return connection.execute((_SQL / f"{name}.sql").read_text("utf8"), dict(files)).fetchall()


def _talk(rows: list[tuple[Any, ...]]) -> Talk:
    recording_id, audio_id, language, heard_at = rows[0][:4]
    return Talk(recording_id, audio_id, language, heard_at, tuple(tuple(row[4:]) for row in rows))

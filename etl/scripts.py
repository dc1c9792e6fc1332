"""Script checks on the transcripts of new talks: one finding per talk, script and criterion."""

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from config.instance import Instance
from warehouse.engine import Connection

MANY = 2_000
"""From so many talks on, starting processes is worth it."""
_SQL = Path(__file__).parent / "sql" / "talks.sql"


@dataclass(frozen=True)
class Talk:
    """A recording as heard. ``pieces``: (speaker, start_s, end_s, masked text, confidence) in order."""

    recording_id: str
    audio_id: str
    language: str | None
    heard_at: str
    pieces: tuple[tuple[str, float, float, str, float], ...]


def find(connection: Connection, instance: Instance, files: list[str], version: str) -> list[dict[str, Any]]:
    """Findings on the recordings listed in ``files`` (``*.recordings.parquet``), as rows to store."""
    folder = instance.config_file("scripts")
    check = partial(_findings, folder, version)
    talks = _talks(connection, instance, files)
    if len(talks) < MANY:
        return [row for talk in talks for row in check(talk)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
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
    utterances = sorted(str(file) for file in instance.transcripts.glob("*/*.utterances.parquet"))
    if not utterances:
        return []
    rows = connection.execute(
        _SQL.read_text("utf8"),
        {"recordings": [str(instance.home / name) for name in files], "utterances": utterances},
    ).fetchall()
    return [_talk(list(group)) for _, group in groupby(rows, key=lambda row: row[0])]


def _talk(rows: list[tuple[Any, ...]]) -> Talk:
    recording_id, audio_id, language, heard_at = rows[0][:4]
    return Talk(recording_id, audio_id, language, heard_at, tuple(tuple(row[4:]) for row in rows))

"""A transcribed call as the index holds it, read from a snapshot."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse import sql_files
from warehouse.snapshot import Snapshot

CODES = (
    "channel_id", "channel_kind", "unit_id", "region", "team", "agent_id", "process_id", "product_id",
    "segment", "language", "model", "score", "broken",
)  # fmt: skip
"""What calls are narrowed by; a call may have several languages and broken standards."""
SPEAKERS = ("agent", "customer", "unknown")
ANY = "any"
"""Value of ``broken`` that every call with a broken standard has."""
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Said:
    """One utterance. start_s: seconds from the start of the recording."""

    speaker: str
    language: str | None
    start_s: float
    text: str


@dataclass(frozen=True)
class Talk:
    """One transcribed call. started_at: seconds since 1970, operator's clock. codes: column -> codes."""

    recording_id: str
    started_at: int
    codes: dict[str, tuple[str, ...]]
    said: tuple[Said, ...]


def days(snapshot: Snapshot) -> dict[date, str]:
    """Every day with transcripts, the newest first -> a digest of all the index takes from it."""
    stamps = sql_files.read("search", "stamps")
    digest = "sum(stamp::hugeint) % (1::hugeint << 64)"
    body = f"select date, count(*), {digest} from ({stamps.body}) group by date order by date desc"  # noqa: S608
    found = sql_files.execute(snapshot.cursor(), stamps, body=body)
    return {day: f"{count}-{int(digest):016x}" for day, count, digest in found.fetchall()}


def stamps(snapshot: Snapshot, day: date) -> dict[str, str]:
    """Recordings of a day -> what changes with anything the index takes from them."""
    file = sql_files.read("search", "stamps")
    body = f"select recording_id, stamp from ({file.body}) where date = $day"  # noqa: S608
    found = sql_files.execute(snapshot.cursor(), file, body=body, parameters={"day": day})
    return {str(recording_id): f"{stamp:016x}" for recording_id, stamp in found.fetchall()}


def talks(snapshot: Snapshot, day: date, chosen: Collection[str]) -> Iterator[Talk]:
    """The chosen recordings of a day with what was said in them."""
    parameters = {"day": day, "chosen": list(chosen)}
    found = sql_files.execute(snapshot.cursor(), sql_files.read("search", "talks"), parameters=parameters)
    while rows := found.fetchmany(_AT_ONCE):
        for row in rows:
            yield _talk(*row)


def _talk(recording_id: str, started_at: int, codes: str, said: str) -> Talk:
    return Talk(recording_id, started_at, _codes(json.loads(codes)), read_said(said))


def _codes(given: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Every column has its codes; none is an empty tuple."""
    listed = {key: value if isinstance(value, list) else [value] for key, value in given.items()}
    return {key: tuple(str(code) for code in listed[key] if code is not None) for key in CODES}


def read_said(text: str) -> tuple[Said, ...]:
    """Utterances from ``[[speaker, language, start_s, text], ...]``, as the index keeps them."""
    return tuple(
        Said(speaker, language, float(start_s or 0), said)
        for speaker, language, start_s, said in json.loads(text)
    )


def written(said: tuple[Said, ...]) -> str:
    """The opposite of ``read_said``."""
    rows = [[one.speaker, one.language, one.start_s, one.text] for one in said]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))

"""What texts and talks say, worked out once: language, sentiment, causes; criteria of scripts kept or broken.

Only files that were not looked at before are read.  ``enriched/state.json`` says which those are and under
which version (of the analysis, the taxonomy, the scripts); under a new version everything is looked at again.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.instance import Instance
from etl.contracts import CONTRACTS, Kind
from etl.durable import move, write_text
from etl.hidden_imports import STATISTICS, hidden
from etl.loads import read_loads
from etl.masking import write_ndjson
from etl.scripts import find
from warehouse import engine
from warehouse.engine import Connection

Tell = Callable[[str, int, int], None]
"""(what, done, of how many)"""
LONGEST = 5_000
"""Letters of a text that are looked at: nobody complains for longer, but a broken export may."""
_TEXT_COLUMNS = (
    "{'text_hash': 'VARCHAR', 'version': 'VARCHAR', 'language': 'VARCHAR', 'sentiment': 'VARCHAR', "
    "'p_negative': 'DOUBLE', 'p_positive': 'DOUBLE', 'category_ids': 'VARCHAR[]'}"
)
_FINDING_COLUMNS = (
    "{'audio_id': 'VARCHAR', 'recording_id': 'VARCHAR', 'script_id': 'VARCHAR', 'criterion_id': 'VARCHAR', "
    "'result': 'VARCHAR', 'start_s': 'DOUBLE', 'quote': 'VARCHAR', 'confidence': 'DOUBLE', "
    "'speaker': 'VARCHAR', 'version': 'VARCHAR'}"
)


@dataclass(frozen=True)
class Enriched:
    """New texts analysed and new talks checked in this run."""

    count_texts: int
    count_talks: int

    @property
    def is_changed(self) -> bool:
        return bool(self.count_texts or self.count_talks)


@dataclass(frozen=True)
class _State:
    """Versions, and the files (relative to the instance) that were looked at under them."""

    texts_version: str
    findings_version: str
    texts: tuple[str, ...] = ()
    talks: tuple[str, ...] = ()


def enrich(instance: Instance, work: Path, tell: Tell | None = None) -> Enriched:
    """Analyse what is new in landing and transcripts; results go to ``enriched/``."""
    before, now = _read_state(instance), _versions(instance)
    texts_seen = before.texts if before.texts_version == now.texts_version else ()
    talks_seen = before.talks if before.findings_version == now.findings_version else ()
    texts, talks = _text_files(instance), _talk_files(instance)
    new_texts = [name for name in texts if name not in set(texts_seen)]
    new_talks = [name for name in talks if name not in set(talks_seen)]
    if not new_texts and not new_talks:
        return Enriched(0, 0)
    connection = engine.memory()
    try:
        desk = _Desk(connection, instance, work, tell)
        count_texts = _analyse(desk, new_texts, now.texts_version, is_more=bool(texts_seen))
        count_talks = _check(desk, new_talks, now.findings_version, is_more=bool(talks_seen))
    finally:
        connection.close()
    write_text(_state_file(instance), json.dumps(asdict(_State(
        now.texts_version, now.findings_version, tuple(texts), tuple(talks)
    ))))  # fmt: skip
    return Enriched(count_texts, count_talks)


@dataclass(frozen=True)
class _Desk:
    """What every step works with."""

    connection: Connection
    instance: Instance
    work: Path
    tell: Tell | None


def _analyse(desk: _Desk, files: list[str], version: str, *, is_more: bool) -> int:
    from text.api import analyse

    tell = desk.tell
    known = _known(desk.instance, "texts") if is_more else []
    texts = _new_texts(desk.connection, desk.instance, files, known)
    with hidden(*STATISTICS):
        results = analyse(
            [text[:LONGEST] for text in texts], desk.instance.config_file("taxonomy.toml"),
            workers=os.cpu_count() or 1,
            progress=(lambda done, total: tell("texts", done, total)) if tell else None,
        )  # fmt: skip
    rows = [
        {**asdict(result), "text_hash": _hash(text), "version": version}
        for text, result in zip(texts, results, strict=True)
    ]
    _store(desk, "texts", rows, _TEXT_COLUMNS, is_more=is_more)
    return len(rows)


def _hash(text: str) -> str:
    return hashlib.md5(text.encode("utf8", "surrogatepass"), usedforsecurity=False).hexdigest()


def _new_texts(connection: Connection, instance: Instance, files: list[str], known: list[str]) -> list[str]:
    """Distinct texts of ``files`` that ``known`` results do not hold, sorted."""
    if not files:
        return []
    parts: list[str] = []
    given: dict[str, object] = {}
    for place, (columns, names) in enumerate(_by_shape(files).items()):
        given[f"files{place}"] = [str(instance.home / name) for name in names]
        parts += [
            f"SELECT {column} AS text FROM read_parquet($files{place}, union_by_name = true)"
            for column in columns
        ]
    unseen = "ANTI JOIN read_parquet($known) AS known ON md5(new.text) = known.text_hash" if known else ""
    if known:
        given["known"] = known
    found = connection.execute(
        f"WITH new AS (SELECT DISTINCT text FROM ({' UNION ALL '.join(parts)}) "
        f"WHERE text IS NOT NULL AND text <> '') SELECT new.text FROM new {unseen} ORDER BY text",
        given,
    ).fetchall()
    return [row[0] for row in found]


def _by_shape(files: list[str]) -> dict[tuple[str, ...], list[str]]:
    shapes: dict[tuple[str, ...], list[str]] = {}
    for name in files:
        shapes.setdefault(_text_columns(name), []).append(name)
    return shapes


def _text_columns(name: str) -> tuple[str, ...]:
    folder = Path(name).parts
    if folder[0] == "transcripts":
        return ("text",)
    return tuple(field.name for field in CONTRACTS[folder[1]].fields if field.kind is Kind.FREE_TEXT)


def _check(desk: _Desk, files: list[str], version: str, *, is_more: bool) -> int:
    if not files:
        return 0
    rows = find(desk.connection, desk.instance, files, version)
    _store(desk, "findings", rows, _FINDING_COLUMNS, is_more=is_more)
    return len({row["recording_id"] for row in rows})


def _store(desk: _Desk, kind: str, rows: list[dict[str, Any]], columns: str, *, is_more: bool) -> None:
    """One new file; under a new version the old files go once the new one is there."""
    folder = desk.instance.enriched / kind
    old = [] if is_more else list(folder.glob("[!_.]*.parquet"))
    if rows:
        listed, written = desk.work / "results.ndjson", desk.work / "results.parquet"
        write_ndjson(listed, rows)
        desk.connection.execute(
            f"COPY (FROM read_json($listed, format = 'newline_delimited', columns = {columns})) "
            "TO $target (FORMAT parquet, COMPRESSION zstd)",
            {"listed": str(listed), "target": str(written)},
        )
        move(written, folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S_%f}.parquet")
    for file in old:
        file.unlink()


def _known(instance: Instance, kind: str) -> list[str]:
    return [str(file) for file in sorted((instance.enriched / kind).glob("[!_.]*.parquet"))]


def _text_files(instance: Instance) -> list[str]:
    """Landed files with free text, and transcripts, relative to the instance."""
    landed = [load.parquet for load in read_loads(instance) if load.parquet and _text_columns(load.parquet)]
    return landed + [
        _relative(instance, file) for file in sorted(instance.transcripts.glob("*/*.utterances.parquet"))
    ]


def _talk_files(instance: Instance) -> list[str]:
    heard = sorted(instance.transcripts.glob("*/*.recordings.parquet"))
    spoken = [load.parquet for load in read_loads(instance) if load.parquet and load.contract == "utterances"]
    return [*(_relative(instance, file) for file in heard), *spoken]


def _relative(instance: Instance, file: Path) -> str:
    return file.relative_to(instance.home).as_posix()


def _versions(instance: Instance) -> _State:
    from text.api import VERSION

    scripts = instance.config_file("scripts")
    return _State(
        f"{VERSION}-{_digest([instance.config_file('taxonomy.toml')])}",
        f"{VERSION}-{_digest(sorted(scripts.glob('*.toml')))}",
    )


def _digest(files: list[Path]) -> str:
    content = b"\x00".join(file.read_bytes() for file in files if file.is_file())
    return hashlib.sha256(content).hexdigest()[:8]


def _state_file(instance: Instance) -> Path:
    return instance.enriched / "state.json"


def _read_state(instance: Instance) -> _State:
    file = _state_file(instance)
    if not file.exists():
        return _State("", "")
    values = json.loads(file.read_text("utf8"))
    return _State(
        values["texts_version"], values["findings_version"], tuple(values["texts"]), tuple(values["talks"])
    )

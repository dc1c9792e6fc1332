"""Zero-row Parquet files that fix the types of every landed table, so that each can always be read."""

import hashlib
import json
from pathlib import Path

from config.instance import Instance
from etl.contracts import CONTRACTS, Contract
from etl.durable import write_text
from warehouse import engine

LINEAGE = {
    "source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT",
    "load_id": "VARCHAR", "key_hash": "UBIGINT",
}  # fmt: skip
_WORDS = "STRUCT(word VARCHAR, start_s DOUBLE, end_s DOUBLE, confidence DOUBLE)[]"
ENRICHED: dict[str, dict[str, str]] = {
    "texts": {
        "text_hash": "VARCHAR", "version": "VARCHAR", "language": "VARCHAR", "sentiment": "VARCHAR",
        "p_negative": "DOUBLE", "p_positive": "DOUBLE", "category_ids": "VARCHAR[]",
    },
    "replies": {
        "text_hash": "VARCHAR", "version": "VARCHAR", "is_template": "BOOLEAN", "family": "VARCHAR",
        "asks_to_write": "BOOLEAN", "copies": "BIGINT",
    },
    "reports": {"text_hash": "VARCHAR", "version": "VARCHAR", "report": "VARCHAR"},
    "findings": {
        "audio_id": "VARCHAR", "recording_id": "VARCHAR", "script_id": "VARCHAR", "criterion_id": "VARCHAR",
        "result": "VARCHAR", "start_s": "DOUBLE", "quote": "VARCHAR", "confidence": "DOUBLE",
        "speaker": "VARCHAR", "script_version": "BIGINT", "version": "VARCHAR",
    },
    "measures": {
        "audio_id": "VARCHAR", "recording_id": "VARCHAR", "version": "VARCHAR", "span_s": "DOUBLE",
        "spoken_s": "DOUBLE", "spoken_words": "BIGINT", "count_silences": "BIGINT", "silence_s": "DOUBLE",
        "longest_silence_s": "DOUBLE", "longest_silence_at_s": "DOUBLE", "agent_s": "DOUBLE",
        "customer_s": "DOUBLE", "agent_words": "BIGINT", "customer_words": "BIGINT",
        "count_overlaps": "BIGINT", "overlap_s": "DOUBLE", "agent_interrupts": "BIGINT",
        "customer_interrupts": "BIGINT",
        "monologue_s": "DOUBLE", "monologue_by": "VARCHAR", "agent_questions": "BIGINT",
        "customer_questions": "BIGINT", "first_mood": "DOUBLE", "first_mood_n": "BIGINT",
        "last_mood": "DOUBLE", "last_mood_n": "BIGINT",
    },
}  # fmt: skip
"""Kind of results -> the columns of ``enriched/<kind>/*.parquet``, each with its DuckDB type."""
_OTHERS: dict[str, dict[str, str]] = {
    "quarantine/_schema.parquet": {
        "load_id": "VARCHAR", "source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT",
        "column_name": "VARCHAR", "reason": "VARCHAR", "detail": "VARCHAR", "masked_line": "VARCHAR",
        "customer_key": "VARCHAR",
    },
    **{f"enriched/{kind}/_schema.parquet": columns for kind, columns in ENRICHED.items()},
    "transcripts/_schema.recordings.parquet": {
        "recording_id": "VARCHAR", "path": "VARCHAR", "audio_id": "VARCHAR", "status": "VARCHAR",
        "reason": "VARCHAR", "model": "VARCHAR", "model_checksum": "VARCHAR", "language": "VARCHAR",
        "duration_s": "DOUBLE", "count_channels": "BIGINT", "seconds_spent": "DOUBLE",
        "transcribed_at": "TIMESTAMP", "confidence": "DOUBLE", "count_words": "BIGINT",
        "is_demo_model": "BOOLEAN",
    },
    "transcripts/_schema.utterances.parquet": {
        "audio_id": "VARCHAR", "model": "VARCHAR", "language": "VARCHAR", "channel": "BIGINT",
        "speaker": "VARCHAR", "utterance_no": "BIGINT", "start_s": "DOUBLE", "end_s": "DOUBLE",
        "text": "VARCHAR", "confidence": "DOUBLE", "count_words": "BIGINT", "words": _WORDS,
    },
}  # fmt: skip


def landed_columns(contract: Contract) -> dict[str, str]:
    """Every column of ``landing/<contract>/*.parquet`` -> DuckDB type, in order."""
    scale = {"score_low": "BIGINT", "score_high": "BIGINT"} if contract.name == "surveys" else {}
    return {**contract.landed, **LINEAGE, **scale}


def write_schemas(instance: Instance) -> None:
    """Write every schema file that is missing or out of date."""
    tables = {f"landing/{name}/_schema.parquet": landed_columns(c) for name, c in CONTRACTS.items()} | _OTHERS
    wanted = hashlib.sha256(json.dumps(tables).encode()).hexdigest()
    mark = instance.landing / "_schemas.sha256"
    files = {instance.home / name: columns for name, columns in tables.items()}
    is_current = mark.exists() and mark.read_text("ascii") == wanted
    stale = {file: columns for file, columns in files.items() if not (is_current and file.exists())}
    if not stale:
        return
    connection = engine.memory()
    for file, columns in stale.items():
        _write(connection, file, columns)
    connection.close()
    write_text(mark, wanted)


def _write(connection: engine.Connection, file: Path, columns: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(file.name + ".tmp")  # such a file left behind is overwritten here
    nothing = ", ".join(f"NULL::{kind} AS {engine.identifier(name)}" for name, kind in columns.items())
    connection.execute(f"COPY (SELECT {nothing} LIMIT 0) TO $file (FORMAT parquet)", {"file": str(temporary)})
    temporary.replace(file)

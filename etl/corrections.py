"""Causes that people set right, from the journal to the file the next snapshot takes them from."""

import hashlib
import json
from pathlib import Path

from config.instance import Instance
from etl.durable import move
from etl.masking import write_ndjson
from journal.api import Correction, corrections
from warehouse import engine


def keep_corrections(instance: Instance, work: Path) -> int:
    """Write ``enriched/corrections/<digest>.parquet`` anew where people corrected something since; how many
    corrections it holds.  Columns: text_hash (md5 of the masked text), category_ids."""
    standing = sorted(corrections(instance), key=lambda one: one.text_hash)
    folder = instance.enriched / "corrections"
    old = set(folder.glob("*.parquet"))
    if not standing and not old:
        return 0
    target = folder / f"{_digest(standing)}.parquet"
    if target not in old:
        _write(standing, work, target)
    for file in old - {target}:
        file.unlink()
    return len(standing)


def _digest(standing: list[Correction]) -> str:
    told = json.dumps([(one.text_hash, one.category_ids) for one in standing])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _write(standing: list[Correction], work: Path, target: Path) -> None:
    listed, part = work / "corrections.ndjson", work / "corrections.parquet"
    write_ndjson(
        listed, [{"text_hash": one.text_hash, "category_ids": list(one.category_ids)} for one in standing]
    )
    with engine.memory() as connection:
        connection.execute(
            "COPY (SELECT * FROM read_json($listed, format = 'newline_delimited', "
            "columns = {'text_hash': 'VARCHAR', 'category_ids': 'VARCHAR[]'})) TO $part (FORMAT parquet)",
            {"listed": str(listed), "part": str(part)},
        )
    move(part, target)

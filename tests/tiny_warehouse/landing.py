"""Rows written into the landing as a committed load, without a source file."""

import json
from hashlib import blake2b
from pathlib import Path

from config.instance import Instance
from etl.contracts import CONTRACTS
from etl.schemas import landed_columns
from tests.tiny_warehouse.rows import Row
from warehouse import engine


def land(
    instance: Instance,
    contract: str,
    rows: list[Row],
    *,
    number: int,
    connection: engine.Connection | None = None,
) -> str:
    """Land rows as a committed load of source ``<contract>_source``; returns the load's identifier."""
    load_id = f"20220301T000000_{number:06}-{contract}_source"
    columns = landed_columns(CONTRACTS[contract])
    keys = CONTRACTS[contract].key
    lineage = {"load_id": load_id}
    full = [
        {
            **row,
            **lineage,
            "line": line,
            "key_hash": _number("|".join(str(row[key]) for key in keys)),
            "row_hash": line,
        }
        for line, row in enumerate(rows, 2)
    ]
    path = instance.landing / contract / f"{load_id}.parquet"
    write_parquet(connection or engine.memory(), path, columns, full)
    report = {
        "load_id": load_id,
        "source": f"{contract}_source",
        "contract": contract,
        "file": f"{contract}.csv",
        "file_sha256": "0" * 64,
        "file_bytes": 1,
        "started_at": "2022-03-01T00:00:00Z",
        "finished_at": "2022-03-01T00:00:01Z",
        "status": "loaded",
        "message": "",
        "rows_read": len(rows),
        "rows_loaded": len(rows),
        "rows_rejected": 0,
        "rows_duplicate": 0,
        "rows_blank": 0,
        "rows_corrected": 0,
        "rows_late": 0,
        "parquet": path.relative_to(instance.home).as_posix(),
        "quarantine": None,
        "first_day": None,
        "last_day": None,
    }
    (instance.landing / "loads" / f"{load_id}.json").write_text(json.dumps(report), "utf8")
    return load_id


def write_parquet(
    connection: engine.Connection, path: Path, columns: dict[str, str], rows: list[Row]
) -> None:
    """Rows to Parquet by way of a file: DuckDB never sees Python objects."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".ndjson")
    draft.write_text("".join(json.dumps(row, default=str, ensure_ascii=False) + "\n" for row in rows), "utf8")
    connection.execute(
        "copy (select * from read_json($file, format = 'newline_delimited', columns = "
        + "{"
        + ", ".join(f"{engine.identifier(name)}: '{kind}'" for name, kind in columns.items())
        + "}"
        + ")) to $target (format parquet)",
        {"file": str(draft), "target": str(path)},
    )
    draft.unlink()


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def types_of(connection: engine.Connection, path: Path) -> dict[str, str]:
    found = connection.execute("describe select * from read_parquet($file)", {"file": str(path)}).fetchall()
    return {row[0]: row[1] for row in found}

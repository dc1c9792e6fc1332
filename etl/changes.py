"""What corrections changed: old and new value of every field that differs, as landed (masked, hashed)."""

from pathlib import Path

from etl.contracts import Contract
from etl.late import Against
from warehouse.engine import Connection


def write_changes(
    connection: Connection, contract: Contract, against: Against, load_id: str, work: Path
) -> Path:
    """Write a row per changed field of every corrected row to a file in ``work``.

    Columns: key_hash UBIGINT, load_id, old_load_id VARCHAR, line, old_line BIGINT, day, old_day DATE (NULL
    where the record type has none), contract, key (the key's fields, joined), field, old_value, new_value
    VARCHAR.  Needs ``ready``, ``landed``, ``verdicts`` and ``late``.
    """
    file = work / "changes.parquet"
    day = f"new.{contract.day}::DATE" if contract.day else "NULL::DATE"
    key = ", ".join(f"new.{name}::VARCHAR" for name in contract.key)
    connection.execute(
        "COPY (SELECT key_hash, load_id, old_load_id, line, old_line, day, old_day, contract, key, "
        "change.field, change.old_value, change.new_value FROM ("
        "SELECT new.key_hash, $load_id::VARCHAR AS load_id, old_load_id, new.line, old_line, "
        f"{day} AS day, old_day, $contract::VARCHAR AS contract, concat_ws(' ', {key}) AS key, "
        f"unnest(list_filter([{_fields(contract)}], "
        "lambda field: field.old_value IS DISTINCT FROM field.new_value)) AS change "
        "FROM ready AS new JOIN verdicts USING (record) ANTI JOIN late USING (record) "
        "JOIN landed USING (key_hash) JOIN read_parquet($files, union_by_name = true) AS old "
        "ON old.key_hash = new.key_hash AND old.load_id = old_load_id AND old.line = old_line "
        "WHERE verdict = 'corrected') ORDER BY line) TO $target (FORMAT parquet, COMPRESSION zstd)",
        {
            "load_id": load_id, "contract": contract.name, "target": str(file),
            "files": against.readable(against.landed),
        },
    )  # fmt: skip
    return file


def _fields(contract: Contract) -> str:
    """SQL: every field with its value on both sides."""
    return ", ".join(
        f"{{'field': '{name}', 'old_value': old.{name}::VARCHAR, 'new_value': new.{name}::VARCHAR}}"
        for name in contract.landed
    )

"""What a snapshot says, as one ordered hash a table: two snapshots of equal content have equal hashes."""

from config.instance import Instance
from warehouse import engine
from warehouse.publish import pointed_at

_OF_THE_RUN = {
    "load_id", "snapshot_id", "built_at", "transcribed_at", "words_file", "last_load_at", "parquet",
    "quarantine", "path", "rows_exchanged",
}  # fmt: skip
"""Columns that tell when, where and by which run a row came, not what it says."""
_ALSO = {"meta.loads": {"started_at", "finished_at", "date"}, "meta.quarantine": {"date"}}


def content(instance: Instance) -> dict[str, str]:
    """Table (``schema.name``) -> its count of rows and a hash of them in order; of the published snapshot."""
    name = pointed_at(instance)
    assert name, "nothing is published"
    connection = engine.open_readonly(instance.warehouse / name)
    try:
        return {table: _hash(connection, table, columns) for table, columns in _tables(connection)}
    finally:
        connection.close()


def _tables(connection: engine.Connection) -> list[tuple[str, list[str]]]:
    found = connection.execute(
        "select table_schema || '.' || table_name, list(column_name order by column_name) "
        "from information_schema.columns where table_schema in ('dims', 'facts', 'marts', 'meta') "
        "group by 1 order by 1"
    ).fetchall()
    return [
        (table, [column for column in columns if column not in _OF_THE_RUN | _ALSO.get(table, set())])
        for table, columns in found
        if table != "meta.inputs"  # names and times of files: what the run was made of
    ]


def _hash(connection: engine.Connection, table: str, columns: list[str]) -> str:
    schema, _, name = table.partition(".")
    listed = ", ".join(engine.identifier(column) for column in columns)
    row = connection.execute(
        "select count(*), md5(coalesce(string_agg(said, chr(10) order by said), '')) "
        f"from (select struct_pack({', '.join(f'{c} := {c}' for c in listed.split(', '))})::varchar as said "
        f"from {engine.identifier(schema)}.{engine.identifier(name)})"
    ).fetchone()
    assert row is not None
    return f"{row[0]} rows {row[1]}"

"""Which rows are already there, within the file or landed before, and which correct one that is.

Only rows whose key occurs more than once are looked at closely; in most files that is none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.mapping import Mapping
from etl.staging import row_hash
from warehouse.engine import Connection


@dataclass(frozen=True)
class Verdicts:
    """Counts; table ``dropped`` holds the records that do not land."""

    count_duplicate: int
    count_corrected: int


def judge(connection: Connection, mapping: Mapping, landed: Sequence[Path], load_id: str) -> Verdicts:
    """Compare view ``ready`` (and table ``keys``) with itself and with the ``landed`` files of its contract.

    Of several rows with one key in the file the last counts, the others are its older versions.
    Against what is landed: the same content is a duplicate, other content a correction.  A row that stands in
    for an earlier load (a retry) is compared with what was landed before it, else with what came later.
    """
    _find_landed(connection, landed, load_id)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE suspects AS "
        "SELECT key_hash FROM keys GROUP BY key_hash HAVING count(*) > 1 UNION SELECT key_hash FROM landed"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE verdicts AS WITH close AS ("
        f"SELECT record, key_hash, {row_hash(mapping)} AS row_hash, "
        "row_number() OVER (PARTITION BY key_hash ORDER BY line DESC) = 1 AS is_last "
        "FROM ready SEMI JOIN suspects USING (key_hash)) "
        "SELECT record, CASE WHEN NOT is_last OR l.row_hash = c.row_hash THEN 'duplicate' "
        "WHEN l.row_hash IS NOT NULL AND l.is_before THEN 'corrected' "
        "ELSE 'new' END AS verdict "
        "FROM close AS c LEFT JOIN landed AS l USING (key_hash)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE dropped AS SELECT record FROM verdicts WHERE verdict = 'duplicate'"
    )
    return Verdicts(_count(connection, "duplicate"), _count(connection, "corrected"))


def _find_landed(connection: Connection, landed: Sequence[Path], load_id: str) -> None:
    """Table ``landed``: the version on record of every key of the file that is known."""
    if not landed:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE landed (key_hash UBIGINT, row_hash UBIGINT, is_before BOOLEAN)"
        )
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE landed AS "
        "SELECT key_hash, "
        "arg_max(row_hash, {'before': load_id < $load_id, 'at': if(load_id < $load_id, load_id, '')}) "
        "AS row_hash, "
        "bool_or(load_id < $load_id) AS is_before "
        "FROM read_parquet($files) SEMI JOIN keys USING (key_hash) GROUP BY key_hash",
        {"files": [str(file) for file in landed], "load_id": load_id},
    )


def _count(connection: Connection, verdict: str) -> int:
    row = connection.execute(
        "SELECT count(*) FROM verdicts WHERE verdict = $verdict", {"verdict": verdict}
    ).fetchone()
    return int(row[0]) if row else 0

"""Which rows are already there, within the file or landed before, and which correct one that is.

Only rows whose key occurs more than once are looked at closely; in most files that is none of them.
Tables made on the connection: ``landed`` (key_hash, content, old_load_id, old_line, old_day, is_before: the
version on record of every key of the file that is known), ``verdicts`` (record, verdict: duplicate, corrected
or new; rows without one are new), ``late`` and ``carried`` (see ``etl.late``), ``dropped`` (records that do
not land).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl import late
from etl.contracts import Contract
from etl.erasing import tombstones
from etl.hashes import content_hash
from etl.late import Against
from etl.mapping import Mapping
from warehouse.engine import Connection


@dataclass(frozen=True)
class Verdicts:
    """Counts of rows, none in two of them; ``carried`` are no rows of the file but landed ones that stay."""

    duplicate: int = 0
    corrected: int = 0
    late: int = 0
    carried: int = 0

    @property
    def are_all_new(self) -> bool:
        return self == Verdicts()


def judge(connection: Connection, mapping: Mapping, against: Against, load_id: str) -> Verdicts:
    """Compare view ``ready`` with itself and with what is landed.

    Of several rows with one key in the file the last counts, the others are its older versions.
    Against what is landed: the same content is a duplicate, other content a correction.  A row that stands in
    for an earlier load (a retry) is compared with what was landed before it, else with what came later.
    """
    _find_landed(connection, mapping.contract, against, load_id)
    again = "SELECT key_hash FROM keys GROUP BY key_hash HAVING count(*) > 1 UNION "
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE suspects AS "
        f"{'' if _only_rise(connection, mapping) else again}SELECT key_hash FROM landed"
    )
    _make_verdicts(connection, mapping.contract)
    late.set_apart(connection, mapping.contract, against)
    if against.erased is not None:
        tombstones.mark(connection, mapping, against.erased)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE dropped AS SELECT record FROM late "
        "UNION SELECT record FROM verdicts WHERE verdict = 'duplicate'"
    )
    return _counted(connection)


def _only_rise(connection: Connection, mapping: Mapping) -> bool:
    """Whether the key rises from row to row, as in most exports: then none comes twice."""
    contract = mapping.contract
    if not mapping.has_key or len(contract.key) > 1:
        return False
    key = contract.key[0]
    rises = f"SELECT {key} > lag({key}) OVER () AS is_more FROM typed WHERE NOT is_bad AND NOT is_blank"
    return not _count(connection, f"SELECT count(*) FROM ({rises}) WHERE NOT is_more")


def _make_verdicts(connection: Connection, contract: Contract) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE verdicts (record BIGINT, verdict VARCHAR)")
    if not _count(connection, "SELECT count(*) FROM suspects"):
        return
    connection.execute(
        "INSERT INTO verdicts WITH close AS ("
        f"SELECT record, key_hash, {content_hash(contract)} AS content, "
        "row_number() OVER (PARTITION BY key_hash ORDER BY line DESC) = 1 AS is_last "
        "FROM ready SEMI JOIN suspects USING (key_hash)) "
        "SELECT record, CASE WHEN NOT is_last OR l.content = c.content THEN 'duplicate' "
        "WHEN l.is_before THEN 'corrected' ELSE 'new' END "
        "FROM close AS c LEFT JOIN landed AS l USING (key_hash)"
    )


def _find_landed(connection: Connection, contract: Contract, against: Against, load_id: str) -> None:
    """Keys are looked for in every file, contents only in those that know some of them."""
    day = f"{contract.day}::DATE" if contract.day else "NULL::DATE"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE landed (key_hash UBIGINT, content UBIGINT, old_load_id VARCHAR, "
        "old_line BIGINT, old_day DATE, is_before BOOLEAN)"
    )
    known = _knowing(connection, against.landed)
    if not known:
        return
    connection.execute(
        "INSERT INTO landed "
        "SELECT key_hash, old.content, old.load_id, old.line, old.day, old.is_before FROM ("
        "SELECT key_hash, arg_max(version, {'before': version.is_before, "
        "'at': if(version.is_before, version.load_id, '')}) AS old FROM ("
        f"SELECT key_hash, {{'content': {content_hash(contract)}, 'load_id': load_id, 'line': line, "
        f"'day': {day}, 'is_before': load_id < $load_id}} AS version "
        "FROM read_parquet($files, union_by_name = true) SEMI JOIN keys USING (key_hash)) GROUP BY key_hash)",
        {"files": against.readable(known), "load_id": load_id},
    )


def _knowing(connection: Connection, files: Sequence[Path]) -> list[str]:
    """Those of ``files`` that hold a key of the file."""
    if not files:
        return []
    found = connection.execute(
        "SELECT DISTINCT filename FROM read_parquet($files, filename = true) SEMI JOIN keys USING (key_hash)",
        {"files": [str(file) for file in files]},
    ).fetchall()
    return sorted(str(row[0]) for row in found)


def _counted(connection: Connection) -> Verdicts:
    """A late correction counts as late only."""
    verdicts = "SELECT count(*) FROM verdicts ANTI JOIN late USING (record) WHERE verdict = "
    return Verdicts(
        _count(connection, verdicts + "'duplicate'"), _count(connection, verdicts + "'corrected'"),
        _count(connection, "SELECT count(*) FROM late"), _count(connection, "SELECT count(*) FROM carried"),
    )  # fmt: skip


def _count(connection: Connection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0

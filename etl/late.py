"""Rows that come for a locked period: kept apart, never applied, until the period is opened.

A row is late when its day, or the day of the row it would correct, lies in a locked period.  Where a file is
read again (its declaration changed), rows of such a period stay as they were landed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.contracts import Contract
from etl.erasing.tombstones import Erased
from etl.hashes import content_hash
from etl.locked import Lock
from etl.schemas import landed_columns
from warehouse.engine import Connection


@dataclass(frozen=True)
class Against:
    """What a file is compared with: files of its contract, and the locks on it.

    ``landed``: landed by other loads; ``late``: set apart by them; ``replaced``: landed by the loads this one
    stands in for; ``schema``: the file of no rows that knows columns older files lack; ``erased``: what must
    not come back.
    """

    schema: Path
    landed: Sequence[Path] = ()
    late: Sequence[Path] = ()
    replaced: Sequence[Path] = ()
    locks: Sequence[Lock] = ()
    erased: Erased | None = None

    def readable(self, files: Sequence[Path | str]) -> list[str]:
        """``files`` for reading by name, each with every landed column."""
        return [str(file) for file in (self.schema, *files)]


def set_apart(connection: Connection, contract: Contract, against: Against) -> None:
    """Tables ``late`` (record) and ``carried`` (landed rows that stay).

    Late rows known already are duplicates.  Needs ``ready``, ``landed`` and ``verdicts``.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE late (record BIGINT)")
    connection.execute("CREATE OR REPLACE TEMP TABLE carried (line BIGINT)")
    if not against.locks:
        return
    _hold(connection, contract, against)
    day = _is_locked(f"ready.{contract.day}::DATE", against.locks)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE locked_rows AS SELECT * FROM ("
        f"SELECT ready.record, ready.key_hash, {content_hash(contract)} AS content "
        "FROM ready LEFT JOIN verdicts USING (record) LEFT JOIN landed USING (key_hash) "
        f"WHERE coalesce(verdict, 'new') <> 'duplicate' AND ({day} "
        "OR key_hash IN (SELECT key_hash FROM held) "
        f"OR verdict = 'corrected' AND {_is_locked('old_day', against.locks)})) AS new "
        f"WHERE NOT EXISTS (FROM held WHERE {_SAME.format('new', 'held')})"
    )
    _mark_known(connection, contract, against)
    connection.execute("INSERT INTO late SELECT record FROM locked_rows")


_SAME = "{0}.key_hash = {1}.key_hash AND {0}.content = {1}.content"


def _hold(connection: Connection, contract: Contract, against: Against) -> None:
    """Table ``held``: locked rows this load brought before; ``carried``: those it does not bring again."""
    connection.execute("CREATE OR REPLACE TEMP TABLE held (key_hash UBIGINT, content UBIGINT)")
    if not against.replaced:
        return
    names = ", ".join(landed_columns(contract))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE held AS SELECT {names}, {content_hash(contract)} AS content "
        "FROM read_parquet($files, union_by_name = true) "
        f"WHERE {_is_locked(f'{contract.day}::DATE', against.locks)}",
        {"files": against.readable(against.replaced)},
    )
    new = f"SELECT key_hash, {content_hash(contract)} AS content FROM ready SEMI JOIN held USING (key_hash)"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE carried AS SELECT {names} FROM held "
        f"WHERE NOT EXISTS (FROM ({new}) AS new WHERE {_SAME.format('new', 'held')})"
    )


def _mark_known(connection: Connection, contract: Contract, against: Against) -> None:
    """The very row set apart before, by another load, is a duplicate of that."""
    if not against.late:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known AS SELECT record FROM locked_rows AS new SEMI JOIN ("
        f"SELECT key_hash, {content_hash(contract)} AS content "
        "FROM read_parquet($files, union_by_name = true)) AS old ON " + _SAME.format("new", "old"),
        {"files": against.readable(against.late)},
    )
    connection.execute("DELETE FROM verdicts WHERE record IN (SELECT record FROM known)")
    connection.execute("INSERT INTO verdicts SELECT record, 'duplicate' FROM known")
    connection.execute("DELETE FROM locked_rows WHERE record IN (SELECT record FROM known)")


def _is_locked(day: str, locks: Sequence[Lock]) -> str:
    """SQL: whether ``day`` (a DATE) lies in a locked period; unknown days do not."""
    tries = (f"{day} >= DATE '{lock.start}' AND {day} < DATE '{lock.end}'" for lock in locks)
    return f"coalesce({' OR '.join(tries)}, false)"

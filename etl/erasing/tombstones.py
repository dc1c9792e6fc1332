"""What was erased and must not come back: ``erased/tombstones.ndjson``, keyed hashes and nothing else.

A customer's tombstone is good for rows up to its day: whoever comes back later is a customer again.  A row's
tombstone (its record type and key) is good for ever: it stands for rows that name only a contact or a case.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from config.errors import NotReady
from config.instance import Instance
from etl.contracts import Contract, Kind
from etl.durable import write_text
from etl.mapping import Mapping
from warehouse.engine import Connection

LETTERS = 32


@dataclass(frozen=True, order=True)
class Tombstone:
    """``hash``: of a customer or a row; ``until``: the last day it is good for, None: every day."""

    hash: str
    until: date | None = None


@dataclass(frozen=True)
class Erased:
    """The tombstones of an instance and the secret they are made with."""

    file: Path
    secret: bytes


def erased(instance: Instance, key: bytes) -> Erased | None:
    """What loading must look at; None where nobody was ever erased."""
    file = file_of(instance)
    return Erased(file, secret_of(key)) if file.exists() else None


def file_of(instance: Instance) -> Path:
    return instance.home / "erased" / "tombstones.ndjson"


def secret_of(key: bytes) -> bytes:
    """Another than the one customers are hashed with, so that a tombstone is nowhere else to be found."""
    return hashlib.sha256(b"erased" + key).digest()


def of_customer(secret: bytes, customer_key: str, until: date) -> Tombstone:
    return Tombstone(_hash(secret, f"customer:{customer_key}"), until)


def of_row(secret: bytes, contract: str, key_hash: int) -> Tombstone:
    return Tombstone(_hash(secret, f"{contract}:{key_hash}"))


def add(instance: Instance, tombstones: Iterable[Tombstone]) -> None:
    """Put them on disk with those that are there; a customer's last day is the latest one told."""
    known = {one.hash: one for one in read(instance)}
    for one in tombstones:
        before = known.get(one.hash)
        if before is None or (before.until and one.until and before.until < one.until):
            known[one.hash] = one
    lines = (json.dumps(asdict(one), default=str) for _, one in sorted(known.items()))
    write_text(file_of(instance), "".join(f"{line}\n" for line in lines))


def read(instance: Instance) -> list[Tombstone]:
    """All of them; raises NotReady where the file cannot be read."""
    file = file_of(instance)
    try:
        told = [json.loads(line) for line in file.read_text("utf8").splitlines()]
        return [Tombstone(one["hash"], one["until"] and date.fromisoformat(one["until"])) for one in told]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        raise NotReady(
            f"{file}: cannot be read; restore it from the backup, or erased people return."
        ) from None


def mark(connection: Connection, mapping: Mapping, erased: Erased) -> None:
    """Rows of the erased count as duplicates: known, and not taken; their faults are not kept either.

    Needs ``typed``, ``ready``, ``keys``, ``verdicts``, ``late`` and, where the source names customers,
    ``customers``.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE tombstones AS SELECT hash, until FROM "
        "read_json($file, format = 'newline_delimited', columns = {'hash': 'VARCHAR', 'until': 'DATE'})",
        {"file": str(erased.file)},
    )
    contract, secret = mapping.contract, {"secret": erased.secret}
    row = _sql(f"'{contract.name}:' || key_hash::VARCHAR")
    queries = [f"SELECT record FROM keys SEMI JOIN tombstones ON hash = {row}"]
    if _has_customers(mapping):
        _find_customers(connection, erased)
        queries.append(
            f"SELECT record FROM ready JOIN gone_customers USING (customer_key) WHERE {_is_within(contract)}"
        )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE gone AS {' UNION '.join(queries)}", secret)
    for table in ("verdicts", "late"):
        connection.execute(f"DELETE FROM {table} WHERE record IN (SELECT record FROM gone)")
    connection.execute("INSERT INTO verdicts SELECT record, 'duplicate' FROM gone")
    _forget_faults(connection, mapping, row, secret)


def _forget_faults(connection: Connection, mapping: Mapping, row: str, secret: dict[str, bytes]) -> None:
    """A rejected row of somebody erased is counted, but its line is kept nowhere."""
    tries = [f"EXISTS (FROM tombstones WHERE hash = {row})"] if mapping.has_key else []
    if _has_customers(mapping):
        tries.append(
            "customer_id IN (SELECT customer_id FROM customers SEMI JOIN gone_customers USING (customer_key))"
        )
    if tries:
        connection.execute(
            f"UPDATE typed SET is_bad = false, is_blank = true WHERE is_bad AND ({' OR '.join(tries)})",
            secret if mapping.has_key else {},
        )


def _find_customers(connection: Connection, erased: Erased) -> None:
    customer = _sql("'customer:' || customer_key")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE gone_customers AS SELECT DISTINCT customer_key, until "
        f"FROM customers JOIN tombstones ON hash = {customer}",
        {"secret": erased.secret},
    )


def _has_customers(mapping: Mapping) -> bool:
    return any(field.kind is Kind.CUSTOMER for field in mapping.fields)


def _is_within(contract: Contract) -> str:
    return f"coalesce({contract.day}::DATE <= until, true)" if contract.day else "true"


def _hash(secret: bytes, text: str) -> str:
    return hashlib.sha256(secret + text.encode()).hexdigest()[:LETTERS]


def _sql(text: str) -> str:
    """SQL: the same hash of the SQL text ``text``; binds $secret."""
    return f"sha256($secret::BLOB || encode({text}))[:{LETTERS}]"

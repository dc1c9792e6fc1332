"""One file in memory, typed and checked, before anything of it is written.

Tables made on the connection: ``typed`` (one row per row of the file, its rowid the record number),
``customers``, ``masks``; view ``ready``: rows that passed, as they will land, with ``record``, ``line`` and
``key_hash``; ``keys``: the first and the last of these.
"""

from dataclasses import dataclass
from pathlib import Path

from etl import customers, hashes, masking
from etl.contracts import Field, Kind
from etl.declaration import Declaration
from etl.mapping import Mapping, mapping_of, typed_rows
from etl.problems import UnreadableFile
from etl.schemas import landed_columns
from etl.sources import Raw, reader_of
from etl.values import Bound
from warehouse import engine
from warehouse.engine import Connection


@dataclass(frozen=True)
class Task:
    """One file to read, and everything needed for it."""

    file: Path
    told_as: str
    declaration: Declaration
    operator_zone: str
    key: bytes
    work: Path
    folder: str


@dataclass(frozen=True)
class Staged:
    """What came out: rows of the file by how they fared so far."""

    mapping: Mapping
    count_records: int
    count_bad: int
    count_blank: int

    @property
    def count_good(self) -> int:
        return self.count_records - self.count_bad - self.count_blank

    @property
    def count_read(self) -> int:
        raw = self.mapping.raw
        return self.count_records + len(raw.broken) + raw.count_blank


def stage(connection: Connection, task: Task) -> Staged:
    """Read, type and check the file of ``task``; raises UnreadableFile or LayoutChanged."""
    reader = reader_of(task.declaration.kind_of(task.file))
    raw = reader(task.file, task.declaration, connection, task.work)
    staged = _typed(connection, task, raw)
    _make_ready(connection, task, staged.mapping)
    _prove_nothing_is_lost(connection, task, staged)
    return staged


def _prove_nothing_is_lost(connection: Connection, task: Task, staged: Staged) -> None:
    """Rows that passed are neither fewer nor more than those read and not set aside (makes ``keys``)."""
    connection.execute("CREATE OR REPLACE TEMP TABLE keys AS SELECT record, key_hash FROM ready")
    (count,) = _one(connection, "SELECT count(*) FROM keys")
    if count != staged.count_good:
        raise UnreadableFile(
            f"{task.told_as}: {staged.count_good} good rows became {count}; nothing was taken."
        )


def _typed(connection: Connection, task: Task, raw: Raw) -> Staged:
    mapping = mapping_of(
        task.declaration, raw, operator_zone=task.operator_zone, folder=task.folder, told_as=task.told_as
    )
    try:
        _make_typed(connection, mapping)
    except engine.Error as error:
        return _carefully(connection, task, raw, str(error))
    count, bad, blank = _one(
        connection, "SELECT count(*), count(*) FILTER (is_bad), count(*) FILTER (is_blank) FROM typed"
    )
    if raw.count_expected is not None and count != raw.count_expected:
        return _carefully(connection, task, raw, f"{count} rows where {raw.count_expected} lines are")
    _make_shifts(connection, raw)
    return Staged(mapping, count, bad, blank)


def _carefully(connection: Connection, task: Task, raw: Raw, why: str) -> Staged:
    """The file has faults DuckDB will not read over: read it again, line by line where needed."""
    if raw.otherwise is None:
        raise UnreadableFile(f"{task.told_as}: cannot be read: {why.splitlines()[0]}")
    return _typed(connection, task, raw.otherwise())


def _make_typed(connection: Connection, mapping: Mapping) -> None:
    bound = Bound(mapping.raw.parameters)
    rows = typed_rows(mapping, mapping.raw.relation, bound)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE typed AS {rows}", bound.values)


def _make_shifts(connection: Connection, raw: Raw) -> None:
    """Table ``shifts`` (record, shift) and view ``numbered``: typed rows with their line in the file."""
    connection.execute("CREATE OR REPLACE TEMP TABLE shifts (record BIGINT, shift BIGINT)")
    shift = "0"
    join = ""
    if raw.shifts:
        pairs = ", ".join(f"({int(record)}, {int(shift)})" for record, shift in raw.shifts)
        connection.execute(f"INSERT INTO shifts VALUES {pairs}")
        shift, join = "coalesce(s.shift, 0)", "ASOF LEFT JOIN shifts AS s ON t.rowid >= s.record"
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW numbered AS "
        f"SELECT t.*, t.rowid AS record, t.rowid + {int(raw.first_line)} + {shift} AS line "
        f"FROM typed AS t {join}"
    )


def _make_ready(connection: Connection, task: Task, mapping: Mapping) -> None:
    """View ``ready``; customers hashed, texts masked, keys made."""
    fields = {field.name: field for field in mapping.fields}
    joins: list[str] = []
    if any(field.kind is Kind.CUSTOMER for field in mapping.fields):
        customers.make_customers(connection, task.key, "typed")
        joins.append("LEFT JOIN customers USING (customer_id)")
    texts = [field.name for field in mapping.fields if field.kind is Kind.FREE_TEXT]
    if texts:
        masking.make_masks(connection, "typed", texts, task.work)
        joins += [f"LEFT JOIN masks AS m_{name} ON m_{name}.text = n.{name}" for name in texts]
    columns = ", ".join(
        _landed(fields.get(field.name), field.landed_name, field.kind.landed)
        for field in mapping.contract.fields
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW masked AS SELECT record, line, {columns} "
        f"FROM numbered AS n {' '.join(joins)} WHERE NOT is_bad AND NOT is_blank"
    )
    _make_keys(connection, mapping)


def _landed(field: Field | None, name: str, kind: str) -> str:
    if field is None:
        return f"NULL::{kind} AS {name}"
    if field.kind is Kind.CUSTOMER:
        return f"customers.customer_key AS {name}"
    if field.kind is Kind.FREE_TEXT:
        return f"m_{name}.masked AS {name}"
    return f"n.{name}::{kind} AS {name}"


def _make_keys(connection: Connection, mapping: Mapping) -> None:
    """View ``ready``: a row without a key of its own gets one from its content and occurrence."""
    contract = mapping.contract
    if mapping.has_key:
        connection.execute(
            "CREATE OR REPLACE TEMP VIEW ready AS "
            f"SELECT *, {hashes.key_hash(contract)} AS key_hash FROM masked"
        )
        return
    own = contract.key[0]
    content = hashes.hash_of([field for field in mapping.fields if field.name != own])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE made_keys AS "
        "SELECT record, "
        "lower(to_hex(content)) || '-' || row_number() OVER (PARTITION BY content ORDER BY record) "
        f"AS made_key FROM (SELECT record, {content} AS content FROM masked)"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW ready AS SELECT *, {hashes.key_hash(contract)} AS key_hash "
        f"FROM (SELECT masked.* REPLACE (made_key AS {own}) FROM masked JOIN made_keys USING (record))"
    )


def row_hash(mapping: Mapping) -> str:
    """SQL: hash of everything a row says; equal rows of two files are the same delivery."""
    filled = {*mapping.contract.key, *(field.name for field in mapping.fields)}
    return hashes.hash_of([field for field in mapping.contract.fields if field.name in filled])


def landing_query(mapping: Mapping) -> str:
    """SQL of the rows as they land; binds $source, $file, $load_id."""
    low, high = mapping.declaration.scale.get("score", (0, 10))
    given = {
        "source": "$source", "file": "$file", "load_id": "$load_id", "row_hash": row_hash(mapping),
        "score_low": str(int(low)), "score_high": str(int(high)),
    }  # fmt: skip
    columns = ", ".join(
        f"{given.get(name, name)}::{kind} AS {engine.identifier(name)}"
        for name, kind in landed_columns(mapping.contract).items()
    )
    return f"SELECT {columns} FROM ready"


def _one(connection: Connection, sql: str) -> tuple[int, ...]:
    row = connection.execute(sql).fetchone()
    return tuple(int(value or 0) for value in row or ())

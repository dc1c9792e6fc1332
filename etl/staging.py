"""One file in memory, typed and checked, before anything of it is written.

Tables made on the connection: ``typed`` (one row per row of the file, its rowid the record number),
``customers``, ``masks``.  Views: ``numbered``, every row with its ``record`` and ``line``; ``ready``, rows
that passed, as they will land, with ``record``, ``line`` and ``key_hash``; ``keys``, their first and last.
"""

from dataclasses import dataclass
from pathlib import Path

from etl import customers, drift, hashes, masking
from etl.contracts import Field, Kind
from etl.declaration import Declaration
from etl.mapping import Mapping, mapping_of, typed_rows
from etl.problems import LayoutChanged, UnreadableFile
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
    staged = look(connection, task)
    _make_ready(connection, task, staged.mapping)
    return staged


def look(connection: Connection, task: Task) -> Staged:
    """As ``stage``, but only types and counts: nobody is hashed, nothing masked, nothing made ready."""
    reader = reader_of(task.declaration.kind_of(task.file))
    raw = reader(task.file, task.declaration, connection, task.work)
    return _typed(connection, task, raw)


def _typed(connection: Connection, task: Task, raw: Raw) -> Staged:
    try:
        mapping = mapping_of(
            task.declaration, raw, operator_zone=task.operator_zone, folder=task.folder, told_as=task.told_as
        )
    except LayoutChanged as error:
        raise drift.told(connection, task.declaration, raw, error) from None
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
    key = hashes.key_hash(mapping.contract) if mapping.has_key else "NULL::UBIGINT"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE typed AS SELECT *, {key} AS key_hash FROM ({rows})", bound.values
    )


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
        f"CREATE OR REPLACE TEMP VIEW masked AS SELECT record, line, {columns}, key_hash "
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
    """Views ``ready`` and ``keys``."""
    if mapping.has_key:
        ready = "SELECT * FROM masked"
        keys = "SELECT rowid AS record, key_hash FROM typed WHERE NOT is_bad AND NOT is_blank"
    else:
        _make_made_keys(connection, mapping)
        replaced = f"made_key AS {mapping.contract.key[0]}, made.key_hash AS key_hash"
        ready = f"SELECT masked.* REPLACE ({replaced}) FROM masked JOIN made_keys AS made USING (record)"
        keys = "SELECT record, key_hash FROM made_keys"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW ready AS {ready}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW keys AS {keys}")


def _make_made_keys(connection: Connection, mapping: Mapping) -> None:
    """Table ``made_keys``: a row without a key of its own gets one from its content and occurrence.

    Only contents that occur again are sorted to number them.
    """
    own = mapping.contract.key[0]
    content = hashes.hash_of([field for field in mapping.fields if field.name != own])
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE contents AS SELECT record, {content} AS content FROM masked"
    )
    again = "(SELECT content FROM contents GROUP BY content HAVING count(*) > 1)"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE made_keys AS "
        f"SELECT record, made_key, {hashes.key_hash(mapping.contract, {own: 'made_key'})} AS key_hash FROM ("
        "SELECT record, lower(to_hex(content)) || '-' || occurrence AS made_key FROM ("
        f"SELECT record, content, 1 AS occurrence FROM contents ANTI JOIN {again} USING (content) UNION ALL "
        "SELECT record, content, row_number() OVER (PARTITION BY content ORDER BY record) "
        f"FROM contents SEMI JOIN {again} USING (content)))"
    )
    connection.execute("DROP TABLE contents")


def landing_query(mapping: Mapping) -> str:
    """SQL of the rows as they land; binds $source, $file, $load_id."""
    low, high = mapping.declaration.scale.get("score", (0, 10))
    given = {
        "source": "$source", "file": "$file", "load_id": "$load_id",
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

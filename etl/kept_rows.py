"""What loads keep beside the landed rows, for people to read: what corrections changed, what came late."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from config.instance import Instance
from etl.contracts import CONTRACTS
from etl.loads import Load, read_loads
from warehouse import engine


@dataclass(frozen=True)
class Change:
    """One field of one corrected row. ``key``: the key's fields, joined; values as landed (masked, hashed).

    ``day``, ``old_day``: the day the row belongs to after and before, None where its record type has none.
    ``changed_at``: when the correction was loaded, ISO, UTC.
    """

    changed_at: str
    source: str
    file: str
    line: int
    old_load_id: str
    old_line: int
    contract: str
    key: str
    day: date | None
    old_day: date | None
    field: str
    old_value: str | None
    new_value: str | None


@dataclass(frozen=True)
class LateRow:
    """A row that came for a locked period and was not applied. ``values``: its fields as landed, as text."""

    came_at: str
    source: str
    file: str
    line: int
    contract: str
    key: str
    day: date | None
    values: dict[str, str | None]


def changes(
    instance: Instance, source: str | None = None, *, limit: int = 200, offset: int = 0
) -> list[Change]:
    """Changed fields, those of the newest loads first, in order of line."""
    loads = {load.load_id: load for load in read_loads(instance) if load.changes and _is_of(load, source)}
    if not loads:
        return []
    rows = _rows(
        "SELECT load_id, line, old_load_id, old_line, contract, key, day, old_day, field, old_value, "
        "new_value FROM read_parquet($files) ORDER BY load_id DESC, line, field LIMIT $limit OFFSET $offset",
        {
            "files": [str(instance.home / str(load.changes)) for load in loads.values()],
            "limit": limit, "offset": offset,
        },
    )  # fmt: skip
    return [_change(loads[load_id], *rest) for load_id, *rest in rows]


def _change(load: Load, *columns: Any) -> Change:
    line, old_load_id, old_line, contract, key, day, old_day, field, old, new = columns
    return Change(
        load.finished_at, load.source, load.file, line, old_load_id, old_line, contract, key, day, old_day,
        field, old, new,
    )  # fmt: skip


def late_rows(
    instance: Instance,
    contract: str | None = None,
    source: str | None = None,
    *,
    limit: int = 200,
    offset: int = 0,
) -> list[LateRow]:
    """Rows that came for a locked period, those of the newest loads first, in order of line."""
    loads = [load for load in reversed(read_loads(instance)) if load.late and _is_of(load, source)]
    found: list[LateRow] = []
    for name, same in groupby(loads, key=lambda load: load.contract):
        if contract in (None, name) and len(found) < limit + offset:
            found += _late(instance, list(same), limit + offset - len(found))
    return found[offset : offset + limit]


def _is_of(load: Load, source: str | None) -> bool:
    return source in (None, load.source)


def _late(instance: Instance, loads: list[Load], limit: int) -> list[LateRow]:
    """Late rows of loads of one record type."""
    contract, by_id = CONTRACTS[loads[0].contract], {load.load_id: load for load in loads}
    names = list(contract.landed)
    day = f"{contract.day}::DATE" if contract.day else "NULL::DATE"
    texts = ", ".join(f"{name}::VARCHAR" for name in names)
    rows = _rows(
        f"SELECT load_id, line, {day}, {texts} FROM read_parquet($files, union_by_name = true) "
        "ORDER BY load_id DESC, line LIMIT $limit",
        {"files": [str(instance.home / str(load.late)) for load in loads], "limit": limit},
    )
    found = []
    for load_id, line, at, *values in rows:
        load, named = by_id[load_id], dict(zip(names, values, strict=True))
        key = " ".join(named[name] or "" for name in contract.key)
        found.append(LateRow(load.finished_at, load.source, load.file, line, load.contract, key, at, named))
    return found


def _rows(sql: str, given: dict[str, object]) -> list[tuple[Any, ...]]:
    connection = engine.memory()
    try:
        return connection.execute(sql, given).fetchall()
    finally:
        connection.close()

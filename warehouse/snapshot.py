"""Snapshots: the published state of the warehouse that every reader of a moment shares."""

import atexit
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from config.errors import NotReady
from config.instance import Instance
from config.settings import Settings
from warehouse import engine
from warehouse.publish import pointed_at

FORMAT = 5
"""Raised with every change of tables or formulas that old snapshots do not have."""
MOST_KEPT = 500
"""Answers that a snapshot keeps at hand."""
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class SnapshotInfo:
    """built_at: UTC. first_day, last_day: what the data covers. last_complete_month: its first day.

    settings: those the snapshot was built with; its figures follow them, not later changes.
    """

    built_at: datetime
    first_day: date | None
    last_day: date | None
    last_complete_month: date | None
    operator: str
    time_zone: str
    settings: Settings = field(repr=False)


@dataclass(frozen=True)
class Snapshot:
    """One published database file, open for reading for as long as the process uses it."""

    id: str
    path: Path
    info: SnapshotInfo = field(compare=False)
    _connection: engine.Connection = field(repr=False, compare=False)
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What ``make`` gives, worked out once for the same ``key``: a figure, its change and its split need
        the same interval.  The newest answers are kept; nobody may change them."""
        with _guard:
            if key in self._kept:
                return cast("Kept", self._kept[key])
        made = make()
        with _guard:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return made

    def cursor(self) -> engine.Connection:
        """A cursor of one call's own: sharing one between threads mixes up their rows."""
        return self._connection.cursor()

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """Table (``schema.name``) -> its columns."""
        found = self.cursor().execute(
            "select schema_name || '.' || table_name, list(column_name) "
            "from duckdb_columns() where not internal group by 1"
        )
        return {table: frozenset(columns) for table, columns in found.fetchall()}


_open: dict[Path, Snapshot] = {}
_guard = threading.Lock()
atexit.register(_open.clear)  # while DuckDB can still close them in order


def current(instance: Instance) -> Snapshot:
    """The published snapshot; cheap to ask again. Raises NotReady where nothing is published yet."""
    name = pointed_at(instance)
    if name is None:
        raise NotReady(
            f"{instance.home}: no snapshot is published yet; "
            f"run 'python -m etl load --home \"{instance.home}\"', or 'python -m warehouse build'."
        )
    path = instance.warehouse / name
    with _guard:
        if path not in _open:
            _forget_others(path.parent)
            _open[path] = open_snapshot(path)
        return _open[path]


def open_snapshot(path: Path) -> Snapshot:
    """Open a snapshot file; raises NotReady where it is missing, damaged or of another version."""
    try:
        if not path.exists():
            raise NotReady(f"{path} is missing; run 'python -m warehouse build'.")
        connection = engine.open_readonly(path)
        row = _snapshot_row(connection)
    except engine.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise NotReady(f"{path} cannot be read ({reason}); run 'python -m warehouse build'.") from None
    if row[0] != FORMAT:
        raise NotReady(f"{path} was built by another version of Sapa; run 'python -m warehouse build'.")
    return Snapshot(str(row[1]), path, _info(row), connection)


def _snapshot_row(connection: engine.Connection) -> tuple[object, ...]:
    row = (
        connection.cursor()
        .execute(
            "select format, snapshot_id, built_at, first_day, last_day, last_complete_month, "
            "operator, time_zone, settings from meta.snapshot"
        )
        .fetchone()
    )
    if row is None:
        raise engine.Error("it says nothing about itself")
    return tuple(row)


def _info(row: tuple[object, ...]) -> SnapshotInfo:
    built_at, first_day, last_day, month, operator, time_zone, settings = row[2:]
    assert isinstance(built_at, datetime)  # noqa: S101  (the table's type says so)
    return SnapshotInfo(
        built_at=built_at.replace(tzinfo=UTC),
        first_day=_day(first_day),
        last_day=_day(last_day),
        last_complete_month=_day(month),
        operator=str(operator),
        time_zone=str(time_zone),
        settings=Settings.model_validate_json(str(settings)),
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _forget_others(folder: Path) -> None:
    """Older snapshots of the instance close when the last of their readers is done."""
    for path in [path for path in _open if path.parent == folder]:
        del _open[path]

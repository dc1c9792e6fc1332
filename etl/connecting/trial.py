"""A file under a proposal, tried without writing: what would load, what not, and what it would show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from config.instance import Instance
from config.settings import load_settings
from etl.contracts import Contract
from etl.customers import read_key
from etl.declaration import declaration_from
from etl.landing import look_at
from etl.load import make_landing
from etl.loads import FAILED, Counts
from etl.problems import UnreadableFile
from etl.quarantine import write_quarantine
from etl.staging import Staged, Task, stage
from warehouse import engine, sql_files

_EXAMPLES, _MOST_DAYS = 3, 62
_NPS = "(count(*) FILTER (score >= 9), count(*) FILTER (score <= 6), count(score))"
_MEAN = "(avg(rating), stddev_samp(rating), count(rating))"
_MEASURES = {
    "surveys": ("nps", f"nps{_NPS}, nps_low{_NPS}, nps_high{_NPS}, count(score)"),
    "ratings": ("rating", f"avg(rating), mean_low{_MEAN}, mean_high{_MEAN}, count(rating)"),
}
_COUNTED = ("count", "count(*), NULL, NULL, count(*)")
"""Name of the measure and its SQL: value, ends of its interval, n. Other contracts are counted."""


@dataclass(frozen=True)
class Example:
    """One row that would be set aside, masked."""

    line: int
    detail: str
    masked_line: str


@dataclass(frozen=True)
class Rejected:
    """Rows that would be set aside for one reason in one column."""

    column: str
    reason: str
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Point:
    """A day or month as it would be shown, with the 95 % interval; ``value`` None where nothing gives one."""

    start: date
    value: float | None
    low: float | None
    high: float | None
    count: int


@dataclass(frozen=True)
class Trial:
    """``measure``: nps, rating or count; ``grain``: day or month; without dates there are no points."""

    counts: Counts
    rejected: tuple[Rejected, ...]
    measure: str
    grain: str
    points: tuple[Point, ...]
    first_day: date | None
    last_day: date | None


def try_out(instance: Instance, file: Path, values: dict[str, Any], name: str = "trial") -> Trial:
    """Read ``file`` as ``values`` say, compare it with what is landed; raises UnreadableFile in one line."""
    declaration = declaration_from(values, name=name, told_as="the proposal")
    with TemporaryDirectory(prefix="sapa-trial-") as folder:
        work = Path(folder)
        landing = make_landing(instance, work, is_dry=True)
        load = landing.land(look_at(file, instance, [], declaration), declaration)
        if load.status == FAILED:
            raise UnreadableFile(load.message)
        zone, key = load_settings(instance).operator.time_zone, read_key(instance)
        connection = engine.memory()
        try:
            staged = stage(connection, Task(file, file.name, declaration, zone, key, work, "."))
            rejected = _rejected(connection, staged, work) if load.rows_rejected else ()
            return _with_points(connection, declaration.shape, load.counts, rejected)
        finally:
            connection.close()


def _rejected(connection: engine.Connection, staged: Staged, work: Path) -> tuple[Rejected, ...]:
    lineage: dict[str, object] = {"load_id": "", "source": "", "file": ""}
    written = write_quarantine(connection, staged.mapping, lineage, work)
    rows = connection.execute(
        "SELECT column_name, reason, count(*), "
        f"list({{'line': line, 'detail': detail, 'row': masked_line}} ORDER BY line)[:{_EXAMPLES}] "
        "FROM read_parquet($file) GROUP BY ALL ORDER BY 3 DESC, 1, 2",
        {"file": str(written)},
    ).fetchall()
    return tuple(
        Rejected(
            column,
            reason,
            count,
            tuple(Example(one["line"], one["detail"] or "", one["row"] or "") for one in few),
        )
        for column, reason, count, few in rows
    )


def _with_points(
    connection: engine.Connection, contract: Contract, counts: Counts, rejected: Sequence[Rejected]
) -> Trial:
    measure, figures = _MEASURES.get(contract.name, _COUNTED)
    day = "answered_at" if contract.name == "surveys" else contract.day
    if day is None:
        return Trial(counts, tuple(rejected), measure, "day", (), None, None)
    latest = "(SELECT * FROM ready QUALIFY row_number() OVER (PARTITION BY key_hash ORDER BY line DESC) = 1)"
    found = connection.execute(f"SELECT min({day})::DATE, max({day})::DATE FROM {latest}").fetchone()
    first, last = found or (None, None)
    if first is None or last is None:
        return Trial(counts, tuple(rejected), measure, "day", (), None, None)
    grain = "month" if (last - first).days > _MOST_DAYS else "day"
    for name in ("nps", "mean"):
        sql_files.execute(connection, sql_files.read("macros", name))
    rows = connection.execute(
        f"SELECT date_trunc('{grain}', {day})::DATE, {figures} FROM {latest} "
        f"WHERE {day} IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return Trial(counts, tuple(rejected), measure, grain, tuple(Point(*row) for row in rows), first, last)

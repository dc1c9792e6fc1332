"""What pages may ask of the ETL: sources and how they fare, rows that were not taken and why."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from config.instance import Instance
from etl.checks import REASONS, Reason
from etl.declaration import read_declarations
from etl.loads import FAILED, UNCHANGED, Counts, Load, read_loads
from warehouse import engine

__all__ = [
    "REASONS",
    "Fault",
    "FaultGroup",
    "Load",
    "Reason",
    "SourceStatus",
    "faults",
    "load_status",
    "quarantine",
    "sources",
]

LATE_AFTER = 2.0
"""A source is silent when it brought nothing for so many of its own usual intervals."""
_LEAST_LOADS = 3


@dataclass(frozen=True)
class SourceStatus:
    """One declared or once loaded source. Times are UTC.

    ``state``: fresh, silent (nothing for longer than usual), failed (its newest file was not taken),
    broken (its declaration cannot be followed), waiting (declared, nothing loaded yet).
    ``usual_interval``: the median between its loads, None while it has too few.
    """

    name: str
    contract: str
    state: str
    message: str
    count_files: int
    counts: Counts
    last_load: datetime | None
    usual_interval: timedelta | None
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True)
class FaultGroup:
    """Rows of one source set aside for one reason in one column, and the remedy."""

    source: str
    column: str
    reason: str
    title: str
    fix: str
    count: int


@dataclass(frozen=True)
class Fault:
    """One fault of one row, personal data masked."""

    source: str
    file: str
    line: int
    column: str
    reason: str
    detail: str
    masked_line: str


def load_status(instance: Instance) -> list[Load]:
    """Every committed load, newest first."""
    return list(reversed(read_loads(instance)))


def sources(instance: Instance, now: datetime | None = None) -> list[SourceStatus]:
    """Every source by name, with its heartbeat at ``now``."""
    good, bad = read_declarations(instance)
    loads: dict[str, list[Load]] = defaultdict(list)
    for load in read_loads(instance):
        loads[load.source].append(load)
    moment = now or datetime.now(UTC)
    found = []
    for name in sorted({*good, *bad, *loads}):
        contract = good[name].contract if name in good else loads[name][-1].contract if loads[name] else ""
        problem = str(bad[name]) if name in bad else ""
        found.append(_status(name, contract, problem, loads[name], moment))
    return found


def _status(name: str, contract: str, problem: str, loads: list[Load], now: datetime) -> SourceStatus:
    times = [datetime.fromisoformat(load.finished_at) for load in loads if load.status != FAILED]
    usual = _usual_interval(times)
    newest = loads[-1] if loads else None
    last = max(times, default=None)
    is_silent = usual is not None and last is not None and now - last > LATE_AFTER * usual
    state = (
        "broken" if problem
        else "waiting" if newest is None
        else "failed" if any(load.status == FAILED for load in loads)
        else "silent" if is_silent
        else "fresh"
    )  # fmt: skip
    failed = next((load.message for load in reversed(loads) if load.status == FAILED), "")
    days = [day for load in loads for day in (load.first_day, load.last_day) if day]
    return SourceStatus(
        name, contract, state, problem or failed, len({load.file for load in loads}), _sum(loads), last,
        usual,
        min(days, default=None), max(days, default=None),
    )  # fmt: skip


def _usual_interval(times: list[datetime]) -> timedelta | None:
    """Files that came in one go count as one delivery."""
    moments = sorted(times)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    long = [gap for gap in gaps if gap > 600]
    return timedelta(seconds=median(long)) if len(long) >= _LEAST_LOADS - 1 else None


def _sum(loads: list[Load]) -> Counts:
    counted = [load.counts for load in loads if load.status != UNCHANGED]
    names = ("read", "loaded", "rejected", "duplicate", "blank", "corrected", "late")
    return Counts(**{name: sum(getattr(counts, name) for counts in counted) for name in names})


def quarantine(instance: Instance) -> list[FaultGroup]:
    """Faults by source, column and reason, the most frequent first."""
    rows = _quarantined(
        instance,
        "SELECT source, column_name, reason, count(*) FROM {faults} GROUP BY ALL ORDER BY 4 DESC, 1, 2, 3",
        {},
    )
    return [_group(*row) for row in rows]


def _group(source: str, column: str, reason: str, count: int) -> FaultGroup:
    known = REASONS.get(reason, Reason(reason, reason, ""))
    return FaultGroup(source, column, reason, known.title, known.fix, count)


def faults(
    instance: Instance,
    *,
    source: str | None = None,
    reason: str | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[Fault]:
    """Single faults, newest loads first."""
    rows = _quarantined(
        instance,
        "SELECT source, file, line, column_name, reason, detail, masked_line FROM {faults} "
        "WHERE source = coalesce($source, source) AND reason = coalesce($reason, reason) "
        "ORDER BY load_id DESC, line LIMIT $limit OFFSET $offset",
        {"source": source, "reason": reason, "limit": limit, "offset": offset},
    )
    return [Fault(*row) for row in rows]


def _quarantined(instance: Instance, sql: str, given: dict[str, object]) -> list[tuple[Any, ...]]:
    """Rows of a query over the quarantine of committed loads; ``{faults}`` stands for that table."""
    files = [str(instance.home / load.quarantine) for load in read_loads(instance) if load.quarantine]
    if not files:
        return []
    connection = engine.memory()
    try:
        query = sql.replace("{faults}", "read_parquet($files)")
        return connection.execute(query, {**given, "files": files}).fetchall()
    finally:
        connection.close()

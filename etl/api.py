"""What pages may ask of the ETL: sources and how they fare, rows that were not taken and why."""

from dataclasses import dataclass
from typing import Any

from config.instance import Instance
from etl import causes, connect, scripting
from etl.background import Background, Ended, Progress
from etl.checks import REASONS, Reason
from etl.customer_asked import customer_asked, is_telephone
from etl.keeping.log import Done, Gone, sound_gone
from etl.keeping.log import runs as retention_runs
from etl.kept_rows import Change, LateRow, changes, late_rows
from etl.loads import Load, read_loads
from etl.lock import holder
from etl.locked import Lock, lock_period, locked_periods, unlock_period
from etl.telling.alert_states import AlertBoard, AlertState
from etl.telling.alerts import Alerted, Open, alert, alert_board, current_alerts
from etl.telling.digest import BriefWish, brief_file
from etl.telling.messages import Standing, standing
from etl.versions import NewVersion, new_versions
from etl.watching.heartbeat import Heartbeat, heartbeat
from etl.watching.source_status import Delivery, SourceStatus, deliveries, sources
from reports.brief_ask import ALL as ALL_UNITS
from warehouse import engine

__all__ = [
    "ALL_UNITS",
    "REASONS",
    "AlertBoard",
    "AlertState",
    "Alerted",
    "Background",
    "BriefWish",
    "Change",
    "Delivery",
    "Done",
    "Ended",
    "Fault",
    "FaultGroup",
    "Gone",
    "Heartbeat",
    "LateRow",
    "Load",
    "Lock",
    "NewVersion",
    "Open",
    "Progress",
    "Reason",
    "SourceStatus",
    "Standing",
    "alert",
    "alert_board",
    "brief_file",
    "causes",
    "changes",
    "connect",
    "current_alerts",
    "customer_asked",
    "deliveries",
    "faults",
    "heartbeat",
    "holder",
    "is_telephone",
    "late_rows",
    "load_status",
    "lock_period",
    "locked_periods",
    "new_versions",
    "quarantine",
    "retention_runs",
    "scripting",
    "sound_gone",
    "sources",
    "standing",
    "unlock_period",
]


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

"""How each source fares: what it last brought, when it is due again, whether it is silent or failing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from config.instance import Instance
from config.settings import load_settings
from etl.declaration import read_declarations
from etl.loads import FAILED, UNCHANGED, Counts, Load, read_loads
from etl.watching.rhythm import ONE_GO, rhythm

FRESH, SILENT, BROKEN, WAITING = "fresh", "silent", "broken", "waiting"
_STAMP = "%Y%m%dT%H%M%S_%f"


@dataclass(frozen=True)
class SourceStatus:
    """One declared or once loaded source. Times are UTC.

    ``state``: fresh, silent (nothing for longer than usual), failed (its newest file was not taken),
    broken (its declaration cannot be followed), waiting (declared, nothing loaded yet).
    ``usual_interval``, ``due_at`` (the next delivery), ``overdue_at`` (from when it is silent): None while
    it has brought too little to tell, and for a source declared to come once.
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
    due_at: datetime | None = None
    overdue_at: datetime | None = None


@dataclass(frozen=True)
class Delivery:
    """Files of one source that came in one go; ``at``: UTC, when they were looked at."""

    source: str
    at: datetime
    count_files: int
    rows_loaded: int
    rows_rejected: int
    count_failed: int


def sources(
    instance: Instance, now: datetime | None = None, loads: Sequence[Load] | None = None
) -> list[SourceStatus]:
    """Every source by name, as it stands at ``now``; ``loads``: where the caller has read them already."""
    good, bad = read_declarations(instance)
    of_source: dict[str, list[Load]] = defaultdict(list)
    for load in read_loads(instance) if loads is None else loads:
        of_source[load.source].append(load)
    zone, moment = ZoneInfo(load_settings(instance).operator.time_zone), now or datetime.now(UTC)
    found = []
    for name in sorted({*good, *bad, *of_source}):
        mine = of_source[name]
        contract = good[name].contract if name in good else mine[-1].contract if mine else ""
        expected = good[name].expected if name in good else None
        problem = str(bad[name]) if name in bad else ""
        found.append(_status((name, contract, problem), mine, (zone, expected), moment))
    return found


def _status(
    told: tuple[str, str, str], loads: list[Load], beat: tuple[ZoneInfo, str | None], now: datetime
) -> SourceStatus:
    name, contract, problem = told
    times = _arrivals(loads)
    known = rhythm(times, *beat)
    failed = failures(loads)
    is_silent = known.overdue_at is not None and now >= known.overdue_at
    state = (
        BROKEN if problem
        else WAITING if not loads
        else FAILED if failed
        else SILENT if is_silent
        else FRESH
    )  # fmt: skip
    days = [day for load in loads for day in (load.first_day, load.last_day) if day]
    message = problem or (failed[-1].message if failed else "")
    return SourceStatus(
        name, contract, state, message, len({load.file for load in loads}), _sum(loads),
        max(times, default=None), known.usual, min(days, default=None), max(days, default=None),
        known.due_at, known.overdue_at,
    )  # fmt: skip


def failures(loads: Sequence[Load]) -> list[Load]:
    """Files of one source, in order of time, that are still not taken: one that was withdrawn is settled by
    the next that is taken."""
    last_taken = max((load.load_id for load in loads if load.status != FAILED), default="")
    return [
        load
        for load in loads
        if load.status == FAILED and (load.load_id > last_taken or _is_there(load.file_path))
    ]


def _is_there(path: str) -> bool:
    return "://" in path or (bool(path) and Path(path).exists())


def _arrivals(loads: Sequence[Load]) -> list[datetime]:
    """When something came. A file found again elsewhere, its time unchanged, did not come again; the same
    content written anew did: a list that stays the same is delivered all the same."""
    known, times = set(), []
    for load in loads:
        if load.status == FAILED:
            continue
        if load.status != UNCHANGED or (load.file_sha256, load.file_changed_ns) not in known:
            times.append(came_at(load))
        known.add((load.file_sha256, load.file_changed_ns))
    return times


def came_at(load: Load) -> datetime:
    """UTC; a file that is read again, its declaration being mended, keeps the moment it first came."""
    try:
        return datetime.strptime(load.load_id.partition("-")[0], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromisoformat(load.finished_at)


def _sum(loads: list[Load]) -> Counts:
    counted = [load.counts for load in loads if load.status != UNCHANGED]
    names = ("read", "loaded", "rejected", "duplicate", "blank", "corrected", "late")
    return Counts(**{name: sum(getattr(counts, name) for counts in counted) for name in names})


def deliveries(instance: Instance, since: datetime, loads: Sequence[Load] | None = None) -> list[Delivery]:
    """What came since then, by source and time; failed files are part of it. ``loads``: as of ``sources``."""
    known = read_loads(instance) if loads is None else loads
    recent = [load for load in known if came_at(load) >= since]
    found = []
    for source, mine in groupby(sorted(recent, key=lambda load: (load.source, came_at(load))), _source_of):
        found += [_delivery(source, part) for part in _in_one_go(list(mine))]
    return found


def _source_of(load: Load) -> str:
    return load.source


def _in_one_go(loads: list[Load]) -> list[list[Load]]:
    parts: list[list[Load]] = []
    for load in loads:
        if parts and came_at(load) - came_at(parts[-1][-1]) <= ONE_GO:
            parts[-1].append(load)
        else:
            parts.append([load])
    return parts


def _delivery(source: str, loads: list[Load]) -> Delivery:
    news = [load for load in loads if load.status != UNCHANGED]
    return Delivery(
        source, came_at(loads[-1]), len(loads), sum(load.rows_loaded for load in news),
        sum(load.rows_rejected for load in news), sum(load.status == FAILED for load in loads),
    )  # fmt: skip

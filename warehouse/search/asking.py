"""The answer to a search: how many calls, and the first of them with the places where it was met."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import nlargest
from pathlib import Path
from typing import Literal

from tantivy import Query

from config.errors import NotReady
from config.instance import Instance
from warehouse import dimensions, gate
from warehouse.gate import NO_FILTERS, Ask, Filters, Source
from warehouse.period import Period, parse_date
from warehouse.scope import Refused, Scope
from warehouse.search import matching, shards, state
from warehouse.search.places import Place, places
from warehouse.search.query import Wanted, parse
from warehouse.search.shards import Match, Shard
from warehouse.search.talks import SPEAKERS
from warehouse.snapshot import Snapshot

Order = Literal["newest", "best"]
ORDERS: tuple[Order, ...] = ("newest", "best")
_CALLS = Source.parse("facts.calls")
_PERIODS = {"week": Period.week, "month": Period.month, "quarter": Period.quarter}
_TRIES = 3
_open: dict[Path, Shard] = {}
_guard = threading.Lock()


@dataclass(frozen=True)
class Hit:
    """A call in which the search was met. started_at: the operator's clock. score: 0 to 10, None: none."""

    recording_id: str
    started_at: datetime
    unit_id: str | None
    agent_id: str | None
    score: int | None
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Found:
    """count: calls that fit, in all. hits: the first of them. is_missing: no index is there yet.

    is_current: the index holds all of the snapshot; else it is being prepared, and more may fit.
    """

    count: int
    hits: tuple[Hit, ...]
    is_missing: bool = False
    is_current: bool = True


def search(
    instance: Instance,
    snapshot: Snapshot,
    scope: Scope,
    text: str,
    *,
    period: Period,
    filters: Filters = NO_FILTERS,
    order: Order = "newest",
    limit: int = 50,
) -> Found:
    """Calls in which every word of ``text`` is said, in any form, within scope, period and filters.

    filters: dimensions of recorded talks, recording_id, score, speaker, broken (a criterion, or any).
    order: by time, or by how often and how rare (BM25).
    Raises WrongUse for an unknown filter or a text that cannot be
    looked for, Refused where the person may not read transcripts.
    """
    if not scope.personal and not scope.sees_nothing:
        raise Refused(f"recordings and transcripts are not open to the role '{scope.role}'.")
    dimensions.check("filter of search", filters, matching.allowed())
    wanted = parse(text)
    held = state.read(instance)
    found = Found(0, (), is_missing=not held.sequence, is_current=held.holds(snapshot.id))
    if wanted.is_empty or not held.days:
        return found
    query = matching.query_of(wanted, scope, {k: v for k, v in filters.items() if k not in dimensions.TIMES})
    count, matches = _matches(_shards(instance, period, filters), query, limit, order)
    hits = _hits(snapshot, scope, matches, wanted, filters.get("speaker", SPEAKERS))
    return Found(count, hits, found.is_missing, found.is_current)


def _shards(instance: Instance, period: Period, filters: Filters) -> list[Shard]:
    """Open days that are asked for, the newest first; a day replaced just now is looked up again."""
    for left in reversed(range(_TRIES)):
        held = state.read(instance)
        days = sorted((day for day in held.days if _is_asked(day, period, filters)), reverse=True)
        folder = state.folder(instance)
        try:
            _let_go(folder, {folder / name for name in held.days.values()})
            return [_opened(folder / held.days[day], day) for day in days]
        except (OSError, ValueError) as error:
            if not left:
                raise NotReady(
                    f"{folder}: the search index is damaged ({error}); "
                    "remove the folder and run 'python -m warehouse index'."
                ) from None
    return []


def _opened(path: Path, day: date) -> Shard:
    with _guard:
        if path not in _open:
            _open[path] = shards.open_shard(path, day)
        return _open[path]


def _let_go(folder: Path, kept: set[Path]) -> None:
    """Days of before close, so that their room on the disk is free."""
    with _guard:
        for path in [path for path in _open if path.parent == folder and path not in kept]:
            del _open[path]


def _is_asked(day: date, period: Period, filters: Filters) -> bool:
    if (period.start and day < period.start) or (period.end and day >= period.end):
        return False
    return all(_first_day(name, day) in _dates(name, filters) for name in dimensions.TIMES if name in filters)


def _first_day(name: str, day: date) -> date | None:
    return day if name == "day" else _PERIODS[name](day).start


def _dates(name: str, filters: Filters) -> list[date]:
    return [parse_date(f"filter {name}", str(value)) for value in filters[name]]


def _matches(days: Sequence[Shard], query: Query, limit: int, order: Order) -> tuple[int, list[Match]]:
    total = 0
    kept: list[Match] = []
    for shard in days:
        is_newest = order == "newest"
        room = limit - len(kept) if is_newest else limit
        count, found = shards.ask(shard, query, room, is_newest=is_newest)
        total += count
        kept += found
    return total, kept if order == "newest" else nlargest(limit, kept, key=lambda match: match.rank)


def _hits(
    snapshot: Snapshot, scope: Scope, matches: Sequence[Match], wanted: Wanted, sides: Sequence[str]
) -> tuple[Hit, ...]:
    """What the gate of the snapshot lets through: a call that moved to another unit since is left out."""
    if not matches:
        return ()
    read = [shards.read(match) for match in matches]
    days = sorted(match.shard.day for match in matches)
    ask = Ask(scope, Period(days[0], days[-1] + timedelta(days=1)))  # the gate reads only these days
    calls = _seen(snapshot, ask, [recording_id for recording_id, _ in read])
    return tuple(
        Hit(recording_id, *calls[recording_id], tuple(places(said, wanted.parts, sides)))
        for recording_id, said in read
        if recording_id in calls
    )


def _seen(
    snapshot: Snapshot, ask: Ask, recording_ids: list[str]
) -> dict[str, tuple[datetime, str | None, str | None, int | None]]:
    """Recording -> when, unit, agent, score; of the recordings in scope and period alone."""
    parameters: dict[str, object] = {"recording_ids": recording_ids}
    relation = gate.gated(_CALLS, ask, snapshot.columns, parameters)
    found = snapshot.cursor().execute(
        f"select recording_id, started_at, unit_id, agent_id, score from {relation} "  # noqa: S608
        "where recording_id in $recording_ids",
        parameters,
    )
    return {str(row[0]): (row[1], row[2], row[3], row[4]) for row in found.fetchall()}

"""The queue at a glance: counts, what was heard today, how much is left, until when, at what cost.

Seconds of sound that wait are not known before they are decoded: they are estimated from the bytes of the
files, by what recordings of the same kind heard lately had for theirs, else by their mean length.
"""

import time
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Select, and_, func, select

from transcribe import control
from transcribe.ledger import DONE, FAILED, QUEUED, RUNNING, STATES, Ledger
from transcribe.ledger_tables import jobs
from transcribe.queue import DayCount, Hearing, QueueOverview, QueueState, SetAside

LATELY_DAYS = 7
LEAST_HEARD = 5
"""Recordings heard lately from which on an estimate is given."""


def state(ledger: Ledger, zone: tzinfo) -> QueueState:
    """The whole queue in one row."""
    lately = time.time() - LATELY_DAYS * 86_400
    midnight = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    _, audio_s, core_s = _sums(ledger, 0.0)
    today = _sums(ledger, midnight)
    heard = _sums(ledger, lately)
    waits = _waiting_s(ledger, lately)
    cost = heard[2] / heard[1] if heard[0] >= LEAST_HEARD and heard[1] else None
    run, pause, found = control.run_now(ledger), control.paused(ledger), counts(ledger)
    workers = run.workers if run else 0
    is_known = waits is not None and cost is not None and workers and pause is None
    return QueueState(
        **found, audio_s=audio_s, core_s=core_s, today_done=today[0], today_audio_s=today[1],
        today_core_s=today[2], waiting_audio_s=waits, cost=cost, count_cost=heard[0], workers=workers,
        eta_s=(waits or 0.0) * (cost or 0.0) / workers if is_known else None, oldest_at=_oldest(ledger),
        paused_at=pause.at if pause else None, paused_by=pause.by if pause else "",
        run_at=run.started_at if run else None, run_where=run.where if run else "",
    )  # fmt: skip


def overview(ledger: Ledger, zone: tzinfo, most_days: int) -> QueueOverview:
    """Everything a page shows of the queue."""
    found = state(ledger, zone)
    return QueueOverview(
        found, tuple(hearing(ledger)), tuple(set_aside(ledger)), tuple(days(ledger, most_days))
    )


def counts(ledger: Ledger) -> dict[str, int]:
    """State -> number of recordings, every state there."""
    found = _all(ledger, select(jobs.c.state, func.count().label("n")).group_by(jobs.c.state))
    return dict.fromkeys(STATES, 0) | {row["state"]: int(row["n"]) for row in found}


def hearing(ledger: Ledger) -> list[Hearing]:
    """What is being heard now, longest first."""
    columns = (jobs.c.worker, jobs.c.recording_id, jobs.c.claimed_at.label("since"), jobs.c.attempts)
    asked = select(*columns).where(jobs.c.state == RUNNING).order_by(jobs.c.claimed_at)
    return [Hearing(**row) for row in _all(ledger, asked)]


def set_aside(ledger: Ledger, limit: int = 1000) -> list[SetAside]:
    """What nobody could hear, the newest first."""
    columns = (jobs.c.recording_id, jobs.c.path, jobs.c.attempts, jobs.c.reason)
    asked = select(*columns, jobs.c.finished_at.label("at")).where(jobs.c.state == FAILED)
    order = asked.order_by(jobs.c.finished_at.desc(), jobs.c.number).limit(limit)
    return [SetAside(**row) for row in _all(ledger, order)]


def days(ledger: Ledger, most: int) -> list[DayCount]:
    """The last ``most`` days with calls, oldest first. Calls without a day are in none."""
    newest = _all(ledger, select(func.max(jobs.c.day).label("day")))[0]["day"]
    if newest is None:
        return []
    first = (date.fromisoformat(newest) - timedelta(days=most - 1)).isoformat()
    grouped = select(jobs.c.day, jobs.c.state, func.count().label("n")).where(jobs.c.day >= first)
    found: dict[str, dict[str, int]] = {}
    for row in _all(ledger, grouped.group_by(jobs.c.day, jobs.c.state)):
        found.setdefault(row["day"], dict.fromkeys(STATES, 0))[row["state"]] = int(row["n"])
    return [
        DayCount(date.fromisoformat(day), each[DONE], each[QUEUED] + each[RUNNING], each[FAILED])
        for day, each in sorted(found.items())
    ]


def _sums(ledger: Ledger, since: float) -> tuple[int, float, float]:
    """Heard since then: recordings, seconds of sound, processor seconds."""
    match = and_(jobs.c.state == DONE, jobs.c.finished_at >= since)
    names = (func.count().label("n"), _sum(jobs.c.audio_s, "audio"), _sum(jobs.c.seconds, "core"))
    row = _all(ledger, select(*names).where(match))[0]
    return int(row["n"]), float(row["audio"]), float(row["core"])


def _waiting_s(ledger: Ledger, lately: float) -> float | None:
    """Seconds of sound that wait; None where too little was heard to tell."""
    heard = and_(jobs.c.state == DONE, jobs.c.finished_at >= lately, jobs.c.audio_s > 0)
    known = {row["kind"]: row for row in _by_kind(ledger, heard)}
    count = sum(row["n"] for row in known.values())
    if count < LEAST_HEARD:
        return None
    mean_s = sum(float(row["audio"]) for row in known.values()) / count
    total = 0.0
    for row in _by_kind(ledger, jobs.c.state.in_((QUEUED, RUNNING))):
        like = known.get(row["kind"])
        if like and like["bytes"] > 0 and row["bytes"] > 0:
            total += float(row["bytes"]) * float(like["audio"]) / float(like["bytes"])
        else:
            total += row["n"] * mean_s
    return total


def _by_kind(ledger: Ledger, match: Any) -> list[dict[str, Any]]:
    names = (jobs.c.kind, func.count().label("n"), _sum(jobs.c.bytes, "bytes"), _sum(jobs.c.audio_s, "audio"))
    return _all(ledger, select(*names).where(match).group_by(jobs.c.kind))


def _oldest(ledger: Ledger) -> float | None:
    asked = select(func.min(jobs.c.queued_at).label("at")).where(jobs.c.state == QUEUED, jobs.c.queued_at > 0)
    at: float | None = _all(ledger, asked)[0]["at"]
    return at


def _sum(column: Any, name: str) -> Any:
    return func.coalesce(func.sum(column), 0).label(name)


def _all(ledger: Ledger, asked: Select[Any]) -> list[dict[str, Any]]:
    with ledger.engine.connect() as connection:
        return [dict(row) for row in connection.execute(asked).mappings()]

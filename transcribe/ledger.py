"""The durable job ledger: which recording is queued, running, done or set aside, and why.

A job is claimed by one worker for a limited time (a lease).  A claim, like every other step, is one
statement of the database, so it happens wholly or not at all.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection

from transcribe.ledger_tables import batches, jobs, open_ledger, results

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
STATES = (QUEUED, RUNNING, DONE, FAILED)
MOST_ATTEMPTS = 2  # heard again once after a crash or a time-out, then set aside
FILE = "ledger.sqlite"
_REPLACED = (
    "path", "agent_side", "language", "day", "priority", "bytes", "changed_at", "wanted", "is_demo_wanted",
)  # fmt: skip

_FRESH = {
    "state": QUEUED, "attempts": 0, "worker": "", "lease_until": 0.0, "reason": "", "seconds": 0.0,
    "audio_s": 0.0, "is_demo": False,
}  # fmt: skip


@dataclass(frozen=True)
class Job:
    """A claimed job. ``wanted``: key of the choice of models."""

    number: int
    recording_id: str
    path: Path
    agent_side: str
    language: str | None
    day: str | None
    bytes: int
    attempts: int
    wanted: str


@dataclass(frozen=True)
class Wanted:
    """A recording to put in the queue, with its file's state and the models that are to hear it."""

    recording_id: str
    path: str
    agent_side: str
    language: str | None
    day: str | None
    priority: int
    bytes: int
    changed_at: int
    wanted: str
    is_demo_wanted: bool


class Ledger:
    """One ledger file. Every method is one transaction."""

    def __init__(self, file: Path) -> None:
        self._engine = open_ledger(file)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def enqueue(self, wanted: Sequence[Wanted], *, again: bool = False) -> None:
        """Queue what is new, set-aside recordings whose file or model has changed, and calls that only
        a demonstration model has heard once a full one is in use. ``again``: other models, too."""
        if not wanted:
            return
        new = upsert(jobs).values(**_FRESH)
        statement = new.on_conflict_do_update(
            index_elements=[jobs.c.recording_id],
            set_={name: new.excluded[name] for name in _REPLACED}
            | {"state": QUEUED, "attempts": 0, "reason": ""},
            where=_is_due_again(new.excluded, again),
        )
        with self._engine.begin() as connection:
            connection.execute(statement, [vars(each) for each in wanted])

    def count_queued(self, recording_ids: Sequence[str]) -> int:
        """How many of these are queued."""
        total = 0
        with self._engine.connect() as connection:
            for start in range(0, len(recording_ids), 500):
                match = jobs.c.recording_id.in_(recording_ids[start : start + 500])
                count = select(func.count()).where(and_(jobs.c.state == QUEUED, match))
                total += connection.execute(count).scalar_one()
        return total

    def queued_languages(self) -> list[str | None]:
        """Languages of queued recordings, None among them where some are not known."""
        with self._engine.connect() as connection:
            found = connection.execute(select(jobs.c.language).where(jobs.c.state == QUEUED).distinct())
            return list(found.scalars())

    def want(self, language: str | None, wanted: str, is_demo: bool) -> None:
        """Queued recordings of ``language`` are to be heard by the models of key ``wanted``."""
        match = and_(jobs.c.state == QUEUED, jobs.c.language.is_not_distinct_from(language))
        with self._engine.begin() as connection:
            connection.execute(update(jobs).where(match).values(wanted=wanted, is_demo_wanted=is_demo))

    def claim(self, worker: str, lease_s: float) -> Job | None:
        """Take the next job: highest priority first, then order of arrival. None when none is queued."""
        number = (
            select(jobs.c.number)
            .where(jobs.c.state == QUEUED)
            .order_by(jobs.c.priority.desc(), jobs.c.number)
            .limit(1)
            .scalar_subquery()
        )
        statement = (
            update(jobs)
            .where(jobs.c.number == number)
            .values(
                state=RUNNING, worker=worker, lease_until=time.time() + lease_s, attempts=jobs.c.attempts + 1
            )
            .returning(*(jobs.c[name] for name in Job.__dataclass_fields__))
        )
        with self._engine.begin() as connection:
            row = connection.execute(statement).first()
        return Job(**{**row._mapping, "path": Path(row.path)}) if row else None

    def extend(self, number: int, lease_s: float) -> None:
        """Hold a claimed job for ``lease_s`` more."""
        self._set([number], lease_until=time.time() + lease_s)

    def give_back(self, numbers: Iterable[int]) -> None:
        """Back to the queue through no fault of the recording: the attempt does not count."""
        self._set(numbers, state=QUEUED, attempts=jobs.c.attempts - 1)

    def try_again(self, number: int, reason: str) -> None:
        """Back to the queue after a crash or a time-out; behind all others."""
        self._set([number], state=QUEUED, reason=reason, priority=jobs.c.priority - 1_000_000)

    def take_back(self, worker_prefix: str) -> None:
        """Queue again what a dispatcher left running: those of this host (it is dead: we hold its
        lock), and any whose lease has run out."""
        left = or_(jobs.c.worker.startswith(worker_prefix, autoescape=True), jobs.c.lease_until < time.time())
        statement = update(jobs).where(and_(jobs.c.state == RUNNING, left))
        with self._engine.begin() as connection:
            connection.execute(statement.values(state=QUEUED, attempts=jobs.c.attempts - 1))

    def retry(self, recording_ids: Sequence[str] = ()) -> int:
        """Queue set-aside recordings again (all, or those named); how many there were."""
        statement = update(jobs).where(jobs.c.state == FAILED)
        if recording_ids:
            statement = statement.where(jobs.c.recording_id.in_(recording_ids))
        with self._engine.begin() as connection:
            return connection.execute(statement.values(state=QUEUED, attempts=0)).rowcount

    def known(self, result_key: str) -> dict[str, Any] | None:
        """The recordings row of a sound that these models have heard before."""
        with self._engine.connect() as connection:
            row = connection.execute(select(results.c.row).where(results.c.result_key == result_key)).first()
        return dict(json.loads(row.row)) if row else None

    def known_batches(self) -> set[str]:
        with self._engine.connect() as connection:
            return set(connection.execute(select(batches.c.name)).scalars())

    def note(self, names: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> None:
        """Take note of committed transcript files and of the recordings rows in them."""
        with self._engine.begin() as connection:
            for row in rows:
                _note_row(connection, row)
            for name in names:
                connection.execute(upsert(batches).values(name=name).on_conflict_do_nothing())

    def counts(self) -> dict[str, int]:
        """State -> number of recordings, every state there."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
            return dict.fromkeys(STATES, 0) | {row[0]: int(row[1]) for row in rows}

    def totals(self) -> tuple[float, float]:
        """Seconds of sound heard, and processor seconds they took, of all that is done."""
        with self._engine.connect() as connection:
            sums = select(func.total(jobs.c.audio_s), func.total(jobs.c.seconds)).where(jobs.c.state == DONE)
            row = connection.execute(sums).one()
        return float(row[0]), float(row[1])

    def failed(self) -> list[dict[str, Any]]:
        """Set-aside recordings: recording_id, path, attempts, reason."""
        columns = (jobs.c.recording_id, jobs.c.path, jobs.c.attempts, jobs.c.reason)
        with self._engine.connect() as connection:
            found = connection.execute(select(*columns).where(jobs.c.state == FAILED).order_by(jobs.c.number))
            return [dict(row) for row in found.mappings()]

    def forget(self, recording_ids: Sequence[str]) -> None:
        """Drop jobs of recordings that are no longer there."""
        with self._engine.begin() as connection:
            connection.execute(delete(jobs).where(jobs.c.recording_id.in_(recording_ids)))

    def _set(self, numbers: Iterable[int], **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(jobs).where(jobs.c.number.in_(list(numbers))).values(**values))


def _is_due_again(new: Any, again: bool) -> Any:
    """What of a known recording puts it back into the queue (a running one is left alone)."""
    moved = or_(jobs.c.path != new.path, jobs.c.bytes != new.bytes, jobs.c.changed_at != new.changed_at)
    other = jobs.c.wanted != new.wanted
    grown = and_(new.bytes >= 0, jobs.c.bytes != new.bytes)
    full = and_(jobs.c.is_demo, new.is_demo_wanted.is_(False))
    return or_(
        jobs.c.state == QUEUED,
        and_(jobs.c.state == FAILED, or_(moved, other)),
        and_(jobs.c.state == DONE, or_(grown, full, other if again else full)),
    )


def _note_row(connection: Connection, row: Mapping[str, Any]) -> None:
    is_done = row["status"] == DONE
    values = {
        "state": DONE if is_done else FAILED, "reason": row["reason"], "seconds": row["seconds_spent"],
        "audio_s": row["duration_s"], "is_demo": row["is_demo_model"], "lease_until": 0.0,
    }  # fmt: skip
    wanted = row["result_key"].rpartition("-")[2]
    match = and_(jobs.c.recording_id == row["recording_id"], jobs.c.wanted == wanted)
    connection.execute(update(jobs).where(match).values(**values))
    if is_done:
        new = insert(results).values(result_key=row["result_key"], row=json.dumps(row, default=str))
        connection.execute(new.prefix_with("OR IGNORE"))

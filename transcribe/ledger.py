"""The durable job ledger: which recording is queued, running, done or set aside, and why.

A job is claimed by one dispatcher for a limited time (a lease) that it renews while it lives.  A claim,
like every other step, is one statement of the database, so it happens wholly or not at all.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from config.instance import Instance
from transcribe import priority
from transcribe.ledger_engine import FILE, address, open_ledger, sqlite_address
from transcribe.ledger_tables import DONE, FAILED, QUEUED, RUNNING, STATES, batches, jobs, notes, results
from transcribe.requeue import is_due_again, queued_again

__all__ = ["DONE", "FAILED", "FILE", "QUEUED", "RUNNING", "STATES", "Job", "Ledger", "Wanted", "ledger_of"]

MOST_ATTEMPTS = 2  # heard again once after a crash or a time-out, then set aside
_REPLACED = (
    "path", "agent_side", "language", "day", "bytes", "changed_at", "wanted", "is_demo_wanted", "agent_id",
    "call_at", "is_urgent", "shuffle", "kind",
)  # fmt: skip

_FRESH = {
    "state": QUEUED, "attempts": 0, "worker": "", "lease_until": 0.0, "reason": "", "seconds": 0.0,
    "audio_s": 0.0, "is_demo": False, "priority": priority.REST,
}  # fmt: skip


@dataclass(frozen=True)
class Job:
    """A claimed job. ``path``: relative to the instance, absolute, or an address; ``wanted``: key of the
    choice of models."""

    number: int
    recording_id: str
    path: str
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
    bytes: int
    changed_at: int
    wanted: str
    is_demo_wanted: bool
    agent_id: str | None = None
    call_at: float = 0.0
    is_urgent: bool = False
    shuffle: int = 0
    kind: str = ""


class Ledger:
    """The ledger at an address, or in a file. Every method is one transaction."""

    def __init__(self, place: str | Path) -> None:
        self.engine = open_ledger(sqlite_address(place) if isinstance(place, Path) else place)
        self._upsert = postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def enqueue(self, wanted: Sequence[Wanted], *, again: bool = False) -> None:
        """Queue what is new, set-aside recordings whose file or model has changed, and calls that only
        a demonstration model has heard once a full one is in use. ``again``: other models, too."""
        if not wanted:
            return
        new = self._upsert(jobs).values(**_FRESH, queued_at=time.time())
        statement = new.on_conflict_do_update(
            index_elements=[jobs.c.recording_id],
            set_={name: new.excluded[name] for name in _REPLACED} | queued_again(new.excluded),
            where=is_due_again(new.excluded, again),
        )
        with self.engine.begin() as connection:
            connection.execute(statement, [vars(each) for each in wanted])

    def prioritise(self, sample_calls: int) -> int:
        """Set the priority of everything that waits (see ``priority``); how many changed."""
        with self.engine.begin() as connection:
            return priority.prioritise(connection, QUEUED, sample_calls)

    def count_queued(self, recording_ids: Sequence[str]) -> int:
        """How many of these are queued."""
        total = 0
        with self.engine.connect() as connection:
            for start in range(0, len(recording_ids), 500):
                match = jobs.c.recording_id.in_(recording_ids[start : start + 500])
                count = select(func.count()).where(and_(jobs.c.state == QUEUED, match))
                total += connection.execute(count).scalar_one()
        return total

    def queued_languages(self) -> list[str | None]:
        """Languages of queued recordings, None among them where some are not known."""
        with self.engine.connect() as connection:
            return list(connection.scalars(select(jobs.c.language).where(jobs.c.state == QUEUED).distinct()))

    def want(self, language: str | None, wanted: str, is_demo: bool) -> None:
        """Queued recordings of ``language`` are to be heard by the models of key ``wanted``."""
        is_other = or_(jobs.c.wanted != wanted, jobs.c.is_demo_wanted.is_not(is_demo))
        match = and_(jobs.c.state == QUEUED, jobs.c.language.is_not_distinct_from(language), is_other)
        with self.engine.begin() as connection:
            connection.execute(update(jobs).where(match).values(wanted=wanted, is_demo_wanted=is_demo))

    def want_one(self, number: int, wanted: str, is_demo: bool) -> None:
        """A claimed recording is heard by the models of key ``wanted``."""
        self._set([number], wanted=wanted, is_demo_wanted=is_demo)

    def claim(self, owner: str, lease_s: float) -> Job | None:
        """Take the next job in turn (see ``priority``). None when none is queued.

        PostgreSQL passes over a row that somebody else is just changing, SQLite has one writer at a time.
        """
        now = time.time()
        number = (
            select(jobs.c.number)
            .where(jobs.c.state == QUEUED)
            .order_by(jobs.c.priority.desc(), jobs.c.call_at.desc(), jobs.c.number)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        statement = (
            update(jobs)
            .where(jobs.c.number == number)
            .values(
                state=RUNNING, owner=owner, worker="", claimed_at=now, lease_until=now + lease_s,
                attempts=jobs.c.attempts + 1,
            )
            .returning(*(jobs.c[name] for name in Job.__dataclass_fields__))
        )  # fmt: skip
        with self.engine.begin() as connection:
            row = connection.execute(statement).first()
        return Job(**row._mapping) if row else None

    def placed(self, number: int, worker: str) -> None:
        """Where a claimed job is being heard."""
        self._set([number], worker=worker)

    def renew(self, owner: str, lease_s: float) -> None:
        """Hold everything this dispatcher has claimed for ``lease_s`` more."""
        match = and_(jobs.c.state == RUNNING, jobs.c.owner == owner)
        with self.engine.begin() as connection:
            connection.execute(update(jobs).where(match).values(lease_until=time.time() + lease_s))

    def give_back(self, numbers: Iterable[int]) -> None:
        """Back to the queue through no fault of the recording: the attempt does not count."""
        self._set(numbers, state=QUEUED, attempts=jobs.c.attempts - 1)

    def try_again(self, number: int, reason: str) -> None:
        """Back to the queue after a crash or a time-out; behind all others."""
        self._set([number], state=QUEUED, reason=reason, priority=jobs.c.priority - priority.BEHIND)

    def take_back(self, owner_prefix: str) -> None:
        """Queue again what a dispatcher left running: those of this host (it is dead: we hold its
        lock), and any whose lease has run out."""
        left = or_(jobs.c.owner.startswith(owner_prefix, autoescape=True), jobs.c.lease_until < time.time())
        statement = update(jobs).where(and_(jobs.c.state == RUNNING, left))
        with self.engine.begin() as connection:
            connection.execute(statement.values(state=QUEUED, attempts=jobs.c.attempts - 1))

    def retry(self, recording_ids: Sequence[str] = ()) -> int:
        """Queue set-aside recordings again (all, or those named); how many there were."""
        statement = update(jobs).where(jobs.c.state == FAILED)
        if recording_ids:
            statement = statement.where(jobs.c.recording_id.in_(recording_ids))
        with self.engine.begin() as connection:
            return connection.execute(
                statement.values(state=QUEUED, attempts=0, queued_at=time.time())
            ).rowcount

    def known(self, result_key: str) -> dict[str, Any] | None:
        """The recordings row of a sound that these models have heard before."""
        with self.engine.connect() as connection:
            row = connection.scalar(select(results.c.row).where(results.c.result_key == result_key))
        return dict(json.loads(row)) if row else None

    def known_batches(self) -> set[str]:
        with self.engine.connect() as connection:
            return set(connection.scalars(select(batches.c.name)))

    def note(self, names: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> None:
        """Take note of committed transcript files and of the recordings rows in them."""
        with self.engine.begin() as connection:
            for row in rows:
                self._note_row(connection, row)
            for name in names:
                connection.execute(self._upsert(batches).values(name=name).on_conflict_do_nothing())

    def told(self, name: str) -> dict[str, Any] | None:
        """What was noted under ``name`` with ``tell``."""
        with self.engine.connect() as connection:
            value = connection.scalar(select(notes.c.value).where(notes.c.name == name))
        return dict(json.loads(value)) if value else None

    def tell(self, name: str, value: Mapping[str, Any] | None) -> None:
        """Note ``value`` for every process that asks; None: forget it."""
        with self.engine.begin() as connection:
            connection.execute(delete(notes).where(notes.c.name == name))
            if value is not None:
                connection.execute(insert(notes).values(name=name, value=json.dumps(value)))

    def forget(self, recording_ids: Sequence[str]) -> None:
        """Drop jobs of recordings that are no longer there."""
        with self.engine.begin() as connection:
            connection.execute(delete(jobs).where(jobs.c.recording_id.in_(recording_ids)))

    def erase(self, recording_ids: Sequence[str], audio_ids: Sequence[str]) -> None:
        """Drop jobs of recordings, and results of their sounds, from the bytes of the ledger too."""
        self.forget(recording_ids)
        with self.engine.begin() as connection:
            for audio_id in audio_ids:
                match = results.c.result_key.startswith(f"{audio_id}-", autoescape=True)
                connection.execute(delete(results).where(match))
        if self.engine.dialect.name == "sqlite":
            raw = self.engine.raw_connection()
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement).close()
            raw.close()

    def _set(self, numbers: Iterable[int], **values: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(update(jobs).where(jobs.c.number.in_(list(numbers))).values(**values))

    def _note_row(self, connection: Connection, row: Mapping[str, Any]) -> None:
        is_done = row["status"] == DONE
        values = {
            "state": DONE if is_done else FAILED, "reason": row["reason"], "seconds": row["seconds_spent"],
            "audio_s": row["duration_s"], "is_demo": row["is_demo_model"], "lease_until": 0.0,
            "finished_at": _moment(row.get("transcribed_at")),
        }  # fmt: skip
        wanted = row["result_key"].rpartition("-")[2]
        match = and_(jobs.c.recording_id == row["recording_id"], jobs.c.wanted == wanted)
        connection.execute(update(jobs).where(match).values(**values))
        if is_done:
            known = {"result_key": row["result_key"], "row": json.dumps(row, default=str)}
            connection.execute(self._upsert(results).values(known).on_conflict_do_nothing())


def ledger_of(instance: Instance) -> Ledger:
    """The ledger of an instance, made if need be."""
    return Ledger(address(instance))


def _moment(value: Any) -> float:
    """Seconds since 1970 of a UTC time without its zone."""
    return value.replace(tzinfo=UTC).timestamp() if isinstance(value, datetime) else time.time()

"""Taking one customer out of the journal, its append-only tables included: the one exception to their rule.

What people were paid for stays as it was closed: those rows name a rating and a contact, no customer, and
what they point to is gone.  Who listened to whom stays in the audit, without the recording.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, delete, func, inspect, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from journal.migrations import refuse_changes
from journal.pay_tables import CONTEST_ENDS, CONTESTS
from journal.tables import DRAFTS, FOLLOWUP_STEPS, FOLLOWUPS, PLAYS

_AT_ONCE = 400
Ids = Mapping[str, Collection[str]]
"""Record type (surveys, ratings, recordings) -> identifiers of rows that are the customer's."""


class ErasingBook:
    """``Journal.erasing``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def entries(self, ids: Ids) -> int:
        """How many entries are about these rows."""
        with self._engine.begin() as connection:
            return sum(_count(connection, table, which) for table, which in _about(ids))

    def erase(self, ids: Ids) -> None:
        """Remove them, and their bytes from the file; again it does nothing."""
        writing = self._engine.connect().execution_options(writes=True)
        with writing as connection, connection.begin(), _changes_allowed(connection):
            _erase(connection, ids)
        if self._engine.dialect.name == "sqlite":
            self._sweep()

    def _sweep(self) -> None:
        """Deleted rows stay in the bytes of an SQLite file, and in its log, until it is written anew."""
        raw = self._engine.raw_connection()
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(statement).close()
        finally:
            raw.close()


def _erase(connection: Connection, ids: Ids) -> None:
    for table, which in _about(ids):
        if table is PLAYS:
            _rename_recordings(connection, which)
        else:
            connection.execute(delete(table).where(which))


def _rename_recordings(connection: Connection, which: ColumnElement[bool]) -> None:
    names = connection.execute(select(PLAYS.c.recording_id).where(which).distinct()).scalars().all()
    for name in names:
        stands_for = f"erased-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        connection.execute(update(PLAYS).where(PLAYS.c.recording_id == name).values(recording_id=stands_for))


def _about(ids: Ids) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Tables and what of them is about these rows; rows that refer to others first."""
    tasks = [f"survey:{one}" for one in ids.get("surveys", ())]
    tasks += [f"rating:{one}" for one in ids.get("ratings", ())]
    for some in _pieces(tasks):
        yield DRAFTS, DRAFTS.c.subject.in_(some)
        yield FOLLOWUP_STEPS, FOLLOWUP_STEPS.c.task_id.in_(some)
        yield FOLLOWUPS, FOLLOWUPS.c.task_id.in_(some)
    for some in _pieces(ids.get("ratings", ())):
        contests = select(CONTESTS.c.contest_id).where(CONTESTS.c.rating_id.in_(some))
        yield CONTEST_ENDS, CONTEST_ENDS.c.contest_id.in_(contests)
        yield CONTESTS, CONTESTS.c.rating_id.in_(some)
    for some in _pieces(ids.get("recordings", ())):
        yield PLAYS, PLAYS.c.recording_id.in_(some)


def _pieces(ids: Collection[str]) -> Iterator[list[str]]:
    listed = sorted(ids)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


def _count(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(which)).scalar_one())


@contextmanager
def _changes_allowed(connection: Connection) -> Iterator[None]:
    """The triggers that refuse changes are away within this transaction only."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.execute(text("PRAGMA secure_delete = ON"))
    tables = [
        table for table in (PLAYS, FOLLOWUP_STEPS, CONTESTS, CONTEST_ENDS)
        if inspect(connection).has_table(table.name)
    ]  # fmt: skip
    for table in tables:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table.name}_no_{verb}"))
    yield
    refuse_changes(connection, tables)

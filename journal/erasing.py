"""Taking one customer out of the journal, its append-only tables included: the one exception to their rule.

What people were paid for stays as it was closed: those rows name a rating and a contact, no customer, and
what they point to is gone.  Who listened, who searched and who set a cause right stays in the audit, without
the recording, the number and the text.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Engine, Table, delete, func, inspect, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from journal.corrections import CORRECTIONS
from journal.entries import ERASED
from journal.migrations import refuse_changes
from journal.pay_tables import CONTEST_ENDS, CONTESTS
from journal.searches import CASE, CUSTOMER, SEARCHES
from journal.tables import DRAFTS, FOLLOWUP_STEPS, FOLLOWUPS, PLAYS

_AT_ONCE = 400
Ids = Mapping[str, Collection[str]]
"""Record type (surveys, ratings, recordings, cases) -> identifiers of rows that are the customer's; texts ->
hashes of what only this customer wrote; customers -> the key."""
_KEPT: dict[Table, Column[str]] = {
    PLAYS: PLAYS.c.recording_id, CORRECTIONS: CORRECTIONS.c.text_hash, SEARCHES: SEARCHES.c.asked,
}  # fmt: skip
"""Tables whose entries stay -> the column that is made nameless."""


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
        if table in _KEPT:
            _make_nameless(connection, table, which)
        else:
            connection.execute(delete(table).where(which))


def _make_nameless(connection: Connection, table: Table, which: ColumnElement[bool]) -> None:
    """Entries of one name still have one name, which says nothing: the number of the first of them."""
    column, (key,) = _KEPT[table], table.primary_key
    found = connection.execute(select(column, func.min(key)).where(which).group_by(column)).all()
    for name, first in found:
        values = {column.name: f"{ERASED}{first}"}
        connection.execute(update(table).where(which & (column == name)).values(values))


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
    for some in _pieces(ids.get("texts", ())):
        yield CORRECTIONS, CORRECTIONS.c.text_hash.in_(some)
    for subject, kind in ((CUSTOMER, "customers"), (CASE, "cases")):
        for some in _pieces(ids.get(kind, ())):
            yield SEARCHES, (SEARCHES.c.subject == subject) & SEARCHES.c.asked.in_(some)


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
        table for table in (*_KEPT, FOLLOWUP_STEPS, CONTESTS, CONTEST_ENDS)
        if inspect(connection).has_table(table.name)
    ]  # fmt: skip
    for table in tables:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table.name}_no_{verb}"))
    yield
    refuse_changes(connection, tables)

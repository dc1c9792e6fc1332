"""The journal's schema version. Each step is applied once, in order, inside a transaction.

A new step: write a function, append it to ``STEPS``; never change a step that was released.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, Table, insert, inspect, select, text, update

from config.errors import NotReady
from journal.pay_tables import PAY_TABLES
from journal.saved_filters import SAVED_FILTERS
from journal.tables import APPEND_ONLY, DRAFTS, FOLLOWUP_STEPS, FOLLOWUPS, METADATA, SCHEMA_VERSION


def _first_tables(connection: Connection) -> None:
    METADATA.create_all(connection)
    if connection.dialect.name == "sqlite":
        _refuse_changes(connection)


def _followups(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[FOLLOWUPS, FOLLOWUP_STEPS, DRAFTS])
    if connection.dialect.name == "sqlite":
        _refuse_changes(connection, (FOLLOWUP_STEPS,))


def _pay(connection: Connection) -> None:
    METADATA.create_all(connection, tables=list(PAY_TABLES))
    if connection.dialect.name == "sqlite":
        _refuse_changes(connection, PAY_TABLES)


def _saved_filters(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[SAVED_FILTERS])


def _refuse_changes(connection: Connection, tables: Sequence[Table] = APPEND_ONLY) -> None:
    """An audit that can be edited proves nothing: the database itself refuses."""
    for table in tables:
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_{verb.lower()} "
                    f"BEFORE {verb} ON {table.name} "
                    f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
                )
            )


STEPS: tuple[Callable[[Connection], None], ...] = (_first_tables, _followups, _pay, _saved_filters)
VERSION = len(STEPS)


def migrate(engine: Engine) -> int:
    """Bring the journal to ``VERSION``; gives the version found. A newer one raises NotReady."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        found = _version(connection)
        if found > VERSION:
            raise NotReady(
                f"the journal is of version {found}, this Sapa knows {VERSION}: "
                "update Sapa; nothing was changed."
            )
        for step in STEPS[found:]:
            step(connection)
        if found < VERSION:
            connection.execute(update(SCHEMA_VERSION).values(version=VERSION))
    return found


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        SCHEMA_VERSION.create(connection)
        connection.execute(insert(SCHEMA_VERSION).values(version=0))
    return int(connection.execute(select(SCHEMA_VERSION.c.version)).scalar_one())

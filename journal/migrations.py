"""The journal's schema version. Each step is applied once, in order, inside a transaction.

A new step: write a function, append it to ``STEPS``; never change a step that was released.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, Table, insert, inspect, select, text, update

from config.errors import NotReady
from journal.corrections import CORRECTIONS
from journal.pay_tables import PAY_TABLES
from journal.saved_filters import SAVED_FILTERS
from journal.searches import SEARCHES
from journal.tables import APPEND_ONLY, DRAFTS, FOLLOWUP_STEPS, FOLLOWUPS, METADATA, PLAYS, SCHEMA_VERSION


def _first_tables(connection: Connection) -> None:
    METADATA.create_all(connection)
    if connection.dialect.name == "sqlite":
        refuse_changes(connection)


def _followups(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[FOLLOWUPS, FOLLOWUP_STEPS, DRAFTS])
    if connection.dialect.name == "sqlite":
        refuse_changes(connection, (FOLLOWUP_STEPS,))


def _pay(connection: Connection) -> None:
    METADATA.create_all(connection, tables=list(PAY_TABLES))
    if connection.dialect.name == "sqlite":
        refuse_changes(connection, PAY_TABLES)


def _saved_filters(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[SAVED_FILTERS])


def _unmuted_plays(connection: Connection) -> None:
    """A new journal has the column from its first step."""
    known = {column["name"] for column in inspect(connection).get_columns(PLAYS.name)}
    if "is_unmuted" not in known:
        false = "0" if connection.dialect.name == "sqlite" else "false"
        kind = f"is_unmuted BOOLEAN NOT NULL DEFAULT {false}"
        connection.execute(text(f"ALTER TABLE {PLAYS.name} ADD COLUMN {kind}"))


def _corrections(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[CORRECTIONS])
    if connection.dialect.name == "sqlite":
        refuse_changes(connection, (CORRECTIONS,))


def _searches(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[SEARCHES])
    if connection.dialect.name == "sqlite":
        refuse_changes(connection, (SEARCHES,))


def refuse_changes(connection: Connection, tables: Sequence[Table] = APPEND_ONLY) -> None:
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


STEPS: tuple[Callable[[Connection], None], ...] = (
    _first_tables, _followups, _pay, _saved_filters, _unmuted_plays, _corrections,
    _searches,
)  # fmt: skip
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

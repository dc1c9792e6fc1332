"""The journal's schema version. Each step is applied once, in order, inside a transaction.

A new step: write a function, append it to ``STEPS``; never change a step that was released.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update

from config.errors import NotReady
from journal.tables import APPEND_ONLY, METADATA, SCHEMA_VERSION


def _first_tables(connection: Connection) -> None:
    METADATA.create_all(connection)
    if connection.dialect.name == "sqlite":
        _refuse_changes(connection)


def _refuse_changes(connection: Connection) -> None:
    """An audit that can be edited proves nothing: the database itself refuses."""
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
                    f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
                )
            )


STEPS: tuple[Callable[[Connection], None], ...] = (_first_tables,)
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

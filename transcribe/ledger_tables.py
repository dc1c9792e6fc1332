"""Tables of the job ledger: SQLite beside the transcripts, or PostgreSQL by setting; one schema for both.

The transcript files are the truth; this remembers what is to do.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    text,
)
from sqlalchemy.schema import CreateColumn

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
STATES = (QUEUED, RUNNING, DONE, FAILED)
metadata = MetaData()
_COUNTER = BigInteger().with_variant(Integer, "sqlite")

jobs = Table(
    "jobs", metadata,
    Column("number", _COUNTER, primary_key=True),  # order of arrival
    Column("recording_id", String, nullable=False, unique=True),
    Column("path", String, nullable=False),  # relative to the instance where it lies inside; or an address
    Column("agent_side", String, nullable=False),
    Column("language", String),
    Column("day", String),  # ISO, of the call
    Column("priority", Integer, nullable=False),  # see priority.py
    Column("bytes", BigInteger, nullable=False),  # of the file when it was queued, -1: not there
    Column("changed_at", BigInteger, nullable=False),  # its modification time in ns
    Column("wanted", String, nullable=False),  # key of the choice of models that is to hear it
    Column("is_demo_wanted", Boolean, nullable=False),
    Column("state", String, nullable=False),  # queued, running, done, failed
    Column("attempts", Integer, nullable=False),
    Column("worker", String, nullable=False),  # where it is heard
    Column("lease_until", Float, nullable=False),  # seconds since 1970, as all moments here
    Column("reason", Text, nullable=False),
    Column("seconds", Float, nullable=False),  # processor seconds spent
    Column("audio_s", Float, nullable=False),
    Column("is_demo", Boolean, nullable=False),  # heard by a demonstration model
    # below: what ledgers of the first version lack; their rows get the default
    Column("agent_id", String),
    Column("call_at", Float, nullable=False, server_default="0"),  # when the call began, 0: not known
    Column("is_urgent", Boolean, nullable=False, server_default=text("false")),
    Column("shuffle", BigInteger, nullable=False, server_default="0"),
    Column("kind", String, nullable=False, server_default=""),  # suffix of the sound file
    Column("owner", String, nullable=False, server_default=""),  # the dispatcher that claimed it
    Column("queued_at", Float, nullable=False, server_default="0"),
    Column("claimed_at", Float, nullable=False, server_default="0"),
    Column("finished_at", Float, nullable=False, server_default="0"),
)  # fmt: skip
Index("jobs_in_turn", jobs.c.state, jobs.c.priority.desc(), jobs.c.call_at.desc(), jobs.c.number)
Index("jobs_by_day", jobs.c.day, jobs.c.state)
Index("jobs_by_finish", jobs.c.finished_at)

results = Table(
    "results", metadata,
    Column("result_key", String, primary_key=True),  # audio_id + key of the choice of models
    Column("row", Text, nullable=False),  # its row of the recordings file, as JSON
)  # fmt: skip

batches = Table("batches", metadata, Column("name", String, primary_key=True))
"""Transcript files the ledger has taken note of."""

notes = Table(
    "notes", metadata,
    Column("name", String, primary_key=True),  # pause, run
    Column("value", Text, nullable=False),  # JSON
)  # fmt: skip


def prepare(engine: Engine) -> None:
    """Make the tables; give those of an older version what they lack. Writes nothing where all is there."""
    if _is_complete(engine):
        return
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(5349)")  # two that begin at once
        metadata.create_all(connection)
        for name in _missing(connection):
            definition = CreateColumn(jobs.c[name]).compile(dialect=engine.dialect)
            connection.exec_driver_sql(f"ALTER TABLE jobs ADD COLUMN {definition}")
        connection.exec_driver_sql("DROP INDEX IF EXISTS jobs_next")
        for index in jobs.indexes:
            index.create(connection, checkfirst=True)


def _is_complete(engine: Engine) -> bool:
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        return there >= set(metadata.tables) and not _missing(connection)


def _missing(connection: Connection) -> list[str]:
    there = {column["name"] for column in inspect(connection).get_columns("jobs")}
    return [column.name for column in jobs.c if column.name not in there]

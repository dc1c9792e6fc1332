"""Tables of the job ledger (SQLite). The transcript files are the truth; this remembers what is to do."""

from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.exc import DatabaseError

from transcribe.errors import Busy

metadata = MetaData()

jobs = Table(
    "jobs", metadata,
    Column("number", Integer, primary_key=True),  # order of arrival
    Column("recording_id", String, nullable=False, unique=True),
    Column("path", String, nullable=False),
    Column("agent_side", String, nullable=False),
    Column("language", String),
    Column("day", String),  # ISO
    Column("priority", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),  # of the file when it was queued, -1: not there
    Column("changed_at", BigInteger, nullable=False),  # its modification time in ns
    Column("wanted", String, nullable=False),  # key of the choice of models that is to hear it
    Column("is_demo_wanted", Boolean, nullable=False),
    Column("state", String, nullable=False),  # queued, running, done, failed
    Column("attempts", Integer, nullable=False),
    Column("worker", String, nullable=False),
    Column("lease_until", Float, nullable=False),  # seconds since 1970
    Column("reason", Text, nullable=False),
    Column("seconds", Float, nullable=False),  # processor seconds spent
    Column("audio_s", Float, nullable=False),
    Column("is_demo", Boolean, nullable=False),  # heard by a demonstration model
)  # fmt: skip
Index("jobs_next", jobs.c.state, jobs.c.priority.desc(), jobs.c.number)  # the order of claims

results = Table(
    "results", metadata,
    Column("result_key", String, primary_key=True),  # audio_id + key of the choice of models
    Column("row", Text, nullable=False),  # its row of the recordings file, as JSON
)  # fmt: skip

batches = Table("batches", metadata, Column("name", String, primary_key=True))
"""Transcript files the ledger has taken note of."""


def open_ledger(file: Path) -> Engine:
    """The ledger in ``file``, made if need be. Raises Busy when it cannot be opened."""
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare)
    try:
        metadata.create_all(engine)
    except DatabaseError as error:
        raise Busy(
            f"{file}: the job ledger cannot be opened ({error.orig}). If it is damaged, remove it: "
            "it is made again from the transcripts."
        ) from None
    return engine


def _prepare(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()

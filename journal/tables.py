"""Tables of the journal, as SQLAlchemy Core: one place for their columns. Times are UTC."""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

SCHEMA_VERSION = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))

VISITS = Table(
    "visits",
    METADATA,
    Column("visit_id", Integer, primary_key=True),
    Column("unit_id", String(200), nullable=False, index=True),
    Column("process_id", String(200)),
    Column("visited_at", DateTime, nullable=False),
    Column("person", String(200), nullable=False),
    Column("note", Text, nullable=False, default=""),
)
"""Gemba visits: one row per visit of a unit."""

FINDINGS = Table(
    "findings",
    METADATA,
    Column("finding_id", Integer, primary_key=True),
    Column("visit_id", ForeignKey("visits.visit_id")),
    Column("unit_id", String(200), nullable=False),
    Column("process_id", String(200)),
    Column("step_id", String(200)),
    Column("side", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("person", String(200), nullable=False),
    Column("written_at", DateTime, nullable=False),
    Column("owner", String(200)),
    Column("due_date", Date),
    Column("status", String(20), nullable=False),
    Column("closed_at", DateTime),
    Column("closed_by", String(200)),
    Index("findings_of_unit", "unit_id", "status"),
)
"""What somebody saw: where (unit, process, step, whose side), what, who, when, who acts by when."""

ACTIONS = Table(
    "actions",
    METADATA,
    Column("action_id", Integer, primary_key=True),
    Column("finding_id", ForeignKey("findings.finding_id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("owner", String(200)),
    Column("due_date", Date),
    Column("person", String(200), nullable=False),
    Column("written_at", DateTime, nullable=False),
    Column("status", String(20), nullable=False),
    Column("done_at", DateTime),
)
"""What was decided about a finding: one row per action."""

CHANGES = Table(
    "changes",
    METADATA,
    Column("change_id", Integer, primary_key=True),
    Column("finding_id", ForeignKey("findings.finding_id"), nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("status_before", String(20)),
    Column("person", String(200), nullable=False),
    Column("changed_at", DateTime, nullable=False),
)
"""Append-only: every change of a finding's status, by whom and when; what an undo goes back along."""

PLAYS = Table(
    "plays",
    METADATA,
    Column("play_id", Integer, primary_key=True),
    Column("recording_id", String(400), nullable=False, index=True),
    Column("person", String(200), nullable=False, index=True),
    Column("played_at", DateTime, nullable=False),
    Column("address_id", String(64), nullable=False, unique=True),
    Column("from_s", Float),
)
"""Append-only audit: who was sent the sound of which recording and when, one row per signed address used."""

APPEND_ONLY = (CHANGES, PLAYS)

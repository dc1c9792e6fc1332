"""Tables of the journal, as SQLAlchemy Core: one place for their columns. Times are UTC."""

from sqlalchemy import (
    Boolean,
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
    false,
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
    Column("is_unmuted", Boolean, nullable=False, server_default=false()),
)
"""Append-only audit: who was sent the sound of which recording, when and from which second.

One row per listening: ``address_id`` stays the same while the player renews its signed address.
"""

FOLLOWUPS = Table(
    "followups",
    METADATA,
    Column("task_id", String(400), primary_key=True),
    Column("answered_at", DateTime, nullable=False, index=True),
    Column("last_step_id", Integer, nullable=False),
)
"""Low scores somebody dealt with: which step says how each stands. Times: the operator's clock."""

FOLLOWUP_STEPS = Table(
    "followup_steps",
    METADATA,
    Column("step_id", Integer, primary_key=True),
    Column("task_id", String(400), nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("person", String(200), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("written_at", DateTime, nullable=False),
    Column("unit_id", String(200)),
    Column("answered_at", DateTime, nullable=False),
    Column("due_at", DateTime, nullable=False),
    Column("taken_by", String(200)),
    Column("closed_by", String(200)),
    Column("closed_at", DateTime),
    Column("outcome", String(20)),
    Column("cause", String(20)),
    Column("category_id", String(200)),
    Column("note", Text, nullable=False, default=""),
)
"""Append-only: what was done about a low score, by whom and when, with how the task stood afterwards.

at, answered_at, due_at, closed_at: the operator's clock; written_at: UTC.
"""

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("person", String(200), primary_key=True),
    Column("subject", String(400), primary_key=True),
    Column("text", Text, nullable=False),
    Column("written_at", DateTime, nullable=False),
)
"""What somebody began to write and has not saved: one text a person and subject, gone once it is saved."""

APPEND_ONLY = (CHANGES, PLAYS, FOLLOWUP_STEPS)

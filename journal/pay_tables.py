"""Tables of pay: closed months with every rating that counted, and contests of single ratings.

All of them are append-only: what was paid, asked and decided is never edited, only added to.  Times are UTC.
"""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from journal.tables import METADATA

PAY_PERIODS = Table(
    "pay_periods",
    METADATA,
    Column("period_id", Integer, primary_key=True),
    Column("month", Date, nullable=False, unique=True),
    Column("closed_at", DateTime, nullable=False),
    Column("closed_by", String(200), nullable=False),
    Column("formula", Text, nullable=False),
    Column("formula_version", String(40), nullable=False),
    Column("snapshot_id", String(100), nullable=False),
    Column("content_sha256", String(64), nullable=False),
)
"""One row per closed month (its first day): by whom, by which formula, from which snapshot."""

PAY_LINES = Table(
    "pay_lines",
    METADATA,
    Column("period_id", ForeignKey("pay_periods.period_id"), primary_key=True),
    Column("agent_id", String(200), primary_key=True),
    Column("unit_id", String(200)),
    Column("count", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("points", Float),
)
"""One row per agent of a closed month; the raw mean is total / count.  points: NULL for too few ratings."""

PAY_RATINGS = Table(
    "pay_ratings",
    METADATA,
    Column("period_id", ForeignKey("pay_periods.period_id"), primary_key=True),
    Column("rating_id", String(400), primary_key=True),
    Column("contact_id", String(400)),
    Column("agent_id", String(200)),
    Column("unit_id", String(200)),
    Column("date", Date, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("excluded", String(20)),
    Column("load_id", String(200)),
    Column("line", Integer),
)
"""One row per rating of a closed month.  excluded: why it does not count, NULL where it does; load_id, line:
where it came from."""

CONTESTS = Table(
    "contests",
    METADATA,
    Column("contest_id", Integer, primary_key=True),
    Column("rating_id", String(400), nullable=False, index=True),
    Column("agent_id", String(200), nullable=False),
    Column("unit_id", String(200)),
    Column("date", Date, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", String(200), nullable=False),
    Column("written_at", DateTime, nullable=False),
    Index("contests_of_agent", "agent_id", "date"),
)
"""One row per contest of a rating.  date: the day the rating counts by."""

CONTEST_ENDS = Table(
    "contest_ends",
    METADATA,
    Column("contest_id", ForeignKey("contests.contest_id"), primary_key=True),
    Column("status", String(20), nullable=False),
    Column("decision", Text, nullable=False),
    Column("decided_by", String(200), nullable=False),
    Column("decided_at", DateTime, nullable=False),
)
"""How a contest ended: accepted, refused or withdrawn; at most one row each: nobody decides twice."""

PAY_TABLES = (PAY_PERIODS, PAY_LINES, PAY_RATINGS, CONTESTS, CONTEST_ENDS)

"""What the journal hands out about pay: frozen records, times in UTC."""

from dataclasses import dataclass
from datetime import date, datetime

ACCEPTED, REFUSED = "accepted", "refused"
DECISIONS = (ACCEPTED, REFUSED)
CONTESTED = "contested"
"""Why a rating does not count whose contest was accepted."""


@dataclass(frozen=True)
class PayRating:
    """One rating of a month.  ``excluded``: why it does not count, None where it does; ``date``: of the
    contact, by which it counts; ``load_id``, ``line``: where it came from."""

    rating_id: str
    contact_id: str | None
    agent_id: str | None
    unit_id: str | None
    date: date
    rating: int
    excluded: str | None
    load_id: str | None
    line: int | None


@dataclass(frozen=True)
class PayLine:
    """One agent of a month: ``count`` ratings that add up to ``total``; ``points`` None for too few."""

    agent_id: str
    unit_id: str | None
    count: int
    total: int
    points: float | None

    @property
    def mean(self) -> float:
        """The raw mean, as points are made from it."""
        return self.total / self.count


@dataclass(frozen=True)
class PayPeriod:
    """One closed month (``month``: its first day)."""

    period_id: int
    month: date
    closed_at: datetime
    closed_by: str
    formula: str
    formula_version: str
    snapshot_id: str
    content_sha256: str


@dataclass(frozen=True)
class Contest:
    """One contest of a rating.  ``status``: open, accepted, refused or withdrawn; the last three fields are
    None while it is open."""

    contest_id: int
    rating_id: str
    agent_id: str
    unit_id: str | None
    date: date
    rating: int
    reason: str
    person: str
    written_at: datetime
    status: str
    decision: str | None
    decided_by: str | None
    decided_at: datetime | None

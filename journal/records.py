"""What the journal hands out: frozen records, times in UTC."""

from dataclasses import dataclass
from datetime import date, datetime

from config.errors import NotReady, WrongUse

SIDES = ("customer", "operator")
"""Whose side of the process a finding is seen from."""
OPEN, CLOSED, WITHDRAWN = "open", "closed", "withdrawn"
STATUSES = (OPEN, CLOSED, WITHDRAWN)


class NotWritten(NotReady):
    """The entry could not be put on disk; the message says why. What was typed is still with the caller."""


class NothingToUndo(WrongUse):
    """The person has not changed this finding, or somebody changed it since."""


@dataclass(frozen=True)
class Finding:
    """One finding of a Gemba visit; ``status`` is open, closed or withdrawn."""

    finding_id: int
    visit_id: int | None
    unit_id: str
    process_id: str | None
    step_id: str | None
    side: str
    text: str
    person: str
    written_at: datetime
    owner: str | None
    due_date: date | None
    status: str
    closed_at: datetime | None
    closed_by: str | None


@dataclass(frozen=True)
class Visit:
    """One Gemba visit of a unit."""

    visit_id: int
    unit_id: str
    process_id: str | None
    visited_at: datetime
    person: str
    note: str


@dataclass(frozen=True)
class Action:
    """What was decided about a finding; ``status`` is open or done."""

    action_id: int
    finding_id: int
    text: str
    owner: str | None
    due_date: date | None
    person: str
    written_at: datetime
    status: str
    done_at: datetime | None


@dataclass(frozen=True)
class Play:
    """One entry of the audit: who was sent the sound of which recording, and when."""

    play_id: int
    recording_id: str
    person: str
    played_at: datetime
    address_id: str
    from_s: float | None

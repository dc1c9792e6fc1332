"""What the journal hands out: frozen records, times in UTC."""

from dataclasses import dataclass
from datetime import date, datetime

from config.errors import NotReady, WrongUse

SIDES = ("customer", "operator")
"""Whose side of the process a finding is seen from."""
OPEN, CLOSED, WITHDRAWN = "open", "closed", "withdrawn"
STATUSES = (OPEN, CLOSED, WITHDRAWN)
TAKEN = "taken"
OUTCOMES = ("resolved", "reached", "not_reached", "no_action")
"""How a follow-up can end: the matter is settled; the customer was spoken with; was not; nothing helps."""
CAUSES = ("agent", "process", "system", "dealer", "outside")
"""Where the root of a low score lies, in the words of the taxonomy's ``cause_of``."""


class NotWritten(NotReady):
    """The entry could not be put on disk; the message says why. What was typed is still with the caller."""


class NothingToUndo(WrongUse):
    """The person has not changed this finding, or somebody changed it since."""


class Incomplete(WrongUse):
    """A follow-up lacks its note, outcome or cause."""


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
    """One listening: who was sent the sound of which recording, when, from which second, muted or whole."""

    play_id: int
    recording_id: str
    person: str
    played_at: datetime
    address_id: str
    from_s: float | None
    is_unmuted: bool


@dataclass(frozen=True)
class Task:
    """A low score as the warehouse tells it: what a follow-up is about. Times: the operator's clock."""

    task_id: str
    unit_id: str | None
    answered_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Closing:
    """How a follow-up ended: ``outcome`` of OUTCOMES, root ``cause`` of CAUSES, category of the taxonomy."""

    note: str
    outcome: str
    cause: str
    category_id: str | None = None


@dataclass(frozen=True)
class FollowUp:
    """One step of a follow-up and how the task stood after it; the last one says how it stands.

    what: taken, closed, reopened or undone. status: open, taken or closed.
    at, answered_at, due_at, closed_at: the operator's clock; written_at: UTC.
    """

    step_id: int
    task_id: str
    what: str
    status: str
    person: str
    at: datetime
    written_at: datetime
    unit_id: str | None
    answered_at: datetime
    due_at: datetime
    taken_by: str | None
    closed_by: str | None
    closed_at: datetime | None
    outcome: str | None
    cause: str | None
    category_id: str | None
    note: str

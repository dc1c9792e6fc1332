"""What puts a recording that the ledger knows back into the queue, and as what."""

from typing import Any

from sqlalchemy import and_, case, or_

from transcribe.ledger_tables import DONE, FAILED, QUEUED, jobs


def queued_again(new: Any) -> dict[str, Any]:
    """State of a job that is queued anew; one that waits keeps its attempts and its time."""
    waits = jobs.c.state == QUEUED
    return {
        "state": QUEUED,
        "attempts": case((waits, jobs.c.attempts), else_=0),
        "reason": case((waits, jobs.c.reason), else_=""),
        "queued_at": case((waits, jobs.c.queued_at), else_=new.queued_at),
    }


def is_due_again(new: Any, again: bool) -> Any:
    """What of a known recording puts it back into the queue (a running one is left alone)."""
    moved = or_(jobs.c.path != new.path, jobs.c.bytes != new.bytes, jobs.c.changed_at != new.changed_at)
    other = jobs.c.wanted != new.wanted
    grown = and_(new.bytes >= 0, jobs.c.bytes != new.bytes)
    full = and_(jobs.c.is_demo, new.is_demo_wanted.is_(False))
    return or_(
        and_(jobs.c.state == QUEUED, or_(moved, other, _is_told_anew(new))),
        and_(jobs.c.state == FAILED, or_(moved, other)),
        and_(jobs.c.state == DONE, or_(grown, full, other if again else full)),
    )


def _is_told_anew(new: Any) -> Any:
    """Whether something is known now that changes who is heard when, or how."""
    names = ("is_urgent", "agent_id", "call_at", "agent_side", "language", "day")
    return or_(*(jobs.c[name].is_distinct_from(new[name]) for name in names))

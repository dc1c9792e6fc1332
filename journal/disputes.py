"""Contests of ratings: written by the agent, taken back until decided, decided once.

Each call is one transaction.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select
from sqlalchemy.exc import IntegrityError

from config.errors import WrongUse
from journal.findings import now
from journal.pay_records import ACCEPTED, Contest
from journal.pay_tables import CONTEST_ENDS, CONTESTS, PAY_PERIODS
from journal.records import OPEN, WITHDRAWN


def write(connection: Connection, values: dict[str, Any]) -> Contest:
    """A new contest of ``values`` (columns of the table).

    Raises WrongUse where the month is closed, or the rating has a contest that was not withdrawn.
    """
    _refuse_closed(connection, values["date"])
    found = connection.execute(_all().where(CONTESTS.c.rating_id == values["rating_id"])).all()
    if any(row.status != WITHDRAWN for row in found):
        raise WrongUse(f"rating {values['rating_id']} is contested already; a decision stands.")
    statement = insert(CONTESTS).values(**values, written_at=now()).returning(CONTESTS.c.contest_id)
    return get(connection, connection.execute(statement).scalar_one())


def take_back(connection: Connection, contest_id: int, person: str) -> Contest:
    """Withdraw an open contest, the person's own. Raises WrongUse."""
    contest = get(connection, contest_id)
    if contest.person != person:
        raise WrongUse(f"contest {contest_id} is not yours to withdraw; reload the page.")
    return _end(connection, contest, WITHDRAWN, "", person)


def decide(connection: Connection, contest_id: int, status: str, decision: str, person: str) -> Contest:
    """Accept or refuse an open contest, with the reason. Raises WrongUse where it is decided already, or by
    who wrote it."""
    contest = get(connection, contest_id)
    if contest.person == person:
        raise WrongUse(f"contest {contest_id} is your own; somebody else decides it.")
    return _end(connection, contest, status, decision, person)


def get(connection: Connection, contest_id: int) -> Contest:
    """One contest. Raises WrongUse where there is none."""
    row = connection.execute(_all().where(CONTESTS.c.contest_id == contest_id)).one_or_none()
    if row is None:
        raise WrongUse(f"there is no contest {contest_id}; reload the page.")
    return Contest(**row._mapping)


def between(
    connection: Connection,
    start: date,
    end: date,
    *,
    agent_id: str | None = None,
    units: Sequence[str] | None = None,
) -> list[Contest]:
    """Contests of ratings of [start, end), newest first; of one agent, of some units, or of all (None)."""
    query = _all().where(CONTESTS.c.date >= start, CONTESTS.c.date < end)
    if agent_id is not None:
        query = query.where(CONTESTS.c.agent_id == agent_id)
    if units is not None:
        query = query.where(CONTESTS.c.unit_id.in_(units))
    return [
        Contest(**row._mapping) for row in connection.execute(query.order_by(CONTESTS.c.contest_id.desc()))
    ]


def accepted_and_open(connection: Connection, start: date, end: date) -> tuple[set[str], int]:
    """Ratings of [start, end) whose contest was accepted, and how many contests still wait."""
    found = between(connection, start, end)
    accepted = {one.rating_id for one in found if one.status == ACCEPTED}
    return accepted, sum(one.status == OPEN for one in found)


def _all() -> Select[Any]:
    ends = (CONTEST_ENDS.c.decision, CONTEST_ENDS.c.decided_by, CONTEST_ENDS.c.decided_at)
    status = func.coalesce(CONTEST_ENDS.c.status, OPEN).label("status")
    return select(*CONTESTS.c, status, *ends).outerjoin(CONTEST_ENDS)


def _end(connection: Connection, contest: Contest, status: str, decision: str, person: str) -> Contest:
    if contest.status != OPEN:
        raise WrongUse(f"contest {contest.contest_id} is already {contest.status}; reload the page.")
    values = {"contest_id": contest.contest_id, "status": status, "decision": decision}
    try:
        with connection.begin_nested():
            connection.execute(insert(CONTEST_ENDS).values(**values, decided_by=person, decided_at=now()))
    except IntegrityError:
        raise WrongUse(f"contest {contest.contest_id} was decided a moment ago; reload the page.") from None
    return get(connection, contest.contest_id)


def _refuse_closed(connection: Connection, day: date) -> None:
    query = select(PAY_PERIODS.c.month).where(PAY_PERIODS.c.month == day.replace(day=1))
    if connection.execute(query).first():
        raise WrongUse(f"{day:%Y-%m} is closed for pay: its ratings can no longer be contested.")

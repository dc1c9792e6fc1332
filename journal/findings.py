"""Findings and the actions about them: written, closed, taken back. Each call is one transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from config.errors import WrongUse
from journal.records import CLOSED, OPEN, WITHDRAWN, Action, Finding, NothingToUndo, Visit
from journal.tables import ACTIONS, CHANGES, FINDINGS, VISITS


def now() -> datetime:
    """The present in UTC, without offset, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def write(connection: Connection, values: dict[str, Any]) -> Finding:
    """A new open finding of ``values`` (columns of the table), with its first change."""
    row = connection.execute(
        insert(FINDINGS).values(**values, written_at=now(), status=OPEN).returning(*FINDINGS.c)
    ).one()
    _changed(connection, row.finding_id, "written", None, values["person"])
    return Finding(**row._mapping)


def close(connection: Connection, finding_id: int, person: str) -> Finding:
    """Mark an open finding closed. Raises WrongUse where there is none or it is not open."""
    before = get(connection, finding_id)
    if before.status != OPEN:
        raise WrongUse(f"finding {finding_id} is already {before.status}; reload the page.")
    _changed(connection, finding_id, "closed", before.status, person)
    return _set(connection, finding_id, status=CLOSED, closed_at=now(), closed_by=person)


def take_back(connection: Connection, finding_id: int, person: str) -> Finding:
    """Undo the last change of a finding, the person's own: written -> withdrawn, closed -> open."""
    before = get(connection, finding_id)
    last = connection.execute(
        select(CHANGES)
        .where(CHANGES.c.finding_id == finding_id)
        .order_by(CHANGES.c.change_id.desc())
        .limit(1)
    ).one()
    if last.person != person or last.what not in ("written", "closed"):
        raise NothingToUndo(f"finding {finding_id}: the last change is not yours to undo; reload the page.")
    _changed(connection, finding_id, "undone", before.status, person)
    if last.what == "written":
        return _set(connection, finding_id, status=WITHDRAWN)
    return _set(connection, finding_id, status=OPEN, closed_at=None, closed_by=None)


def get(connection: Connection, finding_id: int) -> Finding:
    """One finding. Raises WrongUse where there is none."""
    row = connection.execute(select(FINDINGS).where(FINDINGS.c.finding_id == finding_id)).one_or_none()
    if row is None:
        raise WrongUse(f"there is no finding {finding_id}; reload the page.")
    return Finding(**row._mapping)


def of_units(connection: Connection, units: Sequence[str] | None, statuses: Sequence[str]) -> list[Finding]:
    """Findings of ``units`` (None: all) in ``statuses``, newest first."""
    query = select(FINDINGS).where(FINDINGS.c.status.in_(statuses)).order_by(FINDINGS.c.finding_id.desc())
    if units is not None:
        query = query.where(FINDINGS.c.unit_id.in_(units))
    return [Finding(**row._mapping) for row in connection.execute(query)]


def write_visit(connection: Connection, values: dict[str, Any]) -> Visit:
    """A new visit of ``values`` (columns of the table)."""
    row = connection.execute(insert(VISITS).values(**values, visited_at=now()).returning(*VISITS.c)).one()
    return Visit(**row._mapping)


def visits_of_unit(connection: Connection, unit_id: str) -> list[Visit]:
    """Visits of a unit, newest first."""
    query = select(VISITS).where(VISITS.c.unit_id == unit_id).order_by(VISITS.c.visit_id.desc())
    return [Visit(**row._mapping) for row in connection.execute(query)]


def write_action(connection: Connection, values: dict[str, Any]) -> Action:
    """A new open action about a finding that exists (else WrongUse)."""
    get(connection, values["finding_id"])
    row = connection.execute(
        insert(ACTIONS).values(**values, written_at=now(), status=OPEN).returning(*ACTIONS.c)
    ).one()
    return Action(**row._mapping)


def actions_of(connection: Connection, finding_ids: Sequence[int]) -> list[Action]:
    """Actions about the findings, oldest first."""
    query = select(ACTIONS).where(ACTIONS.c.finding_id.in_(finding_ids)).order_by(ACTIONS.c.action_id)
    return [Action(**row._mapping) for row in connection.execute(query)]


def finish_action(connection: Connection, action_id: int) -> Action:
    """Mark an action done. Raises WrongUse where there is none."""
    row = connection.execute(
        update(ACTIONS)
        .where(ACTIONS.c.action_id == action_id)
        .values(status="done", done_at=now())
        .returning(*ACTIONS.c)
    ).one_or_none()
    if row is None:
        raise WrongUse(f"there is no action {action_id}; reload the page.")
    return Action(**row._mapping)


def _changed(connection: Connection, finding_id: int, what: str, before: str | None, person: str) -> None:
    values = {"finding_id": finding_id, "what": what, "status_before": before, "person": person}
    connection.execute(insert(CHANGES).values(**values, changed_at=now()))


def _set(connection: Connection, finding_id: int, **values: Any) -> Finding:
    row = connection.execute(
        update(FINDINGS).where(FINDINGS.c.finding_id == finding_id).values(**values).returning(*FINDINGS.c)
    ).one()
    return Finding(**row._mapping)

"""Follow-ups of low scores: taken, closed, reopened, taken back. Every step is a row that stays.

A step holds how the task stands after it, so that taking a step back is a step too.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, cast, func, insert, select, update

from config.errors import WrongUse
from journal.findings import now
from journal.records import CLOSED, OPEN, TAKEN, Closing, FollowUp, NothingToUndo, Task
from journal.tables import FOLLOWUP_STEPS, FOLLOWUPS

_STATE = ("status", "taken_by", "closed_by", "closed_at", "outcome", "cause", "category_id", "note")
_UNTOUCHED: dict[str, Any] = {**dict.fromkeys(_STATE), "status": OPEN, "note": ""}
_AT_ONCE = 500
"""Bound values of one query, well below what databases take."""


def take(connection: Connection, tasks: Sequence[Task], person: str, at: datetime) -> list[FollowUp]:
    """Steps that put ``person`` on those of ``tasks`` nobody has; the others are left as they are."""
    known = {one.task_id: one for one in of_tasks(connection, [task.task_id for task in tasks])}
    free = [task for task in tasks if task.task_id not in known or known[task.task_id].status == OPEN]
    state = {**_UNTOUCHED, "status": TAKEN, "taken_by": person}
    return [_step(connection, task, "taken", state, person=person, at=at) for task in free]


def close(connection: Connection, task: Task, closing: Closing, person: str, at: datetime) -> FollowUp:
    """Close a task that is open or taken. Raises WrongUse where somebody closed it before."""
    before = _last(connection, task.task_id)
    if before is not None and before.status == CLOSED:
        raise WrongUse(f"{before.closed_by} has closed this one already; reload the page.")
    state = {
        "status": CLOSED, "taken_by": before.taken_by if before else None, "closed_by": person,
        "closed_at": at, "outcome": closing.outcome, "cause": closing.cause,
        "category_id": closing.category_id, "note": closing.note,
    }  # fmt: skip
    return _step(connection, task, "closed", state, person=person, at=at)


def bring_in(connection: Connection, ended: Sequence[tuple[Task, Closing, str, datetime]]) -> None:
    """Closings of tasks nobody touched here, in one go. Raises WrongUse where one was touched."""
    if not ended:
        return
    if known := of_tasks(connection, [task.task_id for task, *_rest in ended]):
        raise WrongUse(
            f"{known[0].task_id} was followed up here already: only untouched ones are brought in."
        )
    values = [
        {
            **vars(task), **_UNTOUCHED, "status": CLOSED, "closed_by": person, "closed_at": at,
            "outcome": closing.outcome, "cause": closing.cause, "category_id": closing.category_id,
            "note": closing.note, "what": "closed", "person": person, "at": at, "written_at": now(),
        }
        for task, closing, person, at in ended
    ]  # fmt: skip
    steps = FOLLOWUP_STEPS.c
    written = connection.execute(
        insert(FOLLOWUP_STEPS).returning(steps.task_id, steps.step_id, steps.answered_at), values
    )
    lasts = [dict(zip(("task_id", "last_step_id", "answered_at"), row, strict=True)) for row in written]
    connection.execute(insert(FOLLOWUPS), lasts)


def reopen(connection: Connection, task_id: str, note: str, person: str, at: datetime) -> FollowUp:
    """A closed task waits again, with the reason as its note. Raises WrongUse where it is not closed."""
    before = _last(connection, task_id)
    if before is None or before.status != CLOSED:
        raise WrongUse("only what is closed can be reopened; reload the page.")
    return _step(connection, _task(before), "reopened", {**_UNTOUCHED, "note": note}, person=person, at=at)


def take_back(connection: Connection, task_id: str, person: str, at: datetime) -> FollowUp:
    """Undo the last step of a task, the person's own. Raises NothingToUndo."""
    steps = of_task(connection, task_id)
    if not steps or steps[-1].person != person or steps[-1].what == "undone":
        raise NothingToUndo("the last step here is not yours to undo; reload the page.")
    state = {name: getattr(steps[-2], name) for name in _STATE} if len(steps) > 1 else _UNTOUCHED
    return _step(connection, _task(steps[-1]), "undone", state, person=person, at=at)


def of_task(connection: Connection, task_id: str) -> list[FollowUp]:
    """Every step of one task, oldest first."""
    query = select(FOLLOWUP_STEPS).where(FOLLOWUP_STEPS.c.task_id == task_id)
    return _read(connection, query.order_by(FOLLOWUP_STEPS.c.step_id))


def of_tasks(connection: Connection, task_ids: Sequence[str]) -> list[FollowUp]:
    """The last step of each of these tasks; none for those nobody touched."""
    found: list[FollowUp] = []
    for start in range(0, len(task_ids), _AT_ONCE):
        found += _read(
            connection, _lasts().where(FOLLOWUPS.c.task_id.in_(task_ids[start : start + _AT_ONCE]))
        )
    return found


def states(connection: Connection, since: datetime) -> str:
    """Last steps of tasks answered from ``since`` on, a line each, its fields divided by tabs.

    Fields: task, status, who took it, closed_at, outcome. One text, made by the database: a day of a large
    operator has thousands of lines, and the warehouse joins them as they are.
    """
    steps = FOLLOWUP_STEPS.c
    line: Any = steps.task_id
    for column in (steps.status, steps.taken_by, steps.closed_at, steps.outcome):
        line = line + "\t" + func.coalesce(cast(column, String), "")
    rows = connection.execute(
        select(line)
        .join(FOLLOWUPS, FOLLOWUPS.c.last_step_id == steps.step_id)
        .where(FOLLOWUPS.c.answered_at >= since)
    )
    return "\n".join(row[0] for row in rows)


def version(connection: Connection) -> int:
    """Grows with every step."""
    return int(connection.execute(select(func.coalesce(func.max(FOLLOWUP_STEPS.c.step_id), 0))).scalar_one())


def begun_at(connection: Connection) -> datetime | None:
    """When the oldest score that was ever followed up was given; None before the first."""
    found: datetime | None = connection.execute(select(func.min(FOLLOWUPS.c.answered_at))).scalar_one()
    return found


def _step(
    connection: Connection, task: Task, what: str, state: dict[str, Any], *, person: str, at: datetime
) -> FollowUp:
    values = {**vars(task), **state, "what": what, "person": person, "at": at, "written_at": now()}
    row = connection.execute(insert(FOLLOWUP_STEPS).values(**values).returning(*FOLLOWUP_STEPS.c)).one()
    last = {"last_step_id": row.step_id, "answered_at": task.answered_at}
    changed = connection.execute(update(FOLLOWUPS).where(FOLLOWUPS.c.task_id == task.task_id).values(**last))
    if not changed.rowcount:
        connection.execute(insert(FOLLOWUPS).values(task_id=task.task_id, **last))
    return FollowUp(**row._mapping)


def _task(step: FollowUp) -> Task:
    return Task(step.task_id, step.unit_id, step.answered_at, step.due_at)


def _last(connection: Connection, task_id: str) -> FollowUp | None:
    found = of_tasks(connection, [task_id])
    return found[0] if found else None


def _lasts() -> Any:
    return select(FOLLOWUP_STEPS).join(FOLLOWUPS, FOLLOWUPS.c.last_step_id == FOLLOWUP_STEPS.c.step_id)


def _read(connection: Connection, query: Any) -> list[FollowUp]:
    return [FollowUp(**row._mapping) for row in connection.execute(query)]

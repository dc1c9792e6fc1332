"""The part of the journal about low scores: who follows up what, how it ended, and drafts of notes."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from config.errors import one_of
from journal import drafts, followups
from journal.entries import LONGEST_TEXT, named, text_of
from journal.records import CAUSES, OUTCOMES, Closing, FollowUp, Incomplete, Task

_Opens = Callable[[], AbstractContextManager[Connection]]


class FollowUpBook:
    """``Journal.followups``. What a method wrote is on disk when it returns.

    at: the time on the operator's clock. Raises WrongUse on what cannot be, NotWritten where the disk
    refuses.
    """

    def __init__(self, writing: _Opens, reading: _Opens) -> None:
        self._writing, self._reading = writing, reading

    def take(self, tasks: Sequence[Task], person: str, at: datetime) -> list[FollowUp]:
        """Put ``person`` on those of ``tasks`` that nobody has; gives the steps written."""
        with self._writing() as connection:
            return followups.take(connection, tasks, named("person", person), at)

    def close(self, task: Task, closing: Closing, person: str, at: datetime) -> FollowUp:
        """Close a task with a note, an outcome and a cause; its draft goes. The note comes masked."""
        checked = _checked(closing)
        with self._writing() as connection:
            step = followups.close(connection, task, checked, named("person", person), at)
            drafts.keep(connection, person, task.task_id, "")
            return step

    def reopen(self, task_id: str, note: str, person: str, at: datetime) -> FollowUp:
        """A closed task waits again; ``note`` says why."""
        reason = text_of(note)
        with self._writing() as connection:
            return followups.reopen(connection, task_id, reason, named("person", person), at)

    def undo(self, task_ids: Sequence[str], person: str, at: datetime) -> list[FollowUp]:
        """Take back the last step of each, all or none. Raises NothingToUndo where one is another's."""
        with self._writing() as connection:
            return [followups.take_back(connection, one, person, at) for one in task_ids]

    def bring_in(self, closed: Sequence[tuple[Task, Closing, str, datetime]]) -> int:
        """Follow-ups that ended elsewhere: task, how, who, when (the operator's clock); all or none of them.

        Gives how many; raises WrongUse where somebody touched one of them here.
        """
        checked = [(task, _checked(closing), named("person", who), at) for task, closing, who, at in closed]
        with self._writing() as connection:
            followups.bring_in(connection, checked)
        return len(checked)

    def last(self, task_ids: Sequence[str]) -> dict[str, FollowUp]:
        """How these tasks stand, by task; those nobody touched are left out."""
        with self._reading() as connection:
            return {one.task_id: one for one in followups.of_tasks(connection, task_ids)}

    def steps(self, task_id: str) -> list[FollowUp]:
        """Everything done about one task, oldest first."""
        with self._reading() as connection:
            return followups.of_task(connection, task_id)

    def states(self, since: datetime) -> str:
        """How all tasks answered from ``since`` on stand; see ``followups.states``."""
        with self._reading() as connection:
            return followups.states(connection, since)

    def version(self) -> int:
        """Grows with every step anybody writes."""
        with self._reading() as connection:
            return followups.version(connection)

    def begun_at(self) -> datetime | None:
        """When the oldest score that was ever followed up was given; None before the first."""
        with self._reading() as connection:
            return followups.begun_at(connection)

    def keep_draft(self, person: str, subject: str, text: str) -> None:
        """Keep what ``person`` began to write about ``subject``, masked; an empty text removes it."""
        with self._writing() as connection:
            drafts.keep(connection, named("person", person), subject, text[:LONGEST_TEXT])

    def draft(self, person: str, subject: str) -> str:
        """What ``person`` began to write about ``subject``; empty where nothing."""
        with self._reading() as connection:
            return drafts.of(connection, person, subject)


def _checked(closing: Closing) -> Closing:
    if not closing.note.strip():
        raise Incomplete("a follow-up is closed with a note: write what was said and what was done.")
    for what, given, known in (("outcome", closing.outcome, OUTCOMES), ("cause", closing.cause, CAUSES)):
        if given not in known:
            raise Incomplete(one_of(what, given, known))
    return Closing(text_of(closing.note), closing.outcome, closing.cause, closing.category_id)

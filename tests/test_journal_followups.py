"""A follow-up is taken, closed with its reasons and taken back; every step stays on disk."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from config.errors import WrongUse
from config.instance import Instance
from journal.api import CLOSED, OPEN, TAKEN, Closing, Incomplete, Journal, NothingToUndo, Task

AT = datetime(2022, 2, 10, 9, 30)
DONE = Closing("Called; the bill was put right.", "resolved", "system", "wrong_bill")


def _task(number: int = 1, day: int = 8) -> Task:
    return Task(f"survey:s{number}", "cc1", datetime(2022, 2, day, 12), datetime(2022, 2, day + 3))


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path)


@pytest.fixture
def journal(instance: Instance) -> Journal:
    return Journal(instance)


def test_a_task_is_taken_by_one_person_and_stays_theirs(journal: Journal) -> None:
    tasks = [_task(1), _task(2)]
    journal.followups.take(tasks[:1], "aigul", AT)
    steps = journal.followups.take(tasks, "marat", AT)
    assert [step.task_id for step in steps] == ["survey:s2"]
    last = journal.followups.last([task.task_id for task in tasks])
    assert {one.taken_by for one in last.values()} == {"aigul", "marat"}
    assert {one.status for one in last.values()} == {TAKEN}


def test_closing_keeps_note_outcome_cause_who_and_when(journal: Journal) -> None:
    journal.followups.take([_task()], "aigul", AT)
    closed = journal.followups.close(_task(), DONE, "marat", AT)
    assert (closed.status, closed.taken_by, closed.closed_by, closed.closed_at) == (
        CLOSED,
        "aigul",
        "marat",
        AT,
    )
    assert (closed.note, closed.outcome, closed.cause, closed.category_id) == tuple(vars(DONE).values())
    with pytest.raises(WrongUse, match="marat has closed"):
        journal.followups.close(_task(), DONE, "aigul", AT)


@pytest.mark.parametrize(
    "closing",
    [Closing(" ", "reached", "agent"), Closing("x", "", "agent"), Closing("x", "reached", "weather")],
)
def test_nothing_is_closed_without_note_outcome_and_cause(journal: Journal, closing: Closing) -> None:
    with pytest.raises(Incomplete):
        journal.followups.close(_task(), closing, "aigul", AT)
    assert journal.followups.steps(_task().task_id) == []


def test_the_last_step_is_taken_back_by_whom_it_is_and_only_once(journal: Journal) -> None:
    book, name = journal.followups, _task().task_id
    book.take([_task()], "aigul", AT)
    book.close(_task(), DONE, "aigul", AT)
    with pytest.raises(NothingToUndo):
        book.undo([name], "marat", AT)
    (undone,) = book.undo([name], "aigul", AT)
    assert (undone.status, undone.taken_by, undone.closed_at, undone.note) == (TAKEN, "aigul", None, "")
    with pytest.raises(NothingToUndo):
        book.undo([name], "aigul", AT)
    assert [step.what for step in book.steps(name)] == ["taken", "closed", "undone"]


def test_taking_many_is_undone_together_or_not_at_all(journal: Journal) -> None:
    book, tasks = journal.followups, [_task(1), _task(2)]
    book.take(tasks, "aigul", AT)
    book.close(tasks[1], DONE, "marat", AT)
    with pytest.raises(NothingToUndo):
        book.undo([task.task_id for task in tasks], "aigul", AT)
    assert book.last([tasks[0].task_id])[tasks[0].task_id].status == TAKEN


def test_what_was_closed_too_early_is_reopened_with_a_reason(journal: Journal) -> None:
    book, name = journal.followups, _task().task_id
    with pytest.raises(WrongUse, match="only what is closed"):
        book.reopen(name, "They called again", "aigul", AT)
    book.close(_task(), DONE, "aigul", AT)
    again = book.reopen(name, "They called again", "marat", AT)
    assert (again.status, again.taken_by, again.note) == (OPEN, None, "They called again")


def test_states_are_a_line_each_and_know_from_when(journal: Journal) -> None:
    book = journal.followups
    assert (book.states(AT), book.version(), book.begun_at()) == ("", 0, None)
    book.take([_task(1, day=2)], "aigul", AT)
    book.close(_task(2), DONE, "aigul", AT)
    assert book.begun_at() == _task(1, day=2).answered_at and book.version() == 2
    line = book.states(datetime(2022, 2, 5))
    assert line == "survey:s2\tclosed\t\t2022-02-10 09:30:00.000000\tresolved"


def test_steps_cannot_be_changed_behind_anybodys_back(journal: Journal, instance: Instance) -> None:
    journal.followups.take([_task()], "aigul", AT)
    with sqlite3.connect(instance.journal / "journal.sqlite") as raw:
        for statement in ("update followup_steps set person = 'x'", "delete from followup_steps"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(statement)
    raw.close()


def test_a_journal_of_an_earlier_sapa_gets_the_new_tables(journal: Journal, instance: Instance) -> None:
    from journal.engine import open_engine

    with sqlite3.connect(instance.journal / "journal.sqlite") as raw:
        for table in ("followups", "followup_steps", "drafts"):
            raw.execute(f"drop table {table}")
        raw.execute("update schema_version set version = 1")
    raw.close()
    open_engine.cache_clear()
    assert Journal(instance).followups.take([_task()], "aigul", AT)


def test_a_draft_is_on_disk_until_its_note_is_saved(journal: Journal, instance: Instance) -> None:
    book, name = journal.followups, _task().task_id
    book.keep_draft("aigul", name, "Called, no")
    book.keep_draft("aigul", name, "Called, nobody")
    assert Journal(instance).followups.draft("aigul", name) == "Called, nobody"
    assert book.draft("marat", name) == ""
    book.close(_task(), DONE, "aigul", AT)
    assert book.draft("aigul", name) == ""


def test_what_was_followed_up_elsewhere_comes_in_at_once_or_not_at_all(journal: Journal) -> None:
    ended = [(_task(number), DONE, "aigul", AT) for number in (1, 2)]
    assert journal.followups.bring_in(ended) == 2
    last = journal.followups.last(["survey:s1", "survey:s2"])
    assert {(one.status, one.closed_by, one.closed_at) for one in last.values()} == {(CLOSED, "aigul", AT)}
    with pytest.raises(WrongUse, match="survey:s2"):
        journal.followups.bring_in([(_task(3), DONE, "aigul", AT), (_task(2), DONE, "aigul", AT)])
    with pytest.raises(Incomplete):
        journal.followups.bring_in([(_task(4), Closing("", "resolved", "system"), "aigul", AT)])
    assert not journal.followups.last(["survey:s3", "survey:s4"]) and journal.followups.bring_in([]) == 0

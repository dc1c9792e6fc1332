"""What people write is on disk when the page says so, can be taken back, and is not edited behind them."""

import multiprocessing
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from config.errors import NotReady, WrongUse
from config.instance import Instance
from journal.api import CLOSED, OPEN, WITHDRAWN, Finding, Journal, NothingToUndo, NotWritten


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path / "a home with spaces")


@pytest.fixture
def journal(instance: Instance) -> Journal:
    return Journal(instance)


def _finding(journal: Journal, **other: object) -> Finding:
    values = {"unit_id": "office_1", "text": "Queue at one desk", "person": "aigul", "side": "customer"}
    return journal.add_finding(**(values | other))  # type: ignore[arg-type]


def test_a_finding_keeps_who_where_and_when(journal: Journal) -> None:
    written = _finding(
        journal, process_id="connect", step_id="check", owner="office head", due_date=date(2022, 8, 1)
    )
    (read,) = journal.findings("office_1")
    assert read == written
    assert (read.person, read.step_id, read.due_date, read.status) == (
        "aigul",
        "check",
        date(2022, 8, 1),
        OPEN,
    )
    assert journal.findings("office_2") == []


def _write_and_die(home: Path) -> None:
    journal = Journal(Instance(home))
    _finding(journal, text="written just before the power went")
    os._exit(9)  # no clean-up of any kind


def test_a_finding_survives_the_death_of_the_process_right_after_it_was_written(instance: Instance) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_write_and_die, args=(instance.home,))
    process.start()
    process.join(30)
    assert process.exitcode == 9
    texts = [item.text for item in Journal(instance).findings("office_1")]
    assert texts == ["written just before the power went"]


def test_a_finding_just_written_can_be_taken_back_by_its_writer_only(journal: Journal) -> None:
    finding = _finding(journal)
    with pytest.raises(NothingToUndo):
        journal.undo(finding.finding_id, "somebody else")
    assert journal.undo(finding.finding_id, "aigul").status == WITHDRAWN
    assert journal.findings("office_1") == []
    with pytest.raises(NothingToUndo):
        journal.undo(finding.finding_id, "aigul")


def test_closing_can_be_undone_and_a_closed_finding_is_not_closed_twice(journal: Journal) -> None:
    finding = _finding(journal)
    closed = journal.close_finding(finding.finding_id, "marat")
    assert (closed.status, closed.closed_by) == (CLOSED, "marat")
    with pytest.raises(WrongUse, match="already closed"):
        journal.close_finding(finding.finding_id, "aigul")
    assert journal.undo(finding.finding_id, "marat").status == OPEN


def test_an_empty_text_an_unknown_side_and_nobody_are_refused(journal: Journal) -> None:
    for wrong in ({"text": "  "}, {"side": "both"}, {"person": ""}, {"unit_id": ""}, {"text": "x" * 5000}):
        with pytest.raises(WrongUse):
            _finding(journal, **wrong)
    assert journal.findings("office_1") == []


def test_an_action_belongs_to_a_finding_and_can_be_finished(journal: Journal) -> None:
    visit = journal.add_visit(unit_id="office_1", person="aigul", process_id="connect")
    finding = _finding(journal, visit_id=visit.visit_id)
    action = journal.add_action(
        finding_id=finding.finding_id, text="Second desk", person="aigul", owner="head"
    )
    assert journal.finish_action(action.action_id).status == "done"
    assert [item.text for item in journal.actions([finding.finding_id])] == ["Second desk"]
    assert journal.visits("office_1") == [visit]
    with pytest.raises(WrongUse, match="no finding 99"):
        journal.add_action(finding_id=99, text="x", person="aigul")


def test_the_audit_has_one_entry_for_each_address_used_and_cannot_be_edited(
    journal: Journal, instance: Instance
) -> None:
    assert journal.add_play(recording_id="r1", person="aigul", address_id="a")
    assert not journal.add_play(recording_id="r1", person="aigul", address_id="a")
    assert journal.add_play(recording_id="r1", person="aigul", address_id="b")
    assert [play.address_id for play in journal.plays("r1")] == ["b", "a"]
    _finding(journal)
    connection = sqlite3.connect(instance.journal / "journal.sqlite", isolation_level=None)
    for statement in ("UPDATE plays SET person = 'x'", "DELETE FROM plays", "DELETE FROM changes"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_many_people_write_at_once_and_nothing_is_lost(journal: Journal) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: _finding(journal, text=f"finding {number}"), range(40)))
    texts = {item.text for item in journal.findings("office_1")}
    assert texts == {f"finding {number}" for number in range(40)}


def test_a_journal_of_a_newer_sapa_is_left_alone(instance: Instance) -> None:
    instance.journal.mkdir(parents=True)
    with sqlite3.connect(instance.journal / "journal.sqlite") as connection:
        connection.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY)")
        connection.execute("INSERT INTO schema_version VALUES (999)")
    connection.close()
    with pytest.raises(NotReady, match=r"version 999.*update Sapa"):
        Journal(instance)


def test_a_file_that_is_no_database_gives_one_line(instance: Instance) -> None:
    instance.journal.mkdir(parents=True)
    (instance.journal / "journal.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(NotReady, match=r"journal\.sqlite: the journal cannot be opened"):
        Journal(instance)


def test_a_write_that_the_disk_refuses_is_said_so(journal: Journal, instance: Instance) -> None:
    with sqlite3.connect(instance.journal / "journal.sqlite") as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON findings BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    connection.close()
    with pytest.raises(NotWritten, match="disk full"):
        _finding(journal)

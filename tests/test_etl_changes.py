"""Corrections leave a trace, and a locked period keeps what it holds."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.errors import WrongUse
from config.instance import Instance
from etl.__main__ import app
from etl.api import changes, late_rows, lock_period, locked_periods, unlock_period
from etl.load import remove_source
from etl.loads import UNCHANGED, read_loads
from tests.etl_instances import HEADER, SURVEYS, adds_up, deliver, landed, load, new_instance, only

MARCH, APRIL = (date(2022, 3, 1), date(2022, 4, 1)), (date(2022, 4, 1), date(2022, 5, 1))
OLD = "a;2022-03-05;5;+7 701 000 00 01;call 8 701 000 00 01\n"


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return new_instance(tmp_path / "op", nps=SURVEYS)


def lock_march(instance: Instance) -> None:
    lock_period(instance, "surveys", *MARCH, "head")


def test_a_correction_is_kept_field_by_field_without_personal_data(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + OLD + "b;2022-03-06;9;;\n")
    load(instance)
    new = OLD.replace(";5;", ";6;").replace("2022-03-05", "2022-03-07").replace("00 02", "00 01")
    deliver(instance, "b.csv", HEADER + new.replace("call", "ring"))
    assert load(instance).loads[1].rows_corrected == 1
    found = {change.field: (change.old_value, change.new_value) for change in changes(instance)}
    assert found == {
        "score": ("5", "6"),
        "sent_at": ("2022-03-05 00:00:00", "2022-03-07 00:00:00"),
        "answered_at": ("2022-03-05 00:00:00", "2022-03-07 00:00:00"),
        "comment": ("call <PHONE>", "ring <PHONE>"),
    }
    first = changes(instance)[0]
    assert (first.key, first.contract, first.source, first.file) == ("a", "surveys", "nps", "incoming/b.csv")
    assert (first.day, first.old_day, first.line, first.old_line) == (
        date(2022, 3, 7),
        date(2022, 3, 5),
        2,
        2,
    )


def test_changes_are_listed_newest_first_and_go_with_their_source(instance: Instance) -> None:
    for number, score in enumerate((5, 6, 7)):
        deliver(instance, f"{number}.csv", HEADER + f"a;2022-03-05;{score};;\n")
        load(instance)
    assert [(c.old_value, c.new_value) for c in changes(instance)] == [("6", "7"), ("5", "6")]
    assert [c.new_value for c in changes(instance, "nps", limit=1, offset=1)] == ["6"]
    assert changes(instance, "another") == []
    remove_source(instance, "nps")
    assert changes(instance) == [] and list((instance.home / "changes").iterdir()) == []


def test_rows_for_a_locked_period_are_listed_and_not_applied(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + OLD)
    load(instance)
    lock_march(instance)
    deliver(instance, "b.csv", HEADER + OLD.replace(";5;", ";9;") + "n;2022-03-20;3;;\nx;2022-04-01;4;;\n")
    done = load(instance).loads[1]
    assert (done.rows_read, done.rows_loaded, done.rows_late, done.rows_corrected) == (3, 3, 2, 0)
    assert adds_up(done)
    assert landed(instance, "surveys", "survey_id, score") == [("a", 5), ("x", 4)]
    assert [(row.key, row.day, row.line, row.values["score"]) for row in late_rows(instance)] == [
        ("a", date(2022, 3, 5), 2, "9"),
        ("n", date(2022, 3, 20), 3, "3"),
    ]
    assert changes(instance) == []


def test_a_correction_that_would_move_a_row_out_of_a_locked_period_is_late(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + OLD)
    load(instance)
    lock_march(instance)
    deliver(instance, "b.csv", HEADER + OLD.replace("2022-03-05", "2022-04-05"))
    assert load(instance).loads[1].rows_late == 1
    assert landed(instance, "surveys", "survey_id, sent_at::DATE") == [("a", date(2022, 3, 5))]


def test_late_rows_delivered_again_change_nothing(instance: Instance) -> None:
    lock_march(instance)
    deliver(instance, "a.csv", HEADER + OLD + "n;2022-03-20;3;;\n")
    assert only(load(instance)).rows_late == 2
    assert only(load(instance)).status == UNCHANGED
    deliver(instance, "b.csv", HEADER + "n;2022-03-20;3;;\n" + OLD)
    again = load(instance).loads[1]
    assert (again.rows_duplicate, again.rows_late, again.rows_loaded) == (2, 0, 0)
    assert len(late_rows(instance)) == 2 and landed(instance, "surveys") == []


def test_unlocking_and_a_retry_apply_them(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + OLD)
    load(instance)
    lock_march(instance)
    deliver(instance, "b.csv", HEADER + OLD.replace(";5;", ";9;"))
    load(instance)
    load(instance, is_retry=True)
    assert len(late_rows(instance)) == 1
    unlock_period(instance, "surveys", *MARCH, "head")
    load(instance, is_retry=True)
    assert late_rows(instance) == [] and landed(instance, "surveys", "score") == [(5,), (9,)]
    assert [(c.old_value, c.new_value) for c in changes(instance)] == [("5", "9")]


def test_a_changed_declaration_leaves_a_locked_period_as_it_was(instance: Instance) -> None:
    rows = OLD + "b;2022-03-06;7;;\n" + "x;2022-04-02;7;;\n"
    deliver(instance, "a.csv", HEADER + rows)
    load(instance)
    lock_march(instance)
    declared = instance.sources / "nps.toml"
    declared.write_text(declared.read_text() + '[values.score]\n"7" = "8"\n')
    done = only(load(instance))
    assert (done.rows_loaded, done.rows_late) == (3, 1)
    assert sorted(landed(instance, "surveys", "survey_id, score")) == [("a", 5), ("b", 7), ("x", 8)]
    assert {row[0] for row in landed(instance, "surveys", "load_id")} == {done.load_id}
    declared.write_text(declared.read_text() + '"5" = "no number"\n')
    assert only(load(instance)).rows_rejected == 1
    assert sorted(landed(instance, "surveys", "survey_id, score"))[:2] == [("a", 5), ("b", 7)]


def test_locks_are_kept_with_who_and_when(instance: Instance) -> None:
    lock_march(instance)
    lock_march(instance)
    (lock,) = locked_periods(instance)
    assert (lock.contract, lock.start, lock.end, lock.by) == ("surveys", *MARCH, "head")
    with pytest.raises(WrongUse, match="is not locked; locked: surveys 2022-03-01 to before 2022-04-01"):
        unlock_period(instance, "surveys", *APRIL, "head")
    with pytest.raises(WrongUse, match="did you mean"):
        lock_period(instance, "rating", *MARCH, "head")
    with pytest.raises(WrongUse, match="has no day"):
        lock_period(instance, "surveys", MARCH[1], MARCH[0], "head")


def test_months_are_locked_and_opened_by_command(instance: Instance) -> None:
    def said(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, [*words, "--home", str(instance.home)])
        return done.exit_code, done.output

    assert "ratings locked from 2026-12-01 to before 2027-01-01" in said("lock", "2026-12")[1]
    assert [lock.contract for lock in locked_periods(instance)] == ["ratings"]
    assert said("unlock", "2026-12")[0] == 0 and read_loads(instance) == []
    assert locked_periods(instance) == []

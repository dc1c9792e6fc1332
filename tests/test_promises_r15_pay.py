"""R15: what counts for pay traces to contacts and formula; a closed month stays; late rows are listed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from config.errors import NotReady, WrongUse
from config.instance import Instance
from etl.api import locked_periods
from tests.etl_instances import deliver, load, new_instance
from ui import data
from ui.pay import closing as pay_close
from ui.pay import data as pay_data
from ui.periods import Span, read_code
from warehouse.build import build

RATINGS = """contract = "ratings"
path = "incoming/*.csv"
delimiter = ";"
[columns]
rating_id = "id"
rated_at = "at"
rating = "mark"
agent_id = "agent"
unit_id = "unit"
contact_id = "contact"
"""
HEADER = "id;at;mark;agent;unit;contact\n"


def _rows(prefix: str, day: str, marks: str, agent: str = "a1") -> str:
    return "".join(
        f"{prefix}{number};2022-{day} 1{number % 10}:05;{mark};{agent};cc1;c-{prefix}{number}\n"
        for number, mark in enumerate(marks)
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = new_instance(tmp_path_factory.mktemp("r15") / "op", ratings=RATINGS)
    march = _rows("m", "03-09", "5545454545") + _rows("n", "03-10", "55", "a2")
    deliver(instance, "march.csv", HEADER + march)
    deliver(instance, "april.csv", HEADER + _rows("x", "04-30", "1"))
    load(instance)
    build(instance)
    return instance


@pytest.fixture
def operator(built: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instance]:
    instance = Instance(shutil.copytree(built.home, tmp_path / "op").resolve())
    monkeypatch.setenv("SAPA_HOME", str(instance.home))
    yield instance
    st.cache_data.clear()


@pytest.fixture
def march() -> Span:
    found = read_code("2022-03")
    assert found
    return found


def test_a_closed_month_does_not_change_whatever_loads_later(operator: Instance, march: Span) -> None:
    period = pay_close.close(march)
    lines, ratings = pay_data.closed_lines(period), pay_data.closed_ratings(period)
    assert [(one.agent_id, one.count, one.total, one.points) for one in lines] == [
        ("a1", 10, 46, 10.0), ("a2", 2, 10, None),
    ]  # fmt: skip

    corrected = (HEADER + _rows("m", "03-09", "5545454545")).replace(";5;", ";1;")
    deliver(operator, "late.csv", corrected + _rows("z", "03-31", "111", "a2"))
    load(operator)
    build(operator)

    assert (pay_data.closed_lines(period), pay_data.closed_ratings(period)) == (lines, ratings)
    assert pay_data.journal().pay.is_whole(period) and pay_data.closed(march) == period
    late = {one.key for one in pay_data.late_rows(march)}
    assert late == {"z0", "z1", "z2", "m0", "m1", "m3", "m5", "m7", "m9"}
    assert pay_data.differences(period, march) == [], "late rows are in no figure of the pages either"
    assert [one.total for one in pay_data.sheet(march).lines] == [46, 10]


def test_every_rating_that_counts_traces_to_its_contact_its_file_and_the_formula(
    operator: Instance, march: Span
) -> None:
    period = pay_close.close(march)
    ratings = pay_data.closed_ratings(period)
    assert {one.contact_id for one in ratings} == {f"c-{one.rating_id}" for one in ratings}
    assert {(one.load_id is None, one.line is None) for one in ratings} == {(False, False)}
    assert period.snapshot_id == data.snapshot().id and period.closed_by == "administrator"
    assert '"least_ratings": 10' in period.formula and len(period.formula_version) == 12


def test_other_thresholds_later_change_no_closed_month(operator: Instance, march: Span) -> None:
    period = pay_close.close(march)
    settings = operator.config / "settings.toml"
    settings.write_text("[pay]\nleast_ratings = 1\nsteps = [{from = 1, points = 99}]\n", "utf8")
    assert [one.points for one in pay_data.sheet(march).lines] == [99, 99]
    assert [one.points for one in pay_data.closed_lines(period)] == [10, None]


def test_rows_that_came_without_the_lock_are_listed_against_the_closed_month(
    operator: Instance, march: Span
) -> None:
    """Somebody opened the lock by command: the record still stands, and tells what is otherwise."""
    from etl.api import unlock_period

    period = pay_close.close(march)
    unlock_period(operator, "ratings", march.start, march.end, "somebody")
    deliver(operator, "late.csv", HEADER + _rows("z", "03-31", "1") + _rows("n", "03-10", "45", "a2"))
    load(operator)
    build(operator)
    told = [(what, one.rating_id, one.rating) for what, one in pay_data.differences(period, march)]
    assert told == [("came", "z0", 1), ("changed", "n0", 4)]
    assert sum(one.count for one in pay_data.closed_lines(period)) == 12


def test_rows_loaded_and_not_on_the_pages_yet_stop_the_closing_and_leave_no_lock(
    operator: Instance, march: Span
) -> None:
    deliver(operator, "more.csv", HEADER + _rows("y", "03-20", "5"))
    load(operator)
    with pytest.raises(NotReady, match=r"more\.csv was loaded and is not on the pages yet"):
        pay_close.close(march)
    assert locked_periods(operator) == [] and pay_data.closed(march) is None


def test_a_month_is_closed_once_and_only_when_it_is_over(operator: Instance, march: Span) -> None:
    pay_close.close(march)
    for month, words in ((march, "closed already"), (march.shifted(12), "not over yet")):
        with pytest.raises(WrongUse, match=words):
            pay_close.close(month)
    assert [lock.start for lock in locked_periods(operator)] == [march.start]


def test_only_a_head_who_sees_every_unit_closes(operator: Instance, march: Span) -> None:
    people = operator.config / "people.toml"
    for role, units, more in (
        ("executive", '"all"', ""), ("manager", '["cc1"]', ""), ("trainer", '"all"', ""),
        ("agent", '"all"', 'agent_id = "a1"'), ("head_of_quality", '["cc1"]', ""),
    ):  # fmt: skip
        people.write_text(f'[people.x]\nrole = "{role}"\nunits = {units}\npersonal = true\n{more}\n', "utf8")
        with pytest.raises(WrongUse, match="head of quality who sees every unit"):
            pay_close.close(march)
    people.write_text("", "utf8")
    with pytest.raises(WrongUse, match="head of quality"):
        pay_close.close(march)
    assert locked_periods(operator) == []

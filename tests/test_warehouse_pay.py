"""Points follow the raw mean by declared thresholds; a rating that does not count says why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import Pay
from tests.tiny_warehouse import CONTACTS, RATINGS, shared_tiny
from warehouse.pay import (
    CONTESTED,
    INCIDENT,
    UNKNOWN,
    Rating,
    Sheet,
    differences,
    formula_version,
    lines,
    missing_to_next,
    points,
    sheet,
)
from warehouse.period import Period
from warehouse.scope import OWNER, people

STEPS = [{"from": 4.3, "points": 5}, {"from": 4.7, "points": 15}, {"from": 4.5, "points": 10}]
PAY = Pay.model_validate({"least_ratings": 10, "steps": STEPS})
JANUARY = Period(date(2022, 1, 1), date(2022, 2, 1))


def _sheet(accepted: frozenset[str] = frozenset(), person: str = "", pay: Pay = PAY) -> Sheet:
    instance, snapshot = shared_tiny()
    scope = people(instance)[person] if person else OWNER
    return sheet(snapshot, scope, JANUARY, pay, accepted)


def _in_january() -> dict[str, Mapping[str, Any]]:
    starts = {row["contact_id"]: row for row in CONTACTS}
    return {
        row["rating_id"]: row | {"contact": starts[row["contact_id"]]} for row in RATINGS
        if starts[row["contact_id"]]["started_at"].month == 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [(9, 45, None), (10, 42, 0), (10, 43, 5), (10, 45, 10), (20, 89, 5), (10, 47, 15), (1000, 4699, 10)],
)
def test_points_are_those_of_the_highest_threshold_reached(
    count: int, total: int, expected: float | None
) -> None:
    assert points(count, total, PAY) == expected


@given(st.integers(10, 400), st.data())
def test_the_fives_told_reach_the_next_threshold_and_one_less_does_not(
    count: int, data: st.DataObject
) -> None:
    total = data.draw(st.integers(count, 5 * count))
    following = missing_to_next(count, total, PAY)
    if following is None:
        assert points(count, total, PAY) == 15
        return
    _at, worth, more = following
    assert (points(count + more, total + 5 * more, PAY) or 0) >= worth
    if more:
        assert (points(count + more - 1, total + 5 * (more - 1), PAY) or 0) < worth


def test_every_rating_of_the_month_counts_by_the_day_of_its_contact() -> None:
    found = _sheet()
    assert {one.rating_id for one in found.ratings} == set(_in_january())
    mine = [row["rating"] for row in _in_january().values() if row["contact"]["agent_id"] == "a1"]
    (line,) = [one for one in found.lines if one.agent_id == "a1"]
    touched = sum(one.excluded == INCIDENT and one.agent_id == "a1" for one in found.ratings)
    assert line.count == len(mine) - touched
    assert all(one.load_id and one.line for one in found.ratings)


def test_ratings_of_contacts_in_an_outage_where_it_was_do_not_count() -> None:
    during = {
        number for number, row in _in_january().items()
        if row["contact"]["started_at"].date() == date(2022, 1, 10) and row["contact"]["agent_id"] != "a3"
        and row["contact"]["agent_id"] != "a4"
    }  # fmt: skip
    assert during and during == {one.rating_id for one in _sheet().ratings if one.excluded == INCIDENT}


def test_an_accepted_contest_leaves_its_rating_out_and_the_mean_follows() -> None:
    before, number = _sheet(), "r0"
    after = _sheet(frozenset({number}))
    (gone,) = [one for one in after.ratings if one.excluded == CONTESTED]
    assert gone.rating_id == number
    counts = {one.agent_id: one.count for one in before.lines}
    for line in after.lines:
        assert line.count == counts[line.agent_id] - (line.agent_id == gone.agent_id)


def test_an_agent_that_nobody_knows_gets_no_points() -> None:
    known = Rating("r", None, "a1", "cc1", date(2022, 1, 1), 5, None, None, None)
    assert lines([replace(known, excluded=UNKNOWN)], PAY) == []
    assert [one.agent_id for one in lines([known, replace(known, agent_id=None)], PAY)] == ["a1"]


def test_an_agent_sees_the_same_line_as_the_head_and_no_other() -> None:
    own = _sheet(person="agent")
    assert [one.agent_id for one in own.lines] == ["a1"]
    assert own.lines[0] in _sheet().lines
    assert {one.rating_id: one.excluded for one in own.ratings}.items() <= {
        one.rating_id: one.excluded for one in _sheet().ratings
    }.items()


def test_nobody_without_units_has_a_sheet() -> None:
    assert _sheet(person="stranger").ratings == ()


def test_the_formula_version_changes_with_any_threshold_and_not_with_their_order() -> None:
    turned = Pay.model_validate({"least_ratings": 10, "steps": STEPS[::-1]})
    other = Pay.model_validate({"least_ratings": 10, "steps": [*STEPS[:2], {"from": 4.5, "points": 11}]})
    assert formula_version(PAY) == formula_version(turned) != formula_version(other)


def test_what_came_went_or_changed_since_the_closing_is_told() -> None:
    one = Rating("r1", "c1", "a1", "cc1", date(2022, 1, 2), 5, None, "l", 2)
    closed = [one, replace(one, rating_id="r2"), replace(one, rating_id="r3")]
    now = [one, replace(one, rating_id="r3", rating=1), replace(one, rating_id="r4")]
    assert [(what, other.rating_id) for what, other in differences(closed, now)] == [
        ("came", "r4"), ("changed", "r3"), ("gone", "r2"),
    ]  # fmt: skip

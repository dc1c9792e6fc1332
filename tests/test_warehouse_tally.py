"""How many rows are alike, and whether there are any: the same rows that a row query lists."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from config.errors import WrongUse
from tests.tiny_warehouse import shared_tiny
from warehouse.period import Period
from warehouse.rows import has_rows, rows, tally
from warehouse.scope import NOBODY, OWNER

JANUARY = Period.month(date(2022, 1, 1))
COLUMNS = ("date", "agent_id", "rating")


@pytest.mark.parametrize("filters", [{}, {"agent": ["a1"]}, {"rating": ["5"]}], ids=str)
def test_a_tally_counts_every_row_that_the_query_lists(filters: dict[str, list[str]]) -> None:
    asked: dict[str, Any] = {"period": JANUARY, "filters": filters}
    _instance, snapshot = shared_tiny()
    listed = rows(snapshot, OWNER, "ratings", limit=1000, **asked)
    expected = listed.groupby(list(COLUMNS), dropna=False).size()
    found = tally(snapshot, OWNER, "ratings", COLUMNS, **asked)
    assert list(found.columns) == [*COLUMNS, "count"] and len(found)
    assert found.set_index(list(COLUMNS))["count"].to_dict() == expected.to_dict()
    assert found["date"].is_monotonic_increasing


def test_there_are_rows_where_the_query_lists_any() -> None:
    _instance, snapshot = shared_tiny()
    assert has_rows(snapshot, OWNER, "ratings", period=JANUARY, filters={"agent": ["a1"]})
    assert not has_rows(snapshot, OWNER, "ratings", period=JANUARY, filters={"agent": ["nobody"]})
    assert not has_rows(snapshot, NOBODY, "ratings", period=JANUARY)


def test_a_tally_never_tells_what_the_person_may_not_see() -> None:
    _instance, snapshot = shared_tiny()
    nameless = replace(OWNER, personal=False)
    with pytest.raises(WrongUse, match="not open to the role"):
        tally(snapshot, nameless, "ratings", ("date", "agent_name"), period=JANUARY)
    assert tally(snapshot, NOBODY, "ratings", ("date",), period=JANUARY).empty

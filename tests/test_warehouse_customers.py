"""Rows of one customer, found by number: exactly those the key has, whoever else has the same number."""

from collections import Counter

import pytest

from tests.tiny_warehouse import CONTACTS, land, tiny_instance
from warehouse.build import build
from warehouse.period import Period
from warehouse.rows import count_rows, rows
from warehouse.scope import OWNER
from warehouse.snapshot import Snapshot

KEY = "0123abcd" + "4" * 24
LIKE = "0123abcd" + "5" * 24
"""Of another customer; the number, made of the first letters, is the same."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    instance = tiny_instance(tmp_path_factory.mktemp("customers") / "home")
    changed = [{**row, "customer_key": KEY if n < 3 else LIKE} for n, row in enumerate(CONTACTS[:7])]
    land(instance, "contacts", changed, number=70)
    return build(instance)


def _found(snapshot: Snapshot, name: str, *keys: str) -> list[str]:
    found = rows(snapshot, OWNER, name, period=Period(), filters={"customer_key": keys}, limit=10_000)
    return [str(key) for key in found["customer_key"]]


@pytest.mark.parametrize("name", ["contacts", "surveys", "calls"])
def test_every_customer_is_found_with_all_rows_and_no_row_of_others(snapshot: Snapshot, name: str) -> None:
    every = rows(snapshot, OWNER, name, period=Period(), limit=10_000)
    counted = Counter(key for key in every["customer_key"] if isinstance(key, str))
    assert len(counted) > 1
    assert {key: _found(snapshot, name, key) for key in counted} == {
        key: [key] * count for key, count in counted.items()
    }
    assert _found(snapshot, name, "nobody") == []


def test_customers_whose_numbers_meet_are_not_mixed_up(snapshot: Snapshot) -> None:
    same = snapshot.cursor().execute(
        "select count(distinct customer_no) from facts.contacts where customer_key in ($key, $like)",
        {"key": KEY, "like": LIKE},
    )
    assert same.fetchone() == (1,)
    assert _found(snapshot, "contacts", KEY) == [KEY] * 3
    assert Counter(_found(snapshot, "contacts", KEY, LIKE)) == {KEY: 3, LIKE: 4}
    asked = {"customer_key": (LIKE,), "unit": (CONTACTS[3]["unit_id"],)}
    assert 0 < count_rows(snapshot, OWNER, "contacts", period=Period(), filters=asked) <= 4

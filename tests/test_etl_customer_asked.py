"""A number typed in any usual shape finds the customer that landing knows."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import NotReady, WrongUse
from config.instance import Instance
from etl.customer_asked import customer_asked, is_telephone, plain
from etl.customers import make_customers, make_key, read_key
from warehouse import engine

SHAPES = (
    "87015551234", "+7 701 555 12 34",
    "8 (701) 555-12-34", "7015551234", "+7-701-555-12-34", "+7(701)5551234",
    "8 701 555–12–34", "tel:+77015551234", "0077015551234", " 8.701.555.12.34 ", "８７０１５５５１２３４",
    "+7\u00a0701\u00a0555\u00a012\u00a034", "8701/5551234",
)  # fmt: skip


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = Instance(tmp_path_factory.mktemp("asked"))
    make_key(instance)
    return instance


def landed(instance: Instance, number: str) -> str:
    """The key that landing gives to a number as a source writes it."""
    connection = engine.memory()
    connection.execute(
        "CREATE TEMP TABLE typed AS SELECT $number::VARCHAR AS customer_id", {"number": number}
    )
    make_customers(connection, read_key(instance), "typed")
    row = connection.execute("SELECT customer_key FROM customers").fetchone()
    connection.close()
    assert row
    return str(row[0])


def test_every_usual_shape_is_the_customer_that_landed(instance: Instance) -> None:
    key = landed(instance, "+7 701 555 12 34")
    assert {shape: customer_asked(instance, shape) == key for shape in SHAPES} == dict.fromkeys(SHAPES, True)
    assert customer_asked(instance, "87015551235") != key
    assert customer_asked(instance, " KZ-Account/7 ") == landed(instance, "KZ-Account/7")


@given(st.text(alphabet="0123456789+()-.– /\u00a0ab", max_size=24))
def test_a_plain_number_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@settings(max_examples=15)
@given(st.lists(st.from_regex(r"[0-9 ()+-]{1,16}", fullmatch=True), min_size=20, max_size=20))
def test_any_figures_have_the_key_that_landing_gives_them(instance: Instance, numbers: list[str]) -> None:
    known = [number for number in numbers if any(letter.isdigit() for letter in number)]
    connection = engine.memory()
    connection.execute(
        "CREATE TEMP TABLE typed AS SELECT unnest($numbers::VARCHAR[]) AS customer_id", {"numbers": known}
    )
    make_customers(connection, read_key(instance), "typed")
    keys = dict(connection.execute("SELECT customer_id, customer_key FROM customers").fetchall())
    connection.close()
    assert {number: customer_asked(instance, number) for number in known} == keys


def test_nothing_typed_and_a_missing_key_are_said(instance: Instance, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no customer given"):
        customer_asked(instance, "  ")
    with pytest.raises(NotReady, match="missing"):
        customer_asked(Instance(tmp_path), "87015551234")


def test_a_whole_telephone_number_is_told_from_one_that_lacks_figures() -> None:
    assert [shape for shape in SHAPES if not is_telephone(shape)] == []
    for short in ("+7 701 555 12 3", "701 555 12", "8701555123", "KZ-77", "87015551234567"):
        assert not is_telephone(short), short

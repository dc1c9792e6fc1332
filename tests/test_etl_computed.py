"""Computed fields: a small list of operations on columns, checked before anything is read."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.computed import OPERATIONS
from etl.declaration import Declaration, declaration_from
from etl.problems import BadDeclaration
from tests.amounts import full
from tests.etl_instances import deliver, landed, load, new_instance, only

CALLS = """contract = "contacts"
path = "incoming/*.csv"
delimiter = ";"
date_format = "dd.mm.yyyy HH:MM:SS"
[columns]
started_at = "begin"
talk_s = "talk"
[computed]
contact_id = { join = ["begin", "no"], with = "-" }
ended_at = { add = ["started_at", "talk"] }
wait_s = { minus = ["answer", "begin"] }
is_answered = { filled = "answer" }
is_resolved = { equals = ["state", "Решено", "closed"] }
unit_id = { first_word = "office" }
agent_id = { part = "note", pattern = "agent=([a-z]+)" }
process_id = { coalesce = ["topic", "office"] }
hold_s = { add = ["h1", "h2"] }
[units]
hold_s = "minutes"
"""
LINES = """begin;no;talk;answer;state;office;note;topic;h1;h2
02.04.2024 08:00:00;7;90;02.04.2024 08:00:30;решено;Almaty Center;x agent=ivan y;;1;2
02.04.2024 09:00:00;8;;;open;Astana;;Bill;;
"""


def test_every_operation_lands_what_it_says(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", calls=CALLS)
    deliver(instance, "a.csv", LINES)
    assert only(load(instance)).rows_loaded == 2
    columns = "contact_id, ended_at, wait_s, is_answered, is_resolved, unit_id, agent_id, process_id, hold_s"
    first, second = landed(instance, "contacts", columns)
    assert first == (
        "02.04.2024 08:00:00-7", datetime(2024, 4, 2, 8, 1, 30), 30.0, True, True, "Almaty", "ivan",
        "Almaty Center", 180.0,
    )  # fmt: skip
    assert second == ("02.04.2024 09:00:00-8", None, None, False, False, "Astana", None, "Bill", None)


def test_a_computed_field_whose_column_is_gone_stops_the_file(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", calls=CALLS)
    deliver(instance, "a.csv", LINES.replace(";office", ";bureau"))
    assert "[computed] unit_id: 'office'" in only(load(instance)).message


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ('{ first = "a" }', "unknown operation 'first'"),
        ('{ upper = "a", lower = "b" }', "exactly one operation"),
        ('{ part = "a" }', "part needs one"),
        ('{ part = "a", pattern = "(" }', "no regular expression"),
        ('{ part = "a", pattern = "(?=x)y" }', "without looking around"),
        ('{ minus = ["a", "b"] }', "gives a number or a time"),
        ('{ filled = "a" }', "gives yes or no"),
        ('{ join = "a" }', "two or more"),
        ('"a"', "write { operation = columns }"),
    ],
)
def test_a_wrong_operation_is_told_in_one_line(given_: str, told: str) -> None:
    import tomllib

    values = tomllib.loads(f"[computed]\nunit_id = {given_}\n")
    with pytest.raises(BadDeclaration) as caught:
        whole = {"contract": "surveys", "path": "x", "columns": {"sent_at": "d"}, **values}
        declaration_from(whole, name="nps", told_as="sources/nps.toml")
    text = str(caught.value)
    assert text.startswith("sources/nps.toml: ") and "unit_id" in text and told in text and "\n" not in text


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(sorted(Declaration.model_fields)) | WORDS


@settings(max_examples=full(150, else_=40), deadline=None)
@given(
    st.dictionaries(KEYS, ANY, max_size=4),
    st.dictionaries(st.sampled_from(list(OPERATIONS)), ANY, max_size=2),
)
def test_whatever_a_declaration_says_is_taken_or_told_in_one_line(
    extra: dict[str, object], made: dict[str, object]
) -> None:
    values = {
        "contract": "surveys", "path": "x.csv", "columns": {"sent_at": "d"},
        "computed": {"unit_id": made}, **extra,
    }  # fmt: skip
    try:
        declaration_from(values, name="nps", told_as="sources/nps.toml")
    except BadDeclaration as error:
        assert str(error).startswith("sources/nps.toml: ") and "\n" not in str(error)

"""A filter saved under a name is on disk, belongs to one person, and a deleted one can be taken back."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import WrongUse
from config.instance import Instance
from journal.api import FilterBook, Journal

OFFICES = "unit=off1%2Coff2&channel=office"


@pytest.fixture
def book(tmp_path: Path) -> FilterBook:
    return Journal(Instance(tmp_path)).filters


def test_a_saved_filter_is_there_for_who_saved_it_alone(book: FilterBook) -> None:
    saved = book.save("aigul", "  My   offices ", OFFICES)
    assert (saved.name, saved.address) == ("My offices", OFFICES)
    assert book.of("aigul") == [saved] and book.of("marat") == []


def test_the_same_name_again_replaces_what_it_held(book: FilterBook) -> None:
    first = book.save("aigul", "offices", OFFICES)
    again = book.save("aigul", "offices", "unit=off1")
    assert first.filter_id == again.filter_id
    assert [one.address for one in book.of("aigul")] == ["unit=off1"]


def test_a_filter_can_be_renamed_but_not_to_a_name_that_is_taken(book: FilterBook) -> None:
    one, other = book.save("aigul", "offices", OFFICES), book.save("aigul", "calls", "channel=phone")
    book.rename("aigul", one.filter_id, "all offices")
    assert [kept.name for kept in book.of("aigul")] == ["all offices", "calls"]
    with pytest.raises(WrongUse, match="there already"):
        book.rename("aigul", other.filter_id, "all offices")
    for wrong in ("  ", "x" * 61):
        with pytest.raises(WrongUse):
            book.rename("aigul", one.filter_id, wrong)


def test_a_deleted_filter_can_be_taken_back(book: FilterBook) -> None:
    saved = book.save("aigul", "offices", OFFICES)
    book.remove("aigul", saved.filter_id)
    assert book.of("aigul") == []
    book.restore("aigul", saved.filter_id)
    assert book.of("aigul") == [saved]


def test_it_is_not_taken_back_over_a_newer_one_of_the_same_name(book: FilterBook) -> None:
    saved = book.save("aigul", "offices", OFFICES)
    book.remove("aigul", saved.filter_id)
    newer = book.save("aigul", "offices", "unit=off1")
    with pytest.raises(WrongUse, match="saved since"):
        book.restore("aigul", saved.filter_id)
    assert book.of("aigul") == [newer]


def test_nobody_changes_the_filters_of_another(book: FilterBook) -> None:
    saved = book.save("aigul", "offices", OFFICES)
    for act in (book.remove, book.restore):
        with pytest.raises(WrongUse, match="of yours"):
            act("marat", saved.filter_id)
    with pytest.raises(WrongUse, match="of yours"):
        book.rename("marat", saved.filter_id, "mine now")
    assert book.of("aigul") == [saved]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_name_comes_back_as_it_was_typed_but_for_spaces(book: FilterBook, name: str) -> None:
    if not name.strip():
        return
    assert book.save("aigul", name, OFFICES).name == " ".join(name.split())

"""Who looked a customer up is on disk before they see anything, and nobody can change it."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from config.errors import WrongUse
from config.instance import Instance
from journal.api import Journal

KEY = "a" * 32


def test_a_search_is_kept_with_who_when_and_how_much(tmp_path: Path) -> None:
    book = Journal(Instance(tmp_path)).searches
    book.add(person="aigul", subject="customer", asked=KEY, count_found=7)
    book.add(person="marat", subject="case", asked="C-10001", count_found=1)
    newest, first = book.latest()
    assert (first.person, first.subject, first.asked, first.count_found) == ("aigul", "customer", KEY, 7)
    assert newest.asked == "C-10001" and newest.searched_at >= first.searched_at
    assert [one.person for one in book.latest(person="aigul")] == ["aigul"]


def test_a_search_without_a_person_or_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    book = Journal(Instance(tmp_path)).searches
    with pytest.raises(WrongUse, match="person"):
        book.add(person=" ", subject="customer", asked=KEY, count_found=0)
    with pytest.raises(WrongUse, match="subject"):
        book.add(person="aigul", subject="phone", asked=KEY, count_found=0)
    assert book.latest() == []


def test_the_audit_of_searches_cannot_be_changed(tmp_path: Path) -> None:
    journal = Journal(Instance(tmp_path))
    journal.searches.add(person="aigul", subject="customer", asked=KEY, count_found=7)
    for statement in ("UPDATE searches SET person = 'x'", "DELETE FROM searches"):
        with pytest.raises(IntegrityError, match="append-only"), journal._engine.begin() as connection:
            connection.execute(text(statement))
    assert len(journal.searches.latest()) == 1

"""A wrong cause that somebody sets right counts at once, is kept for ever, and can be taken back."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from config.errors import WrongUse
from config.instance import Instance
from journal.api import CorrectionBook, Journal, NothingToUndo, corrections
from journal.engine import open_engine, sqlite_address

HASH, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path)


@pytest.fixture
def book(instance: Instance) -> CorrectionBook:
    return Journal(instance).corrections


def test_the_last_correction_of_a_text_counts(instance: Instance, book: CorrectionBook) -> None:
    book.correct(HASH, ["other"], ["wrong_bill"], "aigul")
    book.correct(OTHER, [], ["praise"], "marat")
    book.correct(HASH, ["wrong_bill"], ["wrong_bill", "staff_rude"], "marat")
    standing = {one.text_hash: one for one in corrections(instance)}
    assert standing[HASH].category_ids == ("wrong_bill", "staff_rude") and standing[HASH].who == "marat"
    assert standing[OTHER].category_ids == ("praise",)
    assert set(book.of([OTHER, "c" * 32])) == {OTHER}


def test_undo_goes_back_step_by_step_and_never_over_somebody_elses(book: CorrectionBook) -> None:
    book.correct(HASH, ["other"], ["wrong_bill"], "aigul")
    book.correct(HASH, ["wrong_bill"], [], "aigul")
    back = book.undo(HASH, "aigul")
    assert back is not None and back.category_ids == ("wrong_bill",)
    assert [one.category_ids for one in book.standing()] == [("wrong_bill",)]
    with pytest.raises(NothingToUndo):
        book.undo(HASH, "marat")
    assert book.undo(HASH, "aigul") is None and book.standing() == []


def test_what_was_undone_is_as_found_again_and_still_told(book: CorrectionBook) -> None:
    book.correct(HASH, ["other"], ["wrong_bill"], "aigul")
    assert book.undo(HASH, "aigul") is None
    assert book.standing() == []
    assert [(what, ids, who) for what, ids, who, _at in book.steps(HASH)] == [
        ("corrected", ("wrong_bill",), "aigul"),
        ("undone", None, "aigul"),
    ]
    book.correct(HASH, ["other"], ["praise"], "aigul")
    assert [one.category_ids for one in book.standing()] == [("praise",)]


def test_no_cause_at_all_is_a_correction_too(book: CorrectionBook) -> None:
    book.correct(HASH, ["praise"], [], "aigul")
    assert [one.category_ids for one in book.standing()] == [()]


def test_nobody_corrects_without_a_name_and_nobody_rewrites_the_past(
    instance: Instance, book: CorrectionBook
) -> None:
    with pytest.raises(WrongUse):
        book.correct(HASH, [], ["praise"], " ")
    book.correct(HASH, [], ["praise"], "aigul")
    engine = open_engine(sqlite_address(instance.journal))
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text("UPDATE corrections SET person = 'marat'"))


def test_without_a_journal_there_are_none_and_none_is_begun(instance: Instance) -> None:
    assert corrections(instance) == []
    assert not instance.journal.exists()

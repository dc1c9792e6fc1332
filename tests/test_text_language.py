"""The language of what customers write, also when Kazakh is written with other letters."""

import csv
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.api import language, languages, sentences
from text.lemmas import english_stem, folded, lemmas

DEVELOPMENT = Path(os.environ.get("SAPA_DEV_DATA") or Path(__file__).parents[2] / "shared" / "data") / "text"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Третий день не работает интернет", "ru"),
        ("плохо", "ru"),
        ("Мастер опоздал на два часа и нагрубил", "ru"),
        ("новым тарифом доволен, деньги списали верно", "ru"),
        ("Интернет істемейді, шебер келмеді", "kk"),
        ("маган унады жаксы кызмет рахмет", "kk"),
        ("jaqsy qyzmet, rahmet", "kk"),
        ("internet nashar zhumys istemeidi", "kk"),
        ("The technician did not come again", "en"),
        ("Great service!", "en"),
        ("slow", "en"),
        ("", None),
        ("12345", None),
        ("👍👍👍", None),
        ("<PHONE> <NAME>", None),
    ],
)
def test_language_of_a_text(text: str, expected: str | None) -> None:
    assert language(text) == expected


def test_each_sentence_has_its_own_language() -> None:
    mixed = "Интернет не работает третий день. Қашан жөндейсіздер? Please help."
    assert [code for _, code in languages(mixed)] == ["ru", "kk", "en"]


@given(st.text())
def test_any_text_has_a_language_or_none_and_keeps_its_sentences(text: str) -> None:
    assert language(text) in ("ru", "kk", "en", None)
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_russian_words_come_to_their_dictionary_form() -> None:
    assert lemmas("отключили интернет, счета приходят", "ru") == (
        "отключить",
        "интернет",
        "счет",
        "приходить",
    )


def test_kazakh_is_one_word_in_all_three_spellings() -> None:
    assert folded("қызмет") == folded("кызмет") == folded("qyzmet")
    assert len({*lemmas("қызметтеріңіздің кызмет qyzmet", "kk")}) == 1


def test_english_forms_of_one_word_meet() -> None:
    assert len({english_stem(word) for word in ("charge", "charges", "charged", "charging")}) == 1


@pytest.mark.skipif(not DEVELOPMENT.is_dir(), reason="development texts are not on this machine")
def test_real_kazakh_reviews_and_english_questions_are_recognised() -> None:
    with zipfile.ZipFile(DEVELOPMENT / "kazakh_reviews_polarity.zip") as archive:
        content = archive.read(archive.namelist()[0]).decode("utf8")
    reviews = [row["text"] for row in csv.DictReader(io.StringIO(content))][:4000]
    assert sum(language(text) == "kk" for text in reviews) / len(reviews) >= 0.95
    questions = (DEVELOPMENT / "banking77_train.csv").read_text("utf8")
    texts = [row["text"] for row in csv.DictReader(io.StringIO(questions))][:4000]
    assert sum(language(text) == "en" for text in texts) / len(texts) >= 0.99

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


def _labelled() -> list[tuple[str, str, str]]:
    """Language (``none`` for no words that tell), kind and text of each line labelled by hand."""
    files = sorted((Path(__file__).parent / "data").glob("language_blind*.tsv"))
    lines = [line for file in files for line in file.read_text("utf8").splitlines()[1:]]
    return [(code, kind, text) for code, kind, text in (line.split("\t") for line in lines)]


def test_labelled_lines_are_told_in_every_language_and_way_of_writing() -> None:
    wrong = [line for line in _labelled() if (language(line[2]) or "none") != line[0]]
    assert len(wrong) / len(_labelled()) <= 0.03, wrong
    assert not [line for line in wrong if line[1] in ("translit", "old latin", "2021 latin")]


WAYS = {
    "old": dict(zip("әғқңөұүіжшчйюя", (*"agqnouui", "zh", "sh", "ch", "i", "iu", "ia"), strict=True)),
    "2021": dict(zip("әғқңөұүіжшчйюя", (*"äğqñöūüijş", "ch", "i", "iu", "ia"), strict=True)),
}
PLAIN = dict(zip("абвгдезиклмнопрстфэ", "abvgdeziklmnoprstfe", strict=True))
TYPED = str.maketrans("әғқңөұүһі", "агкноууһи".replace("һ", "х"))
KAZAKH = (
    "қызметкер сыпайы сөйлесті", "байланыс сапасы нашарлап кетті", "ақшамды қайтарып беріңіздер",
    "телефонға ешкім жауап бермейді", "шебер келмеді күтіп отырмыз", "жылдамдығы өте төмен болып тұр",
    "қашан жөндейсіздер желіні", "мәселені тез шешіп берді",
)  # fmt: skip
RUSSIAN = (
    "связь плохо работает", "никто не берёт трубку", "верните деньги за месяц", "мастер опоздал и нагрубил",
    "почему отключили интернет", "спасибо всё отлично", "скорость упала вечером", "жду ответа третий день",
)  # fmt: skip
RUSSIAN_IN_LATIN = dict(
    zip("жхцчшщюяйыьъё", ("zh", "h", "ts", "ch", "sh", "sch", "yu", "ya", "y", "y", "", "", "e"), strict=True)
)


def _in_latin(text: str, way: dict[str, str]) -> str:
    return "".join({**PLAIN, "у": "u", "х": "h", "ы": "y", **way}.get(letter, letter) for letter in text)


@given(st.sampled_from(KAZAKH), st.sampled_from(sorted(WAYS)))
def test_kazakh_in_latin_letters_of_any_alphabet_is_kazakh(text: str, way: str) -> None:
    assert language(_in_latin(text, WAYS[way])) == "kk"


@given(st.lists(st.sampled_from(KAZAKH), min_size=1, max_size=3))
def test_kazakh_typed_with_a_russian_keyboard_is_kazakh(texts: list[str]) -> None:
    assert language(" ".join(texts).translate(TYPED)) == "kk"


@given(st.lists(st.sampled_from(RUSSIAN), min_size=1, max_size=3))
def test_russian_typed_in_latin_letters_is_russian(texts: list[str]) -> None:
    assert language(_in_latin(" ".join(texts), RUSSIAN_IN_LATIN)) == "ru"


@given(
    st.sampled_from(RUSSIAN),
    st.lists(st.sampled_from(["wi-fi", "router", "TP-Link", "HDMI", "app"]), max_size=2),
)
def test_english_terms_leave_a_russian_sentence_russian(text: str, terms: list[str]) -> None:
    assert language(" ".join([text, *terms])) == "ru"


@given(st.sampled_from(RUSSIAN), st.sampled_from(KAZAKH), st.sampled_from([". ", "! ", "\n"]))
def test_of_a_mixed_text_each_sentence_has_its_own_language(one: str, other: str, between: str) -> None:
    assert [code for _, code in languages(f"{one}{between}{other}")] == ["ru", "kk"]


@given(st.text("0123456789 .,:+-()%₸!?"))
def test_figures_alone_have_no_language(text: str) -> None:
    assert language(text) is None


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

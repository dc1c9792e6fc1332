"""Names that no model knows are mended where sound and context agree, are marked, and can be taken back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import NotReady
from transcribe.transcript import Utterance, Word
from transcribe.wordlist import mending, names, sound

LIST = """
near = ["тариф", "услуга", "plan"]
[[name]]
name = "Супер Связь"
languages = ["ru"]
[[name]]
name = "Smart Box"
sounds = ["смарт бокс"]
heard = ["был у меня"]
"""


@pytest.fixture
def words(tmp_path: Path) -> names.WordList:
    return _list(tmp_path, LIST)


def _list(folder: Path, text: str) -> names.WordList:
    file = folder / "words.toml"
    file.write_text(text, "utf8")
    return names.load(file)


def _said(*heard: str, language: str = "ru", model: str = "m") -> Utterance:
    """``слово`` of confidence 1, or ``слово:0.5``; each lasts half a second."""
    parts = [one.partition(":") for one in heard]
    said = [Word(word, i * 0.5, i * 0.5 + 0.4, float(sure or 1)) for i, (word, _, sure) in enumerate(parts)]
    return Utterance(0, tuple(said), language, model)


def _text(utterance: Utterance, words: names.WordList | None) -> str:
    return mending.mended([utterance], words)[0].text


def test_a_near_miss_beside_its_word_becomes_the_name(words: names.WordList) -> None:
    heard = _said("отключите", "услугу", "с:0.7", "утра:0.8", "связь:0.9", "пожалуйста")
    assert _text(heard, words) == "отключите услугу Супер Связь пожалуйста"


def test_what_was_heard_stays_with_the_name(words: names.WordList) -> None:
    heard = _said("услугу", "с:0.7", "утра:0.8", "связь:0.9")
    (done,) = mending.mended([heard], words)
    (mend,) = done.mends
    assert (mend.word_no, mend.count_words) == (1, 2)
    assert [word.word for word in mend.heard] == ["с", "утра", "связь"]
    assert done.words[1].start_s == 0.5
    assert done.words[2].end_s == 1.9
    assert done.words[1].confidence == pytest.approx(0.8)


def test_words_heard_with_certainty_are_never_changed(words: names.WordList) -> None:
    heard = _said("услугу", "с", "утра", "связь")
    assert _text(heard, words) == "услугу с утра связь"
    heard = _said("услугу", "супер:0.7", "связи:0.96")
    assert _text(heard, words) == "услугу супер связи"


def test_sound_without_context_changes_nothing(words: names.WordList) -> None:
    heard = _said("жду", "с:0.7", "утра:0.8", "связь:0.9", "у", "вас")
    assert _text(heard, words) == heard.text


def test_context_without_sound_changes_nothing(words: names.WordList) -> None:
    heard = _said("какой", "тариф", "не:0.4", "работает:0.5", "вчера:0.6")
    assert _text(heard, words) == heard.text


def test_what_the_operator_lists_as_heard_needs_the_context_too(words: names.WordList) -> None:
    assert _text(_said("тариф", "был:0.8", "у", "меня"), words) == "тариф Smart Box"
    assert _text(_said("вчера", "был:0.8", "у", "меня"), words) == "вчера был у меня"
    assert _text(_said("тариф", "был", "у", "меня"), words) == "тариф был у меня"


def test_a_name_is_mended_in_its_languages_only(words: names.WordList) -> None:
    heard = _said("тариф", "с:0.7", "утра:0.8", "связь:0.9", language="kk")
    assert _text(heard, words) == heard.text


def test_masked_words_are_never_part_of_a_name(words: names.WordList) -> None:
    heard = _said("тариф", "<NAME>:0.4", "смарт:0.5", "<PHONE>:0.3", "бок:0.5")
    assert {"<NAME>", "<PHONE>"} <= set(_text(heard, words).split())


def test_a_changed_list_takes_its_former_names_back(words: names.WordList) -> None:
    heard = _said("услугу", "с:0.7", "утра:0.8", "связь:0.9", "тариф", "марат:0.5", "бокс:0.7", "да")
    done = mending.mended([heard], words)
    assert [len(each.mends) for each in done] == [2]
    assert mending.mended(done, words) == done
    assert mending.mended(done, None) == [heard]


def test_two_names_that_sound_the_same_are_left_alone(tmp_path: Path) -> None:
    both = 'near = ["тариф"]\n[[name]]\nname = "Самал"\n[[name]]\nname = "Сомал"\n'
    heard = _said("тариф", "сомаль:0.5")
    assert _text(heard, _list(tmp_path, both)) == heard.text


@pytest.mark.parametrize(
    ("one", "other"),
    [("Smart Box", "смарт бокс"), ("Қоңырау", "конырау"), ("Турбо", "турба"), ("лайт", "лайд")],
)
def test_the_same_sound_in_other_letters_is_spelled_the_same(one: str, other: str) -> None:
    assert sound.spelled(one) == sound.spelled(other)


def test_voiced_and_voiceless_are_nearer_than_other_sounds() -> None:
    one = sound.spelled("бонус")
    assert sound.alike(one, sound.spelled("понус")) > sound.alike(one, sound.spelled("тонус")) > 0.5


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_of_both_ways_and_never_above_one(one: str, other: str) -> None:
    first, second = sound.spelled(one), sound.spelled(other)
    assert sound.alike(first, second) == pytest.approx(sound.alike(second, first))
    assert 0 <= sound.alike(first, second) <= 1
    assert sound.alike(first, first) == 1


_WORDS = st.sampled_from(
    ["тариф", "услугу", "смарт", "бокс", "был", "у", "меня", "с", "утра", "связь", "<NAME>"]
)
_SPEECH = st.lists(st.tuples(_WORDS, st.floats(0, 1)), min_size=1, max_size=12)


@given(_SPEECH)
def test_any_speech_is_given_back_as_it_was_heard(speech: list[tuple[str, float]]) -> None:
    entry = names._Entry(name="Smart Box", sounds=("смарт бокс",), heard=("был у меня",))
    words = names.WordList((names._name(Path("words.toml"), entry, ("тариф",)),), "c")
    heard = _said(*(f"{word}:{sure:.4f}" for word, sure in speech))
    (done,) = mending.mended([heard], words)
    assert mending.unmended(done) == heard
    assert [word.end_s for word in done.words] == sorted(word.end_s for word in done.words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[name]]\nname = "Ай"\n', "'Ай'"),
        ('[[name]]\nname = "Самал"\nsound = ["x"]\n', "'Самал'"),
        ("[[name]]\nsounds = []\n", "name"),
        ('near = "тариф"\n', "near"),
        ("name = [", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_list_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(NotReady, match=r"words\.toml") as raised:
        _list(tmp_path, text)
    assert told in str(raised.value)


def test_the_example_list_can_be_used_as_it_is() -> None:
    from config.instance import DEFAULTS

    assert {name.text for name in names.load(DEFAULTS / "words.example.toml").names} >= {"Smart Box", "Самал"}

"""Personal data that is spoken never leaves the recogniser: neither in the text nor word by word."""

from hypothesis import given
from hypothesis import strategies as st

from transcribe.privacy import masked
from transcribe.transcript import Utterance, Word

SPOKEN = ["мой", "номер", "семь", "ноль", "один", "два", "пять", "меня", "зовут", "анна", "три", "дня"]


def said(text: str, start_s: float = 0.0, channel: int = 0) -> Utterance:
    words = tuple(Word(word, start_s + i, start_s + i + 0.5, 0.9) for i, word in enumerate(text.split()))
    return Utterance(channel, words, "ru", "a model")


def test_a_dictated_number_becomes_one_token_over_its_whole_time() -> None:
    (utterance,) = masked([said("мой номер семь ноль один два пять шесть три спасибо")])
    assert utterance.text == "мой номер <PHONE> спасибо"
    token = utterance.words[2]
    assert (token.start_s, token.end_s) == (2.0, 8.5)


def test_a_number_dictated_with_pauses_is_masked_in_every_phrase() -> None:
    heard = [said("семь ноль один"), said("хорошо", 2, 1), said("два пять шесть три", 4)]
    by_side = [each.text for each in masked(heard) if each.channel == 0]
    assert by_side == ["<NUMBER>", "<NUMBER>"]


def test_what_is_not_personal_stays_as_it_was() -> None:
    heard = [said("у меня три дня не работает интернет")]
    assert masked(heard) == heard


@given(st.lists(st.sampled_from(SPOKEN), min_size=1))
def test_words_and_text_say_the_same_and_times_never_run_back(words: list[str]) -> None:
    (utterance,) = masked([said(" ".join(words))])
    times = [at for word in utterance.words for at in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert utterance.start_s == 0.0
    assert utterance.text.split() == [word.word for word in utterance.words]

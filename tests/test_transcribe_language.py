"""The language of what is said is found by hearing, phrase by phrase, and two in one call are told apart."""

import numpy as np
import pytest

from tests.transcribe_sounds import MODELS, alike, call, sound
from transcribe.audio import RATE
from transcribe.language import listen

ALL = {language: MODELS / f"tiny-{language}" for language in ("en", "kk", "ru")}


def said(language: str, channel: int) -> list[str]:
    return [word for side, _, text in call(language).turns if side == channel for word in text.split()]


@pytest.mark.parametrize(("language", "known_as"), [("ru", None), ("kk", "ru"), ("en", None), ("en", "kk")])
def test_a_call_is_heard_in_its_language_even_when_it_is_noted_wrongly(
    language: str, known_as: str | None
) -> None:
    for channel, heard in enumerate(listen(list(sound(language)), ALL, known_as)):
        words = [word.word for _, phrase in heard for word in phrase]
        assert alike(words, said(language, channel)) > 0.85
        assert sum(len(phrase) for spoken, phrase in heard if spoken == language) > 0.85 * len(words)


@pytest.mark.parametrize("known_as", [None, "ru"])
def test_a_customer_who_changes_language_is_heard_in_both(known_as: str | None) -> None:
    russian, kazakh = sound("ru")[1], sound("kk")[1]
    (heard,) = listen([np.concatenate([russian, kazakh])], ALL, known_as)
    change_s = len(russian) / RATE
    before = [word.word for spoken, phrase in heard if phrase[0].start_s < change_s for word in phrase]
    after = [word.word for spoken, phrase in heard if phrase[0].start_s >= change_s for word in phrase]
    assert alike(before, said("ru", 1)) > 0.85
    assert alike(after, said("kk", 1)) > 0.85
    assert {spoken for spoken, _ in heard} == {"ru", "kk"}

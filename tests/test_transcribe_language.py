"""The language of what is said is found by hearing, phrase by phrase, and two in one call are told apart."""

from pathlib import Path

import numpy as np
import pytest

from tests.transcribe_sounds import MODELS, alike, call, calls, sound
from transcribe import recogniser
from transcribe.audio import RATE, Samples, decode
from transcribe.choice import with_models
from transcribe.language import listen
from transcribe.models import read
from transcribe.speech import transcribe

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


def test_a_call_in_two_languages_has_each_utterance_in_its_own_and_says_which_model_heard_it() -> None:
    mixed = next(each for each in calls() if each.language == "ru+kk" and each.path.suffix != ".ogg")
    choice = with_models([read(folder) for folder in ALL.values()], "ru")
    found = transcribe(decode(mixed.path), choice, "left")
    said = [word for _, _, text in mixed.turns for word in text.split()]
    assert alike([word.word for word in found.words], said) > 0.9
    assert {(each.language, each.model) for each in found.utterances} == {
        ("ru", "tiny-ru"),
        ("kk", "tiny-kk"),
    }
    assert found.model in ("tiny-ru+tiny-kk", "tiny-kk+tiny-ru")


def test_a_long_call_of_unknown_language_is_heard_by_one_model_after_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The other models hear half a minute of it, not all: 90,000 calls a day are not heard three times."""
    fed: dict[str, float] = dict.fromkeys(ALL, 0.0)
    real = recogniser.hear

    def counted(folder: Path, samples: Samples, heard: object = None) -> list[recogniser.Phrase]:
        fed[folder.name.removeprefix("tiny-")] += len(samples) / RATE
        return real(folder, samples)

    monkeypatch.setattr(recogniser, "hear", counted)
    once = sound("kk")[0]
    long = np.tile(once, 4)
    (heard,) = listen([long], ALL, None)
    assert {spoken for spoken, _ in heard} == {"kk"}
    assert fed["kk"] == pytest.approx(len(long) / RATE + 30, abs=1)
    assert max(fed["ru"], fed["en"]) < 50

"""What leaks from one side into the other is said once, by the side that said it."""

import numpy as np

from tests.transcribe_sounds import MODELS, alike, call, sound
from transcribe import recogniser
from transcribe.audio import Samples
from transcribe.crosstalk import without_leaks


def heard(own: Samples, other: Samples) -> list[str]:
    said = [("ru", phrase) for phrase in recogniser.hear(MODELS / "tiny-ru", own)]
    return [word.word for _, phrase in without_leaks(said, own, other) for word in phrase]


def test_each_side_keeps_its_own_words_when_both_are_heard_on_both_channels() -> None:
    left, right = sound("ru").astype(np.float64)
    own = (left + 0.3 * right).astype(np.int16), (right + 0.3 * left).astype(np.int16)
    for channel in (0, 1):
        said = [word for side, _, text in call("ru").turns if side == channel for word in text.split()]
        everything = [
            word.word for phrase in recogniser.hear(MODELS / "tiny-ru", own[channel]) for word in phrase
        ]
        assert len(everything) > 1.3 * len(said)
        assert alike(heard(own[channel], own[1 - channel]), said) > 0.85


def test_two_sides_that_speak_apart_lose_nothing() -> None:
    left = sound("ru")[0]
    words = [word.word for phrase in recogniser.hear(MODELS / "tiny-ru", left) for word in phrase]
    assert heard(left, np.zeros_like(left)) == words

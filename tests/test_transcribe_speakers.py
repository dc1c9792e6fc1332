"""Mono calls: the two voices are told apart, always as a guess, and not at all where that would be one."""

import functools
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.transcribe_sounds import MODELS, Call, calls, encode, new_instance, sound, without_other_models
from transcribe import recogniser
from transcribe.api import RecordingRef, transcribe_new
from transcribe.audio import RATE, Samples, Sound, decode
from transcribe.choice import with_models
from transcribe.models import read
from transcribe.speakers import Part, told_apart
from transcribe.speech import transcribe
from transcribe.transcript import Word


@functools.cache
def mono(call: Call) -> Samples:
    left, right = (channel.astype(np.int32) for channel in decode(call.path).channels)
    return np.asarray(np.clip(left + right, -32768, 32767), np.int16)


@functools.cache
def phrases(of: Call) -> list[recogniser.Phrase]:
    return recogniser.hear(MODELS / f"tiny-{of.language}", mono(of))


def split(of: Call) -> list[Part]:
    return told_apart(mono(of), [(of.language, phrase) for phrase in phrases(of)])


def speaks(call: Call, word: Word) -> int:
    """Channel (0 agent) whose turn began last before the word's middle."""
    middle_s = (word.start_s + word.end_s) / 2
    return max((turn for turn in call.turns if turn[1] <= middle_s + 0.1), key=lambda turn: turn[1])[0]


def sample() -> list[Call]:
    return [call for call in calls() if call.language in ("ru", "kk", "en")][::5]


def test_most_words_of_mono_calls_go_to_the_right_voice_and_confidence_tells_which() -> None:
    sure: list[bool] = []
    unsure: list[bool] = []
    for call in sample():
        parts = split(call)
        if parts[0].voice is None:
            continue
        agent = [(part.voice == 1) == (speaks(call, word) == 0) for part in parts for word in part.words]
        is_first = sum(agent) * 2 >= len(agent)
        confident = [(part.voice_confidence or 0) >= 0.9 for part in parts for _ in part.words]
        for is_agent, is_sure in zip(agent, confident, strict=True):
            (sure if is_sure else unsure).append(is_agent == is_first)
    assert len(sure) + len(unsure) > 200
    assert sum(sure + unsure) > 0.9 * len(sure + unsure)
    assert sum(sure) > 0.97 * len(sure)


def test_every_word_is_kept_once_and_in_order() -> None:
    for call in sample():
        before = [word for phrase in phrases(call) for word in phrase]
        assert [word for part in split(call) for word in part.words] == before


def test_who_it_may_be_is_guessed_right_or_not_at_all() -> None:
    guessed = 0
    for call in sample():
        parts = [part for part in split(call) if part.guess]
        right = sum((part.guess == "agent") == (speaks(call, part.words[0]) == 0) for part in parts)
        assert right * 2 >= len(parts), call.path.name
        guessed += bool(parts)
    assert guessed >= 3


def test_a_mono_call_never_names_its_speakers_as_a_fact(tmp_path: Path) -> None:
    call = sample()[0]
    heard = decode(encode(mono(call)[None, :], tmp_path / "mono.wav"))
    found = transcribe(heard, with_models([read(MODELS / f"tiny-{call.language}")], call.language), "left")
    assert {said.speaker for said in found.utterances} == {"unknown"}
    assert {said.voice for said in found.utterances} == {1, 2}
    assert found.utterances[0].voice == 1
    assert all(0.5 <= (said.voice_confidence or 0) <= 1 for said in found.utterances)


def test_the_split_is_stored_beside_an_unknown_speaker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_other_models(monkeypatch)
    call = sample()[0]
    path = encode(mono(call)[None, :], tmp_path / "mono.wav")
    instance = new_instance(tmp_path / "home")
    transcribe_new(instance, [RecordingRef("one", path, "left", call.language)], workers=1)
    (file,) = instance.transcripts.glob("*/*.utterances.parquet")
    rows = pq.read_table(file).to_pylist()
    assert {row["speaker"] for row in rows} == {"unknown"}
    assert {row["voice"] for row in rows} == {1, 2}
    assert all(0.5 <= row["voice_confidence"] <= 1 for row in rows)


def test_channels_apart_carry_no_guess() -> None:
    call = sample()[0]
    found = transcribe(decode(call.path), with_models([read(MODELS / "tiny-ru")], "ru"), "left")
    assert {(said.voice, said.guess) for said in found.utterances} == {(None, "")}


def test_a_few_words_of_one_person_stay_one() -> None:
    samples = sound("ru")[0][: 12 * RATE]
    said = [("ru", phrase) for phrase in recogniser.hear(MODELS / "tiny-ru", samples)]
    assert {part.voice for part in told_apart(samples, said)} == {None}


@pytest.mark.parametrize("samples", [np.zeros(RATE, np.int16), np.zeros(0, np.int16)])
def test_silence_has_no_voices(samples: Samples) -> None:
    assert told_apart(samples, []) == []
    word = Word("да", 0.1, 0.4, 0.9)
    assert told_apart(samples, [("ru", (word,))]) == [Part("ru", (word,))]


def test_the_same_call_is_always_split_alike() -> None:
    call = sample()[1]
    heard = Sound("id", (mono(call),), len(mono(call)) / RATE)
    choice = with_models([read(MODELS / f"tiny-{call.language}")], call.language)
    assert transcribe(heard, choice, "unknown") == transcribe(heard, choice, "unknown")

"""The shipped calls: small, complete, and heard by the shipped speech models as their reference says."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from config.instance import PROJECT
from etl.demo.recorded import RECORDINGS
from etl.demo.truths import TRUTHS
from tests.demo_files import contacts, demo, surveys, table

MODELS = PROJECT / "etl" / "demo" / "models"
CALLS = json.loads((RECORDINGS / "calls.json").read_text("utf8"))
SAMPLE = ["ru_01_robot_debt.ogg", "kk_02_no_greeting_router.ogg", "en_03_slow.mp3", "ru_19_no_rating_pay.wav"]


def channels(file: str) -> tuple[np.ndarray, int]:
    """Samples of both channels (2 x n, int16) and their rate."""
    with av.open(str(RECORDINGS / file)) as sound:
        resampler = av.AudioResampler("s16p", "stereo", 16_000)
        frames = [part for frame in sound.decode(audio=0) for part in resampler.resample(frame)]
        frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray() for frame in frames], axis=1), 16_000


def heard(samples: np.ndarray, rate: int, language: str) -> list[str]:
    import vosk

    vosk.SetLogLevel(-1)
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(MODELS / f"tiny-{language}")), rate)
    words: list[str] = []
    for start in range(0, len(samples), rate // 2):
        if recogniser.AcceptWaveform(samples[start : start + rate // 2].tobytes()):
            words += json.loads(recogniser.Result())["text"].split()
    words += json.loads(recogniser.FinalResult())["text"].split()
    return words


@pytest.mark.parametrize("file", SAMPLE)
def test_the_words_of_a_call_are_heard(file: str) -> None:
    call = next(call for call in CALLS if call["file"] == file)
    both, rate = channels(file)
    for number, side in enumerate(("agent", "customer")):
        said = " ".join(turn["text"] for turn in call["turns"] if turn["speaker"] == side).split()
        understood = heard(both[number], rate, call["language"])
        missing = [word for word in said if word not in understood]
        assert len(missing) <= 0.1 * len(said), (file, side, missing)


def test_calls_are_many_small_and_of_every_kind() -> None:
    assert len(CALLS) >= 30
    assert sum(file.stat().st_size for file in RECORDINGS.iterdir()) < 4_000_000
    assert {call["language"] for call in CALLS} == {"ru", "kk", "en", "ru+kk"}
    assert {call["format"] for call in CALLS} == {"opus", "mp3", "alaw", "ulaw"}
    assert all(12 <= call["duration_s"] <= 33 for call in CALLS)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: str(call["file"]))
def test_every_word_of_a_call_is_in_the_model_of_its_language(call: dict[str, list[dict[str, str]]]) -> None:
    for turn in call["turns"]:
        assert set(turn["text"].split()) <= vocabulary(turn["language"])


def vocabulary(language: str) -> set[str]:
    words = (MODELS / f"tiny-{language}" / "graph" / "words.txt").read_text("utf8")
    return {line.split()[0] for line in words.splitlines()}


def test_models_are_small_and_hold_nothing_but_the_model() -> None:
    for language in ("ru", "kk", "en"):
        files = [file for file in (MODELS / f"tiny-{language}").rglob("*") if file.is_file()]
        assert sum(file.stat().st_size for file in files) < 2_000_000
        assert "heldout.json" not in {file.name for file in files}


def test_the_index_leads_from_each_recording_to_its_contact() -> None:
    index = table(demo().incoming / "recordings" / "index.csv")
    assert len(index) == len(CALLS)
    assert index["started"].between("2022-06-01", "2022-08-01").all()
    linked = index.merge(
        contacts(), left_on="call", right_on="contact", validate="one_to_one", suffixes=("", "_c")
    )
    assert len(linked) == len(CALLS)
    assert (linked["agent"] == linked["agent_c"]).all()
    assert (linked["topic"] == linked["process"]).all()
    assert all((demo().incoming / "recordings" / file).is_file() for file in index["file"])


def test_unhappy_callers_gave_low_scores() -> None:
    index = table(demo().incoming / "recordings" / "index.csv")
    unhappy = {Path(call["file"]).stem for call in CALLS if call["is_unhappy"]}
    scored = index.merge(surveys().dropna(subset=["score"]), left_on="call", right_on="contact")
    low = scored[scored["recording"].isin(unhappy)]["score"]
    assert len(low) >= 8
    assert (low <= 6).mean() > 0.9


@pytest.mark.parametrize(("agent", "criterion"), TRUTHS.agents_repeating_errors)
def test_three_agents_repeat_an_error(agent: str, criterion: str) -> None:
    said = [
        " ".join(turn["text"] for turn in call["turns"] if turn["speaker"] == "agent")
        for call in CALLS
        if call["agent_id"] == agent
    ]
    phrases = {
        "apologised": ("извинения", "кешірім", "sorry"),
        "offered_rating": ("оцените", "бағалаңыз", "rate"),
        "greeting": ("здравствуйте", "добр", "сәлеметсіз", "қайырлы"),
    }
    without = [text for text in said if not any(phrase in text for phrase in phrases[criterion])]
    assert len(without) >= 3

"""Words are found at their times whatever the recorder writes; a spoilt file says what is wrong with it."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transcribe_sounds import ENCODINGS, MODELS, call, encode, sound, with_declared_bytes
from transcribe import audio, recogniser
from transcribe.audio import RATE, Samples, decode
from transcribe.errors import AudioError, CutAudio, EmptyAudio, NotAudio
from transcribe.silence import QUIET, sounding_ranges


def heard(samples: Samples, language: str = "ru") -> list[tuple[str, float]]:
    phrases = recogniser.hear(MODELS / f"tiny-{language}", samples)
    return [(word.word, word.start_s) for phrase in phrases for word in phrase]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_side_is_heard_at_its_time_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = encode(sound("ru"), tmp_path / f"call.{encoding}", encoding)
    decoded = decode(path)
    assert len(decoded.channels) == 2
    for channel, start_s, text in call("ru").turns:
        words = heard(decoded.channels[channel])
        near = [word for word, at in words if start_s - 0.4 <= at <= start_s + 0.5]
        assert text.split()[0] in near, f"{text} at {start_s}, heard {words}"


def test_the_same_sound_has_one_identifier_under_any_name(tmp_path: Path) -> None:
    first = decode(encode(sound("ru"), tmp_path / "a.wav"))
    same = decode(encode(sound("ru"), tmp_path / "b.wav"))
    other = decode(encode(sound("ru")[:, RATE:], tmp_path / "c.wav"))
    assert first.audio_id == same.audio_id != other.audio_id


def test_a_mono_call_written_twice_is_one_channel(tmp_path: Path) -> None:
    left = sound("ru")[0]
    assert len(decode(encode(np.stack([left, left]), tmp_path / "twice.wav")).channels) == 1


def test_a_long_recording_gives_the_same_samples_from_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = encode(sound("ru"), tmp_path / "call.wav")
    in_memory = decode(path)
    monkeypatch.setattr(audio, "IN_MEMORY_BYTES", 1000)
    assert decode(path).audio_id == in_memory.audio_id


def test_a_streamed_wav_without_a_size_is_heard_whole(tmp_path: Path) -> None:
    path = with_declared_bytes(encode(sound("ru"), tmp_path / "call.wav"), 0xFFFFFFFF)
    assert decode(path).duration_s == pytest.approx(sound("ru").shape[1] / RATE, abs=0.1)


def _half(path: Path) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _without_header(path: Path) -> Path:
    return _written(path, encode(sound("ru"), path).read_bytes()[200:])


def _header(path: Path) -> Path:
    content = encode(sound("ru"), path).read_bytes()
    return _written(path, content[: content.index(b"data") + 8])


SPOILT: dict[str, tuple[type[AudioError], Callable[[Path], Path]]] = {
    "empty": (EmptyAudio, lambda f: _written(f / "empty.wav", b"")),
    "only a header": (AudioError, lambda f: _header(f / "header.wav")),
    "text": (NotAudio, lambda f: _written(f / "text.wav", "это не звук\n".encode() * 500)),
    "a document": (NotAudio, lambda f: _written(f / "note.mp3", b"%PDF-1.4\n" + b"nothing here " * 99)),
    "a WAV without its header": (NotAudio, lambda f: _without_header(f / "raw.wav")),
    "missing": (NotAudio, lambda f: f / "nothing.wav"),
    "a folder": (NotAudio, lambda f: f),

}  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_cut_file_says_so(tmp_path: Path, encoding: str) -> None:
    path = _half(encode(sound("ru"), tmp_path / f"cut.{encoding}", encoding))
    with pytest.raises(CutAudio, match="cut"):
        decode(path)


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_file_says_so_in_one_line(tmp_path: Path, what: str) -> None:
    error, make = SPOILT[what]
    path = make(tmp_path)
    with pytest.raises(AudioError) as caught:
        decode(path)
    assert isinstance(caught.value, error)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("idle", [0, 8])  # A-law has no zero: its idle code decodes to 8
def test_minutes_of_silence_cost_nothing_and_times_stay_true(idle: int) -> None:
    speech = sound("ru")[0]
    samples = np.concatenate([speech, np.full(RATE * 600, idle, np.int16), speech])
    started = time.process_time()
    words = heard(samples)
    assert time.process_time() - started < 5
    first = heard(speech)
    assert [word for word, _ in words] == [word for word, _ in first] * 2
    after = [at - (len(speech) / RATE + 600) for _, at in words[len(first) :]]
    assert after == pytest.approx([at for _, at in first], abs=0.1)


def test_nothing_said_gives_no_words() -> None:
    assert heard(np.zeros(RATE * 30, np.int16)) == []
    assert heard(np.zeros(0, np.int16)) == []


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5 * RATE)), max_size=8))
def test_every_sounding_sample_is_fed_once_and_in_order(pieces: list[tuple[bool, int]]) -> None:
    loud = [
        np.tile(np.array([9 * QUIET, -9 * QUIET], np.int16), n)[:n] if on else np.zeros(n, np.int16)
        for on, n in pieces
    ]
    samples = np.concatenate([np.zeros(0, np.int16), *loud])
    ranges = sounding_ranges(samples)
    ends = [0, *(edge for begin_end in ranges for edge in begin_end)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(samples)
    left_out = np.ones(len(samples), np.bool_)
    for begin, end in ranges:
        left_out[begin:end] = False
    assert not samples[left_out].any()


def test_real_recordings_of_other_systems_are_decoded(real_data: Path) -> None:
    odd = real_data / "audio" / "odd"
    for name in ("katiesteve.wav", "test_audio.mp3", "whatstheweatherlike-mulaw.wav"):
        assert decode(odd / name).duration_s > 0.5
    with pytest.raises(NotAudio):
        decode(odd / "missing_wav_header.wav")
    call_s = decode(real_data / "audio" / "en_calls" / "Auto0_Mono.wav").duration_s
    assert call_s == pytest.approx(278, abs=1)

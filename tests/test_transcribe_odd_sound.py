"""Whatever a recorder leaves behind is either heard or refused in one line, soon, and reads nothing else."""

import functools
import struct
import tempfile
import time
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transcribe_sounds import ENCODINGS, MODELS, encode, sound
from transcribe import recogniser
from transcribe.audio import RATE, Samples, Sound, decode
from transcribe.errors import AudioError, EmptyAudio, NotAudio


@functools.cache
def short(encoding: str) -> bytes:
    """Two thirds of a second of a call."""
    with tempfile.TemporaryDirectory() as folder:
        return encode(sound("ru")[:, RATE : RATE + 10_000], Path(folder) / "a", encoding).read_bytes()


def decoded(content: bytes, name: str) -> Sound | AudioError:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return decode(path)
        except AudioError as error:
            return error


def written(path: Path, samples: Samples, rate: int) -> Path:
    """A WAV of (samples, channels)."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def noise(seconds: float, channels: int = 1, rate: int = RATE) -> Samples:
    draw = np.random.default_rng(5).normal(0, 3000, (int(seconds * rate), channels))
    return np.clip(draw, -32768, 32767).astype(np.int16)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    encoding=st.sampled_from(sorted(ENCODINGS)),
    cut=st.floats(0.02, 1),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), max_size=4
    ),
    is_early=st.booleans(),
)
def test_a_damaged_file_is_heard_or_refused_in_one_line(
    encoding: str, cut: float, changes: list[tuple[float, bytes]], is_early: bool
) -> None:
    content = bytearray(short(encoding))
    for place, new in changes:
        start = int(place * (60 if is_early else len(content)))
        content[start : start + len(new)] = new
    began = time.process_time()
    found = decoded(bytes(content[: max(1, int(cut * len(content)))]), f"call.{encoding}")
    assert time.process_time() - began < 5
    if isinstance(found, Sound):
        assert found.duration_s == pytest.approx(len(found.channels[0]) / RATE)
        assert len({len(channel) for channel in found.channels}) == 1
    else:
        assert "\n" not in str(found)


def test_a_sound_of_an_unknown_encoding_is_refused() -> None:
    content = bytearray(short("pcm16.wav"))
    content[content.index(b"fmt ") + 9] = 1  # the low byte names PCM; no encoding is numbered 0x0101
    found = decoded(bytes(content), "call.wav")
    assert isinstance(found, AudioError)
    assert "encoding is not known" in str(found)


@settings(max_examples=40)
@given(st.binary(max_size=3000), st.sampled_from(["a.wav", "a.mp3", "a.ogg", "a.amr", "a.flac", "a"]))
def test_any_bytes_are_heard_or_refused(content: bytes, name: str) -> None:
    found = decoded(content, name)
    assert isinstance(found, Sound) or "\n" not in str(found)


@pytest.mark.parametrize(
    "text",
    [
        "ffconcat version 1.0\nfile other.wav\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nother.wav\n#EXT-X-ENDLIST\n",
        "[playlist]\nFile1=other.wav\nNumberOfEntries=1\n",
    ],
)
@pytest.mark.parametrize("name", ["call.ogg", "call.mp3", "call"])
def test_a_list_of_other_files_is_no_recording(tmp_path: Path, text: str, name: str) -> None:
    written(tmp_path / "other.wav", noise(1), RATE)
    (tmp_path / name).write_text(text, "ascii")
    with pytest.raises(NotAudio):
        decode(tmp_path / name)


@pytest.mark.parametrize(("channels", "rate"), [(2, 96_000), (6, 48_000), (1, 11_025), (3, 8000)])
def test_unusual_rates_and_numbers_of_channels_keep_their_length(
    tmp_path: Path, channels: int, rate: int
) -> None:
    found = decode(written(tmp_path / "call.wav", noise(1.5, channels, rate), rate))
    assert len(found.channels) == channels
    assert found.duration_s == pytest.approx(1.5, abs=0.01)


def test_a_single_sample_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(EmptyAudio, match="no sound"):
        decode(written(tmp_path / "one.wav", noise(1)[:1], 8000))


@pytest.mark.parametrize("rate", [0, 1, 999, 0x7FFFFFFF])
def test_a_header_with_an_impossible_rate_is_refused(tmp_path: Path, rate: int) -> None:
    path = written(tmp_path / "call.wav", noise(1), 8000)
    content = bytearray(path.read_bytes())
    content[24:28] = struct.pack("<I", rate)
    path.write_bytes(content)
    with pytest.raises(NotAudio):
        decode(path)


def test_ten_minutes_of_silence_between_two_clicks_costs_little(tmp_path: Path) -> None:
    samples = np.zeros((600 * 8000, 1), np.int16)
    samples[[100, -100]] = 9000
    began = time.process_time()
    heard = recogniser.hear(
        MODELS / "tiny-ru", decode(written(tmp_path / "a.wav", samples, 8000)).channels[0]
    )
    assert time.process_time() - began < 8
    assert sum(len(phrase) for phrase in heard) <= 2


def test_noise_gives_words_only_within_its_length() -> None:
    """A recogniser finds words in noise; they must not run past its end, and take no longer than speech."""
    samples = noise(20)[:, 0]
    phrases = recogniser.hear(MODELS / "tiny-ru", samples)
    assert all(0 <= word.start_s <= word.end_s <= 20.1 for phrase in phrases for word in phrase)

"""Personal data that is not written is not heard either; everything else sounds as it was recorded."""

import os
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transcribe_sounds import encode, sound
from transcribe import playback, sound_cache, wav
from transcribe.audio import decode
from transcribe.loudness import STEPS_PER_S
from transcribe.muting import FADE_S, PAD_S, MutedSpan, SaidWord, leaks, mute, muted_spans
from transcribe.sound_cache import SoundCache

RATE = 8000
SPAN = MutedSpan(1.0, 2.0, 1)


def _wav(path: Path, seconds: float = 4.0, seed: int = 1) -> Path:
    """Two channels of noise that have nothing to do with one another."""
    noise = np.random.default_rng(seed).integers(-20_000, 20_000, (int(seconds * RATE), 2), np.int16)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(noise.tobytes())
    return path


def _samples(content: bytes) -> np.ndarray:
    return np.frombuffer(content[wav.HEADER_BYTES :], "<i2").reshape(-1, 2)


@pytest.fixture
def cache(tmp_path: Path) -> SoundCache:
    return SoundCache(tmp_path / "cache", 100_000_000)


def _whole(played: playback.PlayableSound) -> bytes:
    content = b"".join(played.part(0, played.size))
    assert len(content) == played.size
    return content


def test_a_muted_moment_has_no_energy_and_the_rest_of_a_wav_is_the_same_to_the_bit(
    tmp_path: Path, cache: SoundCache
) -> None:
    file = _wav(tmp_path / "call.wav")
    content = _whole(playback.playable(file, [SPAN], cache))
    before, after = _samples(file.read_bytes()), _samples(content)
    assert content[: wav.HEADER_BYTES] == file.read_bytes()[: wav.HEADER_BYTES]
    assert not after[RATE : 2 * RATE, 1].any()
    fade = int(FADE_S * RATE) + 1
    assert np.array_equal(after[: RATE - fade], before[: RATE - fade])
    assert np.array_equal(after[2 * RATE + fade :], before[2 * RATE + fade :])
    assert np.array_equal(after[:, 0], before[:, 0])  # the other side goes on
    assert list(cache.folder.glob("*")) == []  # nothing is written for that


@given(st.integers(0, 64_100), st.integers(0, 64_100))
def test_any_part_is_that_part_of_the_whole(shared: Path, first: int, last: int) -> None:
    played = playback.playable(shared, [SPAN], SoundCache(shared.parent / "cache", 0))
    start, end = sorted((min(first, played.size), min(last, played.size)))
    assert b"".join(played.part(start, end)) == _whole(played)[start:end]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _wav(tmp_path_factory.mktemp("shared") / "call.wav")


@given(
    st.lists(st.tuples(st.floats(0, 3), st.floats(0, 1), st.sampled_from([0, 1, None])), max_size=4),
    st.integers(1, 4000),
)
def test_muting_in_pieces_is_muting_as_a_whole(
    spans: list[tuple[float, float, int | None]], piece: int
) -> None:
    sounds = np.random.default_rng(2).integers(-30_000, 30_000, (4 * 2000, 2), np.int16)
    wanted = [MutedSpan(start, start + length, channel) for start, length, channel in spans]
    whole = mute(sounds, 0, 2000, wanted)
    pieces = [mute(sounds[at : at + piece], at, 2000, wanted) for at in range(0, len(sounds), piece)]
    assert np.array_equal(np.concatenate(pieces), whole)
    at = np.arange(len(sounds)) / 2000
    for span in wanted:
        inside = (at >= span.start_s) & (at <= span.end_s)
        heard = whole[inside] if span.channel is None else whole[inside, span.channel]
        assert not heard.any()


def _said(text: str, channel: int = 0, at: float = 0.0, sure: float = 0.9) -> list[SaidWord]:
    return [
        SaidWord(
            channel, 1, word.rstrip("?"), at + place, at + place + 0.5, 0.3 if word.endswith("?") else sure
        )
        for place, word in enumerate(text.split())
    ]


def test_what_is_masked_is_muted_with_a_little_around_it_on_its_side() -> None:
    assert muted_spans(_said("мой номер <PHONE> спасибо", 1), 0.6) == (MutedSpan(2 - PAD_S, 2.5 + PAD_S, 1),)
    assert muted_spans(_said("ничего личного"), 0.6) == ()


def test_unsure_words_beside_a_masked_one_are_muted_with_it() -> None:
    (span,) = muted_spans(_said("номер семь? <NUMBER> два? пять? спасибо всё?"), 0.6)
    assert (span.start_s, span.end_s) == (1 - PAD_S, 4.5 + PAD_S)


def test_two_masked_moments_close_together_are_one() -> None:
    (span,) = muted_spans(_said("<NUMBER> <NUMBER>"), 0.6)
    assert span.end_s == pytest.approx(1.5 + PAD_S)
    assert len(muted_spans(_said("<NUMBER> а потом <NUMBER>"), 0.6)) == 2


def test_where_words_have_no_times_of_their_own_the_whole_utterance_is_muted_on_both_sides() -> None:
    words = [
        SaidWord(0, 3, word, 5 + i / 9, 6 + i / 9, None, False) for i, word in enumerate(["на", "<PHONE>."])
    ]
    (span,) = muted_spans(words, 0.6)
    assert span.channel is None
    assert span.start_s <= 5 and span.end_s >= 6


def test_a_mono_call_that_was_written_twice_is_muted_on_both_channels() -> None:
    (span,) = muted_spans(_said("<PHONE>"), 0.6, every_channel=True)
    assert span.channel is None


def test_what_leaks_to_the_other_side_is_muted_there_too(tmp_path: Path, cache: SoundCache) -> None:
    file = _wav(tmp_path / "call.wav")
    sounds = _samples(file.read_bytes()).copy()
    assert not leaks(sounds, 1)
    sounds[:, 0] = sounds[:, 1] // 8
    assert leaks(sounds, 1)
    file.write_bytes(file.read_bytes()[: wav.HEADER_BYTES] + sounds.tobytes())
    after = _samples(_whole(playback.playable(file, [SPAN], cache)))
    assert not after[RATE : 2 * RATE].any() and after[:RATE, 0].any()


@pytest.mark.parametrize("kind", ["alaw.wav", "mulaw.wav", "pcm8.wav", "mp3", "opus.ogg"])
def test_every_format_can_be_muted(tmp_path: Path, cache: SoundCache, kind: str) -> None:
    file = encode(sound("ru"), tmp_path / f"call.{kind.rsplit('.', maxsplit=1)[-1]}", kind)
    span = MutedSpan(3.0, 6.0)
    played = playback.playable(file, [span], cache)
    assert played.media_type == "audio/wav"
    assert played.layout is not None and played.layout.rate <= 16_000
    after = _samples(_whole(played))
    rate = played.layout.rate
    assert not after[3 * rate : 6 * rate].any()
    assert after[6 * rate + 100 :].any()
    whole = decode(file)
    assert len(after) / rate == pytest.approx(whole.duration_s, abs=0.1)


def test_a_converted_telephone_format_keeps_every_sample(tmp_path: Path, cache: SoundCache) -> None:
    alaw = encode(sound("ru"), tmp_path / "call.wav", "alaw.wav")
    played = playback.playable(alaw, [], cache)
    again = tmp_path / "played.wav"
    again.write_bytes(_whole(played))
    assert decode(again).audio_id == decode(alaw).audio_id


def test_a_format_browsers_know_is_played_as_it_is_where_nothing_is_muted(
    tmp_path: Path, cache: SoundCache
) -> None:
    opus = encode(sound("ru"), tmp_path / "call.ogg", "opus.ogg")
    played = playback.playable(opus, [], cache)
    assert (played.media_type, _whole(played)) == ("audio/ogg", opus.read_bytes())


def test_the_picture_of_the_sound_is_empty_where_it_is_muted(tmp_path: Path, cache: SoundCache) -> None:
    file = _wav(tmp_path / "call.wav")
    agent, customer = playback.loudness_of(file, 4 * STEPS_PER_S, [SPAN], cache)
    assert len(agent) == len(customer) == 80
    assert min(agent) > 0.4
    assert not any(customer[20:40]) and customer[10] > 0.4 and customer[60] > 0.4


def test_a_recorder_that_did_not_know_the_size_is_read_to_its_end(tmp_path: Path) -> None:
    file = _wav(tmp_path / "call.wav")
    content = bytearray(file.read_bytes())
    for size in (b"\0\0\0\0", b"\xff\xff\xff\xff"):
        content[40:44] = size
        file.write_bytes(bytes(content) + b"x")
        found = wav.layout(file)
        assert found is not None and found.size == 4 * RATE * 4


@given(st.binary(max_size=300))
def test_nothing_in_a_header_breaks_reading_it(shared: Path, junk: bytes) -> None:
    file = shared.with_suffix(".junk")
    for content in (junk, b"RIFF\0\0\0\0WAVE" + junk, b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + junk):
        file.write_bytes(content)
        found = wav.layout(file)
        assert found is None or found.start + found.size <= len(content)


def _ten_thousand(target: Path) -> None:
    target.write_bytes(b"x" * 10_000)


def test_the_cache_stays_within_its_bound_and_forgets_a_recording(tmp_path: Path) -> None:
    files = [_wav(tmp_path / f"{name}.wav", 1.0, name) for name in range(4)]
    small = SoundCache(tmp_path / "cache", 25_000)
    for place, file in enumerate(files):
        made = small.file(file, ".x", _ten_thousand)
        os.utime(made, ns=(place, place))
    assert len(sound_cache.cached(small.folder)) == 2
    gone = sound_cache.forget(small.folder, [files[3]])
    assert [file.exists() for file in gone] == [False]
    assert len(sound_cache.cached(small.folder)) == 1
    assert sound_cache.forget(small.folder, [files[0]]) == []


def test_a_recording_that_changed_is_made_ready_anew(tmp_path: Path, cache: SoundCache) -> None:
    file = _wav(tmp_path / "call.wav")
    before = playback.loudness_of(file, 8, [], cache)
    file.write_bytes(file.read_bytes()[: wav.HEADER_BYTES + RATE])
    os.utime(file, ns=(1, 1))
    assert playback.loudness_of(file, 8, [], cache) != before

"""Decode any recording to 16 kHz sound, one array of samples per channel (PyAV)."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import av
import numpy as np
from numpy.typing import NDArray

from transcribe import containers
from transcribe.errors import AudioError, CutAudio, EmptyAudio, NotAudio

RATE = 16_000  # what official Vosk models expect; 8 kHz telephony is brought up to it
VERSION = "1"  # part of every result's key: raise it when the same file would give other samples
IN_MEMORY_BYTES = (
    32 << 20
)  # per channel: a quarter of an hour; longer recordings are kept in a temporary file
LONGEST_S = 24 * 3600
Samples = NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Sound:
    """Decoded sound. ``channels``: int16 samples at 16 kHz, left first; two equal ones become one."""

    audio_id: str
    channels: tuple[Samples, ...]
    duration_s: float


def decode(path: Path) -> Sound:
    """Decode the first audio stream of ``path``.

    Raises AudioError (EmptyAudio, NotAudio, CutAudio) with one line saying what is wrong with the file.
    """
    containers.check_head(path)
    with ExitStack() as stack:
        spools: list[IO[bytes]] = []
        declared_s = 0.0
        try:
            source = stack.enter_context(
                av.open(str(path), metadata_errors="replace", options=containers.SOUND_ALONE)
            )
            declared_s = _declared_s(source, path)
            for block in _blocks(source):
                _spool(block, spools, stack, path)
        except (av.error.FFmpegError, ValueError) as error:  # ValueError: its layout changes on the way
            raise _unreadable(path, spools, error) from None
        channels = tuple(_samples(spool) for spool in spools)
    return _checked(path, channels, declared_s)


def _blocks(source: Any) -> Iterator[Any]:
    """Blocks of shape (channels, samples) at 16 kHz."""
    resampler: Any = av.AudioResampler(format="s16p", rate=RATE, frame_size=RATE // 4)
    for frame in source.decode(source.streams.audio[0]):
        for piece in resampler.resample(frame):
            yield piece.to_ndarray()
    for piece in resampler.resample(None):
        yield piece.to_ndarray()


def _new_spool() -> Any:
    return SpooledTemporaryFile(IN_MEMORY_BYTES)


def _spool(block: Samples, spools: list[IO[bytes]], stack: ExitStack, path: Path) -> None:
    if not spools:
        for _ in range(len(block)):
            spools.append(stack.enter_context(_new_spool()))
    if spools[0].tell() > 2 * RATE * LONGEST_S:
        raise AudioError(
            f"{path}: longer than {LONGEST_S // 3600} hours: a recorder left running? Cut it into calls."
        )
    for spool, samples in zip(spools, block, strict=True):
        spool.write(samples.tobytes())


def _samples(spool: Any) -> Samples:
    """The spooled samples, mapped from the file where they did not fit in memory."""
    if spool.tell() == 0:
        return np.empty(0, np.int16)
    if spool._rolled:
        spool.flush()
        return np.memmap(spool._file, np.int16, mode="r")
    return np.frombuffer(spool._file.getvalue(), np.int16)


def _declared_s(source: Any, path: Path) -> float:
    """Seconds the container promises; 0 where its promise cannot be trusted."""
    if not source.streams.audio:
        raise NotAudio(f"{path}: no sound in this file (a picture or a document?).")
    stream = source.streams.audio[0]
    if stream.codec_context is None:
        raise NotAudio(f"{path}: its encoding is not known (a damaged header?); check the export.")
    if not stream.rate or stream.rate < 1000:
        raise NotAudio(f"{path}: sampled at {stream.rate} per second, which is no speech.")
    if source.format.name == "wav":
        return containers.wav_seconds(path)
    if source.format.name == "mp3" and not containers.has_length_header(path):
        return 0.0
    return float(stream.duration * stream.time_base) if stream.duration else 0.0


def _unreadable(path: Path, spools: list[IO[bytes]], error: Exception) -> AudioError:
    decoded_s = spools[0].tell() / 2 / RATE if spools else 0.0
    if decoded_s:
        return CutAudio(f"{path}: cut or damaged after {decoded_s:.1f} s; copy it again from the recorder.")
    said = str(error.args[1] if len(error.args) > 1 else error)
    return NotAudio(f"{path}: not a sound file that can be read ({said}); check the export.")


def _checked(path: Path, channels: tuple[Samples, ...], declared_s: float) -> Sound:
    duration_s = len(channels[0]) / RATE if channels else 0.0
    if not duration_s:
        raise EmptyAudio(f"{path}: no sound in it; copy it again from the recorder.")
    if declared_s - duration_s > max(0.5, declared_s / 100):
        raise CutAudio(
            f"{path}: cut, {duration_s:.1f} s of {declared_s:.1f} s are there; "
            "copy it again from the recorder."
        )
    if containers.is_cut_ogg(path):
        raise CutAudio(f"{path}: cut after {duration_s:.1f} s; copy it again from the recorder.")
    channels = _without_equal(channels)
    return Sound(_audio_id(channels), channels, duration_s)


def _without_equal(channels: tuple[Samples, ...]) -> tuple[Samples, ...]:
    """Some recorders write a mono call twice: hearing it twice would double every word."""
    return channels[:1] if all(_is_equal(channels[0], other) for other in channels[1:]) else channels


def _is_equal(first: Samples, second: Samples) -> bool:
    """A minute at a time: a day's recording is not compared in memory."""
    step = 60 * RATE
    return all(
        np.array_equal(first[start : start + step], second[start : start + step])
        for start in range(0, len(first), step)
    )


def _audio_id(channels: tuple[Samples, ...]) -> str:
    """Hash of the decoded sound: the same call in the same codec has one identifier under any name."""
    digest = hashlib.sha256(f"{len(channels)} {RATE}".encode())
    for channel in channels:
        digest.update(np.ascontiguousarray(channel).data)
    return digest.hexdigest()[:40]

"""How loud a recording is, step by step: decoded once, in pieces, so that length costs no memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from transcribe import wav
from transcribe.containers import SOUND_ALONE
from transcribe.errors import NotAudio
from transcribe.muting import MutedSpan

STEPS_PER_S = 20
_SECONDS = 10
Steps = NDArray[np.uint8]
"""(channels, steps): 0 silent to 255 the loudest a sample can be."""


def write_steps(path: Path, target: Path) -> None:
    """Write the steps of the recording ``path`` to ``target``. Raises AudioError."""
    with target.open("wb") as file:
        np.save(file, measured(path))


def read_steps(file: Path) -> Steps:
    """What ``write_steps`` wrote."""
    steps: Steps = np.load(file, allow_pickle=False)
    return steps


def measured(path: Path) -> Steps:
    """The loudest sample of each step and channel. What can be decoded of a damaged file counts."""
    pieces: list[Steps] = []
    try:
        for block, rate in _seconds(path):
            pieces.append(_steps(block, rate))
    except av.error.FFmpegError as error:
        if not pieces:
            raise NotAudio(f"{path}: not a sound file that can be read ({error.strerror}).") from None
    if not pieces:
        raise NotAudio(f"{path}: no sound in this file.")
    return np.concatenate([piece for piece in pieces if len(piece) == len(pieces[0])], axis=1)


def shape(steps: Steps, points: int, spans: Sequence[MutedSpan]) -> list[list[float]]:
    """Per channel, at most ``points`` values 0 to 1, equally spaced; silent where ``spans`` are muted.

    A mono call that was written twice has one shape.
    """
    steps = steps.copy()
    for span in spans:
        first, last = int(span.start_s * STEPS_PER_S), int(span.end_s * STEPS_PER_S) + 1
        steps[slice(None) if span.channel is None else span.channel, first:last] = 0
    if len(steps) > 1 and all(np.array_equal(steps[0], other) for other in steps[1:]):
        steps = steps[:1]
    starts = np.unique(np.linspace(0, steps.shape[1], points, endpoint=False).astype(np.int64))
    reduced = np.maximum.reduceat(steps, starts, axis=1) / 255
    return [[round(float(value), 3) for value in channel] for channel in reduced]


def _seconds(path: Path) -> Iterator[tuple[NDArray[np.int16], int]]:
    """Blocks (channels, samples) of whole seconds, the last one shorter, and the rate."""
    layout = wav.layout(path)
    if layout is not None:
        yield from _of_wav(path, layout)
        return
    with av.open(str(path), metadata_errors="replace", options=SOUND_ALONE) as source:
        if source.streams.audio:
            yield from _decoded(source)


def _of_wav(path: Path, layout: wav.WavLayout) -> Iterator[tuple[NDArray[np.int16], int]]:
    """Plain samples need no decoder: an hour in a fraction of a second."""
    block = _SECONDS * layout.rate * layout.frame_bytes
    with path.open("rb") as file:
        file.seek(layout.start)
        for begin in range(0, layout.size, block):
            piece = np.frombuffer(file.read(min(block, layout.size - begin)), "<i2")
            yield piece.reshape(-1, layout.channels).T, layout.rate


def _decoded(source: Any) -> Iterator[tuple[NDArray[np.int16], int]]:
    rate, waiting, count = source.streams.audio[0].rate, [], 0
    resampler: Any = av.AudioResampler(format="s16p", rate=rate)
    for frame in source.decode(source.streams.audio[0]):
        for piece in resampler.resample(frame):
            waiting.append(piece.to_ndarray())
            count += waiting[-1].shape[1]
        if count >= _SECONDS * rate:
            block = np.concatenate(waiting, axis=1)
            whole = count - count % rate
            yield block[:, :whole], rate
            waiting, count = [block[:, whole:]], count - whole
    if count:
        yield np.concatenate(waiting, axis=1), rate


def _steps(block: NDArray[np.int16], rate: int) -> Steps:
    starts = (np.arange(int(np.ceil(block.shape[1] / rate * STEPS_PER_S))) * rate / STEPS_PER_S).astype(
        np.int64
    )
    loudest = np.maximum.reduceat(np.abs(block.astype(np.int32)), starts, axis=1)
    return (np.minimum(loudest, 32767) >> 7).astype(np.uint8)

"""What a voice sounds like: a few numbers for each piece of speech, the same whatever is said in it.

Cepstra of the telephone band (Davis and Mermelstein 1980), pitch from the autocorrelation, loudness.
Which sounds are said moves cepstra more than who says them; so every frame is compared with the mean of
frames like it (a vector quantiser made of the call itself) and only the difference is averaged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcribe.audio import RATE, Samples

Numbers = NDArray[np.float32]
WINDOW, HOP, FFT = 512, 160, 1024  # 32 ms every 10 ms
BANDS, CEPSTRA = 24, 16
LOWEST_HZ, HIGHEST_HZ = 150, 3800
PITCH_HZ = (65, 350)
VOICED = 0.5  # height of the autocorrelation's peak from which a frame has a pitch
AUDIBLE = 6.0  # log of power below the loud frames': softer ones tell more of the line than of the voice
LEAST_FRAMES = 8
MOST_FRAMES = 60_000  # of a call, ten minutes of speech: more tells nothing new
SOUNDS = 16
ROUNDS = 8
SHRINK = 0.3  # of the covariance towards its diagonal, since calls are short
PITCH_STEP = 0.3  # of log pitch that weighs as much as one standard deviation of a cepstrum
Span = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Voices:
    """``numbers``: a row a piece; ``frames``: on how many 10 ms it rests; ``pieces``: which piece it is."""

    numbers: Numbers
    frames: Numbers
    pieces: NDArray[np.int64]


def voices(samples: Samples, spans: Sequence[Span]) -> Voices | None:
    """The voice in each of ``spans`` (seconds); pieces with hardly any sound are left out. None: all are."""
    step = _step(spans)
    found = [_frames(samples, span, step) for span in spans]
    loud = _loud(found)
    heard = [frames[frames[:, -1] > loud - AUDIBLE] for frames in found]
    pieces = np.array([i for i, frames in enumerate(heard) if len(frames) >= LEAST_FRAMES], np.int64)
    if not len(pieces):
        return None
    kept = [heard[i] for i in pieces]
    sizes = np.array([len(frames) for frames in kept])
    cepstra = _whitened(np.concatenate(kept)[:, :CEPSTRA], sizes)
    pitch = _centred(np.array([_pitch(frames[:, CEPSTRA]) for frames in kept], np.float32)) / PITCH_STEP
    loudness = _centred(np.array([frames[:, -1].mean() for frames in kept], np.float32))
    return Voices(np.column_stack([cepstra, pitch, loudness]), sizes.astype(np.float32), pieces)


def _step(spans: Sequence[Span]) -> int:
    """Every how many-th frame is looked at."""
    return max(1, round(sum(end - start for start, end in spans) * RATE / HOP / MOST_FRAMES))


def _frames(samples: Samples, span: Span, step: int) -> Numbers:
    """A row a frame: cepstra, log pitch (NaN: none), log power."""
    piece = samples[int(span[0] * RATE) : int(span[1] * RATE)].astype(np.float32)
    if len(piece) < WINDOW:
        return np.empty((0, CEPSTRA + 2), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(piece, WINDOW)[:: HOP * step]
    spectra = np.fft.rfft((frames - frames.mean(axis=1, keepdims=True)) * _TAPER, FFT)
    power = (spectra.real**2 + spectra.imag**2).astype(np.float32)
    cepstra = np.log(power @ _MEL.T + 1) @ _COSINES.T
    return np.column_stack([cepstra, _log_pitch(power), np.log(power.sum(axis=1) + 1)])


def _log_pitch(power: Numbers) -> Numbers:
    shortest, longest = RATE // PITCH_HZ[1], RATE // PITCH_HZ[0]
    likeness = np.fft.irfft(power, axis=1)[:, : longest + 1] / _TAPER_LIKENESS[: longest + 1]
    peaks = likeness[:, shortest:] / (likeness[:, :1] + 1)
    lags = peaks.argmax(axis=1) + shortest
    return np.where(peaks.max(axis=1) > VOICED, np.log(RATE / lags), np.nan).astype(np.float32)


def _loud(found: Sequence[Numbers]) -> float:
    power = np.concatenate([frames[:, -1] for frames in found]) if found else np.empty(0)
    return float(np.percentile(power, 80)) if len(power) else 0.0


def _pitch(log_pitch: Numbers) -> float:
    told = log_pitch[~np.isnan(log_pitch)]
    return float(np.median(told)) if len(told) >= LEAST_FRAMES else np.nan


def _centred(values: Numbers) -> Numbers:
    """Less the middle of the call; a piece without a value stands in the middle."""
    told = values[~np.isnan(values)]
    middle = float(np.median(told)) if len(told) else 0.0
    return np.asarray(np.nan_to_num(values - middle), np.float32)


def _whitened(cepstra: Numbers, sizes: NDArray[np.int64]) -> Numbers:
    """A row a piece: mean difference from frames alike, in units of its spread within a piece."""
    scaled = cepstra / (cepstra.std(axis=0) + 1e-6)
    differences = scaled - _alike(scaled)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    means = np.add.reduceat(differences, starts) / sizes[:, None]
    inner = differences - np.repeat(means, sizes, axis=0)
    spread = inner.T @ inner / len(inner)
    spread = (1 - SHRINK) * spread + SHRINK * np.diag(np.diag(spread)) + 1e-6 * np.eye(len(spread))
    return np.asarray(means @ np.linalg.inv(np.linalg.cholesky(spread)).T, np.float32)


def _alike(frames: Numbers) -> Numbers:
    """For each frame the mean of the frames like it (k-means, begun at evenly spread frames)."""
    order = np.argsort(frames[:, 0], kind="stable")
    centres = frames[order[np.linspace(0, len(frames) - 1, SOUNDS).astype(np.int64)]].copy()
    nearest = np.zeros(len(frames), np.int64)
    for _ in range(ROUNDS):
        nearest = ((centres**2).sum(axis=1) - 2 * frames @ centres.T).argmin(axis=1)
        for sound in np.unique(nearest):
            centres[sound] = frames[nearest == sound].mean(axis=0)
    return np.asarray(centres[nearest], np.float32)


def _mel_bands() -> Numbers:
    """Weights (band, frequency) of triangular bands, evenly spaced in mel."""
    lowest, highest = (1127 * float(np.log1p(hz / 700)) for hz in (LOWEST_HZ, HIGHEST_HZ))
    edges = 700 * np.expm1(np.linspace(lowest, highest, BANDS + 2) / 1127)
    hz = np.fft.rfftfreq(FFT, 1 / RATE)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (hz - low) / (middle - low), (high - hz) / (high - middle)
    return np.asarray(np.maximum(0, np.minimum(rising, falling)), np.float32)


_TAPER = np.hamming(WINDOW).astype(np.float32)
_TAPER_LIKENESS = np.fft.irfft(np.abs(np.fft.rfft(_TAPER, FFT)) ** 2).astype(np.float32)
_MEL = _mel_bands()
_COSINES = np.cos(np.pi / BANDS * (np.arange(BANDS) + 0.5) * np.arange(1, CEPSTRA + 1)[:, None]).astype(
    np.float32
)

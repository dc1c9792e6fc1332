"""What a player needs of a recording: its shape, and bytes a browser can play."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from transcribe.audio import RATE, Samples, decode
from transcribe.containers import check_head
from transcribe.errors import NotAudio

MOST_POINTS = 4000
_PLAYABLE = {
    ("wav", "pcm_s16le"): "audio/wav", ("wav", "pcm_u8"): "audio/wav",
    ("mp3", "mp3float"): "audio/mpeg", ("mp3", "mp3"): "audio/mpeg",
    ("ogg", "opus"): "audio/ogg", ("ogg", "vorbis"): "audio/ogg", ("ogg", "libopus"): "audio/ogg",
    ("flac", "flac"): "audio/flac", ("matroska,webm", "opus"): "audio/webm",
    ("mov,mp4,m4a,3gp,3g2,mj2", "aac"): "audio/mp4",
}  # fmt: skip


@dataclass(frozen=True)
class Waveform:
    """``peaks``: per channel, a (lowest, highest) pair per point, -1 to 1, over ``duration_s``."""

    duration_s: float
    peaks: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True)
class PlayableAudio:
    """Bytes a browser can play and their media type."""

    content: bytes
    media_type: str


def waveform(path: Path, points: int = 800) -> Waveform:
    """The shape of a recording in ``points`` steps (at most 4,000). Raises AudioError."""
    sound = decode(path)
    steps = max(1, min(points, MOST_POINTS, len(sound.channels[0])))
    return Waveform(sound.duration_s, tuple(_peaks(channel, steps) for channel in sound.channels))


def _peaks(samples: Samples, steps: int) -> tuple[tuple[float, float], ...]:
    starts = np.linspace(0, len(samples), steps, endpoint=False).astype(np.int64)
    low = np.minimum.reduceat(samples, starts) / 32768
    high = np.maximum.reduceat(samples, starts) / 32768
    return tuple((round(float(a), 4), round(float(b), 4)) for a, b in zip(low, high, strict=True))


def playable_type(path: Path) -> str | None:
    """The media type under which a browser plays this file as it is; None when it must be converted."""
    check_head(path)
    try:
        with av.open(str(path)) as source:
            if not source.streams.audio:
                raise NotAudio(f"{path}: no sound in this file.")
            return _PLAYABLE.get((source.format.name, source.streams.audio[0].codec_context.name))
    except av.error.FFmpegError as error:
        raise NotAudio(f"{path}: not a sound file that can be read ({error.strerror}).") from None


def audio_bytes(path: Path) -> PlayableAudio:
    """The recording for a browser: the file itself, or a 16-bit WAV where its format is not playable
    (A-law, mu-law, GSM and others). Raises AudioError."""
    media_type = playable_type(path)
    if media_type:
        return PlayableAudio(path.read_bytes(), media_type)
    return PlayableAudio(_as_wav(path), "audio/wav")


def _as_wav(path: Path) -> bytes:
    """All channels at the rate the file has, as 16-bit WAV."""
    target = io.BytesIO()
    with av.open(str(path)) as source, av.open(target, "w", format="wav") as wav:
        stream: Any = source.streams.audio[0]
        layout = "stereo" if stream.codec_context.channels > 1 else "mono"
        rate = stream.rate or RATE
        written: Any = wav.add_stream("pcm_s16le", rate=rate, layout=layout)
        resampler: Any = av.AudioResampler(format="s16", layout=layout, rate=rate)
        for frame in source.decode(stream):
            for piece in resampler.resample(frame):
                wav.mux(written.encode(piece))
        for piece in resampler.resample(None):
            wav.mux(written.encode(piece))
        wav.mux(written.encode(None))
    return target.getvalue()

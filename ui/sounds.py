"""The sound of a recording as something a browser can play, and its shape."""

from functools import lru_cache
from pathlib import Path

from transcribe import api as speech

POINTS = 480
_KEPT = 8
"""Calls kept in memory as they are sent: a few megabytes each."""


def playable(path: Path) -> tuple[bytes, str]:
    """Bytes a browser plays and their media type; G.711 and other telephone formats become WAV.

    Raises AudioError (a SapaError) when the file holds no sound.
    """
    return _playable(path, path.stat().st_mtime_ns)


def loudness(path: Path) -> list[list[float]]:
    """Per channel, ``POINTS`` values 0..1, equally spaced over the recording. Raises AudioError."""
    return _loudness(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=_KEPT)
def _playable(path: Path, _changed_at: int) -> tuple[bytes, str]:
    sound = speech.audio_bytes(path)
    return sound.content, sound.media_type


@lru_cache(maxsize=200)
def _loudness(path: Path, _changed_at: int) -> list[list[float]]:
    wave = speech.waveform(path, POINTS)
    return [[max(abs(low), abs(high)) for low, high in channel] for channel in wave.peaks]

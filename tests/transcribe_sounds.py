"""The demo's recorded calls, re-encoded and spoilt as tests of ``transcribe`` need them."""

import difflib
import json
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from config.instance import PROJECT, Instance
from transcribe.audio import RATE, Samples, decode

RECORDINGS = PROJECT / "etl" / "demo" / "recordings"
MODELS = PROJECT / "etl" / "demo" / "models"
ENCODINGS = {
    "pcm16.wav": ("wav", "pcm_s16le", 8000),
    "pcm8.wav": ("wav", "pcm_u8", 8000),
    "alaw.wav": ("wav", "pcm_alaw", 8000),
    "mulaw.wav": ("wav", "pcm_mulaw", 8000),
    "mp3": ("mp3", "libmp3lame", 16000),
    "opus.ogg": ("ogg", "libopus", 48000),
}


@dataclass(frozen=True)
class Call:
    """A demo recording: its sound file and what is said on each side, as (start in s, words)."""

    path: Path
    language: str
    turns: tuple[tuple[int, float, str], ...]  # channel (0 agent), start, text


@cache
def calls() -> tuple[Call, ...]:
    entries = json.loads((RECORDINGS / "calls.json").read_text("utf8"))
    return tuple(
        Call(RECORDINGS / entry["file"], entry["language"], tuple(_turn(turn) for turn in entry["turns"]))
        for entry in entries
    )


def _turn(turn: dict[str, Any]) -> tuple[int, float, str]:
    return int(turn["speaker"] == "customer"), float(turn["start_s"]), str(turn["text"])


def call(language: str) -> Call:
    """The first demo call wholly in ``language`` whose sides do not leak into one another, as in Opus."""
    return next(each for each in calls() if each.language == language and each.path.suffix != ".ogg")


@cache
def sound(language: str) -> Samples:
    """Both channels of that call, shape (2, samples) at 16 kHz."""
    return np.stack(decode(call(language).path).channels)


def encode(samples: Samples, path: Path, encoding: str = "pcm16.wav") -> Path:
    """Write ``samples`` (channels, samples at 16 kHz) to ``path`` in one of ENCODINGS."""
    container, codec, rate = ENCODINGS[encoding]
    layout = "stereo" if len(samples) == 2 else "mono"
    with av.open(str(path), "w", format=container) as target:
        stream: Any = target.add_stream(codec, rate=rate, layout=layout)
        resampler: Any = av.AudioResampler(format=stream.codec_context.format.name, layout=layout, rate=rate)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="s16p", layout=layout)
        frame.sample_rate = RATE
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            piece.pts = None
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return path


def with_declared_bytes(path: Path, size: int) -> Path:
    """Let the header of a WAV declare ``size`` bytes of sound."""
    content = bytearray(path.read_bytes())
    place = content.index(b"data") + 4
    content[place : place + 4] = struct.pack("<I", size)
    path.write_bytes(bytes(content))
    return path


def alike(heard: list[str], said: list[str]) -> float:
    """0 to 1: how much two lines of words have in common."""
    return difflib.SequenceMatcher(None, heard, said, autojunk=False).ratio()


def new_instance(home: Path) -> Instance:
    """An empty instance with the project's default settings."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text("", "utf8")
    return Instance(home)


def without_other_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the demo's models are to be found."""
    monkeypatch.delenv("SAPA_MODELS", raising=False)
    monkeypatch.delenv("SAPA_HOME", raising=False)

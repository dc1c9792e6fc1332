"""What other packages may ask of ``transcribe``.

Importing this is cheap: Vosk, the decoder and the tables are loaded by the call that needs them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import SapaError
from config.instance import Instance
from transcribe.recording import Progress, RecordingRef, TranscribeSummary

if TYPE_CHECKING:
    from transcribe.playback import PlayableAudio, Waveform
    from transcribe.transcript import Transcript

__all__ = [
    "ModelInUse", "Progress", "QueueState", "RecordingRef", "SapaError", "TranscribeSummary", "audio_bytes",
    "decode_file", "landed_recordings", "model_names", "models_in_use", "queue_state", "transcribe_new",
    "waveform",
]  # fmt: skip


@dataclass(frozen=True)
class ModelInUse:
    """The model that hears a language; ``is_demo``: it knows the demo's few hundred words only."""

    language: str
    name: str
    is_demo: bool


@dataclass(frozen=True)
class QueueState:
    """Recordings by state; seconds of sound heard so far and the processor seconds that took."""

    queued: int
    running: int
    done: int
    failed: int
    audio_s: float
    core_s: float


def transcribe_new(
    instance: Instance,
    recordings: "list[RecordingRef] | tuple[RecordingRef, ...]",
    *,
    workers: int = 0,
    progress: Progress | None = None,
    limit: int | None = None,
) -> TranscribeSummary:
    """Hear every recording that was not heard yet; see ``transcribe.run.transcribe_new``."""
    from transcribe import run

    return run.transcribe_new(instance, recordings, workers=workers, progress=progress, limit=limit)


def landed_recordings(instance: Instance) -> list[RecordingRef]:
    """Every recording that has landed in the instance, with the path of its sound file."""
    from transcribe import landed

    return landed.landed_recordings(instance)


def decode_file(path: Path, *, language: str | None = None, agent_side: str = "unknown") -> "Transcript":
    """Masked words of one file, with the models found without an instance; nothing is stored."""
    from transcribe import audio, choice, models, speech

    return speech.transcribe(audio.decode(path), choice.choose(models.in_use(None), language), agent_side)


def waveform(path: Path, points: int = 800) -> "Waveform":
    """Lowest and highest sample of each channel in ``points`` steps, -1 to 1. Raises AudioError."""
    from transcribe import playback

    return playback.waveform(path, points)


def audio_bytes(path: Path) -> "PlayableAudio":
    """``content`` a browser can play and its ``media_type``. Raises AudioError."""
    from transcribe import playback

    return playback.audio_bytes(path)


def model_names(instance: Instance) -> list[str]:
    """Names of the models that can be found."""
    from transcribe import models

    return [model.name for model in models.installed(instance)]


def models_in_use(instance: Instance) -> list[ModelInUse]:
    """The model of each language, by language."""
    from transcribe import models

    return [ModelInUse(code, each.name, each.is_demo) for code, each in models.in_use(instance).items()]


def queue_state(instance: Instance) -> QueueState:
    """State of the queue; all zero where nothing was ever queued."""
    from transcribe.ledger import FILE, Ledger

    file = instance.transcripts / FILE
    if not file.exists():
        return QueueState(0, 0, 0, 0, 0.0, 0.0)
    with Ledger(file) as ledger:
        audio_s, core_s = ledger.totals()
        return QueueState(**ledger.counts(), audio_s=audio_s, core_s=core_s)

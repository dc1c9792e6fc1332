"""What other packages may ask of ``transcribe``.

Importing this is cheap: Vosk, the decoder and the tables are loaded by the call that needs them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from config.errors import SapaError
from config.instance import Instance
from transcribe.queue import DayCount, Hearing, QueueOverview, QueueState, SetAside
from transcribe.recording import Progress, RecordingRef, TranscribeSummary

if TYPE_CHECKING:
    from transcribe.evaluation.result import Calibration, Errors, Evaluation
    from transcribe.muting import MutedSpan
    from transcribe.playback import PlayableSound
    from transcribe.sound_cache import SoundCache
    from transcribe.transcript import Transcript

__all__ = [
    "Calibration",
    "DayCount",
    "Errors",
    "Evaluation",
    "Hearing",
    "ModelInUse",
    "MutedSpan",
    "PlayableSound",
    "Progress",
    "QueueOverview",
    "QueueState",
    "RecordingRef",
    "SapaError",
    "SetAside",
    "TranscribeSummary",
    "decode_file",
    "evaluations",
    "landed_recordings",
    "loudness",
    "model_names",
    "models_in_use",
    "muted_spans",
    "pause_queue",
    "playable_sound",
    "queue_overview",
    "queue_state",
    "resume_queue",
    "retry_recordings",
    "transcribe_new",
]  # fmt: skip


@dataclass(frozen=True)
class ModelInUse:
    """The model that hears a language; ``is_demo``: it knows the demo's few hundred words only."""

    language: str
    name: str
    is_demo: bool


def transcribe_new(
    instance: Instance,
    recordings: "list[RecordingRef] | tuple[RecordingRef, ...]",
    *,
    workers: int = 0,
    progress: Progress | None = None,
    limit: int | None = None,
) -> TranscribeSummary:
    """Hear every recording that was not heard yet; see ``transcribe.run.transcribe_new``.

    While another run is hearing, what is new is queued for that one, and nothing is heard here.
    """
    from transcribe import run
    from transcribe.errors import Busy

    try:
        return run.transcribe_new(instance, recordings, workers=workers, progress=progress, limit=limit)
    except Busy:
        return TranscribeSummary(left=run.enqueue(instance, recordings))


def landed_recordings(instance: Instance) -> list[RecordingRef]:
    """Every recording that has landed in the instance, with the path of its sound file."""
    from transcribe import landed

    return landed.landed_recordings(instance)


def decode_file(path: Path, *, language: str | None = None, agent_side: str = "unknown") -> "Transcript":
    """Masked words of one file, with the models found without an instance; nothing is stored."""
    from transcribe import audio, choice, models, speech

    return speech.transcribe(audio.decode(path), choice.choose(models.in_use(None), language), agent_side)


def muted_spans(
    words: Iterable[tuple[int, int, str, float, float, float | None]],
    least_confidence: float,
    *,
    is_timed: bool = True,
    every_channel: bool = False,
) -> "tuple[MutedSpan, ...]":
    """What listeners do not hear of a recording of these words: channel, utterance_no, word, start_s, end_s,
    confidence. ``is_timed``: times are of single words; ``every_channel``: silent on all channels.
    """
    from transcribe import muting

    said = (muting.SaidWord(*word, is_timed=is_timed) for word in words)
    return muting.muted_spans(said, least_confidence, every_channel=every_channel)


def loudness(
    instance: Instance, path: Path, spans: "Sequence[MutedSpan]", points: int = 480
) -> list[list[float]]:
    """Per channel, ``points`` values 0 to 1 over the recording, 0 where it is muted. Raises AudioError."""
    from transcribe import playback

    return playback.loudness_of(path, points, spans, _sound_cache(instance))


def playable_sound(instance: Instance, path: Path, spans: "Sequence[MutedSpan]") -> "PlayableSound":
    """The recording as a browser plays it, ``spans`` silent. Raises AudioError."""
    from transcribe import playback

    return playback.playable(path, spans, _sound_cache(instance))


def _sound_cache(instance: Instance) -> "SoundCache":
    from config.settings import load_settings
    from transcribe import sound_cache

    most_bytes = int(load_settings(instance).retention.cache_mb * 1_000_000)
    return sound_cache.SoundCache(instance.home / sound_cache.FOLDER, most_bytes)


def model_names(instance: Instance) -> list[str]:
    """Names of the models that can be found."""
    from transcribe import models

    return [model.name for model in models.installed(instance)]


def models_in_use(instance: Instance) -> list[ModelInUse]:
    """The model of each language, by language."""
    from transcribe import models

    return [ModelInUse(code, each.name, each.is_demo) for code, each in models.in_use(instance).items()]


def evaluations(instance: Instance) -> "list[Evaluation]":
    """What ``python -m transcribe evaluate`` measured in this instance, the newest first."""
    from transcribe.evaluation import result

    return result.stored(instance)


def queue_state(instance: Instance) -> QueueState:
    """The queue in figures; all zero where nothing was ever queued."""
    return _asked(instance, lambda queue, ledger, zone: queue.state(ledger, zone)) or QueueState()


def queue_overview(instance: Instance, most_days: int = 30) -> QueueOverview:
    """The queue as a page shows it, with the last ``most_days`` days that have calls."""
    found = _asked(instance, lambda queue, ledger, zone: queue.overview(ledger, zone, most_days))
    return found or QueueOverview(QueueState())


def pause_queue(instance: Instance, by: str) -> None:
    """Begin no more recordings until ``resume_queue``; those being heard are finished. ``by``: who asks."""
    from transcribe import control, ledger

    with ledger.ledger_of(instance) as opened:
        control.pause(opened, by)


def resume_queue(instance: Instance) -> bool:
    """Go on; whether the queue was paused."""
    from transcribe import control, ledger

    with ledger.ledger_of(instance) as opened:
        return control.resume(opened)


def retry_recordings(instance: Instance, recording_ids: Sequence[str] = ()) -> int:
    """Put what was set aside (all, or those named) back into the queue; how many there were."""
    from transcribe import ledger

    with ledger.ledger_of(instance) as opened:
        return opened.retry(recording_ids)


def _asked(instance: Instance, ask: Callable[[Any, Any, tzinfo], Any]) -> Any:
    """``ask(queue_state, ledger, operator's zone)``; None where nothing was ever queued."""
    from config.settings import load_settings
    from transcribe import ledger_engine, queue_state
    from transcribe.ledger import ledger_of

    if not ledger_engine.is_there(instance):
        return None
    zone = ZoneInfo(load_settings(instance).operator.time_zone)
    with ledger_of(instance) as opened:
        return ask(queue_state, opened, zone)

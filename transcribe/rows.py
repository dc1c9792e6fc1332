"""Rows of the transcript files, from a transcript or from a recording that could not be heard."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from transcribe.choice import Choice
from transcribe.ledger import DONE, FAILED, Job
from transcribe.transcript import Transcript, mean_confidence


@dataclass(frozen=True)
class Finished:
    """One recording's row, and the utterances that come with it (none where they are stored already)."""

    job: Job
    recording: dict[str, Any]
    utterances: tuple[dict[str, Any], ...] = ()
    is_repeated: bool = False  # its words stand in the files of the same sound heard before


def result_key(audio_id: str, wanted: str) -> str:
    """The key of a result: the same sound heard by the same models under the same settings."""
    return f"{audio_id}-{wanted}"


def heard(job: Job, transcript: Transcript, choice: Choice, seconds: float) -> Finished:
    """Rows of a recording that was heard; ``seconds`` of processor time."""
    key = result_key(transcript.audio_id, choice.key)
    checksums = {model.name: model.checksum for model in choice.models}
    recording = _base(job, choice.key) | {
        "audio_id": transcript.audio_id, "status": DONE, "model": transcript.model,
        "model_checksum": "+".join(checksums[name] for name in transcript.models),
        "language": transcript.language, "duration_s": transcript.duration_s,
        "count_channels": transcript.count_channels, "seconds_spent": round(seconds, 3),
        "confidence": mean_confidence(transcript.words) if transcript.words else None,
        "count_words": len(transcript.words), "is_demo_model": transcript.is_demo_model, "result_key": key,
        "word_list": transcript.word_list,
    }  # fmt: skip
    return Finished(job, recording, tuple(_utterances(transcript, key)))


def repeated(job: Job, known: dict[str, Any]) -> Finished:
    """The row of a recording whose sound has been heard before, under another name."""
    own = {"recording_id": job.recording_id, "path": job.path, "seconds_spent": 0.0}
    return Finished(job, known | own | {"transcribed_at": _now()}, is_repeated=True)


def set_aside(job: Job, wanted: str, reason: str) -> Finished:
    """The row of a recording that could not be heard."""
    return Finished(job, _base(job, wanted) | {"status": FAILED, "reason": reason})


def _base(job: Job, wanted: str) -> dict[str, Any]:
    return {
        "recording_id": job.recording_id, "path": job.path, "audio_id": None, "reason": "",
        "model": None, "model_checksum": None, "language": None, "duration_s": 0.0, "count_channels": 0,
        "seconds_spent": 0.0, "transcribed_at": _now(), "confidence": None, "count_words": 0,
        "is_demo_model": False, "result_key": result_key("", wanted), "word_list": None,
    }  # fmt: skip


def _utterances(transcript: Transcript, key: str) -> Iterator[dict[str, Any]]:
    for number, each in enumerate(transcript.utterances, 1):
        yield {
            "audio_id": transcript.audio_id, "model": each.model, "language": each.language,
            "channel": each.channel, "speaker": each.speaker, "utterance_no": number,
            "start_s": each.start_s, "end_s": each.end_s, "text": each.text,
            "confidence": each.confidence, "count_words": len(each.words),
            "words": [asdict(word) for word in each.words], "result_key": key, "voice": each.voice,
            "voice_confidence": each.voice_confidence, "guess": each.guess or None,
            "mends": [asdict(mend) for mend in each.mends] or None,
        }  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)

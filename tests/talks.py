"""Talks as a recogniser leaves them: one file of recordings and one of utterances with the times of words."""

from collections.abc import Sequence
from pathlib import Path

from config.instance import Instance
from etl.enrich import Enriched, enrich
from tests.tiny_warehouse import write_parquet
from tests.tiny_warehouse.landing import types_of
from warehouse import engine

Said = tuple[str, float, float, str]
"""Speaker, start and end in seconds, text; its words share the time evenly."""


def hear(instance: Instance, talks: dict[str, Sequence[Said]], *, name: str = "0900") -> None:
    """Transcripts of recordings that were landed, by recording."""
    folder = instance.transcripts
    recordings = [
        {
            "recording_id": recording, "path": f"/{recording}", "audio_id": f"sound of {recording}",
            "status": "done", "model": "vosk-ru", "language": "ru", "duration_s": 60.0, "count_channels": 2,
            "transcribed_at": "2022-03-02 00:00:00", "confidence": 0.9, "is_demo_model": False,
            "count_words": sum(len(text.split()) for _who, _from, _to, text in said),
        }
        for recording, said in talks.items()
    ]  # fmt: skip
    utterances = [
        _utterance(recording, number, *piece)
        for recording, said in talks.items()
        for number, piece in enumerate(said)
    ]
    with engine.memory() as connection:
        for kind, rows in (("recordings", recordings), ("utterances", utterances)):
            types = types_of(connection, folder / f"_schema.{kind}.parquet")
            write_parquet(connection, folder / "2022-03-02" / f"{name}.{kind}.parquet", types, rows)


def _utterance(
    recording: str, number: int, who: str, start: float, end: float, text: str
) -> dict[str, object]:
    spoken = text.split()
    step = (end - start) / len(spoken)
    words = [
        {
            "word": word,
            "start_s": start + place * step,
            "end_s": start + (place + 1) * step,
            "confidence": 0.9,
        }
        for place, word in enumerate(spoken)
    ]
    return {
        "audio_id": f"sound of {recording}", "model": "vosk-ru", "language": "ru",
        "channel": int(who == "customer"), "speaker": who, "utterance_no": number, "start_s": start,
        "end_s": end, "text": text, "confidence": 0.9, "count_words": len(spoken), "words": words,
    }  # fmt: skip


def looked_at(instance: Instance, work: Path) -> Enriched:
    """As a run leaves it."""
    work.mkdir(exist_ok=True)
    return enrich(instance, work)

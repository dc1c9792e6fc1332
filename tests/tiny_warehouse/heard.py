"""What the tiny operator's recordings and texts say: transcripts, findings, analysed texts."""

from config.instance import Instance
from tests.tiny_warehouse.landing import types_of, write_parquet
from tests.tiny_warehouse.rows import RECORDINGS
from warehouse import engine

SPOKEN = ["здравствуйте", "чем", "могу", "помочь"]


def transcribe(instance: Instance, connection: engine.Connection) -> None:
    """Five recordings transcribed by the model ``tiny-ru``, one failed."""
    folder = instance.transcripts
    recordings = [
        {
            "recording_id": row["recording_id"],
            "path": f"/recordings/{row['sound_file']}",
            "audio_id": f"sound{i}",
            "status": "done" if i < 5 else "failed",
            "reason": None if i < 5 else "no sound in the file",
            "model": "tiny-ru",
            "model_checksum": "0",
            "language": "ru",
            "duration_s": 12.5,
            "count_channels": 2,
            "seconds_spent": 1.0,
            "transcribed_at": "2022-03-01 00:00:00",
            "confidence": 0.9,
            "count_words": 4,
            "is_demo_model": True,
        }
        for i, row in enumerate(RECORDINGS)
    ]
    words = [
        {"word": w, "start_s": 0.5 * n, "end_s": 0.5 * n + 0.4, "confidence": 0.9}
        for n, w in enumerate(SPOKEN)
    ]
    utterances = [
        {
            "audio_id": f"sound{i}",
            "model": "tiny-ru",
            "language": "ru",
            "channel": 0,
            "speaker": "agent",
            "utterance_no": 0,
            "start_s": 0.0,
            "end_s": 1.9,
            "text": " ".join(SPOKEN),
            "confidence": 0.9,
            "count_words": 4,
            "words": words,
        }
        for i in range(5)
    ]
    for name, rows in (("recordings", recordings), ("utterances", utterances)):
        types = types_of(connection, folder / f"_schema.{name}.parquet")
        write_parquet(connection, folder / "2022-01-01" / f"0001.{name}.parquet", types, rows)


def enrich(instance: Instance, connection: engine.Connection) -> None:
    """Agent a1 leaves out the greeting in four of five talks; every tenth case text names a cause."""
    results = ("broken", "broken", "broken", "kept", "broken")
    findings = [
        {
            "audio_id": f"sound{i}",
            "recording_id": RECORDINGS[i]["recording_id"],
            "script_id": "service_call",
            "criterion_id": "greeting",
            "result": result,
            "start_s": 0.0,
            "quote": "чем могу помочь",
            "confidence": 0.9,
            "speaker": "agent",
            "version": "1",
        }
        for i, result in enumerate(results)
    ]
    folder = instance.enriched / "findings"
    write_parquet(
        connection, folder / "1.parquet", types_of(connection, folder / "_schema.parquet"), findings
    )
    texts = [f"case text {i}" for i in range(0, 50, 10)]
    rows = connection.execute("select unnest($texts), md5(unnest($texts))", {"texts": texts}).fetchall()
    analysed = [
        {
            "text_hash": hashed,
            "version": "1",
            "language": "en",
            "sentiment": "negative",
            "p_negative": 0.9,
            "p_positive": 0.1,
            "category_ids": ["queue_ivr", "staff_rude"],
        }
        for _, hashed in rows
    ]
    folder = instance.enriched / "texts"
    write_parquet(
        connection, folder / "1.parquet", types_of(connection, folder / "_schema.parquet"), analysed
    )

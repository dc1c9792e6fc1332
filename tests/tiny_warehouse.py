"""A tiny operator for tests: 118 contacts of January and February 2022, landed by hand, built in a second.

Every value follows from the number of the row, so that a test can compute any figure again in plain Python:
``CONTACTS``, ``SURVEYS``, ``RATINGS``, ``CASES`` and the rest hold the rows as they were landed.
"""

import atexit
import json
import shutil
import tempfile
from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from config.instance import DEFAULTS, Instance
from etl.contracts import CONTRACTS
from etl.schemas import landed_columns, write_schemas
from warehouse import engine
from warehouse.build import build
from warehouse.snapshot import Snapshot

Row = dict[str, Any]

UNITS = [
    {
        "unit_id": "cc1",
        "name": "Centre One",
        "name_ru": "Центр один",
        "region": "north",
        "kind": "contact_centre",
    },
    {
        "unit_id": "off1",
        "name": "Office One",
        "name_kk": "Бірінші кеңсе",
        "region": "south",
        "kind": "office",
    },
]
AGENTS = [
    {"agent_id": "a1", "name": "Aina", "team": "t1", "unit_id": "cc1", "valid_from": "2021-05-01"},
    {"agent_id": "a2", "name": "Boris", "team": "t1", "unit_id": "cc1", "valid_from": "2021-06-01"},
    {"agent_id": "a2", "name": "Boris", "team": "t2", "unit_id": "off1", "valid_from": "2022-02-01"},
    {"agent_id": "a3", "name": "Chin", "team": "t2", "unit_id": "off1", "valid_from": "2021-05-01"},
    {
        "agent_id": "a4",
        "name": "Dana",
        "team": "t2",
        "unit_id": "off1",
        "valid_from": "2021-05-01",
        "is_front_line": False,
    },
]
FIRST = datetime(2022, 1, 1, 9, 0)


def _contact(i: int) -> Row:
    agent = ("a1", "a2", "a3", "a1", "a4")[i % 5]
    at = FIRST + timedelta(days=i // 2, minutes=7 * (i % 2))
    unit = {"a1": "cc1", "a2": "cc1" if at < datetime(2022, 2, 1) else "off1"}.get(agent, "off1")
    return {
        "contact_id": f"c{i}",
        "started_at": at,
        "channel_id": ("phone", "office", "whatsapp", "office")[i % 4],
        "unit_id": None if i % 10 == 0 else unit,  # then it is the agent's unit of that day
        "agent_id": agent,
        "process_id": ("repair", "connect", "bill_question")[i % 3],
        "product_id": "mobile",
        "segment": "business" if i % 7 == 0 else "individual",
        "customer_key": f"k{i % 40:03}",
        "is_number_verified": i % 6 != 5,
        "is_answered": i % 11 != 10,
        "wait_s": float(i * 13 % 97),
        "talk_s": float(60 + i * 17 % 200),
        "hold_s": float(i % 9),
        "wrap_up_s": 20.0,
        "is_resolved": i % 3 != 0,
        "count_transfers": i % 4 // 3,
        "direction": "inbound",
    }


def _survey(i: int) -> Row:
    sent = FIRST + timedelta(days=i // 2, hours=2)
    answered = sent + timedelta(days=1) if i % 3 != 2 else None
    return {
        "survey_id": f"s{i}",
        "contact_id": f"c{i}",
        "sent_at": sent,
        "delivered_at": None if i % 13 == 12 and not answered else sent + timedelta(minutes=1),
        "answered_at": answered,
        "score": (i * 7) % 11 if answered else None,
        "reason_id": ("long_wait", None, "staff_attitude")[i % 3] if answered else None,
        "comment": f"comment {i}" if answered and i % 4 == 0 else None,
        "score_low": 0,
        "score_high": 10,
    }


def _case(i: int) -> Row:
    at = FIRST + timedelta(days=i, hours=3)
    days = (3, 12, 20, None)[i % 4]
    return {
        "case_id": f"x{i}",
        "kind": "complaint" if i % 3 else "appeal",
        "registered_at": at,
        "submitted_via": "state_portal" if i % 5 == 0 else "direct",
        "category_id": ("wrong_bill", "no_service", None)[i % 3],
        "answered_at": None if days is None else at + timedelta(days=days),
        "status": "open" if days is None else "answered",
        "text": f"case text {i}",
        "unit_id": ("cc1", "off1")[i % 2],
        "contact_id": None,
    }


CONTACTS = [_contact(i) for i in range(118)]
SURVEYS = [
    _survey(i)
    for i, row in enumerate(CONTACTS)
    if row["is_answered"] and row["is_number_verified"] and i % 17
]
RATINGS = [
    {
        "rating_id": f"r{i}",
        "contact_id": f"c{i}",
        "rated_at": CONTACTS[i]["started_at"] + timedelta(days=2),
        "rating": (5, 4, 5, 3, 5, 2, 4)[i % 7],
    }
    for i in range(118)
    if CONTACTS[i]["is_answered"] and i % 4 != 3
]
CASES = [_case(i) for i in range(50)]
RECORDINGS = [
    {
        "recording_id": f"rec{i}",
        "sound_file": f"rec{i}.ogg",
        "started_at": CONTACTS[i]["started_at"],
        "contact_id": f"c{i}",
        "agent_side": "left",
        "language": "ru",
    }
    for i in (0, 5, 10, 15, 20, 1)
]
EVALUATIONS = [
    {
        "evaluation_id": f"e{i}",
        "criterion_id": "thanked",
        "evaluated_at": datetime(2022, 1, 20) + timedelta(days=i),
        "agent_id": "a3",
        "unit_id": "off1",
        "contact_id": f"c{i}",
        "result": ("broken", "kept", "not_applicable")[i % 3],
    }
    for i in (2, 7, 12, 17, 22, 27)
]
STEPS = [
    {
        "service_id": f"c{i}",
        "process_id": "repair",
        "step_no": no,
        "step_id": step,
        "waiting": waiting,
        "started_at": CONTACTS[i]["started_at"],
        "ended_at": CONTACTS[i]["started_at"] + timedelta(minutes=minutes + i % 5),
        "unit_id": None,
        "agent_id": None,
    }
    for i in range(0, 60, 3)
    for no, step, waiting, minutes in (
        (1, "request", "nobody", 4),
        (1, "request", "customer", 11),
        (2, "approval", "nobody", 2),
        (2, "approval", "operator", 40),
    )
]
EVENTS = [
    {
        "event_id": "ev1",
        "kind": "outage",
        "title": "Cable cut",
        "started_at": datetime(2022, 1, 10, 8),
        "region": "north",
    }
]
ALL: dict[str, Any] = {
    "units": UNITS,
    "agents": AGENTS,
    "contacts": CONTACTS,
    "surveys": SURVEYS,
    "ratings": RATINGS,
    "cases": CASES,
    "recordings": RECORDINGS,
    "evaluations": EVALUATIONS,
    "process_steps": STEPS,
    "events": EVENTS,
}
SPOKEN = ["здравствуйте", "чем", "могу", "помочь"]
PEOPLE = """
[people.chief]
role = "executive"
units = "all"

[people.quality]
role = "head_of_quality"
units = "all"
personal = true

[people.manager]
role = "manager"
units = ["cc1"]
personal = true

[people.agent]
role = "agent"
units = ["cc1", "off1"]
agent_id = "a1"
personal = true

[people.stranger]
role = "trainer"
"""


def empty_instance(home: Path) -> Instance:
    """An instance as ``init`` makes it: settings, people, schemas; nothing loaded."""
    instance = Instance(home)
    for folder in instance.folders():
        folder.mkdir(parents=True, exist_ok=True)
    (instance.landing / "loads").mkdir(exist_ok=True)
    (instance.config / "settings.toml").write_text((DEFAULTS / "settings.toml").read_text("utf8"), "utf8")
    (instance.config / "people.toml").write_text(PEOPLE, "utf8")
    write_schemas(instance)
    return instance


def tiny_instance(home: Path) -> Instance:
    """The tiny operator landed and transcribed, but not built."""
    instance = empty_instance(home)
    connection = engine.memory()
    for number, (contract, rows) in enumerate(ALL.items()):
        land(instance, contract, rows, number=number, connection=connection)
    _transcribe(instance, connection)
    _enrich(instance, connection)
    connection.close()
    return instance


@cache
def shared_tiny() -> tuple[Instance, Snapshot]:
    """The tiny operator built once for all tests that only read it."""
    folder = tempfile.mkdtemp(prefix="sapa-tiny-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(shared_tiny.cache_clear)
    return tiny_warehouse(Path(folder))


def tiny_warehouse(home: Path) -> tuple[Instance, Snapshot]:
    """The tiny operator, built and published."""
    instance = tiny_instance(home)
    return instance, build(instance)


def land(
    instance: Instance,
    contract: str,
    rows: list[Row],
    *,
    number: int,
    connection: engine.Connection | None = None,
) -> str:
    """Land rows as a committed load of source ``<contract>_source``; returns the load's identifier."""
    load_id = f"20220301T000000_{number:06}-{contract}_source"
    columns = landed_columns(CONTRACTS[contract])
    keys = CONTRACTS[contract].key
    lineage = {"load_id": load_id}
    full = [
        {
            **row,
            **lineage,
            "line": line,
            "key_hash": _number("|".join(str(row[key]) for key in keys)),
            "row_hash": line,
        }
        for line, row in enumerate(rows, 2)
    ]
    path = instance.landing / contract / f"{load_id}.parquet"
    write_parquet(connection or engine.memory(), path, columns, full)
    report = {
        "load_id": load_id,
        "source": f"{contract}_source",
        "contract": contract,
        "file": f"{contract}.csv",
        "file_sha256": "0" * 64,
        "file_bytes": 1,
        "started_at": "2022-03-01T00:00:00Z",
        "finished_at": "2022-03-01T00:00:01Z",
        "status": "loaded",
        "message": "",
        "rows_read": len(rows),
        "rows_loaded": len(rows),
        "rows_rejected": 0,
        "rows_duplicate": 0,
        "rows_blank": 0,
        "rows_corrected": 0,
        "rows_late": 0,
        "parquet": path.relative_to(instance.home).as_posix(),
        "quarantine": None,
        "first_day": None,
        "last_day": None,
    }
    (instance.landing / "loads" / f"{load_id}.json").write_text(json.dumps(report), "utf8")
    return load_id


def write_parquet(
    connection: engine.Connection, path: Path, columns: dict[str, str], rows: list[Row]
) -> None:
    """Rows to Parquet by way of a file: DuckDB never sees Python objects."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".ndjson")
    draft.write_text("".join(json.dumps(row, default=str, ensure_ascii=False) + "\n" for row in rows), "utf8")
    connection.execute(
        "copy (select * from read_json($file, format = 'newline_delimited', columns = "
        + "{"
        + ", ".join(f"{engine.identifier(name)}: '{kind}'" for name, kind in columns.items())
        + "}"
        + ")) to $target (format parquet)",
        {"file": str(draft), "target": str(path)},
    )
    draft.unlink()


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _types(connection: engine.Connection, path: Path) -> dict[str, str]:
    found = connection.execute("describe select * from read_parquet($file)", {"file": str(path)}).fetchall()
    return {row[0]: row[1] for row in found}


def _transcribe(instance: Instance, connection: engine.Connection) -> None:
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
        types = _types(connection, folder / f"_schema.{name}.parquet")
        write_parquet(connection, folder / "2022-01-01" / f"0001.{name}.parquet", types, rows)


def _enrich(instance: Instance, connection: engine.Connection) -> None:
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
    write_parquet(connection, folder / "1.parquet", _types(connection, folder / "_schema.parquet"), findings)
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
    write_parquet(connection, folder / "1.parquet", _types(connection, folder / "_schema.parquet"), analysed)

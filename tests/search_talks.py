"""A snapshot with a handful of transcribed calls, written as the warehouse writes it, to search in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from config.settings import Settings
from warehouse import engine
from warehouse.snapshot import Snapshot, SnapshotInfo

_CALLS = (
    "recording_id varchar, date date, started_at timestamp, channel_id varchar, channel_kind varchar, "
    "unit_id varchar, region varchar, team varchar, agent_id varchar, process_id varchar, "
    "product_id varchar, segment varchar, language varchar, model varchar, score integer, "
    "audio_id varchar, transcribed_at timestamp, agent_side varchar, words_file varchar, status varchar"
)
_UTTERANCES = (
    "recording_id varchar, date date, speaker varchar, language varchar, start_s double, text varchar"
)


@dataclass(frozen=True)
class Call:
    """A call of a day in July 2022. said: (speaker, language, text), six seconds apart."""

    id: str
    said: tuple[tuple[str, str, str], ...]
    day: int = 1
    unit: str | None = "u1"
    agent: str = "a1"
    score: int | None = None
    broken: tuple[str, ...] = ()
    heard_at: datetime = datetime(2022, 8, 1)

    def scored(self, score: int) -> "Call":
        return replace(self, score=score)


def snapshot_of(home: Path, calls: Sequence[Call], name: str = "one") -> Snapshot:
    """A published snapshot that holds these calls."""
    path = home / f"{name}.duckdb"
    with engine.open_new(path) as connection:
        connection.execute("create schema facts")
        connection.execute(f"create table facts.calls ({_CALLS})")
        connection.execute(f"create table facts.utterances ({_UTTERANCES})")
        connection.execute(
            "create table facts.findings (recording_id varchar, criterion_id varchar, result varchar)"
        )
        for call in calls:
            _write(connection, call)
    info = SnapshotInfo(datetime.now(UTC), None, None, None, "operator", "UTC", Settings())
    return Snapshot(name, path, info, engine.open_readonly(path))


def _write(connection: engine.Connection, call: Call) -> None:
    day = date(2022, 7, call.day)
    connection.execute(
        "insert into facts.calls values (?, ?, ?, 'phone', 'phone', ?, 'North', 't1', ?, 'p1', 'mobile', "
        "'b2c', ?, 'model', ?, ?, ?, 'left', 'words', 'done')",
        [
            call.id, day, datetime(2022, 7, call.day, 12), call.unit, call.agent, call.said[0][1], call.score,
            f"sound-{call.id}", call.heard_at,
        ],
    )  # fmt: skip
    for place, (speaker, language, text) in enumerate(call.said):
        connection.execute(
            "insert into facts.utterances values (?, ?, ?, ?, ?, ?)",
            [call.id, day, speaker, language, place * 6.0, text],
        )
    for criterion in call.broken:
        connection.execute("insert into facts.findings values (?, ?, 'broken')", [call.id, criterion])


MONEY = Call(
    "money", (
        ("customer", "ru", "верните мои деньги за роутер"),
        ("agent", "ru", "мы вернём вам всё завтра"),
    ), day=1, unit="u1", agent="a1", score=2, broken=("apology",),
)  # fmt: skip
BANK = Call(
    "bank",
    (("customer", "ru", "я платил через банк но ёлка погасла"),),
    day=2,
    unit="u2",
    agent="a2",
    score=9,
)
KAZAKH = Call(
    "kazakh", (
        ("customer", "kk", "қызметті өшіріңізші тарифім қымбат"),
        ("agent", "ru", "хорошо отключим услугу"),
    ), day=3, unit="u1", agent="a3",
)  # fmt: skip
ENGLISH = Call(
    "english", (
        ("customer", "en", "I cancelled it and my number is <PHONE>"),
        ("agent", "en", "charges stop today money comes back"),
    ), day=10, unit="u2", agent="a2", score=7,
)  # fmt: skip
CALLS = (MONEY, BANK, KAZAKH, ENGLISH)

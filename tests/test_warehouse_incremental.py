"""Adding what came since gives what a whole build gives, table by table, whatever came in whatever order."""

import json
import random
import re
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.instance import Instance
from etl.contracts import CONTRACTS
from tests.tiny_warehouse import (
    ALL,
    CASES,
    CONTACTS,
    EVALUATIONS,
    EVENTS,
    RATINGS,
    RECORDINGS,
    STEPS,
    SURVEYS,
    Row,
    land,
    tiny_instance,
    write_parquet,
)
from warehouse import engine
from warehouse.build import build, refresh
from warehouse.snapshot import Snapshot, current

AGENT: Row = ALL["agents"][0]
JULY = datetime(2022, 7, 1, 9)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    instance = tiny_instance(tmp_path_factory.mktemp("published") / "home")
    _look_at_all_texts(instance)
    build(instance)
    return instance.home


@pytest.fixture
def instance(published: Path, tmp_path: Path) -> Instance:
    return Instance(shutil.copytree(published, tmp_path / "home"))


def content(snapshot: Snapshot) -> dict[str, str]:
    """Table -> count and hash of its rows in any order; not what tells one snapshot from another."""
    kept = set(snapshot.columns) - {"meta.snapshot", "meta.inputs"}
    tables = sorted(table for table in kept if table.split(".")[0] in {"dims", "facts", "marts", "meta"})
    each = (
        f"select '{table}', count(*) || ' ' || sum(hash(t::varchar)::hugeint) from {table} as t"
        for table in tables
    )
    return dict(snapshot.cursor().execute(" union all ".join(each)).fetchall())


def refreshed(instance: Instance) -> tuple[Snapshot, bool]:
    """The refreshed snapshot, and whether it was added to; fails where a whole build gives another one.

    The refreshed one stays published, so that the next is made from it.
    """
    steps: list[str] = []
    added = refresh(instance, steps.append)
    is_added = "copying" in steps and steps.count("staging") == 1
    if is_added:
        assert content(added) == content(build(instance))
        (instance.warehouse / "CURRENT").write_text(added.path.name, "utf8")
    return added, is_added


def was_added(instance: Instance) -> bool:
    return refreshed(instance)[1]


def test_new_corrected_and_late_rows_are_added(instance: Instance) -> None:
    new = {**CONTACTS[0], "contact_id": "n1", "started_at": JULY, "agent_id": "a9", "channel_id": "pigeon"}
    unheard = {**SURVEYS[0], "survey_id": "late", "contact_id": "n2", "sent_at": JULY, "score": 3}
    moved = {
        **SURVEYS[1],
        "contact_id": "c50",
        "sent_at": JULY,
        "delivered_at": JULY,
        "answered_at": None,
        "score": None,
    }
    land(
        instance,
        "contacts",
        [new, {**CONTACTS[5], "started_at": JULY, "agent_id": "a3", "unit_id": None}],
        number=90,
    )
    land(instance, "surveys", [unheard, moved], number=91)
    assert was_added(instance)
    land(instance, "contacts", [{**new, "contact_id": "n2"}, CONTACTS[5]], number=92)
    land(
        instance,
        "ratings",
        [{**RATINGS[0], "rating_id": "rn", "contact_id": "n2"}, {**RATINGS[3], "rating": 1}],
        number=93,
    )
    assert was_added(instance)


def test_an_outage_told_of_later_marks_what_fell_into_it_and_one_told_otherwise_frees_it(
    instance: Instance,
) -> None:
    late = {**EVENTS[0], "event_id": "ev2", "started_at": datetime(2022, 1, 20, 8), "region": None}
    orphan = {
        **RATINGS[0],
        "rating_id": "orphan",
        "contact_id": "nowhere",
        "rated_at": datetime(2022, 1, 20, 9),
    }
    land(instance, "ratings", [orphan], number=89)
    assert was_added(instance)
    land(instance, "events", [late], number=90)
    added, is_added = refreshed(instance)
    assert is_added
    marked = "select count(*) from facts.{} where incident_id = 'ev2'"
    for fact in ("contacts", "surveys", "ratings"):
        assert added.cursor().execute(marked.format(fact)).fetchone() != (0,), fact
    land(instance, "events", [{**late, "kind": "other"}], number=91)
    added, is_added = refreshed(instance)
    assert is_added
    for fact in ("contacts", "surveys", "ratings"):
        assert added.cursor().execute(marked.format(fact)).fetchone() == (0,), fact


def test_talks_and_what_is_found_in_them_are_added(instance: Instance) -> None:
    land(instance, "recordings", [{**RECORDINGS[0], "recording_id": "recn", "contact_id": "c7"}], number=90)
    land(instance, "surveys", [{**SURVEYS[10], "contact_id": "c5", "score": 0}], number=91)
    land(instance, "evaluations", [{**EVALUATIONS[0], "evaluation_id": "en", "contact_id": "c5"}], number=92)
    assert was_added(instance)
    _transcribe_again(instance, "recn", RECORDINGS[5]["recording_id"])
    added, is_added = refreshed(instance)
    assert is_added and added.cursor().execute(
        "select distinct recording_id from facts.utterances where model = 'vosk-ru' order by 1"
    ).fetchall() == [("rec0",), ("rec1",), ("recn",)]


def test_small_facts_follow_their_contacts_and_references(instance: Instance) -> None:
    case = {**CASES[2], "case_id": "xn", "contact_id": "c40", "registered_at": JULY, "category_id": None}
    land(instance, "cases", [case], number=90)
    land(instance, "process_steps", [{**STEPS[0], "service_id": "c41"}], number=91)
    land(
        instance,
        "contacts",
        [{**CONTACTS[40], "unit_id": "off1"}, {**CONTACTS[41], "agent_id": "a3"}],
        number=92,
    )
    assert was_added(instance)
    land(instance, "agents", [{**AGENT, "agent_id": "a7"}, {**AGENT, "name": "Aina B"}], number=93)
    assert was_added(instance)


@pytest.mark.parametrize("change", ["agent moved", "source removed", "retried", "delivery told", "settings"])
def test_what_changes_rows_that_did_not_come_again_is_built_anew(instance: Instance, change: str) -> None:
    first = land(instance, "surveys", [{**SURVEYS[0], "survey_id": "q", "delivered_at": None}], number=90)
    _change_report(instance, first, source="others")
    refresh(instance)
    if change == "agent moved":
        land(instance, "agents", [{**AGENT, "team": "t9", "valid_from": "2022-01-20"}], number=91)
    elif change == "source removed":
        _forget(instance, first)
    elif change == "retried":
        second = land(instance, "surveys", [{**SURVEYS[0], "survey_id": "q", "score": 1}], number=91)
        _change_report(instance, second, replaces=[first])
        _forget(instance, first)
    elif change == "delivery told":
        _change_report(
            instance,
            land(instance, "surveys", [{**SURVEYS[0], "survey_id": "q2"}], number=91),
            source="others",
        )
    else:
        settings = instance.config / "settings.toml"
        settings.write_text(
            re.sub("repeated_error_days = .*", "repeated_error_days = 9", settings.read_text("utf8")), "utf8"
        )
    assert not was_added(instance)


@pytest.mark.parametrize("seed", [7])
def test_any_sequence_of_loads_gives_what_a_whole_build_gives(instance: Instance, seed: int) -> None:
    chance = random.Random(seed)
    number = 100
    count_added = 0
    for _ in range(3):
        for _ in range(chance.randint(2, 6)):
            contract = chance.choice(list(_CHANGES))
            rows = [_CHANGES[contract](chance) for _ in range(chance.randint(1, 4))]
            once = {tuple(row[key] for key in CONTRACTS[contract].key): row for row in rows}
            land(instance, contract, list(once.values()), number=number)
            number += 1
        count_added += was_added(instance)
    assert count_added


def _contact(chance: random.Random) -> Row:
    i = chance.randrange(130)
    return {
        **CONTACTS[i % 118], "contact_id": f"c{i}", "agent_id": chance.choice(["a1", "a2", "a8", None]),
        "unit_id": chance.choice(["cc1", "off1", "elsewhere", None]), "is_answered": chance.random() < 0.7,
        "started_at": JULY - timedelta(days=chance.randrange(200)),
    }  # fmt: skip


def _survey(chance: random.Random) -> Row:
    answered = JULY - timedelta(days=chance.randrange(200)) if chance.random() < 0.5 else None
    return {
        **SURVEYS[chance.randrange(len(SURVEYS))], "survey_id": f"s{chance.randrange(140)}",
        "contact_id": chance.choice([f"c{chance.randrange(130)}", None]), "answered_at": answered,
        "score": chance.randrange(11) if answered else None,
        "sent_at": JULY - timedelta(days=chance.randrange(200)),
        "comment": f"case text {chance.randrange(12) * 5}",
    }  # fmt: skip


def _of_contact(rows: list[Row], key: str) -> Callable[[random.Random], Row]:
    def made(chance: random.Random) -> Row:
        row = chance.choice(rows)
        other = {key: f"{row[key]}n"} if chance.random() < 0.5 else {}
        return {**row, **other, "contact_id": f"c{chance.randrange(130)}"}

    return made


_CHANGES: dict[str, Callable[[random.Random], Row]] = {
    "contacts": _contact,
    "surveys": _survey,
    "ratings": _of_contact(RATINGS, "rating_id"),
    "recordings": _of_contact(RECORDINGS, "recording_id"),
    "cases": _of_contact(CASES, "case_id"),
    "evaluations": _of_contact(EVALUATIONS, "evaluation_id"),
    "utterances": lambda chance: {
        "recording_id": chance.choice(["rec0", "rec1", "elsewhere"]), "utterance_no": chance.randrange(4),
        "started_at": JULY, "contact_id": f"c{chance.randrange(130)}", "text": "алло", "model": "other",
    },
    "payments": lambda chance: {
        "payment_id": f"p{chance.randrange(3)}", "amount": chance.randrange(900), "paid_at": JULY,
    },
    "knowledge_tests": lambda chance: {
        "test_id": f"t{chance.randrange(3)}", "agent_id": "a1", "score_pct": 80.0, "tested_at": JULY,
    },
    "agents": lambda chance: {
        **AGENT,
        "agent_id": chance.choice(["a1", "a8", "a10"]),
        "valid_from": "2022-06-20",
    },
    "process_steps": lambda chance: {**chance.choice(STEPS), "service_id": f"c{chance.randrange(130)}"},
}  # fmt: skip


def _change_report(instance: Instance, load_id: str, **values: Any) -> None:
    report = instance.landing / "loads" / f"{load_id}.json"
    report.write_text(json.dumps({**json.loads(report.read_text("utf8")), **values}), "utf8")


def _forget(instance: Instance, load_id: str) -> None:
    (instance.landing / "loads" / f"{load_id}.json").unlink()
    for file in instance.landing.glob(f"*/{load_id}.parquet"):
        file.unlink()


def _look_at_all_texts(instance: Instance) -> None:
    """As the last run of the loads leaves it."""
    files = [*instance.landing.glob("*/2*.parquet"), *instance.transcripts.glob("*/*.utterances.parquet")]
    names = [file.relative_to(instance.home).as_posix() for file in files]
    (instance.enriched / "state.json").write_text(json.dumps({"texts": names}), "utf8")


def _transcribe_again(instance: Instance, *recordings: str) -> None:
    """A batch of a better model: these recordings, each with a sound heard before."""
    with engine.memory() as connection:
        for kind in ("recordings", "utterances"):
            old = instance.transcripts / "2022-01-01" / f"0001.{kind}.parquet"
            types = {
                str(r[0]): str(r[1])
                for r in connection.execute("describe from read_parquet($f)", {"f": str(old)}).fetchall()
            }
            (row,) = connection.execute(
                "select to_json(o) from read_parquet($f) as o limit 1", {"f": str(old)}
            ).fetchall()
            fresh = [json.loads(row[0]) | {"model": "vosk-ru", "is_demo_model": False}]
            if kind == "recordings":
                fresh = [{**fresh[0], "recording_id": name} for name in recordings]
            write_parquet(connection, old.with_name(f"0002.{kind}.parquet"), types, fresh)


def test_a_refreshed_snapshot_is_the_current_one(instance: Instance) -> None:
    land(instance, "contacts", [{**CONTACTS[0], "contact_id": "n"}], number=90)
    assert refresh(instance) is current(instance)

"""What a talk tells is measured once, by its words; what is not known is empty, never guessed."""

import json
from pathlib import Path
from typing import Any

import pytest

from config.instance import DEFAULTS, Instance
from tests.talks import Said, hear, looked_at
from tests.tiny_warehouse import RECORDINGS, land, tiny_instance
from warehouse import engine
from warehouse.build import build, refresh
from warehouse.metrics import metric
from warehouse.scope import people
from warehouse.snapshot import Snapshot

TALK: list[Said] = [
    ("agent", 0.0, 4.0, "здравствуйте меня зовут <NAME>"),
    ("customer", 4.2, 8.2, "отвратительно интернет не работает"),
    ("agent", 7.2, 10.2, "когда он пропал"),  # begins a second before the customer has ended
    ("customer", 16.2, 18.2, "спасибо большое"),  # after six seconds in which nobody speaks
]
UNKNOWN: list[Said] = [("unknown", start, end, text) for _who, start, end, text in TALK]


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return tiny_instance(tmp_path / "home")


def measured(instance: Instance, recording: str) -> dict[str, Any]:
    files = [str(file) for file in (instance.enriched / "measures").glob("[!_]*.parquet")]
    with engine.memory() as connection:
        found = connection.execute(
            "select to_json(m) from read_parquet($files) as m where recording_id = $recording",
            {"files": files, "recording": recording},
        ).fetchall()
    assert len(found) == 1
    return dict(json.loads(found[0][0]))


def test_the_course_of_a_talk_is_measured(instance: Instance, tmp_path: Path) -> None:
    hear(instance, {"rec0": TALK})
    looked_at(instance, tmp_path / "work")
    found = measured(instance, "rec0")
    assert found["span_s"] == pytest.approx(18.2)
    assert (found["agent_s"], found["customer_s"]) == (pytest.approx(7), pytest.approx(6))
    assert (found["agent_words"], found["customer_words"]) == (7, 6)
    assert (found["count_silences"], found["silence_s"]) == (1, pytest.approx(6))
    assert found["longest_silence_at_s"] == pytest.approx(10.2)
    assert (found["count_overlaps"], found["overlap_s"]) == (1, pytest.approx(1))
    assert (found["agent_interrupts"], found["customer_interrupts"]) == (1, 0)
    assert (found["monologue_by"], found["monologue_s"]) == ("agent", pytest.approx(4))
    assert (found["agent_questions"], found["customer_questions"]) == (1, 0)
    assert (found["first_mood"], found["last_mood"]) == (-1, 1)
    assert (found["first_mood_n"], found["last_mood_n"]) == (1, 1)


def test_of_unknown_speakers_only_silence_and_pace_are_told(instance: Instance, tmp_path: Path) -> None:
    hear(instance, {"rec0": UNKNOWN})
    looked_at(instance, tmp_path / "work")
    found = measured(instance, "rec0")
    assert (found["count_silences"], found["spoken_words"]) == (1, 13)
    empty = ("agent_s", "customer_s", "count_overlaps", "agent_interrupts", "monologue_s", "first_mood")
    assert [found[name] for name in (*empty, "agent_questions")] == [None] * 7


def test_a_transcript_without_times_has_no_times_to_measure(instance: Instance, tmp_path: Path) -> None:
    said = {"recording_id": "typed", "started_at": RECORDINGS[0]["started_at"], "model": "other"}
    rows = [{**said, "utterance_no": n, "speaker": "agent", "text": "здравствуйте"} for n in (1, 2)]
    land(instance, "utterances", rows, number=90)
    looked_at(instance, tmp_path / "work")
    found = measured(instance, "typed")
    assert (found["span_s"], found["count_silences"], found["agent_s"]) == (None, None, None)


def test_a_new_script_is_checked_on_all_talks_and_measures_stay(instance: Instance, tmp_path: Path) -> None:
    hear(instance, {"rec0": TALK})
    looked_at(instance, tmp_path / "work")
    before = sorted((instance.enriched / "measures").glob("[!_]*.parquet"))
    assert looked_at(instance, tmp_path / "work").count_talks == 0
    own = instance.config / "scripts"
    own.mkdir()
    text = (DEFAULTS / "scripts" / "service_call.toml").read_text("utf8")
    (own / "service_call.toml").write_text(text.replace("version = 1", "version = 2", 1), "utf8")
    assert looked_at(instance, tmp_path / "work").count_talks == 6
    assert sorted((instance.enriched / "measures").glob("[!_]*.parquet")) == before
    assert versions_of_findings(instance, "rec0") == {2}


def test_what_is_known_of_a_talk_outlives_its_transcript(instance: Instance, tmp_path: Path) -> None:
    hear(instance, {"rec0": TALK})
    looked_at(instance, tmp_path / "work")
    for file in instance.transcripts.glob("2022-03-02/*.parquet"):
        file.unlink()
    own = instance.config / "scripts"
    own.mkdir()
    text = (DEFAULTS / "scripts" / "service_call.toml").read_text("utf8")
    (own / "service_call.toml").write_text(text.replace("version = 1", "version = 2", 1), "utf8")
    looked_at(instance, tmp_path / "work")
    assert versions_of_findings(instance, "rec0", "sound of rec0") == {1}
    assert measured(instance, "rec0")["span_s"] == pytest.approx(18.2)


def versions_of_findings(instance: Instance, recording: str, audio: str = "") -> set[int]:
    files = [str(file) for file in (instance.enriched / "findings").glob("[!_]*.parquet")]
    with engine.memory() as connection:
        found = connection.execute(
            "select distinct script_version from read_parquet($files, union_by_name = true) "
            "where recording_id = $recording and audio_id like $audio || '%' and version <> '1'",
            {"files": files, "recording": recording, "audio": audio},
        ).fetchall()
    return {row[0] for row in found}


def test_measures_reach_the_snapshot_and_the_metrics(instance: Instance, tmp_path: Path) -> None:
    hear(instance, {"rec0": TALK, "rec1": UNKNOWN, "rec5": TALK})
    looked_at(instance, tmp_path / "work")
    snapshot = build(instance)
    assert value(snapshot, instance, "silence_share") == (pytest.approx(100 * 18 / (3 * 18.2 + SHORT)), 6)
    assert value(snapshot, instance, "talk_share") == (pytest.approx(100 * (14 + SHORT) / (26 + SHORT)), 5)
    assert value(snapshot, instance, "speech_rate") == (pytest.approx(60 * (14 + 12) / (14 + SHORT)), 5)
    assert value(snapshot, instance, "interruptions") == (pytest.approx(2 / 5), 5)
    assert value(snapshot, instance, "turned_better") == (None, 2), "too few to be shown"
    causes = snapshot.cursor().execute(
        "select distinct unnest(category_ids) from facts.utterances where recording_id = 'rec0'"
    )
    assert ("no_service",) in causes.fetchall()


SHORT = 3 * 1.9
"""Seconds of the tiny operator's three other talks, in each of which the agent alone says four words."""


def value(snapshot: Snapshot, instance: Instance, name: str) -> tuple[Any, int]:
    """The value, None where it is withheld, and its n."""
    row = metric(snapshot, people(instance)["quality"], name).iloc[0]
    if row["withheld"]:
        return None, int(row["count"])
    assert row["low"] <= row["value"] <= row["high"]
    return float(row["value"]), int(row["count"])


def test_new_talks_added_give_what_a_whole_build_gives(instance: Instance, tmp_path: Path) -> None:
    looked_at(instance, tmp_path / "work")
    build(instance)
    hear(instance, {"rec0": TALK, "rec20": UNKNOWN})
    looked_at(instance, tmp_path / "work")
    steps: list[str] = []
    added = _calls(refresh(instance, steps.append))
    assert "copying" in steps and steps.count("staging") == 1
    assert added == _calls(build(instance)) and added[0][2] is not None


def _calls(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    columns = "recording_id, measured, agent_s, silence_s, mood"
    return snapshot.cursor().execute(f"select {columns} from facts.calls order by 1").fetchall()

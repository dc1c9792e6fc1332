"""Transcripts made elsewhere, in the shapes their programs write, become talks one can read and search."""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.instance import Instance
from etl.enrich import enrich
from etl.loads import LOADED, UNCHANGED
from etl.lock import writing
from etl.sources.transcript_cues import cues
from etl.sources.transcript_json import said_in
from tests.app_pages import open_page, text_of
from tests.etl_instances import adds_up, deliver, landed, load, new_instance, only, quarantined
from ui.player import turns_of
from warehouse.build import build, refresh
from warehouse.scope import OWNER
from warehouse.words import words

DECLARED = """kind = "transcripts"
path = "incoming/talks"
pattern = "{agent_id}_{started_at:%Y-%m-%dT%H-%M-%S}_{customer_id}"
[constants]
model = "cloud 3"
[values.speaker]
"spk_0" = "agent"
"spk_1" = "customer"
"1" = "agent"
"2" = "customer"
"""
VTT = """\ufeffWEBVTT - call

NOTE made by a program

1
00:00:01.000 --> 00:00:03.500 align:start
<v Agent>Good morning, <i>operator</i> speaking &amp; listening

00:04.000 --> 00:06.000
<v.loud Ivanov Ivan>My number is 8 701 234 56 78
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
Оператор: Здравствуйте

2
00:00:03,500 --> 00:00:05,000
- Клиент: Интернет
не работает
Оператор: Понял
"""


def make(tmp_path: Path, text: str = DECLARED) -> Instance:
    return new_instance(tmp_path / "op", talks=text)


def analysed(instance: Instance) -> None:
    """Load, and look at what was said, as a run does."""
    load(instance)
    with writing(instance) as work:
        enrich(instance, work)


def rows(instance: Instance) -> list[tuple[Any, ...]]:
    return landed(instance, "utterances", "recording_id, utterance_no, speaker, start_s, end_s, text")


def test_subtitles_with_voices_and_with_labels(tmp_path: Path) -> None:
    instance = make(tmp_path)
    deliver(instance, "talks/a1_2024-03-01T10-00-00_87012223344.vtt", VTT)
    deliver(instance, "talks/sub/a2_2024-03-02T10-00-00_87012223355.srt", SRT.replace("\n", "\r\n"))
    deliver(instance, "talks/oddly named.vtt", VTT)
    deliver(instance, "talks/a1_2024-03-03T10-00-00_1.json", "{}")
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_rejected) == (5, 2)
    said = rows(instance)
    assert [row[1:5] for row in said] == [
        (1, "agent", 1.0, 3.5), (2, "unknown", 4.0, 6.0),
        (1, "agent", 1.0, 3.0), (2, "customer", 3.5, 5.0), (3, "agent", 3.5, 5.0),
    ]  # fmt: skip
    assert (
        said[0][5] == "Good morning, operator speaking & listening" and said[3][5] == "Интернет не работает"
    )
    assert "<PHONE>" in said[1][5] and "Ivanov" not in str(said) and "8701222" not in str(said)
    assert landed(
        instance, "utterances", "DISTINCT agent_id, started_at, model, count_utterances, load_id, line"
    )[0][:4] == ("a1", datetime(2024, 3, 1, 10), "cloud 3", 2)
    assert [fault[2] for fault in quarantined(instance)] == ["not_a_transcript", "name_differs"]


ITEMS = {
    "results": {
        "items": [
            {"type": "pronunciation", "start_time": "0.5", "end_time": "0.9", "speaker_label": "spk_0",
             "alternatives": [{"content": "Hello", "confidence": "0.9"}]},
            {"type": "punctuation", "alternatives": [{"content": ","}]},
            {"type": "pronunciation", "start_time": "1.0", "end_time": "1.2", "speaker_label": "spk_0",
             "alternatives": [{"content": "there", "confidence": "0.7"}]},
            {"type": "pronunciation", "start_time": "2.0", "end_time": "2.5", "speaker_label": "spk_1",
             "alternatives": [{"content": "Hi", "confidence": "1.0"}]},
        ]
    }
}  # fmt: skip
SHAPES: dict[str, Any] = {
    "segments": {"text": "Hello, there Hi", "language": "en", "segments": [
        {"start": 0.5, "end": 1.2, "text": " Hello, there", "speaker": "spk_0", "words": [{"word": "Hello"}]},
        {"start": 2, "end": 2.5, "text": "Hi", "speaker": "spk_1"}]},
    "items": ITEMS,
    "items with labels apart": {"results": {
        "items": [{**item, "speaker_label": None} for item in ITEMS["results"]["items"]],
        "speaker_labels": {"segments": [
            {"speaker_label": "spk_0", "items": [{"start_time": "0.5"}, {"start_time": "1.0"}]},
            {"speaker_label": "spk_1", "items": [{"start_time": "2.0"}]}]}}},
    "plain list": [{"from": "0.5", "to": "1.2", "content": "Hello, there", "role": "spk_0"},
                   {"from": "2", "to": "2.5", "content": "Hi", "role": "spk_1"}],
    "milliseconds": {"Transcript": [
        {"BeginOffsetMillis": 500, "EndOffsetMillis": 1200, "Content": "Hello, there", "role": "spk_0"},
        {"BeginOffsetMillis": 2000, "EndOffsetMillis": 2500, "Content": "Hi", "ParticipantId": "spk_1"}]},
    "alternatives": {"results": [{"alternatives": [{"transcript": "Hello, there Hi", "words": [
        {"startTime": "0.5s", "endTime": "0.9s", "word": "Hello,", "speakerTag": "spk_0"},
        {"startTime": "0.900s", "endTime": "1.2s", "word": "there", "speakerTag": "spk_0"},
        {"startTime": "2s", "endTime": "2.5s", "word": "Hi", "speakerTag": "spk_1"}]}]}]},
    "phrases": {"recognizedPhrases": [
        {"speaker": "spk_0", "offsetInTicks": 5000000.0, "durationInTicks": 7000000.0,
         "nBest": [{"confidence": 0.8, "display": "Hello, there"}]},
        {"speaker": "spk_1", "offsetInTicks": 20000000, "durationInTicks": 5000000,
         "nBest": [{"display": "Hi"}]}]},
    "words": [{"result": [{"word": "Hello,", "start": 0.5, "end": 0.9, "conf": 1.0},
                          {"word": "there", "start": 1.0, "end": 1.2, "conf": 0.5}], "speaker": "spk_0"},
              {"result": [{"word": "Hi", "start": 2.0, "end": 2.5, "conf": 1.0}], "speaker": "spk_1"}],
    "utterances in results": {"metadata": {"created": "2024"}, "results": {
        "channels": [{"alternatives": [{"words": []}]}],
        "utterances": [{"start": 0.5, "end": 1.2, "transcript": "Hello, there", "speaker": "spk_0"},
                       {"start": 2.0, "end": 2.5, "transcript": "Hi", "speaker": "spk_1"}]}},
}  # fmt: skip


@pytest.mark.parametrize("shape", list(SHAPES))
def test_json_of_common_engines(shape: str) -> None:
    said = [(one.speaker, one.start_s, one.end_s, one.text) for one in said_in(SHAPES[shape])]
    assert said == [("spk_0", 0.5, 1.2, "Hello, there"), ("spk_1", 2.0, 2.5, "Hi")]


def test_facts_of_the_json_go_before_those_of_its_name(tmp_path: Path) -> None:
    instance = make(tmp_path)
    told = {
        "recording_id": "r-7",
        "contact_id": "c-7",
        "started_at": "2024-05-05T10:00:00Z",
        **SHAPES["segments"],
    }
    deliver(instance, "talks/a1_2024-03-01T10-00-00_8.json", json.dumps(told))
    assert only(load(instance)).rows_loaded == 2
    columns = "recording_id, contact_id, agent_id, started_at, language, speaker"
    assert landed(instance, "utterances", columns)[0] == (
        "r-7", "c-7", "a1", datetime(2024, 5, 5, 15), "en", "agent",
    )  # fmt: skip


def test_only_new_files_are_read_and_a_shorter_version_replaces_the_longer(tmp_path: Path) -> None:
    instance = make(tmp_path)
    old = deliver(instance, "talks/a1_2024-03-01T10-00-00_8.srt", SRT)
    assert only(load(instance)).rows_loaded == 3
    load(instance)
    assert only(load(instance)).status == UNCHANGED
    late = deliver(instance, "talks/a1_2024-03-02T10-00-00_8.srt", SRT)
    os.utime(late, (1_600_000_000, 1_600_000_000))  # a copy that kept the time of its content
    done = only(load(instance))
    assert (done.status, done.rows_loaded, done.message) == (LOADED, 3, "2 transcripts")
    old.write_text(VTT)
    old.rename(old.with_suffix(".vtt"))
    assert only(load(instance)).rows_corrected == 2
    found = build(instance).cursor().execute(
        "SELECT utterance_no, text FROM facts.utterances WHERE date = DATE '2024-03-01' ORDER BY 1"
    ).fetchall()  # fmt: skip
    assert len(found) == 2 and found[0][1].startswith("Good morning")


def test_such_talks_stand_among_the_calls_and_can_be_read(tmp_path: Path) -> None:
    instance = make(tmp_path)
    deliver(instance, "talks/a1_2024-03-01T10-00-00_8.srt", SRT)
    load(instance)
    snapshot = build(instance)
    call = snapshot.cursor().execute(
        "SELECT status, model, agent_id, duration_s, count_words, is_demo_model, words_file, date::VARCHAR, "
        "recording_id FROM facts.calls"
    ).fetchall()  # fmt: skip
    assert [row[:-1] for row in call] == [("done", "cloud 3", "a1", 5.0, 5, False, None, "2024-03-01")]
    spoken = (
        snapshot.cursor()
        .execute("SELECT speaker, text FROM facts.utterances ORDER BY utterance_no")
        .fetchall()
    )
    assert spoken[1] == ("customer", "Интернет не работает")
    found = words(instance, snapshot, OWNER, call[0][-1])
    assert list(found.word) == ["Здравствуйте", "Интернет", "не", "работает", "Понял"]
    assert (found.start_s.iloc[0], found.end_s.iloc[0]) == (1.0, 3.0)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.integers(),
        lambda inner: st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["results", "items", "text", "start", "alternatives", "segments", "words", "x"]),
            inner, max_size=4,
        ),
        max_leaves=12,
    ),
    st.text(alphabet="<v Agent>:\n-0123456789.,&;{}\\", max_size=120),
)  # fmt: skip
def test_any_document_gives_utterances_or_none(document: Any, text: str) -> None:
    with suppress(AttributeError, TypeError, ValueError):  # the reader sets such a file aside
        said_in(document)
    for one in cues(VTT + text, ()):
        assert one.text.strip()


def test_script_checks_and_moods_are_worked_out_as_for_our_own(tmp_path: Path) -> None:
    instance = make(tmp_path)
    talk = SRT.replace(
        "Понял", "сейчас посмотрю что у вас с линией и почему она не работает с самого утра " * 3
    )
    deliver(instance, "talks/a1_2024-03-01T10-00-00_8.srt", talk)
    deliver(instance, "talks/a1_2024-03-02T10-00-00_8.srt", talk.replace("Здравствуйте", "Чего вам"))
    analysed(instance)
    found = build(instance).cursor().execute(
        "SELECT date::VARCHAR, result FROM facts.findings WHERE criterion_id LIKE '%greeting' ORDER BY date"
    ).fetchall()  # fmt: skip
    assert found == [("2024-03-01", "kept"), ("2024-03-02", "broken")]


def test_a_snapshot_brought_up_to_date_holds_such_talks_once(tmp_path: Path) -> None:
    declared = (
        'contract = "contacts"\npath = "incoming/c*.csv"\n[columns]\ncontact_id = "id"\nstarted_at = "at"\n'
    )
    declared += 'process_id = "topic"\n'
    instance = make(tmp_path)
    (instance.sources / "contacts.toml").write_text(declared)
    told = {"contact_id": "c-7", **SHAPES["segments"]}
    deliver(instance, "talks/a1_2024-03-01T10-00-00_8.json", json.dumps(told))
    deliver(instance, "talks/a2_2024-03-01T10-00-00_8.srt", SRT)
    deliver(instance, "c1.csv", "id,at,topic\nc-1,2024-03-01,repair\n")
    analysed(instance)
    build(instance)
    deliver(instance, "c2.csv", "id,at,topic\nc-7,2024-03-01,connect\n")
    load(instance)
    calls = "SELECT recording_id, process_id, status, model FROM facts.calls ORDER BY ALL"
    said = "SELECT * EXCLUDE (sentiment) FROM facts.utterances ORDER BY ALL"
    brought = refresh(instance).cursor()
    refreshed = (brought.execute(calls).fetchall(), brought.execute(said).fetchall())
    made = build(instance).cursor()
    assert refreshed == (made.execute(calls).fetchall(), made.execute(said).fetchall())
    assert [row[1] for row in refreshed[0]] == ["connect", None]


def test_the_page_of_calls_shows_such_a_talk_without_its_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = make(tmp_path)
    deliver(instance, "talks/a1_2024-03-01T10-00-00_8.srt", SRT)
    deliver(instance, "talks/a1_2024-03-02T10-00-00_8.json", json.dumps([{"text": "no times at all"}]))
    load(instance)
    snapshot = build(instance)
    known = snapshot.cursor().execute("SELECT recording_id FROM facts.calls ORDER BY date").fetchall()
    turns = [turns_of(words(instance, snapshot, OWNER, recording_id)) for (recording_id,) in known]
    assert [turn.speaker for turn in turns[0]] == ["agent", "customer", "agent"] and len(turns[1]) == 1
    for (recording_id,) in known:
        app = open_page(monkeypatch, instance, "calls.py", lang="en", recording=recording_id)
        assert "This call is not here" not in text_of(app)

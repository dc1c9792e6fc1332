"""What a snapshot holds: corrections, places, names for unknown codes, texts' causes, and where rows came
from."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from config.errors import NotReady
from config.instance import Instance
from tests.tiny_warehouse import (
    CONTACTS,
    SPOKEN,
    SURVEYS,
    Row,
    land,
    shared_tiny,
    tiny_instance,
    tiny_warehouse,
)
from warehouse.build import build
from warehouse.labels import labels
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.rows import count_rows, rows
from warehouse.scope import OWNER
from warehouse.words import words

ALL_DAYS = Period()


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return tiny_instance(tmp_path)


def found(name: str, **filters: list[str]) -> list[Row]:
    frame = rows(shared_tiny()[1], OWNER, name, period=ALL_DAYS, filters=filters)
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def test_a_corrected_row_takes_the_place_of_the_old_one(instance: Instance) -> None:
    land(instance, "surveys", [{**SURVEYS[0], "score": 10}], number=80)
    snapshot = build(instance)
    assert count_rows(snapshot, OWNER, "surveys", period=ALL_DAYS) == len(SURVEYS)
    frame = rows(
        snapshot, OWNER, "answers", period=ALL_DAYS, filters={"contact_id": [SURVEYS[0]["contact_id"]]}
    )
    assert frame["score"].tolist() == [10]


def test_a_load_that_was_replaced_or_never_committed_does_not_count(instance: Instance) -> None:
    first = land(instance, "contacts", [{**CONTACTS[0], "contact_id": "z1"}], number=81)
    second = land(instance, "contacts", [{**CONTACTS[0], "contact_id": "z2"}], number=82)
    report = instance.landing / "loads" / f"{second}.json"
    report.write_text(json.dumps({**json.loads(report.read_text("utf8")), "replaces": [first]}), "utf8")
    third = land(instance, "contacts", [{**CONTACTS[0], "contact_id": "z3"}], number=83)
    (instance.landing / "loads" / f"{third}.json").unlink()
    assert metric(build(instance), OWNER, "contacts")["count"][0] == len(CONTACTS) + 1


def test_a_row_counts_where_the_agent_was_on_that_day() -> None:
    team = {
        row["date"].date(): (row["unit_id"], row["team"], row["region"])
        for row in found("contacts", agent=["a2"])
    }
    assert {place for day, place in team.items() if day < date(2022, 2, 1)} == {("cc1", "t1", "north")}
    assert {place for day, place in team.items() if day >= date(2022, 2, 1)} == {("off1", "t2", "south")}


def test_records_of_a_contact_take_its_place_and_topic() -> None:
    contact = CONTACTS[8]
    answer = found("surveys", contact_id=[contact["contact_id"]])[0]
    assert [answer[k] for k in ("channel_id", "process_id", "agent_id")] == [
        contact[k] for k in ("channel_id", "process_id", "agent_id")
    ]


def test_ratings_count_by_the_day_of_the_contact() -> None:
    rating = found("ratings", contact_id=["c0"])[0]
    assert rating["date"].date() == date(2022, 1, 1) and rating["rated_at"].date() == date(2022, 1, 3)


def test_each_row_tells_source_file_and_line() -> None:
    row = found("contacts", contact_id=["c5"])[0]
    assert (row["source_name"], row["source_file"], row["line"]) == ("contacts_source", "contacts.csv", 7)


def test_a_case_without_a_given_cause_takes_the_first_found_in_its_text() -> None:
    assert found("cases", case_id=["x20"])[0]["category_id"] == "queue_ivr"
    assert found("cases", case_id=["x30"])[0]["category_id"] == "wrong_bill"


def test_a_case_is_due_at_the_end_of_the_last_day_of_its_rule() -> None:
    complaint, appeal = found("cases", case_id=["x1"])[0], found("cases", case_id=["x0"])[0]
    assert complaint["due_at"] == datetime(2022, 1, 17, 23, 59, 59)
    assert appeal["due_at"] == datetime(2022, 1, 24, 23, 59, 59), "15 working days, by the state portal"
    assert (complaint["due_rule"], appeal["due_rule"]) == ("complaint", "state_portal")


def test_the_calendar_of_the_instance_sets_the_due_day(instance: Instance) -> None:
    (instance.config / "calendar.toml").write_text("[complaint]\ndays = 30\n[appeal]\ndays = 2\n", "utf8")
    frame = rows(build(instance), OWNER, "cases", period=ALL_DAYS, filters={"case_id": ["x1"]})
    assert frame["due_at"][0] == datetime(2022, 2, 1, 23, 59, 59)
    (instance.config / "calendar.toml").write_text("[complaint]\ndays = 0\n[appeal]\ndays = 2\n", "utf8")
    with pytest.raises(NotReady, match=r"calendar.toml: complaint.days"):
        build(instance)


def test_codes_of_no_reference_are_their_own_names(instance: Instance) -> None:
    land(instance, "contacts", [{**CONTACTS[0], "contact_id": "z", "channel_id": "pigeon"}], number=84)
    assert labels(build(instance), "channel", "ru")["pigeon"] == "pigeon"


def test_names_come_in_the_language_asked_else_as_the_source_has_them() -> None:
    snapshot = shared_tiny()[1]
    assert labels(snapshot, "unit", "ru") == {"cc1": "Центр один", "off1": "Office One"}
    assert labels(snapshot, "unit", "kk")["off1"] == "Бірінші кеңсе"
    assert labels(snapshot, "channel", "en")["office"] == "Service office"
    assert labels(snapshot, "segment", "en") == {}


def test_the_last_complete_month_is_the_last_one_contacts_cover_wholly() -> None:
    info = shared_tiny()[1].info
    assert info.last_complete_month == date(2022, 2, 1) and info.first_day == date(2022, 1, 1)


def test_a_word_said_is_found_at_its_time() -> None:
    instance, snapshot = shared_tiny()
    frame = words(instance, snapshot, OWNER, "rec10")
    assert frame["word"].tolist() == SPOKEN
    assert frame["start_s"].tolist() == [0.0, 0.5, 1.0, 1.5]
    assert found("utterances", search=["ПОМОЧЬ"], recording_id=["rec10"])[0]["start_s"] == 0.0
    assert words(instance, snapshot, OWNER, "rec1").empty


def test_a_lost_transcript_is_named(tmp_path: Path) -> None:
    instance, snapshot = tiny_warehouse(tmp_path)
    next(instance.transcripts.glob("*/*.utterances.parquet")).unlink()
    with pytest.raises(NotReady, match="the transcript is gone"):
        words(instance, snapshot, OWNER, "rec10")


def test_a_better_models_transcript_takes_the_place_of_the_old_one(instance: Instance) -> None:
    from tests.tiny_warehouse import write_parquet
    from warehouse import engine

    with engine.memory() as connection:
        for kind in ("recordings", "utterances"):
            old = instance.transcripts / "2022-01-01" / f"0001.{kind}.parquet"
            connection.execute(
                "create or replace temp table old as select * from read_parquet($f)", {"f": str(old)}
            )
            types = {row[0]: row[1] for row in connection.execute("describe old").fetchall()}
            kept = connection.execute("select to_json(old) from old").fetchall()
            fresh = [json.loads(row[0]) | {"model": "vosk-ru", "is_demo_model": False} for row in kept]
            write_parquet(connection, old.with_name(f"0002.{kind}.parquet"), types, fresh)
    snapshot = build(instance)
    frame = rows(snapshot, OWNER, "utterances", period=ALL_DAYS, filters={"recording_id": ["rec10"]})
    assert frame["model"].tolist() == ["vosk-ru"]
    assert len(words(instance, snapshot, OWNER, "rec10")) == len(SPOKEN)


def test_a_missing_schema_names_the_remedy(instance: Instance) -> None:
    (instance.landing / "ratings" / "_schema.parquet").unlink()
    with pytest.raises(NotReady, match=r"_schema.parquet is missing; 'python -m etl load"):
        build(instance)


def test_a_broken_load_report_is_named(instance: Instance) -> None:
    (instance.landing / "loads" / "20220301T000000_000099-x.json").write_text("{", "utf8")
    with pytest.raises(NotReady, match=r"000099-x.json: the load report cannot be read"):
        build(instance)


def test_where_delivery_is_not_known_what_was_sent_counts_and_is_named(instance: Instance) -> None:
    surveys = [{**row, "survey_id": f"q{i}", "delivered_at": None} for i, row in enumerate(SURVEYS[:20])]
    load_id = land(instance, "surveys", surveys, number=85)
    report = instance.landing / "loads" / f"{load_id}.json"
    report.write_text(json.dumps({**json.loads(report.read_text("utf8")), "source": "other_surveys"}), "utf8")
    row = metric(build(instance), OWNER, "response_rate").iloc[0]
    known = sum(bool(row["delivered_at"] or row["answered_at"]) for row in SURVEYS)
    assert row["delivered"] == known + 20 and row["delivery_unknown"] == 20


def test_on_a_scale_from_one_six_is_a_detractor_and_other_scales_make_no_nps(instance: Instance) -> None:
    answered = {**SURVEYS[0], "answered_at": datetime(2023, 1, 5), "score_low": 1}
    scores = [{**answered, "survey_id": f"n{s}", "score": s} for s in range(1, 11)]
    scores += [{**answered, "survey_id": f"m{s}", "score": s, "score_high": 5} for s in range(1, 6)]
    land(instance, "surveys", scores, number=86)
    row = metric(build(instance), OWNER, "nps", period=Period.month(date(2023, 1, 1))).iloc[0]
    assert (row["count"], row["promoters"], row["passives"], row["detractors"]) == (10, 2, 2, 6)


def test_an_answer_without_its_time_was_given_when_it_was_sent(instance: Instance) -> None:
    land(
        instance, "surveys", [{**SURVEYS[0], "survey_id": "late", "answered_at": None, "score": 9}], number=87
    )
    frame = rows(build(instance), OWNER, "answers", period=ALL_DAYS, filters={"answer": ["promoter"]})
    late = frame[frame["survey_id"] == "late"].iloc[0]
    assert late["answered_at"] == SURVEYS[0]["sent_at"]

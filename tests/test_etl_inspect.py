"""Files of other companies are understood: what evidence decides is decided, the rest is asked."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config.errors import NotReady, WrongUse
from etl.inspect import Proposal, propose
from etl.inspection.toml_text import told_of
from tests.etl_instances import deliver, landed, load, new_instance, only


def look(tmp_path: Path, name: str, lines: list[str], encoding: str = "utf-8", **told: object) -> Proposal:
    file = tmp_path / name
    file.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return propose(file, dict(told), operator_zone="Asia/Almaty")


def days(count: int, step_h: int = 7) -> list[datetime]:
    return [datetime(2022, 3, 1, 8) + timedelta(hours=step_h * i) for i in range(count)]


def test_an_english_call_log(tmp_path: Path) -> None:
    header = (
        "Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,Speed of answer in seconds,AvgTalkDuration"
    )
    rows = [
        f"ID{i},Diane,{t:%m/%d/%Y},{t:%H:%M:%S},Billing,{'YN'[i % 2]},Y,{i % 90},00:02:{i % 60:02}"
        for i, t in enumerate(days(120))
    ]
    found = look(tmp_path, "calls.csv", [header, *rows])
    assert not found.questions and found.would_load == 120
    assert found.values["contract"] == "contacts" and found.values["date_format"] == "mm/dd/yyyy HH:MM:SS"
    assert found.values["columns"] == {
        "contact_id": "Call Id", "agent_id": "Agent", "started_at": ["Date", "Time"], "process_id": "Topic",
        "is_answered": "Answered (Y/N)", "is_resolved": "Resolved", "wait_s": "Speed of answer in seconds",
        "talk_s": "AvgTalkDuration",
    }  # fmt: skip


def test_a_french_survey_in_windows_encoding(tmp_path: Path) -> None:
    header = "Date enquête;Note de recommandation;Commentaire;Agence"
    rows = [
        f"{t:%d/%m/%Y};{i % 11};Très bon accueil à l'agence numéro {i};Orléans"
        for i, t in enumerate(days(120))
    ]
    found = look(tmp_path, "enquete.csv", [header, *rows], "cp1252")
    assert (found.values["encoding"], found.values["delimiter"], found.values["date_format"]) == (
        "cp1252",
        ";",
        "dd/mm/yyyy",
    )
    assert (
        found.values["contract"] == "surveys" and found.values["columns"]["score"] == "Note de recommandation"
    )


def test_russian_complaints_below_a_title(tmp_path: Path) -> None:
    lines = ["Отчёт за март;;;;", "", "Номер жалобы;Дата регистрации;Причина;Текст жалобы;Статус"]
    lines += [
        f"Ж-{i};{t:%d.%m.%Y %H:%M};Интернет;Уже {i} дней не работает связь;"
        f"{'Закрыта' if i % 2 else 'В работе'}"
        for i, t in enumerate(days(60))
    ]
    found = look(tmp_path, "zhaloby.csv", lines, "cp1251")
    assert (found.values["encoding"], found.values["header_row"]) == ("cp1251", 3)
    assert found.values["constants"] == {"kind": "complaint"} and found.would_load == 60
    assert found.values["values"]["status"] == {"Закрыта": "closed", "В работе": "open"}


def test_an_undecidable_date_order_is_asked(tmp_path: Path) -> None:
    random.seed(5)
    rows = [f"{i},{random.randint(1, 12)}/{random.randint(1, 12)}/2021,{i % 11}" for i in range(40)]
    found = look(tmp_path, "nps.csv", ["Response ID,Survey date,NPS", *rows])
    (question,) = found.questions
    assert question.key == "date_format" and set(question.choices) == {"dd/mm/yyyy", "mm/dd/yyyy"}
    assert not look(
        tmp_path, "nps.csv", ["Response ID,Survey date,NPS", *rows], date_format="mm/dd/yyyy"
    ).questions


def test_dates_that_only_look_iso(tmp_path: Path) -> None:
    rows = [f"{i},{t:%Y-%d-%m},{i % 11}" for i, t in enumerate(days(120))]
    found = look(tmp_path, "nps.csv", ["Response ID,Survey date,NPS", *rows])
    assert found.values["date_format"] == "yyyy-dd-mm" and found.would_load == 120


def test_a_one_to_ten_scale_and_a_column_that_identifies_nobody(tmp_path: Path) -> None:
    rows = [f"{i % 5},{t:%Y-%m-%d},{i % 10 + 1}" for i, t in enumerate(days(200))]
    found = look(tmp_path, "nps.csv", ["ID,Survey date,NPS score", *rows])
    assert found.values["scale"] == {"score": [1, 10]} and "survey_id" not in found.values["columns"]
    assert found.would_load == 200


def test_what_a_person_says_wins() -> None:
    told = told_of(
        ["columns.score=Mark", "scale.score=1,10", 'constants.sent_at="2022-01-01"', "columns.comment="],
        "surveys",
    )
    assert told == {
        "contract": "surveys", "columns": {"score": "Mark", "comment": ""}, "scale": {"score": [1, 10]},
        "constants": {"sent_at": "2022-01-01"},
    }  # fmt: skip
    with pytest.raises(WrongUse, match="key=value"):
        told_of(["score"], None)


def test_a_saved_proposal_loads(tmp_path: Path) -> None:
    from etl.inspect import write_proposal
    from etl.inspection.toml_text import as_toml

    instance = new_instance(tmp_path / "op")
    file = deliver(
        instance,
        "nps.csv",
        'Response ID,Survey date,NPS,"Why, please?"\n'
        + "".join(f"{i},2022-03-{i + 1:02},9,\n" for i in range(20)),
    )
    found = propose(file, {}, operator_zone="Asia/Almaty", path="incoming/nps.csv")
    write_proposal(instance, "nps", found, as_toml(found))
    assert only(load(instance)).rows_loaded == 20
    assert len(landed(instance, "surveys")) == 20


def test_names_that_follow_no_common_pattern_are_read_without_one() -> None:
    from etl.inspection.sounds import _fitting, pattern_of

    names = ["Auto0_GUID_001_AGENT_ChrisL_DT_2021-12-01T06-01-22", "call_1004_2024-04-15_10-11-12"]
    assert _fitting(pattern_of(names), names) is None
    assert _fitting(pattern_of(names[1:]), names[1:]) is not None


def test_counts_of_days_are_not_taken_for_calls(tmp_path: Path) -> None:
    rows = [f"{t:%Y-%m-%d},{200 + i},{180 + i},{i % 20}" for i, t in enumerate(days(40, 24))]
    with pytest.raises(NotReady, match="totals"):
        look(tmp_path, "daily.csv", ["Date,Incoming calls,Calls taken,Calls lost", *rows])

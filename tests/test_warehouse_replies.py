"""Public answers: which are templates, what came of them; reports of our own errors, refused and acted on."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from config.instance import Instance
from tests.replied import AGAIN, BACK, DAY, FIRST, REPLIED, SPECIFIC, TEMPLATE, judge_again, replied
from tests.test_warehouse_incremental import refreshed
from tests.tiny_warehouse import land
from warehouse import engine, metrics, rows
from warehouse.build import build
from warehouse.period import Period
from warehouse.reply_families import reply_families
from warehouse.scope import Scope

QUALITY = Scope("quality", "head_of_quality", None, None, True)
CHIEF = Scope("chief", "executive", None, None, False)
ALL = Period(None, None)
PUBLIC = REPLIED[:20]


def asked(name: str, *by: str) -> pd.DataFrame:
    found = metrics.metric(replied()[1], QUALITY, name, by=by)
    return found[found["kind"] == "complaint"].reset_index(drop=True)


def listed(name: str, **filters: str) -> pd.DataFrame:
    wanted = {word: (code,) for word, code in filters.items()}
    return rows.rows(replied()[1], QUALITY, name, period=ALL, filters=wanted)


def test_templates_are_counted_among_answers_everybody_can_read() -> None:
    whole = asked("template_reply_share").iloc[0]
    assert (whole["templates"], whole["count"], whole["value"]) == (10, 20, 50)
    assert whole["low"] < 50 < whole["high"]
    by_channel = asked("template_reply_share", "channel").set_index("channel")
    counted = pd.Series([one["channel_id"] for one in PUBLIC]).value_counts()
    assert dict(by_channel["count"]) == dict(counted)
    assert pd.isna(listed("cases", case_id="s22").iloc[0]["reply"]), "a letter is read by nobody else"


def test_an_operator_without_answers_has_no_figure_and_not_nought() -> None:
    found = metrics.metric(replied()[1], QUALITY, "template_reply_share")
    assert set(found["kind"]) == {"complaint"}, "no appeal was answered in public"
    assert pd.isna(listed("cases", case_id="x1").iloc[0]["reply"])


def test_what_came_after_a_template_and_after_a_specific_answer() -> None:
    found = asked("back_after_reply", "reply").set_index("reply")
    assert dict(found["back"]) == {"template": 3, "specific": 0}
    assert dict(found["count"]) == {"template": 10, "specific": 10}
    came = listed("cases_replied", is_back="true")
    assert set(came["case_id"]) == BACK, "opened again too late, or before the answer, is not its doing"


def test_families_say_what_is_answered_again_and_again() -> None:
    found = reply_families(replied()[1], QUALITY, "complaint", period=ALL)
    template = found.set_index("reply").loc["template"]
    assert (template["said"], template["judged"], template["back"]) == (10, 10, 3)
    assert template["reply_text"] == TEMPLATE and template["units"] == 2
    assert found["said"].sum() == len(PUBLIC)
    hidden = reply_families(replied()[1], CHIEF, "complaint", period=ALL)
    assert hidden["reply_text"].isna().all() and list(hidden["said"]) == list(found["said"])
    one = reply_families(replied()[1], QUALITY, "complaint", period=ALL, filters={"unit": ("off1",)})
    assert one["said"].sum() == sum(case["unit_id"] == "off1" for case in PUBLIC)


def test_refused_reports_are_a_share_of_those_made_and_texts_without_one_are_not() -> None:
    whole = asked("refused_reports").iloc[0]
    assert (whole["refused"], whole["count"], whole["value"]) == (6, 12, 50)
    assert set(listed("cases_refused")["case_id"]) == {f"s{i}" for i in range(0, 24, 4)}
    acted = asked("reports_acted_on").iloc[0]
    assert (acted["acted_on"], acted["count"]) == (3, 12)
    assert not bool(listed("cases", case_id="s2").iloc[0]["is_error_report"])
    assert pd.isna(listed("cases", case_id="s3").iloc[0]["is_error_report"]), "there is no text"


def test_what_is_open_is_overdue_at_risk_or_in_time_at_the_last_moment_known() -> None:
    found = listed("cases_open", kind="appeal").set_index("case_id")
    assert set(found["as_of"]) == {pd.Timestamp("2022-03-10 12:00")}
    assert found.loc["again", "state"] == "overdue" and found.loc["last", "state"] == "in_time"
    assert found.loc["again", "due_rule"] == "appeal"
    overdue = metrics.metric(replied()[1], QUALITY, "cases_overdue").set_index("kind").loc["appeal"]
    assert overdue["count"] == len(found) and overdue["overdue"] == (found["state"] == "overdue").sum()
    oldest = found["as_of"].max() - found["registered_at"].min()
    assert overdue["oldest_days"] == pytest.approx(oldest / pd.Timedelta(days=1))
    risk = metrics.metric(replied()[1], QUALITY, "cases_at_risk").set_index("kind").loc["appeal"]
    assert risk["at_risk"] == (found["state"] == "at_risk").sum() and pd.isna(risk["low"])


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(shutil.copytree(replied()[0].home, tmp_path / "home"))


def test_answers_are_judged_once_and_all_again_when_copies_come(instance: Instance) -> None:
    before = tuple(f"landing/cases/{file.name}" for file in sorted((instance.landing / "cases").glob("2*")))
    assert judge_again(instance, is_same=True, before=before) == 0, "nothing is new"
    specific = SPECIFIC.format(day=2, sum=1100)
    copies = [{**REPLIED[1], "case_id": f"new{i}", "reply_text": specific, "text": None} for i in range(2)]
    land(instance, "cases", copies, number=90)
    assert judge_again(instance, is_same=True, before=before) > 0
    snapshot, is_added = refreshed(instance)
    assert is_added, "answers judged anew make only the cases anew"
    found = reply_families(snapshot, QUALITY, "complaint", period=ALL)
    assert found["said"].sum() == len(PUBLIC) + 2


def test_a_late_answer_text_changes_what_stands_as_a_whole_build_would(instance: Instance) -> None:
    told = {**AGAIN, "submitted_via": "social", "reply_text": TEMPLATE, "answered_at": FIRST + 22 * DAY}
    land(instance, "cases", [told], number=91)
    judge_again(instance)
    snapshot, is_added = refreshed(instance)
    assert is_added
    found = rows.rows(snapshot, QUALITY, "cases", period=ALL, filters={"case_id": ("again",)}).iloc[0]
    assert found["reply"] == "template" and str(found["replied_at"])[:10] == "2022-01-25"


def test_landed_files_from_before_there_were_answers_are_read_on(instance: Instance) -> None:
    file = min((instance.landing / "cases").glob("2*"))
    old = file.with_suffix(".old")
    with engine.memory() as connection:
        gone = "reply_text, replied_at, is_reply_public"
        connection.execute(
            f"copy (select * exclude ({gone}) from read_parquet($f)) to $t (format parquet)",
            {"f": str(file), "t": str(old)},
        )
    old.replace(file)
    judge_again(instance)
    found = rows.rows(build(instance), QUALITY, "cases", period=ALL, filters={"case_id": ("x1",)}).iloc[0]
    assert pd.isna(found["reply"]) and pd.isna(found["reply_text"])

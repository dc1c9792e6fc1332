"""Everything planted into the demo can be found in its source files, and is what ``truths`` says."""

import json

import numpy as np
import pandas as pd
import pytest

from etl.demo.truths import TRUTHS
from tests.demo_files import cases, contacts, demo, evaluations, personnel, ratings, surveys, table
from tests.test_demo_headlines import nps
from text.api import template_replies


def answers() -> pd.DataFrame:
    known = contacts()[["contact", "at", "unit", "agent", "process"]]
    return surveys().dropna(subset=["score"]).merge(known, on="contact", validate="one_to_one")


def test_one_agent_has_three_ratings_all_perfect() -> None:
    mine = ratings()[ratings()["agent"] == TRUTHS.agent_with_three_perfect_ratings]
    assert mine["rating"].tolist() == [5, 5, 5]
    assert set(mine["at"].dt.strftime("%Y-%m")) == {TRUTHS.three_ratings_month}


def test_the_mix_unit_is_worst_over_all_and_better_in_every_process() -> None:
    frame = ratings()
    assert frame.groupby("unit")["rating"].mean().idxmin() == TRUTHS.mix_unit
    there = frame["unit"] == TRUTHS.mix_unit
    inside = frame[there].groupby("process")["rating"].mean()
    others = frame[~there].groupby("process")["rating"].mean()
    assert len(inside) == 11
    assert (inside > others).all()


def test_customers_are_unhappy_where_the_script_is_kept() -> None:
    process = TRUTHS.script_kept_but_unhappy_process
    by_process = answers().groupby("process")["score"].apply(nps)
    assert by_process.idxmin() == process
    cards = evaluations().merge(contacts()[["contact", "process"]], on="contact")
    here = cards["process"] == process
    broken = cards["result"] == "нарушен"
    assert cards[here]["card"].nunique() > 200
    assert broken[here].mean() < 0.01 < 0.05 < broken[~here].mean()


def test_the_unhappy_customers_of_one_agent_get_no_survey() -> None:
    frame = contacts()
    due = frame[frame["is_answered"] & frame["is_verified"] & frame["agent"].fillna("").ne("")]
    coverage = due["contact"].isin(surveys()["contact"]).groupby(due["agent"]).mean()
    assert coverage.idxmin() == TRUTHS.agent_withholding_surveys
    assert coverage.min() < 0.8
    assert coverage.drop(TRUTHS.agent_withholding_surveys).min() == 1


def test_the_wave_rises_peaks_and_falls() -> None:
    appeals = cases()[cases()["kind"] == "appeal"]
    by_day = appeals.groupby(appeals["at"].dt.normalize()).size().asfreq("D", fill_value=0)
    start, peak, end = (pd.Timestamp(day) for day in (TRUTHS.wave_start, TRUTHS.wave_peak, TRUTHS.wave_end))
    assert by_day.idxmax() == peak
    assert by_day[start : end - pd.Timedelta(days=1)].sum() > 1640
    usual = pd.concat([by_day[: start - pd.Timedelta(days=1)], by_day[end:]])
    assert usual.max() < by_day[start:peak].min() / 3
    inside = appeals[appeals["at"].between(start, end)]
    assert (inside["category"] == TRUTHS.wave_category).mean() > 0.9


def test_one_dealer_activates_without_codes_and_is_named_in_the_cases() -> None:
    frame = table(demo().incoming / "dealers" / "activations.csv", encoding="cp1251")
    without = (frame["Код СМС"] == "нет").groupby(frame["Дилер"]).mean()
    assert without.idxmax() == TRUTHS.dealer_without_codes
    assert without.max() > 10 * without.drop(TRUTHS.dealer_without_codes).max() / 2
    named = cases()["dealer"].replace("", np.nan).value_counts()
    assert named.idxmax() == TRUTHS.dealer_without_codes


def test_robots_call_people_whose_payment_is_on_its_way_or_who_owe_a_trifle() -> None:
    folder = demo().incoming / "billing"
    calls, payments = table(folder / "robocalls.csv"), table(folder / "payments.csv", encoding="cp1251")
    calls["called"] = pd.to_datetime(calls["called"])
    for name in ("paid", "posted"):
        payments[name] = pd.to_datetime(payments[name], format="%d.%m.%Y %H:%M:%S")
    both = calls.merge(payments, on="phone")
    in_transit = both[(both["paid"] < both["called"]) & ~(both["posted"] <= both["called"])]
    assert in_transit["id_x"].nunique() / len(calls) == pytest.approx(0.12, abs=0.01)
    debt = calls["debt"].str.replace(",", ".").astype(float)
    assert ((debt > 0) & (debt <= 5)).mean() == pytest.approx(0.04, abs=0.01)
    assert (debt == 0).any()


@pytest.mark.parametrize("side", ["operator", "customer"])
def test_each_side_has_its_bottleneck(side: str) -> None:
    steps = pd.read_parquet(demo().incoming / "crm" / "process_steps.parquet")
    steps["minutes"] = (steps["ended"] - steps["started"]).dt.total_seconds() / 60
    median = steps[steps["waiting"] == side].groupby(["process", "step"])["minutes"].median()
    expected = {
        "operator": TRUTHS.bottleneck_operator_waits,
        "customer": TRUTHS.bottleneck_customer_waits,
    }
    assert median.idxmax() == expected[side]
    assert not steps.duplicated(["service_id", "step_no", "waiting"]).any()


def test_the_incident_lowers_scores_on_one_day_in_one_region() -> None:
    units = table(demo().incoming / "reference" / "units.csv", ",")
    region = units.set_index("unit_id")["region"]
    frame = answers()
    that_day = frame["at"].dt.date == TRUTHS.incident_day
    here = frame["unit"].map(region) == TRUTHS.incident_region
    assert nps(frame[that_day & here]["score"]) < -20
    assert nps(frame[that_day & ~here]["score"]) > 20


def changed(unit: str, day: object) -> float:
    """NPS of the unit against all others, 120 days after ``day`` less the same before."""
    frame = answers()
    start = pd.Timestamp(str(day))
    span = pd.Timedelta(days=120)
    here = frame["unit"] == unit

    def gap(rows: pd.Series) -> float:
        return nps(frame[rows & here]["score"]) - nps(frame[rows & ~here]["score"])

    after = frame["at"].between(start, start + span)
    return gap(after) - gap(frame["at"].between(start - span, start))


def test_one_improvement_worked_and_the_other_did_not() -> None:
    assert changed(TRUTHS.improvement_with_effect_unit, TRUTHS.improvement_with_effect_day) > 8
    assert changed(TRUTHS.improvement_without_effect_unit, TRUTHS.improvement_without_effect_day) < 5
    told = [
        json.loads(line)["id"]
        for line in (demo().incoming / "events" / "improvements.ndjson").read_text("utf8").splitlines()
    ]
    assert {TRUTHS.improvement_with_effect, TRUTHS.improvement_without_effect} <= set(told)


def broken_share(agent: str, criterion: str, first: object, after: object) -> float:
    frame = evaluations()
    mine = frame[(frame["agent"] == agent) & (frame["criterion"] == criterion) & (frame["result"] != "н/п")]
    part = mine[(mine["at"] >= str(first)) & (mine["at"] < str(after))]
    return float((part["result"] == "нарушен").mean())


def test_one_coaching_helped_and_the_other_wore_off() -> None:
    held = personnel("coachings")
    assert set(held["agent"]) >= {TRUTHS.coached_with_effect, TRUTHS.coached_relapsed}
    helped = (TRUTHS.coached_with_effect, TRUTHS.coached_with_effect_on)
    assert broken_share(*helped, "2022-01-01", TRUTHS.coached_with_effect_day) > 0.3
    assert broken_share(*helped, "2022-04-13", "2022-08-01") < 0.1
    relapsed = (TRUTHS.coached_relapsed, TRUTHS.coached_relapsed_on)
    assert broken_share(*relapsed, "2022-01-01", TRUTHS.coached_relapsed_day) > 0.3
    assert broken_share(*relapsed, "2022-04-20", "2022-04-30") == 0
    assert broken_share(*relapsed, "2022-05-03", "2022-08-01") > 0.3


def test_businesses_are_among_the_individuals() -> None:
    frame = pd.read_parquet(demo().incoming / "digital" / "self_service.parquet")
    share = frame["segment"].value_counts(normalize=True)
    assert 0.04 < share["business"] < 0.15
    assert share["individual"] > 0.8


def test_public_answers_are_templates_as_often_as_planted_and_come_back_more_often() -> None:
    folder = demo().incoming / "cases"
    appeals = table(folder / "appeals.csv")
    answered = appeals[appeals["public_reply"].fillna("") != ""]
    assert set(answered["source"]) == {"social"}
    judged = template_replies(answered["public_reply"].tolist())
    is_template = pd.Series([bool(one.is_template) for one in judged], index=answered.index)
    found = is_template.groupby(answered["channel"]).mean()
    for channel, share in TRUTHS.template_replies_by_channel.items():
        assert found[channel] == pytest.approx(share, abs=0.13), channel
    log = table(folder / "case_log.csv", encoding="cp1251")
    again = answered["number"].isin(log[log["stage"] == "reopened"]["case"])
    assert again[is_template].mean() > 2 * again[~is_template].mean() > 0

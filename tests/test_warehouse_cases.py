"""Cases: how long they take with those still open, how they end, and half-year on half-year."""

import math
import shutil
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from config.instance import Instance
from tests.audited import ACTIVATIONS, CUSTOMER, DEBT_CALLS, PAYMENTS, audited
from tests.plain_survival import median
from tests.test_warehouse_incremental import refreshed
from tests.tiny_warehouse import CASES, land
from warehouse import metrics, rows
from warehouse.cases import Rate, half_years, rate_change
from warehouse.catalogue import catalogue
from warehouse.period import Period
from warehouse.scope import Scope

QUALITY = Scope("quality", "head_of_quality", None, None, True)
ALL = Period(None, None)
OF_CASES = (
    "stage_time", "reopened_cases", "withdrawn_cases", "justified_cases", "overturned_answers",
    "repeat_cases",
    "interim_same_day", "recalculation", "applicant_rating",
)  # fmt: skip


def asked(name: str, *by: str) -> pd.DataFrame:
    return metrics.metric(audited()[1], QUALITY, name, by=by)


def listed(name: str, **filters: str) -> pd.DataFrame:
    wanted = {word: (code,) for word, code in filters.items()}
    return rows.rows(audited()[1], QUALITY, name, period=ALL, filters=wanted)


def test_no_figure_of_cases_ever_sums_complaints_and_appeals() -> None:
    assert {name for name in OF_CASES if "kind" not in catalogue()[name].always_by} == set()
    assert all("kind" in asked(name).columns for name in OF_CASES)


@pytest.mark.parametrize("kind", ["complaint", "appeal"])
def test_the_time_to_an_answer_counts_those_that_still_wait(kind: str) -> None:
    frame = asked("stage_time")
    row = frame[(frame["kind"] == kind) & (frame["stage"] == "to_answer")].iloc[0]
    stays = listed("case_stages", kind=kind, stage="to_answer")
    times = list(zip(stays["days"], stays["is_left"], strict=True))
    assert int(row["count"]) == len(times) == sum(one["kind"] == kind for one in CASES)
    assert row["value"] == pytest.approx(median(times))
    waiting = sum(not is_left for _, is_left in times)
    assert waiting > 0.1 * len(times) and pd.isna(row["p90"]), "one in ten still waits: nobody knows how long"
    assert row["low"] <= row["value"] and int(row["still_in"]) == waiting


def test_a_stage_lasts_from_entered_to_left_and_withdrawal_ends_no_wait_for_an_answer() -> None:
    first = listed("case_stages", case_id="x1").set_index("stage")
    assert first.loc["registered", "days"] == pytest.approx(1 / 24)
    assert first.loc["assigned", "days"] == pytest.approx(2 / 24)
    assert first.loc["answered", "days"] == pytest.approx(1) and bool(first.loc["answered", "is_left"])
    withdrawn = listed("case_stages", case_id="x3").set_index("stage").loc["to_answer"]
    assert not withdrawn["is_left"] and withdrawn["days"] == pytest.approx(2)


def test_how_cases_ended_is_told_by_their_stages_and_verdicts() -> None:
    one = listed("cases", case_id="x1").iloc[0]
    assert one["is_reopened"] and one["is_overturned"] and one["is_interim_on_day"]
    assert listed("cases", case_id="x3").iloc[0]["is_withdrawn"]
    assert list(listed("cases_without_word")["case_id"]) == ["x4", "x3"]
    assert pd.isna(listed("cases", case_id="x40").iloc[0]["is_interim_on_day"]), "its stages are not known"
    assert list(listed("cases_rated")["case_id"]) == list(listed("cases_recalculated")["case_id"]) == ["x1"]
    money = asked("recalculation")
    assert list(money["value"]) == [1500.0] and list(money["count"]) == [1]


def test_a_repeated_case_is_the_same_customer_with_the_same_cause() -> None:
    assert dict(listed("cases_repeated")[["case_id", "earlier_case_id"]].to_numpy()) == {"x17": "x5"}
    assert not bool(listed("cases", case_id="x19").iloc[0]["is_repeat"])
    assert pd.isna(listed("cases", case_id="x40").iloc[0]["is_repeat"]), "whose case it is, is not known"
    assert sorted(listed("cases", customer_key=CUSTOMER)["case_id"]) == ["x17", "x19", "x5"]


def test_debt_calls_are_needless_for_three_grounds_only() -> None:
    found = listed("debt_calls").set_index("robocall_id")["ground"].to_dict()
    assert found == {call["robocall_id"]: ground for call, ground in DEBT_CALLS.values()}
    needless = sum(ground != "due" for _, ground in DEBT_CALLS.values())
    whole = asked("needless_debt_calls").iloc[0]
    assert (whole["needless"], whole["count"]) == (needless, len(DEBT_CALLS))
    parts = asked("needless_debt_calls", "ground")
    assert parts["needless"].sum() == needless and set(parts["count"]) == {len(DEBT_CALLS)}
    assert len(listed("debt_calls_needless")) == needless


def test_a_dealer_without_codes_stands_out_and_named_cases_are_counted_by_activations() -> None:
    frame = asked("codeless_activations", "dealer").set_index("dealer")
    assert frame.loc["bad", "value"] == pytest.approx(75) and frame.loc["good", "value"] == 0
    assert frame["low"]["bad"] > frame["high"]["good"]
    rate = asked("dealer_complaint_rate", "dealer").set_index("dealer")
    sold = sum(one["dealer_id"] == "bad" for one in ACTIVATIONS)
    assert rate.loc["bad", "value"] == pytest.approx(1000 / sold) and rate.loc["good", "complaints"] == 0
    assert set(asked("dealer_appeal_rate", "dealer")["appeals"]) == {0}


def test_half_a_year_against_the_one_before() -> None:
    found = rate_change(Rate(740, 1), Rate(1000, 1))
    assert found and found.percent == pytest.approx(-26.0) and found.is_clear
    spread = math.exp(1.96 * math.sqrt(1 / 740 + 1 / 1000))
    assert (found.low, found.high) == pytest.approx((100 * (0.74 / spread - 1), 100 * (0.74 * spread - 1)))
    wider = rate_change(Rate(740, 1, 60.0), Rate(1000, 1, 60.0))
    assert wider and not wider.is_clear and wider.percent == found.percent
    assert rate_change(Rate(0, 1), Rate(5, 1)) is None


def test_half_years_are_those_of_the_calendar_that_are_over() -> None:
    first, second = date(2022, 1, 1), date(2021, 7, 1)
    july = (Period(first, date(2022, 7, 1)), Period(second, first))
    assert half_years(date(2022, 8, 1)) == half_years(date(2022, 7, 1)) == july
    assert half_years(date(2022, 6, 30)) == (Period(second, first), Period(date(2021, 1, 1), second))


def test_a_payment_and_a_stage_told_of_later_change_what_stands_as_a_whole_build_would(
    tmp_path: Path,
) -> None:
    instance = Instance(shutil.copytree(audited()[0].home, tmp_path / "home"))
    land(instance, "payments", [{**PAYMENTS[0], "payment_id": "late", "customer_key": "k9"}], number=95)
    told = {"case_id": "x2", "stage": "answered", "entered_at": datetime(2022, 2, 1), "unit_id": "cc1"}
    land(instance, "case_events", [told], number=96)
    snapshot, is_added = refreshed(instance)
    assert is_added
    found = rows.rows(snapshot, QUALITY, "debt_calls", period=ALL, filters={"ground": ("in_transit",)})
    assert "call9" in set(found["robocall_id"])

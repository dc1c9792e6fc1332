"""The published figures stand in the demo's source files themselves, counted here with plain pandas."""

import pandas as pd
import pytest

from etl.demo.truths import TRUTHS
from tests.demo_files import cases, contacts, demo, ratings, surveys


def nps(scores: pd.Series) -> float:
    return 100 * ((scores >= 9).mean() - (scores <= 6).mean())


def half(frame: pd.DataFrame, first: str, after: str) -> pd.DataFrame:
    return frame[(frame["at"] >= first) & (frame["at"] < after)]


@pytest.mark.parametrize("scale", [1.0, 0.2])
def test_nps_of_each_month_of_answers_is_exact(scale: float) -> None:
    answered = surveys(scale).dropna(subset=["answered", "score"])
    by_month = answered.groupby(answered["answered"].dt.strftime("%Y-%m"))["score"].apply(nps)
    assert {month: round(value, 1) for month, value in by_month.items()} == TRUTHS.nps_by_month


def test_nps_rises_each_month_of_2022_from_38_to_55() -> None:
    values = [value for month, value in TRUTHS.nps_by_month.items() if month >= "2022"]
    assert (values[0], values[-1]) == (38.0, 55.0)
    assert values == sorted(set(values))


def test_online_and_office_contacts_are_the_published_counts() -> None:
    counted = {
        name: half(contacts(), first, after)["kind"].value_counts().to_dict()
        for name, first, after in (
            ("2021", "2021-01-01", "2022-01-01"),
            ("first half of 2022", "2022-01-01", "2022-07-01"),
            ("July 2022", "2022-07-01", "2022-08-01"),
        )
    }
    online_and_office = {name: (count["online"], count["office"]) for name, count in counted.items()}
    assert online_and_office == {
        "2021": (84_100, 60_900),
        "first half of 2022": (50_600, 30_350),
        "July 2022": (7_320, 3_940),
    }


def test_every_contact_lies_within_the_period_and_is_told_apart() -> None:
    assert contacts()["contact"].is_unique
    assert contacts()["at"].min() >= pd.Timestamp("2021-01-01")
    assert contacts()["at"].max() < pd.Timestamp("2022-08-01")


def test_complaints_fall_by_26_and_appeals_by_68_percent() -> None:
    before = half(cases(), "2021-07-01", "2022-01-01")["kind"].value_counts()
    after = half(cases(), "2022-01-01", "2022-07-01")["kind"].value_counts()
    assert before.to_dict() == {"complaint": 1000, "appeal": 2500}
    assert after.to_dict() == {"complaint": 740, "appeal": 800}


@pytest.mark.parametrize("scale", [1.0, 0.2, 0.05])
def test_137_appeals_came_through_the_state_portal(scale: float) -> None:
    portal = cases(scale)[cases(scale)["source"] == "state_portal"]
    assert len(portal) == 137
    assert set(portal["at"].dt.strftime("%Y-%m")) == {f"2022-{month:02d}" for month in range(2, 8)}


def test_52_to_55_of_60_front_line_agents_are_rated_each_month() -> None:
    rated = ratings().groupby(ratings()["at"].dt.strftime("%Y-%m"))["agent"].nunique()
    assert rated.to_dict() == TRUTHS.agents_rated_by_month
    assert rated.between(52, 55).all()


def test_60_front_line_agents_serve_in_each_month() -> None:
    served = contacts()[contacts()["agent"] != ""].dropna(subset=["agent"])
    active = served.groupby(served["at"].dt.strftime("%Y-%m"))["agent"].nunique()
    assert set(active) == {60}


def test_everybody_served_with_a_verified_number_gets_a_survey_but_from_one_agent() -> None:
    frame = contacts()
    expected = frame[frame["is_answered"] & frame["is_verified"]]
    without = expected[~expected["contact"].isin(surveys()["contact"])]
    assert set(without["agent"]) == {TRUTHS.agent_withholding_surveys}
    assert surveys()["contact"].isin(expected["contact"]).all()


def test_about_a_fifth_answers() -> None:
    share = surveys()["score"].notna().sum() / surveys()["delivered"].notna().sum()
    assert 0.15 < share < 0.25


def test_the_demo_is_written_in_under_20_seconds_of_one_core() -> None:
    assert demo().seconds < 20

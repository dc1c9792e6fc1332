"""What a board and an agent's page say: noise marked as noise, new agents apart, praise and training."""

import math
from typing import Any

import pandas as pd

from reports.formats import Formats
from reports.leaderboard_agent import praise, standing, to_train
from reports.leaderboard_past import past
from reports.leaderboard_rows import board_rows, groups, moved
from reports.look import Look

ENGLISH = Formats("en")
CHECKS = pd.DataFrame(
    {
        "criterion": ["greeted", "thanked", "named", "offered"],
        "broken": [9, 0, 2, 0],
        "assessable": [12, 14, 20, 3],
        "value": [75.0, 0.0, 10.0, math.nan],
        "low": [46.0, 0.0, 3.0, math.nan],
        "high": [91.0, 22.0, 30.0, math.nan],
    }
)


def row(**different: Any) -> dict[str, Any]:
    return {"value": 0.2, "low": 0.1, "high": 0.3, "is_ranked": True, **different}


def test_a_movement_that_may_be_noise_is_marked_as_noise() -> None:
    assert moved(0.12, True, ENGLISH, 2) == "▲ +0.12"
    assert moved(-0.12, True, ENGLISH, 2) == "▼ −0.12"
    assert moved(0.12, False, ENGLISH, 2) == "● +0.12"
    assert moved(math.nan, False, ENGLISH, 2) == "—"


def test_an_agent_without_an_earlier_period_stays_on_the_board() -> None:
    frame = pd.DataFrame({"agent": ["a", "b"], "value": [0.2, 0.1], "plain": [0.3, 0.2], "count": [30, 40]})
    changes = pd.DataFrame(
        {"agent": ["a"], "change": [0.1], "change_low": [0.05], "change_high": [0.15], "is_clear": [True]}
    )
    rows = board_rows(frame, changes, ENGLISH, lambda _kind, code: code.upper(), decimals=2, signed=True)
    assert list(rows["moved"]) == ["▲ +0.10", "—"] and list(rows["name"]) == ["A", "B"]
    assert list(rows["fair"]) == ["+0.20", "+0.10"] and list(rows["is_clear"]) == [True, False]


def test_new_agents_have_a_board_of_their_own() -> None:
    frame = pd.DataFrame({"agent": ["a", "b", "c"], "is_new": [False, True, False]})
    assert {name: list(part["agent"]) for name, part in groups(frame).items()} == {
        "usual": ["a", "c"],
        "new": ["b"],
    }
    assert list(groups(frame[:1])) == ["usual"] and list(groups(frame[["agent"]])) == ["usual"]


def test_the_headline_says_clearly_only_what_the_interval_says() -> None:
    assert standing("a", row()).tone == "good"
    assert standing("a", row(value=-0.2, low=-0.3, high=-0.1)).tone == "bad"
    assert "no clear difference" in standing("a", row(low=-0.1)).template
    for unknown in ({}, row(is_ranked=False), row(value=math.nan)):
        assert "too few" in standing("a", unknown).template


def test_praise_is_given_for_what_is_sure_only() -> None:
    clear = {"change": 0.3, "is_clear": True}
    assert len(praise(row(), row(value=9.0, low=2.0), clear, CHECKS)) == 4
    assert praise(row(low=-0.1), {}, {"change": 0.3, "is_clear": False}, CHECKS.iloc[:1]) == []
    kept = praise({}, {}, {}, CHECKS)
    assert len(kept) == 1, "three checks are too few to praise"


def test_what_to_train_begins_with_what_is_broken_most() -> None:
    peers = pd.DataFrame({"criterion": ["greeted", "named"], "value": [20.0, 12.0]})
    wanted = to_train(CHECKS, peers)
    assert list(wanted["criterion"]) == ["greeted", "named"]
    assert list(wanted["is_worse"]) == [True, False]
    assert to_train(CHECKS.iloc[:0], peers).empty
    assert list(to_train(CHECKS, peers.iloc[:0])["is_worse"]) == [False, False]


def test_the_band_of_the_past_stays_inside_the_scale() -> None:
    frame = pd.DataFrame(
        {
            "month": pd.to_datetime(["2022-06-01", "2022-07-01"]),
            "value": [0.2, math.nan], "own": [4.95, 5.0], "expected": [4.6, 4.6],
            "spread": 0.8, "count": [20, 3],
        }
    )  # fmt: skip
    drawn = past(frame, Look("en"), grain="month", words="colleagues", bounds=(1.0, 5.0))
    heights = [y for trace in drawn.data for y in trace.y if y is not None and not math.isnan(y)]
    assert max(heights) <= 5.0
    assert 5.0 not in list(drawn.data[-1].y), "a withheld mean is not drawn"

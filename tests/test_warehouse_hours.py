"""NPS by weekday and hour of the contact."""

from collections import defaultdict

import pytest

from config.cli import exit_code
from config.errors import WrongUse
from tests.test_warehouse_metrics import BY_ID, SCORED, ask
from tests.tiny_warehouse import shared_tiny
from warehouse.__main__ import app
from warehouse.hours import hours
from warehouse.scope import NOBODY, OWNER, Scope


def test_answers_stand_at_the_hour_of_their_contact() -> None:
    scores: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in SCORED:
        began = BY_ID[row["contact_id"]]["started_at"]
        scores[began.isoweekday(), began.hour].append(row["score"])
    frame = hours(shared_tiny()[1], OWNER)
    places = list(zip(frame["weekday"], frame["hour"], strict=True))
    assert dict(zip(places, frame["count"], strict=True)) == {k: len(v) for k, v in scores.items()}
    for place, value in zip(places, frame["value"], strict=True):
        given = scores[place]
        if len(given) >= 5:
            assert value == pytest.approx(
                100 * (sum(s >= 9 for s in given) - sum(s <= 6 for s in given)) / len(given)
            )


def test_all_answers_are_placed_and_few_are_withheld() -> None:
    frame = hours(shared_tiny()[1], OWNER)
    assert frame["count"].sum() == ask("nps")["count"].iloc[0]
    assert (frame["withheld"] == (frame["count"] < 5)).all()
    assert frame.loc[frame["withheld"], "value"].isna().all()


def test_hours_are_of_the_own_unit_alone() -> None:
    snapshot = shared_tiny()[1]
    assert hours(snapshot, NOBODY).empty
    manager = Scope("manager", "manager", ("cc1",), None, True)
    assert hours(snapshot, manager).equals(hours(snapshot, OWNER, filters={"unit": ["cc1"]}))


def test_an_unknown_filter_or_metric_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WrongUse, match="unknown filter of nps 'moon'"):
        hours(shared_tiny()[1], OWNER, filters={"moon": ["full"]})
    home = ["--home", str(shared_tiny()[0].home)]
    assert exit_code(app, "warehouse", ["hours", "aht", *home]) == 2
    assert exit_code(app, "warehouse", ["hours", "--format", "csv", *home]) == 0
    assert "weekday,hour,value" in capsys.readouterr().out

"""Who waits for an answer: every low score once, by its deadline, in scope; and what came of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from config.errors import WrongUse
from config.settings import Followup
from tests.tiny_warehouse import RATINGS, SURVEYS, shared_tiny
from warehouse import followups, reference
from warehouse.followups import Clock
from warehouse.period import Period
from warehouse.scope import NOBODY, OWNER, Scope

NOW = datetime(2022, 2, 20, 15)
WHOLE = Period(date(2022, 1, 1), date(2022, 3, 10))
MANAGER = Scope("manager", "manager", ("cc1",), None, True)
AGENT = Scope("agent", "agent", ("cc1", "off1"), "a1", True)
CHIEF = Scope("chief", "executive", None)


def _clock(states: str = "", **rules: Any) -> Clock:
    calendar = reference.calendar(shared_tiny()[0])
    return Clock(NOW, Followup(**rules), calendar, states, "aigul")


def _low(first: datetime, after: datetime) -> dict[str, datetime]:
    """Low scores by the rows as they were landed."""
    surveys = {
        f"survey:{row['survey_id']}": row["answered_at"]
        for row in SURVEYS
        if row["answered_at"] and row["score"] <= 6
    }
    ratings = {f"rating:{row['rating_id']}": row["rated_at"] for row in RATINGS if row["rating"] <= 2}
    contacts = {f"survey:{row['survey_id']}": row["contact_id"] for row in SURVEYS}
    contacts |= {f"rating:{row['rating_id']}": row["contact_id"] for row in RATINGS}
    earliest: dict[str, tuple[datetime, str]] = {}
    for key, at in {**surveys, **ratings}.items():
        if first <= at < after:
            contact = contacts[key] or key
            earliest[contact] = min(earliest.get(contact, (at, key)), (at, key))
    return {key: at for at, key in earliest.values()}


def _line(task_id: str, status: str, who: str = "", closed_at: str = "", outcome: str = "") -> str:
    return "\t".join((task_id, status, who, closed_at, outcome))


def _queue(clock: Clock | None = None, scope: Scope = OWNER, **more: Any) -> Any:
    return followups.queue(shared_tiny()[1], scope, clock or _clock(), **more)


def test_every_low_score_of_the_last_days_waits_once_the_nearest_deadline_first() -> None:
    frame = _queue()
    expected = _low(datetime(2022, 1, 22), datetime(2022, 2, 21))
    assert dict(zip(frame["task_id"], frame["answered_at"], strict=True)) == expected
    assert frame["due_at"].is_monotonic_increasing
    assert set(frame["status"]) == {"open"} and {"nps", "ar"} == set(frame["kind"])


def test_a_contact_with_two_low_scores_is_one_task_that_tells_both() -> None:
    ratings = {row["contact_id"]: row["rating"] for row in RATINGS if row["rating"] <= 2}
    scores = {
        row["contact_id"]: row["score"] for row in SURVEYS
        if row["contact_id"] in ratings and row["answered_at"] and row["score"] <= 6
        and row["answered_at"] < datetime(2022, 2, 15)
    }  # fmt: skip
    frame = _queue(_clock(waits_days=90), limit=500).set_index("contact_id")
    assert scores and frame.index.is_unique
    for contact, score in scores.items():
        assert (frame.loc[contact, "nps"], frame.loc[contact, "ar"]) == (score, ratings[contact])


def test_thresholds_and_how_long_a_score_waits_are_settings() -> None:
    few = _queue(_clock(nps_up_to=2, ar_up_to=0, waits_days=5))
    assert set(few["kind"]) == {"nps"} and few["score"].max() <= 2
    assert few["answered_at"].min() >= datetime(2022, 2, 16)


@pytest.mark.parametrize(
    ("given", "working_days", "due"),
    [
        (date(2022, 2, 9), 2, datetime(2022, 2, 12)),  # Wednesday: by the end of Friday
        (date(2022, 2, 11), 2, datetime(2022, 2, 16)),  # Friday: by the end of Tuesday
        (date(2022, 2, 12), 1, datetime(2022, 2, 15)),  # Saturday: by the end of Monday
        (date(2022, 3, 18), 2, datetime(2022, 3, 26)),  # before three days of holidays
        (date(2022, 2, 12), 0, datetime(2022, 2, 13)),
    ],
)
def test_the_deadline_is_the_end_of_a_working_day(given: date, working_days: int, due: datetime) -> None:
    assert followups.deadline(given, working_days, reference.calendar(shared_tiny()[0])) == due


def test_what_the_journal_says_decides_how_a_task_stands() -> None:
    first, second, *_others = _queue()["task_id"]
    clock = _clock(
        "\n".join(
            [_line(first, "closed", "", "2022-02-01 10:00:00", "reached"), _line(second, "taken", "aigul")]
        )
    )
    waiting = _queue(clock)
    assert first not in set(waiting["task_id"])
    assert waiting.set_index("task_id").loc[second, "taken_by"] == "aigul"
    assert list(_queue(clock, which="mine")["task_id"]) == [second]
    closed = _queue(clock, which="closed").iloc[0]
    assert (closed["task_id"], closed["outcome"], closed["state"]) == (first, "reached", "closed")
    with pytest.raises(WrongUse, match="overdue"):
        _queue(clock, which="overdu")


def test_overdue_is_past_the_deadline_and_at_risk_has_less_than_a_day_left() -> None:
    frame = _queue(replace(_clock(), now=datetime(2022, 2, 15, 9)), limit=500)
    state = {row.task_id: row.state for row in frame.itertuples()}
    for row in frame.itertuples():
        left = row.due_at - datetime(2022, 2, 15, 9)
        expected = (
            "overdue" if left <= timedelta(0) else "at_risk" if left <= timedelta(days=1) else "waiting"
        )
        assert state[row.task_id] == expected
    assert set(state.values()) == {"overdue", "at_risk", "waiting"}


def test_counts_are_those_of_the_queue() -> None:
    snapshot = shared_tiny()[1]
    frame = _queue(limit=500)
    counts = followups.counts(snapshot, OWNER, _clock()).set_index("unit_id")
    assert counts["waiting"].to_dict() == frame["unit_id"].value_counts().to_dict()
    assert counts["overdue"].sum() == (frame["state"] == "overdue").sum()
    only = followups.counts(snapshot, OWNER, _clock(), filters={"unit": ["cc1"], "process": ["repair"]})
    assert only["waiting"].sum() == ((frame["unit_id"] == "cc1") & (frame["process_id"] == "repair")).sum()


@pytest.mark.parametrize("which", list(followups.WHICH))
def test_nobody_sees_a_low_score_outside_their_scope(which: str) -> None:
    snapshot = shared_tiny()[1]
    task = _queue()["task_id"][0]
    clock = _clock(_line(task, "closed", "aigul", "2022-02-01 10:00:00", "reached"))
    for scope in (NOBODY, Scope("x", "manager", ("no_such_unit",)), Scope("x", "agent", (), "a1")):
        assert _queue(clock, scope, which=which).empty
        assert followups.counts(snapshot, scope, clock).empty
        assert followups.in_time(snapshot, scope, clock, period=WHOLE).empty
        assert followups.tasks(snapshot, scope, clock, [task]).empty
        assert followups.aftermath(snapshot, scope, clock, period=WHOLE) is None
    assert set(_queue(clock, MANAGER, which=which)["unit_id"]) <= {"cc1"}
    assert set(_queue(clock, AGENT, which=which)["agent_id"]) <= {"a1"}


def test_who_may_not_read_comments_gets_figures_alone_and_nobody_a_customers_key() -> None:
    shown, hidden = _queue(), _queue(scope=CHIEF)
    assert shown["comment"].notna().any() and hidden["comment"].isna().all()
    assert list(shown.columns) == list(hidden.columns) and "customer_key" not in shown


def test_a_task_named_by_a_browser_is_looked_up_in_the_scope() -> None:
    snapshot, frame = shared_tiny()[1], _queue()
    elsewhere = frame[frame["unit_id"] != "cc1"]["task_id"].iloc[0]
    here = frame[frame["unit_id"] == "cc1"]["task_id"].iloc[0]
    found = followups.tasks(snapshot, MANAGER, _clock(), [elsewhere, here, "survey:none", "x' or true --"])
    assert list(found["task_id"]) == [here]


def test_the_share_in_time_counts_what_is_closed_or_past_its_deadline() -> None:
    snapshot, frame = shared_tiny()[1], _queue(limit=500)
    early, late, *_others = frame["task_id"]
    states = [
        _line(early, "closed", "x", "2022-01-24 10:00:00", "reached"),
        _line(late, "closed", "x", "2022-02-19 10:00:00", "reached"),
    ]
    period = Period(date(2022, 1, 22), date(2022, 2, 21))
    found = followups.in_time(snapshot, OWNER, _clock("\n".join(states)), period=period)
    every = found[found["is_all"]].iloc[0]
    assert (every["in_time"], every["count"]) == (1, (frame["due_at"] <= NOW).sum())
    assert every["low"] < every["value"] == 100 / every["count"] < every["high"]
    units = found[~found["is_all"]]
    assert units["count"].sum() == every["count"] and units["in_time"].sum() == 1


def test_the_next_score_is_taken_after_the_closing_and_a_customer_counts_once() -> None:
    """By plain Python over the landed rows; customers come again after forty contacts."""
    customers = {row["survey_id"]: f"k{int(row['survey_id'][1:]) % 40:03}" for row in SURVEYS}
    answers = sorted((row for row in SURVEYS if row["answered_at"]), key=lambda row: row["answered_at"])
    low = [row for row in answers if row["score"] <= 6]
    calendar = reference.calendar(shared_tiny()[0])
    followed = {row["survey_id"] for row in low if int(row["survey_id"][1:]) % 2}
    states = "\n".join(
        _line(
            f"survey:{row['survey_id']}",
            "closed",
            "x",
            str(row["answered_at"] + timedelta(hours=1)),
            "resolved",
        )
        for row in low
        if row["survey_id"] in followed
    )
    changes: dict[bool, list[int]] = {True: [], False: []}
    for customer in set(customers.values()):
        own = [row for row in low if customers[row["survey_id"]] == customer]
        own.sort(key=lambda row: row["answered_at"])
        if not own:
            continue
        is_followed = own[0]["survey_id"] in followed
        since = own[0]["answered_at"] + timedelta(hours=1)
        if not is_followed:
            since = followups.deadline(own[0]["answered_at"].date(), 2, calendar)
        later = [
            row for row in answers if customers[row["survey_id"]] == customer and row["answered_at"] > since
        ]
        if later:
            changes[is_followed].append(later[0]["score"] - own[0]["score"])
    found = followups.aftermath(shared_tiny()[1], OWNER, _clock(states), period=WHOLE)
    assert found is not None
    for group, values in ((found.followed, changes[True]), (found.others, changes[False])):
        assert group.count == len(values) and group.change == pytest.approx(sum(values) / len(values))
        assert group.low < group.change < group.high
    assert found.difference == pytest.approx(found.followed.change - found.others.change)
    assert found.low < found.difference < found.high

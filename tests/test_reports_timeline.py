"""One timeline of an agent: every kind of event on its lane, good above, bad below."""

from datetime import date

import pandas as pd
import pytest

from reports.look import Look
from reports.timeline import timeline
from reports.timeline_events import COLUMNS, LANES, events

DAY = pd.Timestamp("2022-07-05")
DAYS = [DAY, DAY, DAY]
ROWS = {
    "ratings": pd.DataFrame(
        {"date": [*DAYS, DAY + pd.Timedelta(days=1)], "rating": [5, 4, 3, 1], "count": [2, 3, 4, 7]}
    ),
    "answers": pd.DataFrame({"date": [DAY, DAY], "answer": ["promoter", "detractor"], "count": 1}),
    "calls": pd.DataFrame({"date": [DAY], "count": [12]}),
    "findings": pd.DataFrame({"date": DAYS, "result": ["broken", "kept", "not_assessable"], "count": 3}),
    "coachings": pd.DataFrame({"date": [DAY], "count": [1]}),
    "knowledge_tests": pd.DataFrame({"date": [DAY, DAY], "score_pct": [95.0, None], "count": 1}),
    "mystery_visits": pd.DataFrame(
        {"date": DAYS, "visit_id": ["v1", "v1", "v2"], "result": ["kept", "broken", "kept"], "count": 4}
    ),
}


def counted(lane: str, day: date = DAY.date()) -> dict[str, int]:
    found = events(ROWS)
    part = found[(found["lane"] == lane) & (found["day"] == day)]
    return dict(zip(part["tone"], part["count"], strict=True))


def test_ratings_of_a_day_are_counted_by_how_good_they_are() -> None:
    assert counted("ratings") == {"good": 5, "neutral": 4}
    assert counted("ratings", date(2022, 7, 6)) == {"bad": 7}


def test_only_broken_findings_are_errors() -> None:
    assert counted("findings") == {"bad": 3}


def test_a_visit_is_one_event_and_bad_where_anything_was_amiss() -> None:
    assert counted("mystery_visits") == {"bad": 1, "good": 1}


def test_a_test_without_a_score_is_neither_good_nor_bad() -> None:
    assert counted("knowledge_tests") == {"good": 1, "neutral": 1}


def test_nothing_happened_is_an_empty_table() -> None:
    assert list(events({}).columns) == list(COLUMNS)
    assert events({"findings": ROWS["findings"][1:]}).empty


@pytest.mark.parametrize("look", [Look("ru"), Look("kk", is_dark=True, is_narrow=True)], ids=str)
def test_every_lane_is_named_also_where_nothing_happened(look: Look) -> None:
    names = {lane: f"<{lane}>" for lane in LANES}
    drawn = timeline(
        events({"calls": ROWS["calls"]}), look, names=names, period=(date(2022, 2, 1), date(2022, 8, 1))
    )
    texts = [note.text for note in drawn.layout.annotations]
    assert len(texts) == len(LANES) and not any("<calls>" in text for text in texts)
    assert len(drawn.data) == 1 and len(drawn.layout.xaxis.tickvals) == 6

"""Events stand on a trend at the period they began in, with a letter; a title of data is never markup."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from config.instance import Instance
from reports import charts
from reports.event_marks import EventMark, draw_marks, letters, shown_days
from reports.look import Look
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import shared_tiny

MONTHS = [date(2022, month, 1) for month in range(1, 7)]


def _trend(look: Look) -> go.Figure:
    values = {"month": pd.to_datetime(MONTHS), "value": 1.0, "low": 0.5, "high": 1.5, "count": 9}
    return charts.band_trend(pd.DataFrame(values), look, grain="month")


@pytest.mark.parametrize("is_narrow", [False, True])
def test_a_trend_carries_a_line_and_a_letter_at_the_period_of_the_event(is_narrow: bool) -> None:
    look = Look(is_narrow=is_narrow)
    figure = _trend(look)
    before = len(figure.layout.shapes)
    draw_marks(figure, [EventMark("A", date(2022, 5, 17), "outage · <b>Cable</b> & co")], look)
    assert len(figure.layout.shapes) == before + 1
    assert figure.layout.shapes[-1].x0 == date(2022, 5, 1)
    note = figure.layout.annotations[-1]
    assert (note.text, note.hovertext) == ("<b>A</b>", "A: outage · &lt;b&gt;Cable&lt;/b&gt; &amp; co")


def test_events_of_one_period_share_a_line_and_all_are_on_hover() -> None:
    look = Look()
    figure = _trend(look)
    before = len(figure.layout.shapes)
    marks = [
        EventMark(letter, date(2022, 2, day), f"event {day}")
        for letter, day in zip("ABC", (1, 2, 28), strict=True)
    ]
    draw_marks(figure, marks, look)
    assert len(figure.layout.shapes) == before + 1
    assert figure.layout.annotations[-1].text == "<b>AB…</b>"
    assert figure.layout.annotations[-1].hovertext.count("<br>") == 2


def test_letters_that_would_stand_in_each_others_way_stand_together() -> None:
    days = pd.date_range("2021-01-01", periods=19, freq="MS")
    values = {"month": days, "value": 1.0, "low": 0.5, "high": 1.5, "count": 9}
    phone = Look(is_narrow=True)
    figure = charts.band_trend(pd.DataFrame(values), phone, grain="month")
    before = len(figure.layout.annotations), len(figure.layout.shapes)
    marks = [EventMark("A", date(2021, 3, 1), "one"), EventMark("B", date(2021, 4, 9), "two"),
             EventMark("C", date(2022, 1, 1), "three")]  # fmt: skip
    draw_marks(figure, marks, phone)
    drawn = [note.text for note in figure.layout.annotations[before[0] :]]
    assert drawn == ["<b>AB</b>", "<b>C</b>"]
    assert len(figure.layout.shapes) == before[1] + 3, "each event keeps its own line"


def test_events_before_the_axis_and_charts_that_are_no_trends_stay_as_they_are() -> None:
    figure = _trend(Look())
    before = figure.to_json()
    draw_marks(figure, [EventMark("A", date(2021, 12, 31), "before")], Look())
    assert figure.to_json() == before
    assert shown_days(go.Figure()) == [] and shown_days(figure) == MONTHS


def test_letters_go_on_after_the_alphabet() -> None:
    assert letters(54)[25:28] == ["Z", "AA", "AB"] and len(set(letters(700))) == 700


@pytest.fixture
def tiny() -> Instance:
    return shared_tiny()[0]


@pytest.mark.parametrize(
    ("address", "is_shown"),
    [
        ({}, True),
        ({"unit": "off1"}, False),
        ({"unit": "cc1"}, True),
        ({"unit": "cc1,off1"}, True),
        ({"region": "south"}, False),
        ({"region": "north"}, True),
    ],
)
def test_a_page_lists_the_events_of_the_chosen_region(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, address: dict[str, str], is_shown: bool
) -> None:
    app = open_page(monkeypatch, tiny, "agents.py", lang="en", **address)
    assert ("Cable cut" in text_of(app)) == is_shown

"""Sentences and charts of the Channels page say what the figures say."""

import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import channel_findings as findings
from reports.day_curve import day_curve
from reports.look import Look
from reports.migration import OFFICE, OTHERS, Migration, migration, migration_chart
from reports.staffing_curve import staffing_curve

LOOKS = [Look("en"), Look("kk", is_narrow=True, is_dark=True, is_big=True)]
MONTHS = [date(2022, month, 1) for month in (1, 2, 3)]
KINDS = {
    "office": "office",
    "kiosk": "office",
    "chat": "online",
    "app": "online",
    "web": "online",
    "phone": "phone",
}
COUNTS = st.lists(
    st.fixed_dictionaries({channel: st.integers(0, 500) for channel in KINDS}), min_size=3, max_size=3
)


def contacts(counts: list[dict[str, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"month": pd.Timestamp(month), "channel": channel, "channel_kind": KINDS[channel], "count": count}
            for month, of_month in zip(MONTHS, counts, strict=True)
            for channel, count in of_month.items()
        ]
    )


@settings(max_examples=25)
@given(COUNTS)
def test_shares_are_whole_and_what_one_gains_others_lose(counts: list[dict[str, int]]) -> None:
    found = migration(contacts(counts), "month", ["online"], most=2)
    asked = [sum(n for channel, n in of.items() if channel != "phone") for of in counts]
    if found is None:
        assert not any(asked)
        return
    assert found.counts == [count for count in asked if count]
    assert found.parts[0] == OFFICE and len(found.parts) <= 4
    assert list(found.shares.sum(axis=1)) == pytest.approx([100] * len(found.at))
    moved = found.moved()
    assert moved["change"].sum() == pytest.approx(0, abs=1e-9)
    assert found.online_change == pytest.approx(moved.loc[moved["part"] != OFFICE, "change"].sum(), abs=1e-9)


def sample(first: int, last: int) -> Migration:
    """Offices go from ``first`` to ``last`` of 100 contacts, the rest to the app and the chat."""
    rows = [
        {"office": office, "kiosk": 0, "chat": 10, "app": 90 - office, "web": 0, "phone": 7}
        for office in (first, first, last)
    ]
    found = migration(contacts(rows), "month", ["online"], most=1)
    assert found is not None
    return found


def test_the_title_says_who_took_from_whom() -> None:
    rose = findings.migration_title(sample(50, 40))
    assert rose.tone == "good" and "“{channel}” most" in rose.template
    assert findings.migration_title(sample(40, 50)).template.startswith("Offices took")
    assert findings.migration_title(sample(40, 40)).template == "Shares of offices and online channels"


def test_channels_beyond_the_most_used_are_one_part() -> None:
    assert sample(50, 40).parts == [OFFICE, "app", OTHERS]


@pytest.mark.parametrize("look", LOOKS)
def test_the_areas_draw_for_every_viewer_and_escape_names(look: Look) -> None:
    found = sample(50, 40)
    names = {part: f"<b>{part}" for part in found.parts}
    figure = migration_chart(found, look, grain="month", names=names)
    assert len(figure.data) == 3
    assert "&lt;b&gt;app" in figure.data[1].text[0] and "<b>app" not in figure.data[1].text[0]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("is_bars", [False, True])
def test_a_withheld_interval_of_the_day_is_a_gap(look: Look, is_bars: bool) -> None:
    frame = pd.DataFrame(
        {"start": ["09:00", "10:00"], "value": [50.0, math.nan], "low": [40.0, math.nan],
         "high": [60.0, math.nan], "count": [90, 3]}
    )  # fmt: skip
    figure = day_curve(frame, look, unit="%", is_bars=is_bars)
    drawn = figure.data[-1]
    assert list(drawn.x) == ["09:00", "10:00"] and math.isnan(drawn.y[1])
    assert len(figure.data) == (1 if is_bars else 2)


@pytest.mark.parametrize("look", LOOKS)
def test_the_curve_marks_now_and_then(look: Look) -> None:
    figure = staffing_curve({1: 20.0, 2: 60.0, 3: 95.0}, look, marked={1: "now", 3: "then", 9: "far"})
    texts = [note.text for note in figure.layout.annotations]
    assert len(texts) == 2 and texts[0].startswith("now") and "95" in texts[1]


def shares(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["of", "value", "low", "high"])


def test_only_what_is_clearly_worse_is_named() -> None:
    few_but_lowest = ("b", 10.0, 1.0, 79.0)
    frame = shares(("a", 70.0, 65.0, 75.0), few_but_lowest, ("c", 80.0, 78.0, 82.0))
    worst = findings.promises_title(frame.rename(columns={"of": "channel"}), low=77.0)
    assert worst.tone == "bad" and worst.values["channel"].code == "a"  # type: ignore[union-attr]
    unclear = findings.promises_title(frame.rename(columns={"of": "channel"}), low=60.0)
    assert unclear.tone == "unclear"
    hour = findings.worst_hour(frame.rename(columns={"of": "start"}), low=77.0)
    assert hour.values["start"].code == "a"  # type: ignore[union-attr]
    passed = findings.transfers_title(frame.rename(columns={"of": "unit"}), "unit", low=77.0)
    assert passed.values["value"].value == 30.0  # type: ignore[union-attr]
    again = findings.repeats_title(frame.rename(columns={"of": "unit"}), "unit", 60.0, 72.0)
    assert again.values["name"].code == "c"  # type: ignore[union-attr]


def test_nothing_known_is_said() -> None:
    empty = shares().rename(columns={"of": "channel"})
    assert "No promise" in findings.promises_title(empty, 0).template
    assert "Too few" in findings.worst_hour(empty, 0).template
    assert "Too few" in findings.repeats_title(empty, "channel", math.nan, math.nan).template
    assert "not known" in findings.transfers_title(empty, "channel", 0).template
    assert "No process" in findings.automation_title(pd.DataFrame(columns=["process", "hours"])).template


@pytest.mark.parametrize(
    ("change", "tone", "words"),
    [
        (1.3, "good", "more than before"),
        (-2.0, "bad", "less than before"),
        (0.01, "unclear", "as many as before"),
    ],
)
def test_the_headline_tells_the_way_online_went(change: float, tone: str, words: str) -> None:
    found = findings.online_moved({"value": 65.0, "change": change})
    assert found.tone == tone and words in found.template
    assert "in this period" in findings.online_moved({}).template

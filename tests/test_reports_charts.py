"""Charts draw what the frame says: gaps stay gaps, ties stay visible, ends are marked as such."""

import math
from datetime import date

import pandas as pd
import pytest

from reports import charts
from reports.frames import losses, ranked_and_rest
from reports.look import CONFIG, DARK, LIGHT, Look

MONTHS = [date(2022, month, 1) for month in range(1, 8)]
LOOKS = [
    Look(language, is_dark=dark, is_narrow=narrow)
    for language in ("ru", "kk", "en")
    for dark in (False, True)
    for narrow in (False, True)
]


def _trend(values: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": MONTHS[: len(values)],
            "value": values,
            "low": [v - 2 for v in values],
            "high": [v + 2 for v in values],
            "count": 900,
        }
    )


def _agents(count: int) -> pd.DataFrame:
    values = [4.9 - 0.02 * index for index in range(count)]
    return pd.DataFrame(
        {
            "agent": [f"a{i}" for i in range(count)],
            "name": [f"Agent {i}" for i in range(count)],
            "value": values,
            "low": [v - 0.1 for v in values],
            "high": [v + 0.1 for v in values],
            "count": 50,
            "fair": "4,9",
            "mean": "4,9",
            "n": "50",
        }
    )


def test_a_withheld_month_is_a_gap_in_the_band() -> None:
    figure = charts.band_trend(_trend([40, 42, math.nan, 45, 47]), Look(), grain="month")
    bands = [trace for trace in figure.data if trace.fill == "toself"]
    assert [len(band.x) for band in bands] == [4, 4]


def test_the_last_value_is_written_in_the_language() -> None:
    figure = charts.band_trend(_trend([40, 55]), Look("ru"), grain="month", target=40, target_words="цель 40")
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert "<b>55,0</b>" in texts and "цель 40" in texts


def test_ticks_are_few_and_carry_the_year_once() -> None:
    days = [date(2021 + index // 12, index % 12 + 1, 1) for index in range(19)]
    frame = pd.DataFrame({"month": days, "value": 1.0, "low": 0.5, "high": 1.5, "count": 9})
    texts = charts.band_trend(frame, Look("ru"), grain="month").layout.xaxis.ticktext
    assert len(texts) <= 7 and sum("2021" in text for text in texts) == 1 and texts[-1] == "июл"


def test_shares_of_a_month_are_a_hundred() -> None:
    frame = pd.DataFrame({"month": MONTHS[:2], "promoters": [6, 7], "passives": [2, 1], "detractors": [2, 2]})
    names = {"promoters": "P", "passives": "N", "detractors": "D"}
    figure = charts.shares(frame, Look(), grain="month", names=names)
    assert [sum(trace.y[month] for trace in figure.data) for month in (0, 1)] == pytest.approx([100, 100])


def test_the_order_follows_the_fair_estimate_and_the_interval_gives_the_standing() -> None:
    board = charts.with_standing(
        _agents(3).assign(value=[4.2, 4.8, 4.5], low=[4.1, 4.7, 4.4], high=[4.3, 4.9, 4.6]), 4.5
    )
    assert list(board["name"]) == ["Agent 1", "Agent 2", "Agent 0"]
    assert list(board["standing"]) == ["above", "unclear", "below"]


def test_a_long_board_shows_both_ends_and_says_how_many_are_between() -> None:
    shown, hidden = charts.ends(charts.with_standing(_agents(60), 4.5))
    assert (len(shown), hidden) == (18, 42) and list(shown["place"])[-1] == 60


def test_a_short_board_is_shown_whole() -> None:
    assert charts.ends(charts.with_standing(_agents(20), 4.5))[1] == 0


def test_agents_with_few_ratings_are_never_ranked() -> None:
    frame = _agents(2).assign(is_ranked=[True, False])
    ranked, rest = ranked_and_rest(frame)
    assert (len(ranked), len(rest)) == (1, 1)


def test_answers_without_a_reason_stand_last_and_shares_run_to_a_hundred() -> None:
    frame = pd.DataFrame(
        {"reason": ["price", "not_named", "long_wait"], "value": [1.0, 5.0, 4.0], "low": 0.0, "high": 6.0}
    )
    drawn = losses(frame, Look("en").formats, lambda _dimension, code: code)
    assert list(drawn["reason"]) == ["long_wait", "price", "not_named"]
    assert list(drawn["running"]) == ["40%", "50%", "100%"] and not drawn["is_marked"].iloc[-1]


def test_a_waterfall_ends_where_it_should() -> None:
    frame = pd.DataFrame(
        {
            "name": ["June", "Repair", "Mix", "July"],
            "value": [52.0, 3.0, -1.0, 54.0],
            "kind": ["total", "rate", "mix", "total"],
        }
    )
    bars = charts.waterfall(frame, Look()).data
    assert bars[-1].base[0] + bars[-1].x[0] == pytest.approx(54.0)


def test_data_cannot_write_html_into_a_chart() -> None:
    board = charts.with_standing(_agents(1).assign(name="<b>x</b><script>"), 4.0)
    figure = charts.leaderboard(board, Look(), centre=4.0, centre_words="mean", columns={"fair": "fair"})
    assert not any("<script>" in str(annotation.text) for annotation in figure.layout.annotations)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_chart_draws_in_every_look(look: Look) -> None:
    steps = pd.DataFrame(
        {"name": ["Queue"], "left": [9.0], "right": [2.0], "is_worst_left": [True], "is_worst_right": [False]}
    )
    cells = pd.DataFrame(
        {"row": ["Greeting"], "column": ["Agent"], "broken": [2], "assessable": [5], "is_repeated": [True]}
    )
    bars = pd.DataFrame(
        {
            "name": ["Wait"],
            "value": [4.6],
            "low": [4.0],
            "high": [math.nan],
            "is_marked": [True],
            "text": ["−4,6"],
        }
    )
    figures = [
        charts.both_sides(steps, look, left_words="waits", right_words="works"),
        charts.heat_table(cells, look),
        charts.ranked(bars, look, columns={"text": "points"}),
        charts.lines(
            _trend([40, 42]).assign(other=3.0), look, grain="month", series={"value": "a", "other": "b"}
        ),
        charts.small_multiples(
            _trend([40, 42]).assign(unit="u"), look, grain="month", by="unit", names={"u": "Unit"}
        ),
    ]
    for figure in figures:
        assert figure.layout.dragmode is False and figure.layout.height > 0


def test_no_chart_has_a_mode_bar_or_a_pie() -> None:
    assert CONFIG["displayModeBar"] is False


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_is_readable_on_its_card(palette) -> None:  # type: ignore[no-untyped-def]
    for colour in (palette.ink, palette.muted, palette.bad_text, palette.good):
        assert _contrast(colour, palette.card) >= 4.5


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

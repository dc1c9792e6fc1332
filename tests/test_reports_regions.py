"""Regions against the whole country: without a case a rate is 0 of so many contacts, colour says how sure."""

import pandas as pd
import pytest

from reports.look import LIGHT, Look, faded
from reports.over_usual import shade
from reports.region_map import NO_CASE, cells, region_map
from reports.region_tiles import placed, region_tiles

FRAME = pd.DataFrame(
    {
        "region": ["North", "North", "South"], "category": ["bill", "net", "bill"],
        "value": [4.0, 1.0, 0.5], "low": [3.0, 0.4, 0.2], "high": [5.2, 2.1, 1.1],
        "count": [5000, 5000, 9000], "cases": [20, 5, 4],
    }
)  # fmt: skip


def test_a_region_without_a_case_of_a_cause_has_a_rate_of_nothing_with_its_upper_end() -> None:
    found = cells(FRAME, {"North": 5000, "South": 9000}, {"bill": 1.7, "net": 0.36}, 10)
    assert list(zip(found["region"], found["category"], strict=True)) == [
        ("South", "bill"), ("South", "net"), ("North", "bill"), ("North", "net"),
    ]  # fmt: skip
    empty = found.iloc[1]
    assert (empty["value"], empty["cases"], empty["count"]) == (0.0, 0, 9000)
    assert empty["high"] == pytest.approx(1000 * NO_CASE / 9000)
    assert list(found["is_clear"]) == [True, False, True, True]


def test_the_most_frequent_causes_of_the_country_are_the_columns() -> None:
    found = cells(FRAME, {"North": 5000}, {"net": 0.36, "bill": 1.7, "rare": 0.01}, 2)
    assert list(found["category"]) == ["bill", "net"]
    assert cells(FRAME, {"North": 5000}, {}, 2).empty


def test_colour_is_stronger_where_sure_and_its_side_is_the_sign() -> None:
    look = Look("en")
    assert shade(4, 3, 5, 2, look) == faded(LIGHT.bad, 0.43)
    assert shade(4, 1, 9, 2, look) == faded(LIGHT.bad, 0.07)
    assert shade(1, 0.5, 1.5, 2, look) == faded(LIGHT.good, 0.43)
    assert shade(0, 0, 1, 2, look) == shade(0.1, 0, 1, 2, look) == faded(LIGHT.good, 0.72)
    assert shade(1, 0, 2, float("nan"), look) == LIGHT.stripe


def test_every_cell_is_written_and_says_its_n() -> None:
    found = cells(FRAME, {"North": 5000, "South": 9000}, {"bill": 1.7, "net": 0.36}, 10)
    names = {"North": "North <b>", "South": "South"}
    drawn = region_map(
        found, Look("en"), regions=names, causes={"bill": "Bill", "net": "Net"}, usual_words="all"
    )
    assert len(drawn.layout.shapes) == len(drawn.layout.annotations) == len(drawn.data[0].x) == 4
    assert "n = 9,000" in drawn.data[0].text[0] and "North &lt;b&gt;" in drawn.data[0].text[2]


def test_regions_lie_where_their_names_say_or_are_no_map() -> None:
    assert placed(["North", "south_west"]) == {"North": (1, 2), "south_west": (0, 0)}
    assert placed(["North", "Nowhere"]) == {} and placed(["centre", "Central"]) == {}


def test_tiles_are_drawn_where_they_lie() -> None:
    frame = FRAME.iloc[[0, 2]]
    drawn = region_tiles(
        frame, Look("en"), names={"North": "North", "South": "South"}, usual=1.7, usual_words="all"
    )
    assert list(zip(drawn.data[0].x, drawn.data[0].y, strict=True)) == [(1, 2), (1, 0)]
    assert drawn.layout.shapes[0].fillcolor != drawn.layout.shapes[1].fillcolor

"""Regions against the whole country: without a case a rate is 0 of so many contacts, colour says how sure."""

import pandas as pd
import pytest

from reports import kazakhstan
from reports.look import LIGHT, Look, faded
from reports.over_usual import shade
from reports.region_layout import layout
from reports.region_map import NO_CASE, cells, region_map
from reports.region_tiles import region_tiles

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
    found = layout(["North", "south_west"], "en")
    assert found and found.places == {"North": (1, 0), "south_west": (0, 2)}
    assert layout(["North", "Nowhere"], "en") is None and layout(["centre", "Central"], "en") is None
    assert layout(["Солтүстік", "Оңтүстік"], "kk") == layout(["Солтүстік", "Оңтүстік"], "ru") is not None


def test_kazakhstans_regions_lie_as_the_country_does_in_any_writing() -> None:
    found = layout(["KZ-71", "г. Алматы", "Алматинская область", "Маңғыстау облысы"], "ru")
    assert found and (found.columns, found.rows) == (7, 5)
    assert found.places["KZ-71"] == (4, 1) and found.places["Маңғыстау облысы"] == (0, 3)
    assert found.short["Маңғыстау облысы"] == "Мангистауская" and len(found.empty) == 16
    assert layout(["KZ-71", "Astana"], "en") is None, "two at one place are no map"
    assert layout(["KZ-71", "North"], "en") is None


def test_tiles_are_drawn_where_they_lie() -> None:
    frame, places = FRAME.iloc[[0, 2]], layout(["North", "South"], "en")
    assert places is not None
    drawn = region_tiles(
        frame, Look("en"), places, names={"North": "North", "South": "South"}, usual=1.7, usual_words="all"
    )
    assert list(zip(drawn.data[0].x, drawn.data[0].y, strict=True)) == [(1, 2), (1, 0)]
    assert drawn.layout.shapes[0].fillcolor != drawn.layout.shapes[1].fillcolor


@pytest.mark.parametrize("is_narrow", [False, True])
def test_every_tile_of_kazakhstan_has_its_n_and_what_is_missing_its_name(is_narrow: bool) -> None:
    codes = [one.code for one in kazakhstan.regions()][:8]
    places = layout(codes, "kk", is_narrow=is_narrow)
    assert places is not None
    frame = pd.DataFrame({"region": codes, "value": 2.0, "low": 1.0, "high": 3.0, "count": range(1000, 1008)})
    drawn = region_tiles(
        frame, Look("kk", is_narrow=is_narrow), places, names={code: code for code in codes}, usual=2.0,
        usual_words="ел", empty_words="жоқ",
    )  # fmt: skip
    texts = [note.text for note in drawn.layout.annotations]
    assert len(drawn.layout.shapes) == 20 and len(texts) == 8 * 3 + 12
    assert all(any("1\N{NO-BREAK SPACE}00" in text for text in drawn.data[0].text) for _code in codes)
    assert all("n = 1" in text for text in drawn.data[0].text)

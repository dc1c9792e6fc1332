"""A click on a chart opens the rows behind that very point, and as many as it counts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from config.instance import Instance
from tests.app_pages import open_page
from tests.tiny_warehouse import tiny_warehouse
from ui import points, shown
from ui.points import Point, Points
from warehouse.period import Period

EVERYONE = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    instance, _snapshot = tiny_warehouse(tmp_path_factory.mktemp("points"))
    (instance.config / "people.toml").write_text(EVERYONE, "utf8")
    yield instance


@pytest.fixture(autouse=True)
def _plain_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.labels.name", lambda _dimension, code: f"<{code}>")


def _event(**point: Any) -> dict[str, Any]:
    return {"selection": {"points": [point]}}


MONTHS = pd.DataFrame(
    {
        "month": pd.to_datetime(["2022-01-01", "2022-02-01"]),
        "from": pd.to_datetime(["2022-01-01", "2022-02-01"]),
        "to": pd.to_datetime(["2022-02-01", "2022-03-01"]),
        "value": [10.0, 20.0],
    }
)
FEBRUARY = Period(date(2022, 2, 1), date(2022, 3, 1))


def test_a_point_of_a_trend_is_its_days() -> None:
    known = points.of_frame(MONTHS)
    assert known is not None
    point = points.clicked(_event(x="2022-02-01", curve_number=2), known)
    assert point is not None and point.period == FEBRUARY and not point.codes


def test_a_part_of_a_column_is_its_days_and_its_answers() -> None:
    parts = Points(MONTHS, ({"answer": ("promoter",)}, {"answer": ("detractor",)}))
    point = points.clicked(_event(x="2022-02-01", curve_number=1), parts)
    assert point is not None
    assert (point.period, point.codes) == (FEBRUARY, {"answer": ("detractor",)})


def test_a_bar_is_the_code_at_its_place_with_what_the_card_narrows_to() -> None:
    drawn = pd.DataFrame({"reason": ["price", "wait"], "value": [2.0, 1.0]})
    bars = Points(drawn, also={"answer": ("detractor",)})
    point = points.clicked(_event(y=0, point_index=1, curve_number=0), bars)
    assert point is not None and point.period is None
    assert point.codes == {"reason": ("wait",), "answer": ("detractor",)}


def test_a_small_trend_is_its_unit_and_its_days() -> None:
    frame = pd.concat([MONTHS.assign(unit="cc1"), MONTHS.assign(unit="off1")])
    for customdata in (["off1"], {"0": "off1"}):
        point = points.clicked(_event(x="2022-02-01", customdata=customdata), Points(frame))
        assert point is not None
        assert (point.period, point.codes) == (FEBRUARY, {"unit": ("off1",)})


def test_a_mark_of_its_own_trace_is_what_the_trace_stands_for() -> None:
    marks = Points(traces=({"unit": ("cc1",)}, {}))
    first = points.clicked(_event(curve_number=0), marks)
    assert first is not None and first.codes == {"unit": ("cc1",)}
    assert points.clicked(_event(curve_number=1), marks) is None, "a part that is not known"


def test_what_is_no_point_opens_nothing() -> None:
    drawn = pd.DataFrame({"reason": [None, "wait"], "value": [2.0, 1.0]})
    assert points.clicked(None, Points(drawn)) is None
    assert points.clicked({"selection": {"points": []}}, Points(drawn)) is None
    assert points.clicked(_event(point_index=0), Points(drawn)) is None, "its code is not known"
    assert points.clicked(_event(point_index=7), Points(drawn)) is None, "a mark beside the bars"
    assert points.clicked(_event(x="2021-05-01"), Points(MONTHS)) is None, "an event on the axis"


def test_a_trend_by_unit_is_no_trend_alone() -> None:
    assert points.of_frame(MONTHS.assign(unit="cc1")) is None
    assert points.of_frame(MONTHS.drop(columns=["month"])) is None


def test_every_row_of_a_table_can_be_chosen_by_keyboard() -> None:
    assert [point.period for point in points.each(MONTHS)][1] == FEBRUARY
    frame = pd.DataFrame({"unit": ["cc1", None], "value": [1.0, 2.0]})
    assert [point.codes for point in points.each(frame)] == [{"unit": ("cc1",)}]
    assert points.each(pd.DataFrame({"value": [1.0]})) == []


def test_a_point_becomes_the_filter_as_far_as_the_bar_has_its_words() -> None:
    assert Point("", FEBRUARY, {}).can_be_filter and Point("", None, {"unit": ("cc1",)}).can_be_filter
    assert not Point("", Period(date(2022, 2, 1), date(2022, 2, 2)), {"reason": ("wait",)}).can_be_filter


def test_a_click_opens_the_rows_of_the_point_and_they_can_become_the_filter(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    """AppTest has no browser to click in: the chart answers as if a point had been chosen."""
    chosen = _event(x="2022-01-01", curve_number=1)
    asked = {"trend_month": chosen}
    monkeypatch.setattr("ui.cards.draw", lambda _chart, *, key, **_more: asked.get(key))
    with shown.listening() as told:
        app = open_page(monkeypatch, tiny, "overview.py", lang="en")
    behind, counted = _january(told)
    assert behind == counted > 0
    app.button(key="point_filter_trend_month").click().run()
    assert app.query_params["period"] == "2022-01"


def _january(told: list[shown.Told]) -> tuple[int, int]:
    """How many rows were listed, and the n of the trend's point."""
    answers = [one for one in told if isinstance(one, shown.Answer)]
    listed = [one for one in answers if one.kind == "count_rows" and one.asked.name == "answers"]
    trend = next(one.table for one in answers if one.asked.name == "nps" and one.asked.by == ("month",))
    january = trend[trend["month"] == "2022-01-01"]
    return int(listed[-1].table["count"].iloc[0]), int(january["count"].iloc[0])


def test_the_bar_of_several_reasons_opens_the_rows_of_all_of_them() -> None:
    drawn = pd.DataFrame({"reason": ["price", ("rude", "slow")], "name": ["Price", "Other reasons together"]})
    known = Points(drawn, also={"answer": ("detractor",)})
    point = points.clicked(_event(point_index=1), known)
    assert point is not None and point.name == "Other reasons together"
    assert point.codes == {"reason": ("rude", "slow"), "answer": ("detractor",)}


def test_a_step_of_the_waterfall_opens_its_part_and_the_mix_opens_nothing() -> None:
    steps = Points(traces=[{"process": ("repair",)}, {"process": ("connect", "port")}, {}])
    opened = [points.clicked(_event(curve_number=curve), steps) for curve in range(3)]
    assert [one.codes if one else None for one in opened] == [
        {"process": ("repair",)}, {"process": ("connect", "port")}, None,
    ]  # fmt: skip


def test_a_driver_opens_the_answers_it_was_weighed_on_under_its_own_name() -> None:
    known = Points(pd.DataFrame({"name": ["Waiting", "Process"]}))
    first, second = (points.clicked(_event(point_index=place), known) for place in (0, 1))
    assert first and second and (first.name, first.codes) == ("Waiting", {}) and first.id != second.id


def test_a_cell_of_the_errors_is_its_criterion_and_agent() -> None:
    cells = pd.DataFrame({"criterion": ["greeting"], "agent": ["a1"]})
    point = points.clicked(_event(point_index=0), Points(cells, also={"result": ("broken", "kept")}))
    assert point is not None and "broken" not in point.name
    assert point.codes == {"criterion": ("greeting",), "agent": ("a1",), "result": ("broken", "kept")}


def test_an_hour_of_the_week_opens_as_many_answers_as_its_cell_counts(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    from warehouse.hours import hours
    from warehouse.rows import count_rows
    from warehouse.scope import OWNER
    from warehouse.snapshot import current

    snapshot, period = current(tiny), Period(date(2022, 1, 1), date(2022, 3, 1))
    frame = hours(snapshot, OWNER, period=period)
    assert len(frame) > 3
    for row in frame.to_dict("records"):
        asked = {"contact_weekday": [str(row["weekday"])], "contact_hour": [f"{int(row['hour']):02d}:00"]}
        assert count_rows(snapshot, OWNER, "answers_by_hour", period=period, filters=asked) == row["count"]


def test_steps_and_their_codes_go_together() -> None:
    from reports.why import StepWords, step_codes, steps
    from tests.tiny_warehouse import shared_tiny
    from warehouse.comparison import Side
    from warehouse.scope import OWNER
    from warehouse.split import split

    sides = (Side(Period(date(2022, month, 1), date(2022, month + 1, 1))) for month in (2, 1))
    now, before = sides
    found = split(shared_tiny()[1], OWNER, "nps", ["process"], now=now, before=before)
    assert found is not None
    words = StepWords("before", "now", "others", "mix")
    drawn = steps(found, lambda _by, code: code, words)
    codes = step_codes(found)
    parts = drawn[drawn["kind"] != "total"]
    assert len(codes) == len(parts) and codes[-1] == ()
    named = [name for name, one in zip(parts["name"], codes, strict=True) if len(one) == 1]
    assert named == [one[0] for one in codes if len(one) == 1]

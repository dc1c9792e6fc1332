"""What was planted into the demo is found by comparing, splitting and explaining; what was not is not."""

from datetime import date

import pytest

from config.instance import Instance
from warehouse.comparison import Side
from warehouse.control import control
from warehouse.drivers import drivers
from warehouse.metrics import compare
from warehouse.period import Period
from warehouse.scope import OWNER
from warehouse.snapshot import current
from warehouse.split import split

pytestmark = pytest.mark.demo

JANUARY, JULY = Side(Period.month(date(2022, 1, 1))), Side(Period.month(date(2022, 7, 1)))
FIRST, SECOND = Side(Period.quarter(date(2022, 1, 1))), Side(Period.quarter(date(2022, 4, 1)))


def test_the_rise_of_2022_is_real_and_adds_up(demo: Instance) -> None:
    found = split(current(demo), OWNER, "nps", ["process"], now=JULY, before=JANUARY)
    assert found is not None and found.is_clear and found.change == pytest.approx(17.0, abs=0.05)
    assert found.rate + found.mix == pytest.approx(found.change, abs=1e-9)
    assert found.rate > 15, "answers got better; the mix had little to do with it"


def test_the_office_that_stayed_open_longer_gained_most(demo: Instance) -> None:
    frame = compare(current(demo), OWNER, "nps", SECOND, FIRST, by=["unit"]).set_index("unit")
    assert frame["change"].idxmax() == "office_lake" and frame["is_clear"]["office_lake"]


def test_what_moves_the_score_in_the_demo_is_found(demo: Instance) -> None:
    found = drivers(current(demo), OWNER)
    assert found is not None and not found.is_weak
    assert list(found.table["driver"][:2]) == ["process", "resolved"]
    slopes = found.table.set_index("driver")
    assert slopes["slope_low"]["resolved"] > 0 > slopes["slope_high"]["transfers"]


def test_a_steady_figure_gives_no_alarm_and_the_rise_does(demo: Instance) -> None:
    weeks = Period(date(2021, 1, 4), date(2022, 7, 25))
    response = control(current(demo), OWNER, "response_rate", by=["week"], period=weeks)
    assert (response["rule"] == 1).mean() < 0.03
    assert control(current(demo), OWNER, "nps", by=["month"])["rule"].iloc[-1] == 1

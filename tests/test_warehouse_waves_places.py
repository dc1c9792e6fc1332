"""A wave of one cause is told once, where it is: in one unit, in a region, or in several places."""

from datetime import date, timedelta

import numpy as np
import pytest

from bench.waves import SIZES, Size, false_alarms, found_in_a_unit
from config.instance import Instance
from etl.demo.truths import TRUTHS
from warehouse.period import Period
from warehouse.scope import NOBODY, OWNER
from warehouse.snapshot import current
from warehouse.wave_board import board
from warehouse.wave_events import Alarm, Line, events
from warehouse.wave_scan import BASE
from warehouse.waves import Wave, told

FIRST = date(2022, 1, 3)
REGIONS = {"a": "North", "b": "North", "c": "South", "d": "South"}
LINES = [
    Line("bill", level, place)
    for level, places in (("", [""]), ("region", ["North", "South"]), ("unit", list(REGIONS)))
    for place in places
]
LEVELS = [0, 1, 1, 2, 2, 2, 2]


def _alarms(**more: int) -> list[Alarm]:
    """Alarms of four quiet units, of which some have so many more cases a day for ten days."""
    rng, days = np.random.default_rng(3), BASE + 60
    units = rng.poisson(1.0, (4, days)).astype(float)
    for unit, count in more.items():
        units[list(REGIONS).index(unit), BASE + 20 : BASE + 30] += count
    counts = np.vstack([units.sum(axis=0), units[:2].sum(axis=0), units[2:].sum(axis=0), units])
    found = [(LINES[at], at, wave) for at, wave in told(counts, FIRST, LEVELS)]
    return events(found, counts, FIRST, REGIONS)


def _places(alarm: Alarm) -> tuple[str, list[str], list[str]]:
    return alarm.place, [one.place for one in alarm.inside], [one.place for one in alarm.also]


def test_a_wave_of_one_unit_is_told_of_that_unit_alone() -> None:
    (alarm,) = _alarms(c=20)
    assert _places(alarm) == ("c", [], []) and alarm.level == "unit"
    assert abs((alarm.wave.start - FIRST).days - BASE - 20) <= 1


def test_a_wave_hidden_in_the_whole_is_found_in_its_unit() -> None:
    quiet = np.random.default_rng(5).poisson(200.0, BASE + 60).astype(float)
    unit = np.random.default_rng(6).poisson(0.5, BASE + 60).astype(float)
    unit[BASE + 20 : BASE + 26] += 6
    assert not told((quiet + unit)[None, :], FIRST)
    ((place, wave),) = told(np.vstack([quiet + unit, unit]), FIRST, [0, 2])
    assert place == 1 and abs((wave.start - FIRST).days - BASE - 20) <= 1


def test_a_wave_of_two_units_of_a_region_is_told_of_the_region_with_both_inside() -> None:
    (alarm,) = _alarms(a=20, b=15)
    assert _places(alarm) == ("North", ["a", "b"], [])


def test_a_wave_of_units_of_several_regions_is_told_once_with_where_it_is_most() -> None:
    (alarm,) = _alarms(a=30, c=20, d=15)
    assert (alarm.level, alarm.place) == ("", "")
    assert [(one.level, one.place) for one in alarm.inside] == [("region", "South"), ("unit", "a")]
    assert sum(one.wave.count for one in alarm.inside) <= alarm.wave.count and not alarm.also


def test_a_unit_that_explains_the_whole_names_the_others_beside_it() -> None:
    (alarm,) = _alarms(a=60, c=8)
    assert _places(alarm) == ("a", [], ["c"])


def test_other_causes_and_other_times_are_other_events() -> None:
    wave = Wave(date(2022, 4, 1), date(2022, 4, 2), 9, date(2022, 4, 5), 0.1, 0.1, 20, 1e-9)
    later = Wave(date(2022, 5, 1), date(2022, 5, 2), 9, None, 0.1, 3.0, 20, 1e-9)
    found = [
        (Line("bill", "unit", "a"), 0, wave), (Line("net", "unit", "a"), 1, wave),
        (Line("bill", "unit", "b"), 2, later),
    ]  # fmt: skip
    assert len(events(found, np.ones((3, 200)), date(2022, 1, 1), {})) == 3


def test_the_chance_that_is_shared_by_thousands_of_units_still_leaves_the_whole_its_own() -> None:
    rng, days = np.random.default_rng(8), BASE + 60
    counts = rng.poisson(1.0, (2001, days)).astype(float)
    counts[0, BASE + 20 : BASE + 30] += [3, 2] * 5
    alone = told(counts[:1], FIRST)
    assert [place for place, _wave in told(counts, FIRST, [0] + [2] * 2000)] == [
        place for place, _wave in alone
    ]
    assert alone and not [place for place, _wave in told(counts, FIRST) if place == 0]


def test_false_alarms_of_an_operator_are_rare_and_a_wave_in_a_unit_is_told_once() -> None:
    small = SIZES["a middling one"]
    assert false_alarms(small, 5) <= 0.4
    hits, exact, twice = found_in_a_unit(small, 5, 8.0)
    assert hits == 1 and exact >= 0.8 and twice == 0


def test_a_size_without_regions_is_an_operator_too() -> None:
    assert false_alarms(Size(3, 1, 1, 1.0), 2) <= 0.5


@pytest.mark.demo
def test_the_wave_of_the_demo_ran_in_both_contact_centres(demo: Instance) -> None:
    period = Period(date(2021, 1, 1), date(2022, 8, 1))
    found = board(current(demo), OWNER, "appeals", period=period)
    (alarm,) = found.alarms
    assert (alarm.category, alarm.level) == (TRUTHS.wave_category, "")
    assert [one.place for one in alarm.inside[:2]] == ["cc_samal", "cc_altyn"]
    assert alarm.wave.count >= sum(one.wave.count for one in alarm.inside) > 0.9 * alarm.wave.count
    assert (found.regions, found.units) == (4, 8)
    complaints = board(current(demo), OWNER, "complaints", period=period)
    assert not complaints.alarms and complaints.causes > 10


@pytest.mark.demo
def test_days_before_the_first_case_do_not_tell_what_is_usual(demo: Instance) -> None:
    snapshot = current(demo)
    early = board(snapshot, OWNER, "appeals", period=Period(date(2019, 1, 1), date(2021, 12, 1)))
    first = snapshot.cursor().execute("select min(date) from facts.cases where kind = 'appeal'").fetchone()
    assert first and early.since == first[0] + timedelta(days=BASE) and len(early.alarms) == 1
    unit = {"unit": ("office_lake",)}
    whole = Period(date(2019, 1, 1), date(2021, 12, 1))
    assert board(snapshot, OWNER, "appeals", period=whole, filters=unit).since == early.since


@pytest.mark.demo
def test_where_nothing_can_be_looked_at_nothing_was(demo: Instance) -> None:
    assert board(current(demo), NOBODY, "appeals", period=Period()).since is None
    short = Period(date(2022, 7, 1), date(2022, 8, 1))
    assert board(current(demo), OWNER, "appeals", period=short).since is None


@pytest.mark.demo
def test_of_one_unit_the_wave_is_that_unit(demo: Instance) -> None:
    period = Period(date(2021, 1, 1), date(2022, 8, 1))
    (alarm,) = board(current(demo), OWNER, "appeals", period=period, filters={"unit": ("cc_altyn",)}).alarms
    assert (alarm.level, alarm.place, alarm.inside, alarm.also) == ("unit", "cc_altyn", (), ())

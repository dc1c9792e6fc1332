"""Tables of months tell what their days tell, whatever part of which months is asked for."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from tests.tiny_warehouse import shared_tiny
from warehouse import metrics, months
from warehouse.catalogue import Metric, catalogue
from warehouse.gate import Ask, Source
from warehouse.period import Period
from warehouse.scope import OWNER, Scope

MONTHLY = sorted(name for name, one in catalogue().items() if any(s.months for s in one.sources.values()))
MANAGER = Scope("manager", "manager", ("cc1",), None, True)
PERIODS = (
    Period(),
    Period(date(2022, 1, 1), date(2022, 3, 1)),
    Period(date(2022, 1, 10), date(2022, 4, 6)),
    Period(date(2022, 2, 3), date(2022, 2, 20)),
)
days = st.none() | st.dates(date(2020, 1, 1), date(2024, 12, 31))


def of_days(found: Metric) -> Metric:
    """The metric as it would be without tables of months."""
    sources = {name: replace(source, months=()) for name, source in found.sources.items()}
    return replace(found, sources=sources, everyone=found.everyone and replace(found.everyone, months=()))


@pytest.mark.parametrize("name", MONTHLY)
def test_months_tell_what_their_days_tell(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, found = shared_tiny()[1], catalogue()[name]
    bys = ((), ("unit", "agent"), ("month",), ("channel", "quarter"))
    asks = [
        {"scope": scope, "period": period, "by": [word for word in by if word in found.dimensions]}
        for scope, period, by in zip((OWNER, MANAGER, OWNER, OWNER), PERIODS, bys, strict=True)
    ]
    narrowed = {"scope": OWNER, "period": PERIODS[2], "filters": {"month": ["2022-02-01"]}}
    asks += [narrowed] if "month" in found.dimensions else []
    told = [metrics.metric(snapshot, name=name, **ask) for ask in asks]  # type: ignore[arg-type]
    monkeypatch.setitem(catalogue(), name, of_days(found))
    for ask, frame in zip(asks, told, strict=True):
        plain = metrics.metric(snapshot, name=name, **ask)  # type: ignore[arg-type]
        assert_frame_equal(frame, plain, check_dtype=False, rtol=1e-9)


@pytest.mark.parametrize("name", MONTHLY)
def test_whole_months_are_read_from_the_table_of_months(name: str) -> None:
    ask = Ask(OWNER, Period(date(2022, 1, 1), date(2022, 3, 1)))
    found = catalogue()[name]
    by = list(found.always_by)
    sql = metrics.statement(shared_tiny()[1], found, ask, by)[0]
    assert "_months " in sql and "facts." not in sql and "_days" not in sql.replace("new_agent_days", "")


@given(days, days)
def test_the_parts_of_a_period_are_the_period(start: date | None, end: date | None) -> None:
    if start and end and start >= end:
        return
    period = Period(start, end)
    found = months.parts(period)
    ordered = [found[name] for name in ("period", "early", "months", "late") if name in found]
    assert ordered[0].start == start and ordered[-1].end == end
    assert all(one.end == two.start for one, two in pairwise(ordered))
    assert all(part.start is None or part.end is None or part.start < part.end for part in ordered)
    whole = found.get("months", Period())
    assert all(day is None or day.day == 1 for day in (whole.start, whole.end))
    if "early" in found:
        assert found["early"].end - found["early"].start < timedelta(31)  # type: ignore[operator]


def test_a_source_says_which_tables_are_of_months() -> None:
    source = Source.parse("marts.m by month | marts.d | facts.f@sent_date*")
    assert source.months == ("marts.m",) and source.is_shared
    assert source.tables == (("marts.d", "date"), ("facts.f", "sent_date"))

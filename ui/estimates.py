"""What pages ask of comparisons, splits, drivers and control charts: cached, under the viewer's scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from ui import data, filters, shown
from warehouse import control as warehouse_control
from warehouse import drivers as warehouse_drivers
from warehouse import hours as warehouse_hours
from warehouse import metrics as warehouse_metrics
from warehouse import split as warehouse_split
from warehouse.comparison import Side
from warehouse.drivers import Drivers
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.split import Split

Codes = Mapping[str, Sequence[str]]
_Kept = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class _Question:
    """Everything an answer depends on besides snapshot and scope; ``before``: the other side."""

    name: str
    by: tuple[str, ...]
    period: Period
    filters: _Kept
    before: Period | None = None
    before_filters: _Kept = ()

    @property
    def sides(self) -> tuple[Side, Side]:
        return Side(self.period, dict(self.filters)), Side(
            self.before or self.period, dict(self.before_filters)
        )


def compare(name: str, now: Side, before: Side, by: Sequence[str] = ()) -> pd.DataFrame:
    """A metric on two sides; filters it does not have are left out."""
    question = _between(name, now, before, by)
    return shown.answer("compare", question, _compare(data.snapshot(), _key(), data.scope(), question))


def split(name: str, by: str, before: Period) -> Split | None:
    """The change of a metric from ``before`` to the chosen period, split by ``by``."""
    chosen = filters.chosen()
    sides = Side(chosen.span.period, chosen.values), Side(before, chosen.values)
    return _split(data.snapshot(), _key(), data.scope(), _between(name, *sides, (by,)))


def drivers(name: str, of: Sequence[str]) -> Drivers | None:
    """Shapley weights of the chosen period."""
    question = _Question(name, tuple(of), filters.chosen().span.period, _kept("nps", filters.chosen().values))
    return _drivers(data.snapshot(), _key(), data.scope(), question)


def control(name: str, by: str, period: Period, also: Codes | None = None) -> pd.DataFrame:
    """A metric over time with its usual range; ``also`` narrows further."""
    question = _Question(name, (by,), period, _kept(name, {**filters.chosen().values, **(also or {})}))
    return shown.answer("control", question, _control(data.snapshot(), _key(), data.scope(), question))


def hours() -> pd.DataFrame:
    """NPS by weekday and hour of the chosen period."""
    chosen = filters.chosen()
    question = _Question("nps", (), chosen.span.period, _kept("nps", chosen.values))
    return shown.answer("hours", question, _hours(data.snapshot(), _key(), data.scope(), question))


def _between(name: str, now: Side, before: Side, by: Sequence[str]) -> _Question:
    kept, kept_before = _kept(name, now.filters), _kept(name, before.filters)
    return _Question(name, tuple(by), now.period, kept, before.period, kept_before)


def _kept(name: str, codes: Codes) -> _Kept:
    known = data.definitions()[name].dimensions
    return tuple((key, tuple(codes[key])) for key in sorted(codes) if key in known and codes[key])


def _key() -> str:
    return f"{data.instance().home}/{data.snapshot().id}"


@st.cache_data(max_entries=1000, show_spinner=False)
def _compare(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> pd.DataFrame:
    return warehouse_metrics.compare(_snapshot, scope, asked.name, *asked.sides, by=asked.by)


@st.cache_resource(max_entries=300, show_spinner=False)
def _split(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> Split | None:
    now, before = asked.sides
    return warehouse_split.split(_snapshot, scope, asked.name, asked.by, now=now, before=before)


@st.cache_resource(max_entries=300, show_spinner=False)
def _drivers(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> Drivers | None:
    return warehouse_drivers.drivers(
        _snapshot, scope, asked.name, of=asked.by, period=asked.period, filters=dict(asked.filters)
    )


@st.cache_data(max_entries=1000, show_spinner=False)
def _control(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> pd.DataFrame:
    return warehouse_control.control(
        _snapshot, scope, asked.name, by=asked.by, period=asked.period, filters=dict(asked.filters)
    )


@st.cache_data(max_entries=300, show_spinner=False)
def _hours(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> pd.DataFrame:
    return warehouse_hours.hours(_snapshot, scope, period=asked.period, filters=dict(asked.filters))

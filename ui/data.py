"""What pages ask the warehouse: metrics, changes and rows of the chosen period, filters and scope.

Every answer is cached by snapshot, scope and arguments, so a new snapshot or another person never
sees an old answer.  Frames are as ``warehouse.metrics`` returns them, unrounded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from config.errors import SapaError
from config.instance import Instance, find_instance
from config.settings import Settings, load_settings
from ui import access, shown
from warehouse import metrics as warehouse_metrics
from warehouse import rows as warehouse_rows
from warehouse.metrics import Metric
from warehouse.period import Period
from warehouse.rows import RowQuery
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot, current

Filters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class _Question:
    """Everything an answer depends on besides snapshot and scope."""

    name: str
    period: Period
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    by: tuple[str, ...] = ()
    before: Period | None = None
    limit: int = 0
    offset: int = 0


def instance() -> Instance:
    """The instance this dashboard serves; NotReady where there is none."""
    return find_instance()


def settings() -> Settings:
    return load_settings(instance())


def is_new() -> bool:
    """True where an instance stands and no snapshot was ever published."""
    try:
        return not (instance().warehouse / "CURRENT").exists()
    except SapaError:
        return False


def snapshot() -> Snapshot:
    """The published snapshot; NotReady when nothing is published yet."""
    return current(instance())


def scope() -> Scope:
    return access.scope(instance())


def target(name: str) -> float | None:
    """The target set for a metric in ``config/settings.toml``."""
    return settings().targets.get(name)


@st.cache_resource(show_spinner=False)
def definitions() -> dict[str, Metric]:
    """Every metric by its name."""
    return dict(warehouse_metrics.catalogue())


@st.cache_resource(show_spinner=False)
def row_definitions() -> dict[str, RowQuery]:
    return dict(warehouse_rows.row_queries())


def metric(
    name: str,
    by: Sequence[str] = (),
    *,
    period: Period | None = None,
    filters: Filters | None = None,
    also: Filters | None = None,
) -> pd.DataFrame:
    """A metric over the chosen period and filters, unless others are given; ``also`` narrows further.

    Filters of dimensions the metric does not have are left out; ``left_out`` names them.
    """
    kept = _kept(definitions()[name].dimensions, filters, also)
    question = _Question(name, period or _chosen_period(), kept, tuple(by))
    return shown.answer("metric", question, _metric(snapshot(), _key(), scope(), question))


def change(
    name: str,
    by: Sequence[str] = (),
    *,
    now: Period | None = None,
    before: Period | None = None,
    filters: Filters | None = None,
    also: Filters | None = None,
) -> pd.DataFrame:
    """A metric's change from the period before to the chosen one, with the interval of the difference."""
    from ui.filters import chosen

    kept = _kept(definitions()[name].dimensions, filters, also)
    earlier = before or chosen().span.before.period
    question = _Question(name, now or _chosen_period(), kept, tuple(by), earlier)
    return shown.answer("change", question, _change(snapshot(), _key(), scope(), question))


def rows(
    name: str,
    *,
    period: Period | None = None,
    filters: Filters | None = None,
    also: Filters | None = None,
    limit: int = 500,
    offset: int = 0,
) -> pd.DataFrame:
    """The rows behind a figure, under the same filters and scope."""
    kept = _kept(_row_filters(name), filters, also)
    question = _Question(name, period or _chosen_period(), kept, limit=limit, offset=offset)
    return _rows(snapshot(), _key(), scope(), question)


def rows_later(
    name: str, *, period: Period | None = None, also: Filters | None = None, limit: int
) -> Callable[[], pd.DataFrame]:
    """The same rows, fetched when the file is asked for, under the choice and scope of now."""
    kept = _kept(_row_filters(name), None, also)
    question = _Question(name, period or _chosen_period(), kept, limit=limit)
    shot, key, who = snapshot(), _key(), scope()
    return lambda: _rows(shot, key, who, question)


def count_rows(
    name: str, *, period: Period | None = None, filters: Filters | None = None, also: Filters | None = None
) -> int:
    kept = _kept(_row_filters(name), filters, also)
    question = _Question(name, period or _chosen_period(), kept)
    count = _count_rows(snapshot(), _key(), scope(), question)
    shown.answer("count_rows", question, pd.DataFrame({"count": [count]}))
    return count


def has_rows(name: str, *, period: Period | None = None, also: Filters | None = None) -> bool:
    """Whether there is any row, whatever the chosen filters."""
    question = _Question(name, period or _chosen_period(), _kept(_row_filters(name), {}, also))
    return _has_rows(snapshot(), _key(), scope(), question)


def tally(
    name: str,
    columns: Sequence[str],
    *,
    period: Period | None = None,
    filters: Filters | None = None,
    also: Filters | None = None,
) -> pd.DataFrame:
    """How many of all the rows have the same values: ``columns``..., count."""
    kept = _kept(_row_filters(name), filters, also)
    question = _Question(name, period or _chosen_period(), kept, tuple(columns))
    return _tally(snapshot(), _key(), scope(), question)


def left_out(name: str) -> list[str]:
    """The dimensions filtered by on the page that this metric does not have."""
    return [key for key in _chosen_filters() if key not in definitions()[name].dimensions]


def rows_left_out(name: str, also: Filters | None = None) -> list[str]:
    """The dimensions filtered by that this row query does not have."""
    return [key for key in (*_chosen_filters(), *(also or {})) if key not in _row_filters(name)]


def one(frame: pd.DataFrame) -> dict[str, Any]:
    """The single row of an ungrouped answer; empty where there is none."""
    return {} if frame.empty else {str(key): value for key, value in frame.iloc[0].items()}


def _key() -> str:
    return f"{instance().home}/{snapshot().id}"


def _chosen_period() -> Period:
    from ui.filters import chosen

    return chosen().span.period


def _chosen_filters() -> Filters:
    from ui.filters import chosen

    return chosen().values


def _row_filters(name: str) -> tuple[str, ...]:
    query = row_definitions()[name]
    return (*query.dimensions, *query.filters, *((warehouse_rows.SEARCH,) if query.search else ()))


def _kept(
    dimensions: Sequence[str], filters: Filters | None, also: Filters | None
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    given = {**(_chosen_filters() if filters is None else filters), **(also or {})}
    return tuple((key, tuple(given[key])) for key in sorted(given) if key in dimensions and given[key])


@st.cache_data(max_entries=3000, show_spinner=False)
def _metric(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> pd.DataFrame:
    return warehouse_metrics.metric(
        _snapshot, scope, asked.name, by=asked.by, period=asked.period, filters=dict(asked.filters)
    )


@st.cache_data(max_entries=3000, show_spinner=False)
def _change(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> pd.DataFrame:
    return warehouse_metrics.change(
        _snapshot,
        scope,
        asked.name,
        now=asked.period,
        before=asked.before or asked.period,
        by=asked.by,
        filters=dict(asked.filters),
    )


@st.cache_data(max_entries=300, show_spinner=False)
def _rows(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> pd.DataFrame:
    return warehouse_rows.rows(
        _snapshot,
        scope,
        asked.name,
        period=asked.period,
        filters=dict(asked.filters),
        limit=asked.limit,
        offset=asked.offset,
    )


@st.cache_data(max_entries=300, show_spinner=False)
def _count_rows(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> int:
    return warehouse_rows.count_rows(
        _snapshot, scope, asked.name, period=asked.period, filters=dict(asked.filters)
    )


@st.cache_data(max_entries=300, show_spinner=False)
def _has_rows(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> bool:
    return warehouse_rows.has_rows(
        _snapshot, scope, asked.name, period=asked.period, filters=dict(asked.filters)
    )


@st.cache_data(max_entries=300, show_spinner=False)
def _tally(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> pd.DataFrame:
    return warehouse_rows.tally(
        _snapshot, scope, asked.name, asked.by, period=asked.period, filters=dict(asked.filters)
    )

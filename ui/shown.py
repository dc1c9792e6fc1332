"""What pages show, told to whoever listens: a check compares every figure with its command and the facts.

Nothing is kept while nobody listens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go


@dataclass(frozen=True)
class Answer:
    """An answer a page was given. kind: metric, change, compare, control, hours or count_rows; asked: the
    question (name, by, period, filters, before, before_filters as far as the kind has them)."""

    kind: str
    asked: Any
    table: pd.DataFrame


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in a card: ``written`` and ``delta`` are its texts, ``answer`` what they say."""

    metric: str
    written: str
    delta: str
    answer: dict[str, object]


@dataclass(frozen=True)
class Chart:
    """A chart as it was drawn."""

    key: str
    drawn: go.Figure


Told = Answer | Figure | Chart
_LISTENERS: list[list[Told]] = []


@contextmanager
def listening() -> Iterator[list[Told]]:
    """Everything told until the block ends, in order."""
    told: list[Told] = []
    _LISTENERS.append(told)
    try:
        yield told
    finally:
        _LISTENERS[:] = [other for other in _LISTENERS if other is not told]


def tell(what: Told) -> None:
    for told in _LISTENERS:
        told.append(what)


def answer(kind: str, asked: object, table: pd.DataFrame) -> pd.DataFrame:
    """``table``, told on its way to the page."""
    if _LISTENERS:
        tell(Answer(kind, asked, table.copy()))
    return table

"""What the Channels page asks beyond metrics: a usual day's queue, and promises; in the viewer's scope."""

from dataclasses import dataclass

import streamlit as st

from ui import data, filters
from warehouse import queues as warehouse_queues
from warehouse.period import Period
from warehouse.queues import Queue
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

KINDS = ("phone", "office")
"""Kinds of channel with a queue."""


@dataclass(frozen=True)
class _Question:
    """Everything an answer depends on besides snapshot and scope."""

    minutes: int
    weekday: int | None
    period: Period
    filters: tuple[tuple[str, tuple[str, ...]], ...]


def queues(minutes: int, weekday: int | None, kind: str) -> list[Queue]:
    """The intervals of a usual day of the chosen period, in queues of one kind."""
    chosen = filters.chosen()
    narrowed = {**chosen.values, "channel_kind": (kind,)}
    question = _Question(minutes, weekday, chosen.span.period, tuple(sorted(narrowed.items())))
    return _queues(data.snapshot(), _key(), data.scope(), question)


def promises() -> dict[str, float]:
    """Channel -> seconds until the first answer that it promises."""
    return _promises(data.snapshot(), _key())


def target_s(kind: str) -> float:
    """Seconds of the service level, as the snapshot counts it."""
    windows = data.snapshot().info.settings.windows
    return windows.service_level_s if kind == "phone" else windows.service_level_office_s


def _key() -> str:
    return f"{data.instance().home}/{data.snapshot().id}"


@st.cache_data(max_entries=300, show_spinner=False)
def _queues(_snapshot: Snapshot, key: str, scope: Scope, asked: _Question) -> list[Queue]:
    return warehouse_queues.queues(
        _snapshot,
        scope,
        minutes=asked.minutes,
        weekday=asked.weekday,
        period=asked.period,
        filters=dict(asked.filters),
    )


@st.cache_data(max_entries=20, show_spinner=False)
def _promises(_snapshot: Snapshot, key: str) -> dict[str, float]:
    return warehouse_queues.promises(_snapshot)

"""What is common to sources that are asked for their rows: databases, web services, growing folders."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from config.errors import NotReady
from etl.declaration import Declaration
from etl.remote.secret_values import Secrets


class Unreachable(NotReady):
    """A server does not answer, or refuses; nothing was taken."""


@dataclass(frozen=True)
class Window:
    """Rows from ``start`` (None: the beginning) up to ``end`` (None: now), by the source's cursor."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Fetched:
    """Rows of one window in ``file``. ``name``: as lineage tells it; ``cursor_to``: the last one read."""

    file: Path
    name: str
    origin: str
    count: int
    cursor_to: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Desk:
    """Where a fetcher works and what it may know: ``home`` is where relative paths start."""

    home: Path
    work: Path
    secrets: Secrets


Fetcher = Callable[[Declaration, Window, Desk], Fetched]
"""Raises Unreachable, UnreadableFile or LayoutChanged."""
Order = tuple[int, Decimal | datetime | str]


def order_of(cursor: str) -> Order:
    """How cursors compare: numbers by value, times by time, anything else as text."""
    try:
        return 0, Decimal(cursor)
    except InvalidOperation:
        pass
    try:
        moment = datetime.fromisoformat(cursor)
    except ValueError:
        return 2, cursor
    return 1, moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def later(one: str | None, other: str | None) -> str | None:
    """The later of two cursors; None is none."""
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=order_of)

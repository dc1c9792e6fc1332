"""Filters saved under a name, per person: what a link to them carries, so it means the same."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Integer,
    String,
    Table,
    Text,
    Update,
    insert,
    select,
    update,
)

from config.errors import WrongUse
from journal.entries import named
from journal.findings import now
from journal.tables import METADATA

LONGEST_NAME = 60
_Opens = Callable[[], AbstractContextManager[Connection]]

SAVED_FILTERS = Table(
    "saved_filters",
    METADATA,
    Column("filter_id", Integer, primary_key=True),
    Column("person", String(200), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("address", Text, nullable=False),
    Column("saved_at", DateTime, nullable=False),
    Column("removed_at", DateTime),
)
"""One row per filter somebody saved; a removed one stays, so that it can be taken back."""


@dataclass(frozen=True)
class SavedFilter:
    """``address``: the query of a link (``unit=cc1&period=2022-07``), codes only."""

    filter_id: int
    name: str
    address: str
    saved_at: datetime


class FilterBook:
    """``Journal.filters``. What a method wrote is on disk when it returns; nobody reaches another's filters.

    Raises WrongUse on what cannot be, NotWritten where the disk refuses.
    """

    def __init__(self, writing: _Opens, reading: _Opens) -> None:
        self._writing, self._reading = writing, reading

    def of(self, person: str) -> list[SavedFilter]:
        """The filters of ``person``, by name."""
        with self._reading() as connection:
            return _live(connection, person)

    def save(self, person: str, name: str, address: str) -> SavedFilter:
        """Save what an address holds under a name; the same name again replaces what it held."""
        who, called = named("person", person), _name(name)
        with self._writing() as connection:
            values = {"address": address, "saved_at": now()}
            held = next((one for one in _live(connection, who) if one.name == called), None)
            if held is None:
                rows = insert(SAVED_FILTERS).values(person=who, name=called, **values)
                connection.execute(rows)
            else:
                connection.execute(_mine(who, held.filter_id).values(**values))
            return next(one for one in _live(connection, who) if one.name == called)

    def rename(self, person: str, filter_id: int, name: str) -> None:
        """Give a filter another name."""
        called = _name(name)
        with self._writing() as connection:
            if any(one.name == called and one.filter_id != filter_id for one in _live(connection, person)):
                raise WrongUse(f"a filter named “{called}” is there already: choose another name.")
            _change(connection, person, filter_id, name=called)

    def remove(self, person: str, filter_id: int) -> None:
        """Take a filter off the list; ``restore`` takes that back."""
        with self._writing() as connection:
            _change(connection, person, filter_id, removed_at=now())

    def restore(self, person: str, filter_id: int) -> None:
        """Put a removed filter back. Raises WrongUse where its name was given to another since."""
        with self._writing() as connection:
            query = select(SAVED_FILTERS.c.name).where(SAVED_FILTERS.c.filter_id == filter_id)
            name = connection.execute(query).scalar_one_or_none()
            if any(one.name == name and one.filter_id != filter_id for one in _live(connection, person)):
                raise WrongUse(f"a filter named “{name}” was saved since: rename it first.")
            _change(connection, person, filter_id, removed_at=None)


def _live(connection: Connection, person: str) -> list[SavedFilter]:
    table = SAVED_FILTERS.c
    query = select(table.filter_id, table.name, table.address, table.saved_at)
    kept = query.where((table.person == person) & table.removed_at.is_(None)).order_by(table.name)
    return [SavedFilter(**row._mapping) for row in connection.execute(kept)]


def _mine(person: str, filter_id: int) -> Update:
    table = SAVED_FILTERS.c
    return update(SAVED_FILTERS).where((table.person == person) & (table.filter_id == filter_id))


def _change(connection: Connection, person: str, filter_id: int, **values: object) -> None:
    if not connection.execute(_mine(person, filter_id).values(**values)).rowcount:
        raise WrongUse(f"no filter {filter_id} of yours: reload the page.")


def _name(name: str) -> str:
    called = " ".join(named("name", name).split())
    if len(called) > LONGEST_NAME:
        raise WrongUse(f"the name has {len(called)} characters, {LONGEST_NAME} fit: shorten it.")
    return called

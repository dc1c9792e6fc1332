"""The audit of looking customers up: append-only; who, when, for whom (a keyed hash), how much was found."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, DateTime, Integer, String, Table, insert, select

from config.errors import WrongUse, one_of
from journal.entries import named
from journal.findings import now
from journal.tables import METADATA

CUSTOMER, CASE = "customer", "case"
SUBJECTS = (CUSTOMER, CASE)
"""By what was searched: a number of a customer, kept as its keyed hash alone; the number of a case."""
_Opens = Callable[[], AbstractContextManager[Connection]]

SEARCHES = Table(
    "searches",
    METADATA,
    Column("search_id", Integer, primary_key=True),
    Column("searched_at", DateTime, nullable=False),
    Column("person", String(200), nullable=False, index=True),
    Column("subject", String(20), nullable=False),
    Column("asked", String(400), nullable=False, index=True),
    Column("count_found", Integer, nullable=False),
)
"""One row per search. asked: the customer's key (hash), or the case's number."""


@dataclass(frozen=True)
class Search:
    """One search; ``searched_at`` in UTC."""

    search_id: int
    searched_at: datetime
    person: str
    subject: str
    asked: str
    count_found: int


class SearchBook:
    """``Journal.searches``. What a method wrote is on disk when it returns; nothing of it can be changed.

    Raises WrongUse on what cannot be, NotWritten where the disk refuses.
    """

    def __init__(self, writing: _Opens, reading: _Opens) -> None:
        self._writing, self._reading = writing, reading

    def add(self, *, person: str, subject: str, asked: str, count_found: int) -> None:
        """Note a search before its answer is shown."""
        if subject not in SUBJECTS:
            raise WrongUse(one_of("subject of a search", subject, SUBJECTS))
        values = {
            "person": named("person", person), "subject": subject, "asked": named("asked", asked),
            "count_found": count_found, "searched_at": now(),
        }  # fmt: skip
        with self._writing() as connection:
            connection.execute(insert(SEARCHES).values(**values))

    def latest(self, *, person: str | None = None, limit: int = 200) -> list[Search]:
        """The audit, newest first; of one person or of all."""
        query = select(SEARCHES).order_by(SEARCHES.c.search_id.desc()).limit(limit)
        if person is not None:
            query = query.where(SEARCHES.c.person == person)
        with self._reading() as connection:
            return [Search(**row._mapping) for row in connection.execute(query)]

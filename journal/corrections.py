"""Causes of a text as people set them right: every change kept, the last one counts, each can be undone."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, DateTime, Integer, Row, String, Table, Text, func, insert, select

from journal.entries import ERASED, named
from journal.findings import now
from journal.records import NothingToUndo
from journal.tables import METADATA

_Opens = Callable[[], AbstractContextManager[Connection]]

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("correction_id", Integer, primary_key=True),
    Column("text_hash", String(64), nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("found_ids", Text, nullable=False),
    Column("category_ids", Text),
    Column("person", String(200), nullable=False),
    Column("written_at", DateTime, nullable=False),
)
"""Append-only: one row per change of a text's causes. found_ids: what stood there before, category_ids: what
is true (JSON lists); category_ids NULL: as found by rules or model again. Times are UTC."""


@dataclass(frozen=True)
class Correction:
    """``category_ids``: the causes ``text_hash`` truly speaks of, none where it speaks of none;
    ``found_ids``: what stood there before; ``who`` said so, ``at`` (UTC)."""

    text_hash: str
    category_ids: tuple[str, ...]
    found_ids: tuple[str, ...]
    who: str
    at: datetime


class CorrectionBook:
    """``Journal.corrections``. What a method wrote is on disk when it returns.

    text_hash: md5 of the masked text, in hex.  Raises WrongUse on what cannot be, NotWritten where the disk
    refuses.
    """

    def __init__(self, writing: _Opens, reading: _Opens) -> None:
        self._writing, self._reading = writing, reading

    def correct(
        self, text_hash: str, found_ids: Sequence[str], category_ids: Sequence[str], person: str
    ) -> Correction:
        """From now on ``category_ids`` are the causes of this text, in this order."""
        who, text = named("person", person), named("text", text_hash)
        with self._writing() as connection:
            row = _write(connection, text, list(found_ids), list(category_ids), what="corrected", person=who)
        return _correction(row)

    def undo(self, text_hash: str, person: str) -> Correction | None:
        """Take the person's own last change of this text back; what counts then (None: as found).

        Raises NothingToUndo where the last change is somebody else's, or there is none.
        """
        with self._writing() as connection:
            counting = _counting(_steps(connection, text_hash))
            if not counting or counting[-1].person != person:
                raise NothingToUndo("the last correction of this text is not yours: reload the page.")
            last, before = counting[-1], counting[-2] if len(counting) > 1 else None
            ids = json.loads(before.category_ids) if before else None
            _write(connection, text_hash, json.loads(last.category_ids), ids, what="undone", person=person)
        return _correction(before) if before else None

    def standing(self) -> list[Correction]:
        """What counts now, of every text somebody corrected and that was not erased; oldest first."""
        is_there = ~CORRECTIONS.c.text_hash.startswith(ERASED) & CORRECTIONS.c.category_ids.is_not(None)
        with self._reading() as connection:
            newest = select(func.max(CORRECTIONS.c.correction_id)).group_by(CORRECTIONS.c.text_hash)
            query = (
                select(CORRECTIONS)
                .where(CORRECTIONS.c.correction_id.in_(newest) & is_there)
                .order_by(CORRECTIONS.c.correction_id)
            )
            return [_correction(row) for row in connection.execute(query)]

    def of(self, text_hashes: Sequence[str]) -> dict[str, Correction]:
        """What counts now, of those of ``text_hashes`` that were corrected."""
        wanted = set(text_hashes)
        return {one.text_hash: one for one in self.standing() if one.text_hash in wanted}

    def steps(self, text_hash: str) -> list[tuple[str, tuple[str, ...] | None, str, datetime]]:
        """All that was done to a text, oldest first: corrected or undone, the causes, who, when (UTC)."""
        with self._reading() as connection:
            rows = _steps(connection, text_hash)
        return [
            (row.what, tuple(json.loads(row.category_ids)) if row.category_ids else None, row.person,
             row.written_at)
            for row in rows
        ]  # fmt: skip

    def version(self) -> int:
        """Grows with every change."""
        with self._reading() as connection:
            found = connection.execute(select(func.max(CORRECTIONS.c.correction_id))).scalar()
        return int(found or 0)


def _counting(rows: Sequence[Row]) -> list[Row]:  # type: ignore[type-arg]
    """The corrections that were not taken back, oldest first: each undoing takes the last one away."""
    stack: list[Row] = []  # type: ignore[type-arg]
    for row in rows:
        if row.what == "corrected":
            stack.append(row)
        else:
            stack.pop()
    return stack


def _steps(connection: Connection, text_hash: str) -> Sequence[Row]:  # type: ignore[type-arg]
    query = select(CORRECTIONS).where(CORRECTIONS.c.text_hash == text_hash)
    return connection.execute(query.order_by(CORRECTIONS.c.correction_id)).all()


def _write(
    connection: Connection, text_hash: str, found: list[str], ids: list[str] | None, **more: str
) -> Row:  # type: ignore[type-arg]
    values = {
        "text_hash": text_hash, "found_ids": json.dumps(found),
        "category_ids": None if ids is None else json.dumps(ids), "written_at": now(),
    }  # fmt: skip
    return connection.execute(insert(CORRECTIONS).values(**values, **more).returning(*CORRECTIONS.c)).one()


def _correction(row: Row) -> Correction:  # type: ignore[type-arg]
    return Correction(
        row.text_hash, tuple(json.loads(row.category_ids)), tuple(json.loads(row.found_ids)), row.person,
        row.written_at,
    )  # fmt: skip

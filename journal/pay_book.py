"""What the journal takes and tells about pay: months closed for it, and contests of single ratings.

Who may close, contest or decide is the caller's to check (ui)."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date

from sqlalchemy import Connection

from config.errors import WrongUse, one_of
from journal import disputes, drafts, pay
from journal.entries import named, text_of
from journal.pay_records import DECISIONS, Contest, PayLine, PayPeriod, PayRating

_Opens = Callable[[], AbstractContextManager[Connection]]


class PayBook:
    """``Journal.pay``. What a method wrote is on disk when it returns."""

    def __init__(self, writing: _Opens, reading: _Opens) -> None:
        self._writing, self._reading = writing, reading

    def close(
        self,
        *,
        month: date,
        person: str,
        formula: str,
        formula_version: str,
        snapshot_id: str,
        lines: Sequence[PayLine],
        ratings: Sequence[PayRating],
    ) -> PayPeriod:
        """Keep a month (its first day) as it counts for pay; it never changes afterwards.

        Raises WrongUse where it is closed already or a contest of it waits, NotWritten when the disk refuses.
        """
        if month.day != 1:
            raise WrongUse(f"{month} is no first day of a month; pay is closed by the month.")
        values = {
            "month": month, "closed_by": named("person", person), "formula": formula,
            "formula_version": formula_version, "snapshot_id": snapshot_id,
        }  # fmt: skip
        with self._writing() as connection:
            return pay.close(connection, values, lines, ratings)

    def periods(self) -> list[PayPeriod]:
        """Closed months, newest first."""
        with self._reading() as connection:
            return pay.periods(connection)

    def period(self, month: date) -> PayPeriod | None:
        """The closed month that begins on ``month``; None while it is open."""
        return next((one for one in self.periods() if one.month == month), None)

    def lines(self, period: PayPeriod, *, agent_id: str | None = None) -> list[PayLine]:
        """Agents of a closed month, or one of them."""
        with self._reading() as connection:
            return pay.lines(connection, period.period_id, agent_id)

    def ratings(self, period: PayPeriod, *, agent_id: str | None = None) -> list[PayRating]:
        """Every rating of a closed month, or those of one agent, with why one does not count."""
        with self._reading() as connection:
            return pay.ratings(connection, period.period_id, agent_id)

    def is_whole(self, period: PayPeriod) -> bool:
        """Whether the stored month is, row by row, the one that was closed."""
        with self._reading() as connection:
            return pay.is_whole(connection, period)

    def contest(
        self, *, rating_id: str, agent_id: str, unit_id: str | None, day: date, rating: int, reason: str,
        person: str,
    ) -> Contest:  # fmt: skip
        """Contest a rating; the reason comes masked.

        Raises WrongUse without a reason, for a closed month, or where the rating is contested already.
        """
        values = {
            "rating_id": named("rating", rating_id), "agent_id": named("agent", agent_id), "unit_id": unit_id,
            "date": day, "rating": rating, "reason": text_of(reason), "person": named("person", person),
        }  # fmt: skip
        with self._writing() as connection:
            written = disputes.write(connection, values)
            drafts.keep(connection, person, _draft(rating_id), "")
            return written

    def keep_draft(self, rating_id: str, person: str, text: str) -> None:
        """Keep what the person has typed so far; an empty text removes it."""
        with self._writing() as connection:
            drafts.keep(connection, person, _draft(rating_id), text)

    def draft(self, rating_id: str, person: str) -> str:
        """What the person had typed about the rating; empty where there is nothing."""
        with self._reading() as connection:
            return drafts.of(connection, person, _draft(rating_id))

    def withdraw(self, contest_id: int, person: str) -> Contest:
        """Take back an own contest that is not decided yet. Raises WrongUse."""
        with self._writing() as connection:
            return disputes.take_back(connection, contest_id, person)

    def decide(self, contest_id: int, *, status: str, decision: str, person: str) -> Contest:
        """Accept or refuse a contest, with the reason; final. Raises WrongUse where it is decided already."""
        if status not in DECISIONS:
            raise WrongUse(one_of("decision", status, DECISIONS))
        with self._writing() as connection:
            return disputes.decide(connection, contest_id, status, text_of(decision), named("person", person))

    def contests(
        self, start: date, end: date, *, agent_id: str | None = None, units: Sequence[str] | None = None
    ) -> list[Contest]:
        """Contests of ratings of [start, end), newest first; of one agent, some units, or all (None)."""
        with self._reading() as connection:
            return disputes.between(connection, start, end, agent_id=agent_id, units=units)


def _draft(rating_id: str) -> str:
    return f"contest {rating_id}"

"""Closed months of pay: written once with every rating that counted, never changed.

Each call is one transaction.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from config.errors import WrongUse
from journal import disputes
from journal.findings import now
from journal.pay_records import CONTESTED, PayLine, PayPeriod, PayRating
from journal.pay_tables import PAY_LINES, PAY_PERIODS, PAY_RATINGS


def close(
    connection: Connection, values: dict[str, Any], lines: Sequence[PayLine], ratings: Sequence[PayRating]
) -> PayPeriod:
    """Close the month of ``values`` (month, closed_by, formula, formula_version, snapshot_id).

    Raises WrongUse where it is closed, where a contest waits, or where one was accepted that still counts.
    """
    month: date = values["month"]
    _refuse_closed(connection, month)
    _refuse_undecided(connection, month, ratings)
    digest = _digest(values, lines, ratings)
    statement = insert(PAY_PERIODS).values(**values, closed_at=now(), content_sha256=digest)
    row = connection.execute(statement.returning(*PAY_PERIODS.c)).one()
    for table, rows in ((PAY_LINES, lines), (PAY_RATINGS, ratings)):
        if rows:
            connection.execute(insert(table), [{"period_id": row.period_id, **asdict(one)} for one in rows])
    return PayPeriod(**row._mapping)


def periods(connection: Connection) -> list[PayPeriod]:
    """Closed months, newest first."""
    query = select(PAY_PERIODS).order_by(PAY_PERIODS.c.month.desc())
    return [PayPeriod(**row._mapping) for row in connection.execute(query)]


def lines(connection: Connection, period_id: int, agent_id: str | None = None) -> list[PayLine]:
    """Agents of a closed month, or one of them."""
    columns = [column for column in PAY_LINES.c if column.name != "period_id"]
    query = select(*columns).where(PAY_LINES.c.period_id == period_id).order_by(PAY_LINES.c.agent_id)
    if agent_id is not None:
        query = query.where(PAY_LINES.c.agent_id == agent_id)
    return [PayLine(**row._mapping) for row in connection.execute(query)]


def ratings(connection: Connection, period_id: int, agent_id: str | None = None) -> list[PayRating]:
    """Ratings of a closed month, or those of one agent, in order of their number."""
    columns = [column for column in PAY_RATINGS.c if column.name != "period_id"]
    query = select(*columns).where(PAY_RATINGS.c.period_id == period_id).order_by(PAY_RATINGS.c.rating_id)
    if agent_id is not None:
        query = query.where(PAY_RATINGS.c.agent_id == agent_id)
    return [PayRating(**row._mapping) for row in connection.execute(query)]


def is_whole(connection: Connection, period: PayPeriod) -> bool:
    """Whether lines and ratings are those that were closed: their digest is the stored one."""
    values = {name: getattr(period, name) for name in _SIGNED}
    held = lines(connection, period.period_id), ratings(connection, period.period_id)
    return _digest(values, *held) == period.content_sha256


_SIGNED = ("month", "closed_by", "formula", "formula_version", "snapshot_id")


def _digest(values: dict[str, Any], lines: Sequence[PayLine], ratings: Sequence[PayRating]) -> str:
    content = {
        "period": [str(values[name]) for name in _SIGNED],
        "lines": [asdict(one) for one in sorted(lines, key=lambda one: one.agent_id)],
        "ratings": [asdict(one) for one in sorted(ratings, key=lambda one: one.rating_id)],
    }
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


def _refuse_closed(connection: Connection, month: date) -> None:
    if connection.execute(select(PAY_PERIODS.c.month).where(PAY_PERIODS.c.month == month)).first():
        raise WrongUse(f"{month:%Y-%m} is closed already; what was closed stays. Reload the page.")


def _refuse_undecided(connection: Connection, month: date, ratings: Sequence[PayRating]) -> None:
    end = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    accepted, waiting = disputes.accepted_and_open(connection, month, end)
    if waiting:
        raise WrongUse(f"{month:%Y-%m}: {waiting} contests wait for a decision; decide them, then close.")
    if any(one.rating_id in accepted and one.excluded is None for one in ratings):
        raise WrongUse(f"{month:%Y-%m}: a contest was accepted meanwhile ({CONTESTED}); reload the page.")

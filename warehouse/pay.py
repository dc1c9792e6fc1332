"""A month of ratings as it counts for pay: what counts, what does not and why, and the points of each agent.

Points come from the raw mean (pay is not shrunk; ranking is), from a least number of ratings on, by the
thresholds of settings [pay].  Ratings count by the day of the contact.
"""

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from config.settings import Pay
from warehouse.dimensions import NO_INCIDENT
from warehouse.period import Period
from warehouse.rows import rows
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from pandas import DataFrame

METHOD = "raw mean of counted ratings, 1"
"""Named in every closed month; the number grows when the way of counting changes."""
CONTESTED, INCIDENT, UNKNOWN = "contested", "incident", "unknown_agent"
EXCLUSIONS = (CONTESTED, INCIDENT, UNKNOWN)
_MOST = 10_000_000


@dataclass(frozen=True)
class Rating:
    """One rating of the month.  ``excluded``: why it does not count, None where it does."""

    rating_id: str
    contact_id: str | None
    agent_id: str | None
    unit_id: str | None
    date: date
    rating: int
    excluded: str | None
    load_id: str | None
    line: int | None


@dataclass(frozen=True)
class Line:
    """One agent: ``count`` ratings that add up to ``total``; ``points`` None for too few ratings."""

    agent_id: str
    unit_id: str | None
    count: int
    total: int
    points: float | None

    @property
    def mean(self) -> float:
        """The raw mean, as points are made from it."""
        return self.total / self.count


@dataclass(frozen=True)
class Sheet:
    """A month as it counts for pay, by one snapshot and one formula."""

    ratings: tuple[Rating, ...]
    lines: tuple[Line, ...]
    formula: str
    formula_version: str
    snapshot_id: str


def sheet(snapshot: Snapshot, scope: Scope, month: Period, pay: Pay, accepted: Collection[str]) -> Sheet:
    """The month as it counts now.  ``accepted``: numbers of ratings whose contest was accepted."""
    found = pay_rows(snapshot, scope, month)
    ratings = tuple(judged(found, accepted))
    return Sheet(ratings, tuple(lines(ratings, pay)), formula(pay), formula_version(pay), snapshot.id)


def loads_in(snapshot: Snapshot) -> frozenset[str]:
    """Numbers of the loads whose rows the snapshot holds."""
    return frozenset(row[0] for row in snapshot.cursor().execute("select load_id from meta.loads").fetchall())


def pay_rows(snapshot: Snapshot, scope: Scope, month: Period) -> "DataFrame":
    """Every rating of the month this person may see, as the row query pay_ratings lists them."""
    return rows(snapshot, scope, "pay_ratings", period=month, limit=_MOST)


def judged(found: "DataFrame", accepted: Collection[str]) -> list[Rating]:
    """The ratings, each with why it does not count: the first of ``EXCLUSIONS`` that applies."""
    records = found.astype(object).where(found.notna(), None).to_dict("records")
    has_reference = any(row["is_known_agent"] for row in records)
    return [_judge(row, accepted, has_reference) for row in records]


def _judge(row: dict[Any, Any], accepted: Collection[str], has_reference: bool) -> Rating:
    unknown = row["agent_id"] is None or (has_reference and not row["is_known_agent"])
    reasons = {
        CONTESTED: row["rating_id"] in accepted, INCIDENT: row["incident_id"] != NO_INCIDENT,
        UNKNOWN: unknown,
    }  # fmt: skip
    return Rating(
        rating_id=row["rating_id"],
        contact_id=row["contact_id"],
        agent_id=row["agent_id"],
        unit_id=row["unit_id"],
        date=row["date"].date() if isinstance(row["date"], datetime) else row["date"],
        rating=int(row["rating"]),
        excluded=next((name for name in EXCLUSIONS if reasons[name]), None),
        load_id=row["load_id"],
        line=None if row["line"] is None else int(row["line"]),
    )


def lines(ratings: Iterable[Rating], pay: Pay) -> list[Line]:
    """One line per agent with a rating that counts; the unit is that of the latest one."""
    of_agent: dict[str, list[Rating]] = defaultdict(list)
    for one in ratings:
        if one.excluded is None and one.agent_id is not None:
            of_agent[one.agent_id].append(one)
    found = []
    for agent_id in sorted(of_agent):
        mine = of_agent[agent_id]
        count, total = len(mine), sum(one.rating for one in mine)
        unit = max(mine, key=lambda one: (one.date, one.rating_id)).unit_id
        found.append(Line(agent_id, unit, count, total, points(count, total, pay)))
    return found


def points(count: int, total: int, pay: Pay) -> float | None:
    """Points of a raw mean total / count: those of the highest threshold reached, 0 below all of them.

    None for fewer ratings than ``pay.least_ratings``.  Compared exactly: 45 of 10 reaches 4.5.
    """
    if count < max(pay.least_ratings, 1):
        return None
    reached = [step.points for step in pay.steps if total >= Decimal(str(step.mean)) * count]
    return max(reached, default=0.0)


def missing_to_next(count: int, total: int, pay: Pay) -> tuple[float, float, int] | None:
    """The next threshold, its points, and how many further 5s would reach it.

    None above the last threshold, or where no number of 5s reaches it.
    """
    now = points(count, total, pay) or 0.0
    for step in sorted(pay.steps, key=lambda step: step.mean):
        threshold = Decimal(str(step.mean))
        if step.points <= now or threshold >= 5:
            continue
        lacking = threshold * count - total
        more = math.ceil(lacking / (5 - threshold))
        return step.mean, step.points, max(more, pay.least_ratings - count, 0)
    return None


def formula(pay: Pay) -> str:
    """The formula in full, as JSON: the method, the least number of ratings, the thresholds."""
    ordered = sorted(pay.steps, key=lambda step: step.mean)
    steps = [{"from": step.mean, "points": step.points} for step in ordered]
    return json.dumps({"method": METHOD, "least_ratings": pay.least_ratings, "steps": steps})


def formula_version(pay: Pay) -> str:
    """Twelve letters that change with anything in the formula."""
    return hashlib.sha256(formula(pay).encode()).hexdigest()[:12]


def differences(closed: Iterable[Rating], now: Iterable[Rating]) -> list[tuple[str, Rating]]:
    """What would be otherwise today than when the month was closed: (came, changed or gone, the rating).

    ``closed``: ratings as stored; an exclusion decided since is no difference.
    """
    then = {one.rating_id: one for one in closed}
    today = {one.rating_id: one for one in now}
    found = [("came", one) for number, one in today.items() if number not in then]
    found += [("gone", one) for number, one in then.items() if number not in today]
    found += [("changed", one) for number, one in today.items() if _differs(one, then.get(number))]
    return sorted(found, key=lambda one: (one[0], one[1].rating_id))


def _differs(one: Rating, then: Rating | None) -> bool:
    facts = ("agent_id", "date", "rating")
    return then is not None and any(getattr(one, name) != getattr(then, name) for name in facts)

"""Low scores that wait for an answer, one by one: due when, closed when, by unit and in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from tests.plain_rows import Ask, Rows, chosen
from tests.plain_statistics import Plain, share

STATES = ("waiting", "overdue", "at_risk", "closed")


@dataclass(frozen=True)
class Watch:
    """now: the operator's clock; rules: settings [followup]; holidays: "07-06" or "2022-07-09"; closed:
    task -> when somebody closed it; begun: day of the oldest score that was followed up."""

    now: datetime
    rules: Mapping[str, float]
    holidays: Sequence[str]
    closed: Mapping[str, datetime]
    begun: date = date.max

    def due(self, day: date) -> datetime:
        """The midnight after the last of the working days after ``day``."""
        left = int(self.rules["working_days"])
        while left:
            day += timedelta(days=1)
            is_free = day.isoweekday() > 5 or {f"{day:%m-%d}", day.isoformat()} & set(self.holidays)
            left -= not is_free
        return datetime(day.year, day.month, day.day) + timedelta(days=1)


def tasks(facts: Mapping[str, Rows], ask: Ask, watch: Watch) -> Rows:
    """task_id, unit_id, at, due_at, closed_at, state of the low scores of the days asked."""
    low = {
        "survey": _low(facts["surveys"], ask, "answered_at", ("score", watch.rules["nps_up_to"])),
        "rating": _low(facts["ratings"], ask, "rated_at", ("rating", watch.rules["ar_up_to"])),
    }
    parts = [rows.assign(task_id=f"{kind}:" + rows[f"{kind}_id"].astype(str)) for kind, rows in low.items()]
    both = pd.concat([part[["task_id", "unit_id", "contact_id", "at"]] for part in parts], ignore_index=True)
    contact = both["contact_id"].fillna(both["task_id"])  # two low scores of one contact: the first
    ordered = both.assign(contact=contact).sort_values(["at", "task_id"], ascending=[True, False])
    every = ordered[~ordered["contact"].duplicated()].reset_index(drop=True)
    due = {day: watch.due(day) for day in set(every["at"].dt.date)}
    every["due_at"] = pd.to_datetime([due[day] for day in every["at"].dt.date])
    every["closed_at"] = pd.to_datetime(every["task_id"].map(dict(watch.closed))).astype("datetime64[us]")
    every["state"] = [
        _state(due_at, closed_at, watch)
        for due_at, closed_at in zip(every["due_at"], every["closed_at"], strict=True)
    ]
    return every


def _low(rows: Rows, ask: Ask, at: str, score: tuple[str, float]) -> Rows:
    known = rows[rows[at].notna() & (rows[score[0]] <= score[1])]
    return chosen(known.assign(at=known[at], on=known[at].dt.normalize()), ask, "on")


def _state(due_at: datetime, closed_at: Any, watch: Watch) -> str:
    if pd.notna(closed_at):
        return "closed"
    if due_at <= watch.now:
        return "overdue"
    soon = watch.now + timedelta(hours=watch.rules["at_risk_hours"])
    return "at_risk" if due_at <= soon else "in_time"


def counts(rows: Rows) -> dict[str, int]:
    """Part of the queue -> how many; waiting: all that are not closed."""
    found = {state: int((rows["state"] == state).sum()) for state in STATES}
    return {**found, "waiting": len(rows) - found["closed"]}


def in_time(rows: Rows, watch: Watch) -> Plain:
    """Closed by their deadline, of those closed or past it."""
    judged = rows[rows["closed_at"].notna() | (rows["due_at"] <= watch.now)]
    return share(int((judged["closed_at"] <= judged["due_at"]).sum()), len(judged))

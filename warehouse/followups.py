"""The queue of low scores: what waits for an answer, how many, how many in time, and what came of it.

Low scores are facts; who took and closed them only the journal knows.  The two meet here: ``Clock.states``
are the journal's lines (``journal.followups.states``), bound as one value.  Scope and filters go through the
gate.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from config.errors import WrongUse, one_of
from config.settings import Followup
from warehouse import gate, sql_files, working_time
from warehouse.gate import NO_FILTERS, Ask, Filters, Source
from warehouse.period import Period
from warehouse.reference import Calendar
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from pandas import DataFrame

WHICH = {
    "waiting": "status <> 'closed'",
    "overdue": "state = 'overdue'",
    "at_risk": "state = 'at_risk'",
    "mine": "status = 'taken' and taken_by = $person",
    "closed": "status = 'closed'",
    "all": "true",
}
"""Which tasks of the queue are asked for -> the condition."""
DIMENSIONS = ("unit", "region", "team", "agent", "channel", "channel_kind", "process", "product", "segment")
"""Dimensions both kinds of answers can be narrowed by."""

_SURVEYS, _RATINGS = Source.parse("facts.surveys@answer_date"), Source.parse("facts.ratings@rated_at")
_TOKEN = re.compile(r"\{(\w+)\}")
_PARAMETER = re.compile(r"\$(\w+)")
_PERSONAL = ("comment", "suggestion")


@dataclass(frozen=True)
class Clock:
    """By what tasks are judged. now: the operator's clock; states: how tasks stand by the journal."""

    now: datetime
    rules: Followup
    calendar: Calendar = field(repr=False, hash=False, compare=False)
    states: str = field(default="", repr=False)
    person: str = ""

    @property
    def span(self) -> Period:
        """Days whose low scores can still wait."""
        after = self.now.date() + timedelta(days=1)
        return Period(after - timedelta(days=self.rules.waits_days), after)


@dataclass(frozen=True)
class Definition:
    """What a figure of the queue is: by the header of its file, as metrics have it."""

    name: str
    title: str
    definition: str
    unit: str
    decimals: int
    better: str


@dataclass(frozen=True)
class Group:
    """Customers of one group with a next score: means before and after, of the change its 95 % interval."""

    customers: int
    count: int
    before: float
    after: float
    change: float
    low: float
    high: float
    variance: float = field(repr=False)
    """Of the mean change."""


@dataclass(frozen=True)
class Aftermath:
    """What came of it: customers somebody spoke with, the others, how much more the first changed."""

    followed: Group
    others: Group
    difference: float
    low: float
    high: float


def queue(
    snapshot: Snapshot,
    scope: Scope,
    clock: Clock,
    *,
    which: str = "waiting",
    filters: Filters = NO_FILTERS,
    limit: int = 200,
    offset: int = 0,
) -> "DataFrame":
    """Tasks, the nearest deadline first: task_id, kind (nps, ar: which score came first), score, nps, ar (the
    low scores of its contact), answered_at, due_at, status, state, taken_by, closed_at, outcome, unit_id,
    region, team, agent_id, channel_id, channel_kind, process_id, product_id, segment, reason_id, category_id,
    contact_id, comment, suggestion.

    Comments are empty where the scope is not personal. Raises WrongUse for an unknown ``which``.
    """
    if which not in WHICH:
        raise WrongUse(one_of("part of the queue", which, WHICH))
    question = _Question(snapshot, clock, _ask(scope, clock.span, filters))
    return _shown(question.answer("queue", where=WHICH[which], row_limit=limit, row_offset=offset), scope)


def in_time_definition() -> Definition:
    """``answered_in_time``: it needs the journal, so it is asked here and not of ``warehouse.metrics``."""
    header = sql_files.read("followups", "in_time").header
    return Definition(
        "answered_in_time", header["title"], header["definition"], header["unit"], int(header["decimals"]),
        header["better"],
    )  # fmt: skip


def tasks(snapshot: Snapshot, scope: Scope, clock: Clock, task_ids: Sequence[str]) -> "DataFrame":
    """Those of ``task_ids`` that are low scores this person may see and can still wait, as ``queue`` gives
    them."""
    question = _Question(snapshot, clock, _ask(scope, clock.span)).only(task_ids)
    return _shown(question.answer("queue", where="true", row_limit=len(task_ids), row_offset=0), scope)


def counts(snapshot: Snapshot, scope: Scope, clock: Clock, *, filters: Filters = NO_FILTERS) -> "DataFrame":
    """How many wait, by unit: unit_id, waiting, overdue, at_risk, taken, mine, closed."""
    return _Question(snapshot, clock, _ask(scope, clock.span, filters)).answer("counts")


def in_time(
    snapshot: Snapshot, scope: Scope, clock: Clock, *, period: Period, filters: Filters = NO_FILTERS
) -> "DataFrame":
    """Share of low scores of the period closed by their deadline: is_all, unit_id, value (%), low, high
    (95 %, Wilson), count, in_time, late; the row of all units first, then units from the lowest share.

    Counted are scores that are closed or whose deadline is over.
    """
    return _Question(snapshot, clock, _ask(scope, period, filters)).answer("in_time")


def aftermath(
    snapshot: Snapshot, scope: Scope, clock: Clock, *, period: Period, filters: Filters = NO_FILTERS
) -> Aftermath | None:
    """The next score of low scorers of the period, followed up against not; None where one group has fewer
    than two with a next score.

    Intervals: normal, of means with unequal variances (B. L. Welch, 1947).
    """
    frame = _Question(snapshot, clock, _ask(scope, period, filters)).answer("after")
    groups = {row["is_followed"]: _group(row) for row in frame.to_dict("records") if row["count_next"] > 1}
    if len(groups) < 2:
        return None
    followed, others = groups[True], groups[False]
    difference = followed.change - others.change
    half = 1.96 * math.sqrt(followed.variance + others.variance)
    return Aftermath(followed, others, difference, difference - half, difference + half)


def deadline(day: date, working_days: int, calendar: Calendar) -> datetime:
    """The end of the last of ``working_days`` working days after ``day``: the midnight after it.

    Working days: Monday to Friday but holidays, and the days off that are worked (config/calendar.toml).
    """
    return _deadlines([day], working_days, calendar)[0]


def _deadlines(days: Sequence[date], working_days: int, calendar: Calendar) -> list[datetime]:
    rules = {row["day"]: str(row["rule"]) for row in working_time.days(calendar)}
    due = []
    for day in days:
        last, left = day, working_days
        while left:
            last += timedelta(days=1)
            left -= rules.get(last.isoformat(), str(last.isoweekday())) in tuple("12345")
        due.append(datetime(last.year, last.month, last.day) + timedelta(days=1))
    return due


def _ask(scope: Scope, period: Period, filters: Filters = NO_FILTERS) -> Ask:
    return Ask(scope, period, {word: codes for word, codes in filters.items() if word in DIMENSIONS})


class _Question:
    """A query of sql/followups over low scores that ``ask`` may see, with the values to bind."""

    def __init__(self, snapshot: Snapshot, clock: Clock, ask: Ask) -> None:
        info = snapshot.info
        ask = Ask(ask.scope, ask.period.within(info.first_day, info.last_day), ask.filters)
        self._snapshot = snapshot
        self._values: dict[str, Any] = _values(clock, ask.period)
        self._relations = {
            token: gate.gated(source, ask, snapshot.columns, self._values)
            for token, source in (("surveys", _SURVEYS), ("ratings", _RATINGS))
        }
        scoped = gate.gated(_SURVEYS, Ask(ask.scope), snapshot.columns, self._values)
        self._relations["answers"] = scoped

    def only(self, task_ids: Sequence[str]) -> "_Question":
        """Narrowed to these tasks."""
        for kind in ("survey", "rating"):
            self._values[f"{kind}_ids"] = [key for of, _, key in map(_parted, task_ids) if of == kind]
            whole = self._relations[f"{kind}s"]
            picked = f"{kind}_id in (select unnest(${kind}_ids::varchar[]))"
            self._relations[f"{kind}s"] = f"(select * from {whole} where {picked})"  # noqa: S608
        return self

    def answer(self, name: str, where: str = "true", **more: Any) -> "DataFrame":
        """The rows of sql/followups/<name>.sql."""
        file = sql_files.read("followups", name)
        low = _filled(sql_files.read("followups", "tasks").body, self._relations)
        sql = _filled(file.body, {**self._relations, "tasks": low, "where": where})
        used = set(_PARAMETER.findall(sql))
        bound = {key: value for key, value in {**self._values, **more}.items() if key in used}
        found: DataFrame = sql_files.execute(self._snapshot.cursor(), file, body=sql, parameters=bound).df()
        return found


def _parted(task_id: str) -> tuple[str, str, str]:
    return task_id.partition(":")


def _filled(body: str, words: dict[str, str]) -> str:
    return _TOKEN.sub(lambda token: words[token[1]], body)


def _values(clock: Clock, period: Period) -> dict[str, Any]:
    start, end = period.start or clock.now.date(), period.end or clock.now.date()
    days = [start + timedelta(days=number) for number in range((end - start).days)]
    rules = clock.rules
    return {
        "now": clock.now, "journal": clock.states, "person": clock.person, "nps_up_to": rules.nps_up_to,
        "ar_up_to": rules.ar_up_to, "at_risk_hours": rules.at_risk_hours,
        "horizon_days": rules.next_score_days, "days": days,
        "dues": _deadlines(days, rules.working_days, clock.calendar),
    }  # fmt: skip


def _shown(frame: "DataFrame", scope: Scope) -> "DataFrame":
    """Without texts for who may not read them."""
    return frame if scope.personal else frame.assign(**dict.fromkeys(_PERSONAL))


def _group(row: Mapping[Any, Any]) -> Group:
    variance = row["deviation"] ** 2 / row["count_next"]
    half, change = 1.96 * math.sqrt(variance), float(row["change"])
    sizes = (int(row["customers"]), int(row["count_next"]))
    return Group(*sizes, row["before"], row["after"], change, change - half, change + half, variance)

"""What the follow-up page asks: the queue as warehouse and journal tell it together, cached by both."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from config.settings import Followup
from journal.api import FollowUpBook, Journal, Task
from ui import data, filters
from ui.cells import records
from warehouse import followups, reference
from warehouse.followups import Aftermath, Clock
from warehouse.period import Period
from warehouse.scope import Scope, people
from warehouse.snapshot import Snapshot

Narrowed = tuple[tuple[str, tuple[str, ...]], ...]
NO_PERIOD = Period()


@dataclass(frozen=True)
class _Asked:
    """Everything an answer depends on besides snapshot and scope. version: of the journal."""

    version: int
    now: datetime
    rules: Followup
    narrowed: Narrowed
    which: str = "waiting"
    limit: int = 0
    period: Period = NO_PERIOD


def now() -> datetime:
    """The operator's clock; at the end of the data where they ended so long ago that nothing could wait."""
    end = _end_of_data()
    live = datetime.now(ZoneInfo(data.settings().operator.time_zone)).replace(
        tzinfo=None, second=0, microsecond=0
    )
    return end if end and stands() else live


def stands() -> bool:
    """Whether the clock stands at the end of old data (a demo, a trial on last year's files)."""
    end = _end_of_data()
    return end is not None and end + timedelta(days=rules().waits_days) < datetime.now()


def _end_of_data() -> datetime | None:
    last = data.snapshot().info.last_day
    return datetime.combine(last, time(18)) if last else None


def rules() -> Followup:
    return data.settings().followup


def book() -> FollowUpBook:
    """The journal's pages on who took and closed what."""
    return Journal(data.instance()).followups


def queue(which: str, limit: int) -> pd.DataFrame:
    """Tasks under the filters of the page, the nearest deadline first; see ``warehouse.followups.queue``."""
    return _queue(data.snapshot(), _key(), data.scope(), _asked(which=which, limit=limit))


def counts() -> pd.DataFrame:
    """How many wait, by unit."""
    return _counts(data.snapshot(), _key(), data.scope(), _asked())


def in_time() -> pd.DataFrame:
    """Share closed in time of the chosen period, all units and each."""
    return _in_time(
        data.snapshot(), _key(), data.scope(), _asked(period=since_begun(filters.chosen().span.period))
    )


def aftermath() -> Aftermath | None:
    """Next scores of the low scorers of the trend's months."""
    span = since_begun(filters.chosen().span.trend)
    return _aftermath(data.snapshot(), _key(), data.scope(), _asked(period=span))


def since_begun(period: Period) -> Period:
    """The part of a period since somebody first followed up: before, nobody could have been late."""
    begun = book().begun_at()
    if begun is None or period.start is None or period.end is None:
        return Period(period.end, period.end)
    return Period(min(max(period.start, begun.date()), period.end), period.end)


def tasks(task_ids: list[str]) -> list[Task]:
    """Those of the tasks that are in the viewer's scope, asked anew: what a browser sends proves nothing."""
    found = followups.tasks(data.snapshot(), data.scope(), clock(), task_ids)
    return [
        Task(
            str(row["task_id"]),
            row["unit_id"],
            row["answered_at"].to_pydatetime(),
            row["due_at"].to_pydatetime(),
        )
        for row in records(found)
    ]


def may_act() -> bool:
    """Who may read comments may answer them; agents see their own and leave the answer to others."""
    scope = data.scope()
    return bool(scope.person) and scope.personal and scope.agent_id is None and not scope.sees_nothing


def head_of(unit: str) -> str:
    """Who answers for a unit: its manager by config/people.toml, the one with the fewest units; else ""."""
    heads = [
        one for one in people(data.instance()).values()
        if one.role == "manager" and one.units and unit in one.units
    ]  # fmt: skip
    return min(heads, key=lambda one: len(one.units or ())).name if heads else ""


def name_of(login: str) -> str:
    """The name of a person of the journal."""
    known = people(data.instance()).get(login)
    return known.name if known and known.name else login


def clock(moment: datetime | None = None, states: str = "") -> Clock:
    """What tasks are judged by; without ``states`` only their deadlines are of use."""
    calendar = reference.calendar(data.instance())
    return Clock(moment or now(), rules(), calendar, states, data.scope().person)


def _asked(which: str = "waiting", limit: int = 0, period: Period | None = None) -> _Asked:
    chosen = filters.chosen().values
    narrowed = tuple((key, tuple(chosen[key])) for key in sorted(chosen) if chosen[key])
    version = book().version()
    return _Asked(version, now(), rules(), narrowed, which, limit, period or NO_PERIOD)


def _clock(asked: _Asked, since: Period | None = None) -> Clock:
    bare = clock(asked.now)
    start = (since or bare.span).start
    begin = datetime.combine(start, time()) if start else datetime.min
    return replace(bare, states=_states(_key(), asked.version, begin))


def _key() -> str:
    return f"{data.instance().home}/{data.snapshot().id}"


@st.cache_data(max_entries=20, show_spinner=False)
def _states(key: str, version: int, since: datetime) -> str:
    return book().states(since)


@st.cache_data(max_entries=200, show_spinner=False)
def _queue(_snapshot: Snapshot, key: str, scope: Scope, asked: _Asked) -> pd.DataFrame:
    return followups.queue(
        _snapshot, scope, _clock(asked), which=asked.which, filters=dict(asked.narrowed), limit=asked.limit
    )


@st.cache_data(max_entries=200, show_spinner=False)
def _counts(_snapshot: Snapshot, key: str, scope: Scope, asked: _Asked) -> pd.DataFrame:
    return followups.counts(_snapshot, scope, _clock(asked), filters=dict(asked.narrowed))


@st.cache_data(max_entries=200, show_spinner=False)
def _in_time(_snapshot: Snapshot, key: str, scope: Scope, asked: _Asked) -> pd.DataFrame:
    clock = _clock(asked, asked.period)
    return followups.in_time(_snapshot, scope, clock, period=asked.period, filters=dict(asked.narrowed))


@st.cache_data(max_entries=50, show_spinner=False)
def _aftermath(_snapshot: Snapshot, key: str, scope: Scope, asked: _Asked) -> Aftermath | None:
    clock = _clock(asked, asked.period)
    return followups.aftermath(_snapshot, scope, clock, period=asked.period, filters=dict(asked.narrowed))

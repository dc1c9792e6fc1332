"""What the pages of pay stand on: who may see them, months, the sheet of a month, what was closed."""

from dataclasses import asdict
from datetime import date

import pandas as pd
import streamlit as st

from etl import api as etl
from journal.api import ACCEPTED, Contest, Journal, PayLine, PayPeriod, PayRating
from ui import data
from ui.pay import access as pay_access
from ui.periods import Span, span_of, spans
from ui.words import _
from warehouse import pay as counting
from warehouse.pay import Rating, Sheet
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

_MONTHS, _LATE = 24, 10_000


def journal() -> Journal:
    """The journal of this instance; its database is opened once a process."""
    return Journal(data.instance())


def months(*, with_running: bool = False) -> list[Span]:
    """Complete months, newest first; the running one too where asked."""
    info = data.snapshot().info
    if info.first_day is None or info.last_day is None:
        return []
    found = spans("month", info.first_day, info.last_day)[: _MONTHS + 1]
    complete = info.last_complete_month
    return [one for one in found if with_running or (complete is not None and one.start <= complete)]


def choose_month(key: str, *, with_running: bool = False) -> Span | None:
    """A box with months; None where there are none yet."""
    found = months(with_running=with_running)
    if not found:
        return None
    codes = {one.code: one for one in found}
    chosen = st.selectbox(_("Month"), list(codes), format_func=lambda code: codes[code].title, key=key)
    return codes[chosen]


def month_of(day: date) -> Span:
    return span_of("month", day)


def sheet(month: Span) -> Sheet:
    """The month as it counts now, for what this person may see."""
    accepted = frozenset(one.rating_id for one in contests(month) if one.status == ACCEPTED)
    pay, shot = data.settings().pay, data.snapshot()
    key = (str(data.instance().home), shot.id, counting.formula(pay))
    return _sheet(shot, key, data.scope(), month.period, accepted)


@st.cache_data(max_entries=60, show_spinner=False)
def _sheet(
    _snapshot: Snapshot, key: tuple[str, ...], scope: Scope, month: Period, accepted: frozenset[str]
) -> Sheet:
    return counting.sheet(_snapshot, scope, month, data.settings().pay, accepted)


def contests(month: Span) -> list[Contest]:
    """Contests of the month's ratings that this person may see, newest first."""
    scope = data.scope()
    if scope.sees_nothing or not scope.person:
        return []
    return journal().pay.contests(month.start, month.end, agent_id=scope.agent_id, units=scope.units)


def closed(month: Span) -> PayPeriod | None:
    """The closed month, None while it is open."""
    return journal().pay.period(month.start)


def closed_lines(period: PayPeriod) -> list[PayLine]:
    """Lines of a closed month that this person may see."""
    scope = data.scope()
    found = journal().pay.lines(period, agent_id=scope.agent_id)
    return [one for one in found if scope.units is None or one.unit_id in scope.units]


def closed_ratings(period: PayPeriod) -> list[PayRating]:
    """Ratings of a closed month that this person may see."""
    scope = data.scope()
    found = journal().pay.ratings(period, agent_id=scope.agent_id)
    return [one for one in found if scope.units is None or one.unit_id in scope.units]


def is_whole(period: PayPeriod) -> bool:
    """Whether the closed month is stored as it was closed; looked at again every few minutes."""
    return _is_whole(str(data.instance().home), period)


@st.cache_data(ttl=300, max_entries=60, show_spinner=False)
def _is_whole(home: str, period: PayPeriod) -> bool:
    return journal().pay.is_whole(period)


def late_rows(month: Span) -> list[etl.LateRow]:
    """Ratings that came for the month after it was locked; only heads of every unit see them, for a row
    that was not applied has no unit yet."""
    if not pay_access.may_close():
        return []
    found = etl.late_rows(data.instance(), "ratings", limit=_LATE)
    return [one for one in found if one.day is not None and month.start <= one.day < month.end]


def differences(period: PayPeriod, month: Span) -> list[tuple[str, Rating]]:
    """What the data of today would count otherwise than the closed month; it stays as it was closed."""
    stored = [Rating(**asdict(one)) for one in closed_ratings(period)]
    return counting.differences(stored, sheet(month).ratings)


def line_frame(lines: list[PayLine]) -> pd.DataFrame:
    """Lines as a table: agent_id, unit_id, count, mean (raw, unrounded), points (missing: too few)."""
    return pd.DataFrame(
        [(one.agent_id, one.unit_id, one.count, one.mean, one.points) for one in lines],
        columns=["agent_id", "unit_id", "count", "mean", "points"],
    )


def as_stored(sheet: Sheet) -> tuple[list[PayLine], list[PayRating]]:
    """Lines and ratings as the journal keeps them."""
    return (
        [PayLine(**asdict(one)) for one in sheet.lines],
        [PayRating(**asdict(one)) for one in sheet.ratings],
    )

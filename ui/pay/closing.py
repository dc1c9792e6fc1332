"""Closing a month for pay: lock it, see that nothing waits, keep every rating and point. All or nothing."""

from config.errors import NotReady, WrongUse
from etl import api as etl
from journal.api import PayPeriod
from ui import data
from ui.pay import access as pay_access
from ui.pay import data as pay_data
from ui.periods import Span
from warehouse import pay as counting

_FEEDS = ("ratings", "contacts", "agents", "events")
"""Record types that decide which ratings count and for whom."""


class NotOpen(WrongUse):
    """The person or the month does not allow closing."""


def close(month: Span) -> PayPeriod:
    """Lock the month's ratings and keep it as it counts now.

    The lock comes first, so that no row slips in between; it is taken back where the month is not closed.
    Raises NotOpen, WrongUse (closed already, contests wait), NotReady (rows loaded that no page shows yet).
    """
    if not pay_access.may_close():
        raise NotOpen("a month is closed by a head of quality who sees every unit.")
    if month not in pay_data.months():
        raise NotOpen(f"{month.code} is not over yet, or there are no data of it; close a complete month.")
    if pay_data.closed(month):
        raise NotOpen(f"{month.code} is closed already; what was closed stays.")
    person, had = data.scope().person, _is_locked(month)
    etl.lock_period(data.instance(), "ratings", month.start, month.end, person)
    try:
        _refuse_unpublished()
        return _keep(month, person)
    except BaseException:
        if not had and pay_data.closed(month) is None:
            etl.unlock_period(data.instance(), "ratings", month.start, month.end, person)
        raise


def _keep(month: Span, person: str) -> PayPeriod:
    sheet = pay_data.sheet(month)
    if not sheet.ratings:
        raise NotOpen(f"{month.code} has no ratings; there is nothing to close.")
    lines, ratings = pay_data.as_stored(sheet)
    return pay_data.journal().pay.close(
        month=month.start,
        person=person,
        formula=sheet.formula,
        formula_version=sheet.formula_version,
        snapshot_id=sheet.snapshot_id,
        lines=lines,
        ratings=ratings,
    )


def _is_locked(month: Span) -> bool:
    wanted = ("ratings", month.start, month.end)
    locks = etl.locked_periods(data.instance())
    return any((lock.contract, lock.start, lock.end) == wanted for lock in locks)


def _refuse_unpublished() -> None:
    """Rows that are loaded but in no snapshot yet would be missing from what is closed."""
    known = counting.loads_in(data.snapshot())
    waiting = [
        load for load in etl.load_status(data.instance())
        if load.contract in _FEEDS and load.rows_loaded and load.load_id not in known
    ]  # fmt: skip
    if waiting:
        raise NotReady(
            f"{waiting[0].file} was loaded and is not on the pages yet; run 'python -m warehouse build', "
            "reload the page and close the month then."
        )

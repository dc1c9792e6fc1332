"""What complaints or appeals cost, by cause: money given back, and the handling of their contacts."""

from datetime import timedelta
from typing import TYPE_CHECKING

from warehouse.gate import NO_FILTERS, Ask, Filters, Source
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

if TYPE_CHECKING:
    from pandas import DataFrame

_CASES, _CONTACTS = Source.parse("facts.cases"), Source.parse("facts.contacts")
_BEFORE = timedelta(days=31)
"""A case may be registered so long after its contact."""


def case_costs(
    snapshot: Snapshot, scope: Scope, kind: str, *, period: Period, filters: Filters = NO_FILTERS
) -> "DataFrame":
    """Columns category, cases, given (currency of the operator), given_known, handle_s, handled.

    kind: complaint or appeal, by the day registered.  A sum is empty where nothing of it is known;
    ``given_known`` and ``handled`` say of how many cases it is known.
    """
    span = period.within(snapshot.info.first_day, snapshot.info.last_day)
    asked = Statement(snapshot, "case_costs")
    asked.read("cases", _CASES, Ask(scope, span, filters))
    back = Period(span.start and span.start - _BEFORE, span.end)
    asked.read("contacts", _CONTACTS, Ask(scope, back))
    asked.bind(kind=kind)
    found: DataFrame = asked.run().df()
    return found

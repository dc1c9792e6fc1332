"""Families of public answers: what is said again and again, how often, and what comes of it."""

from typing import TYPE_CHECKING

from warehouse.gate import NO_FILTERS, Ask, Filters, Source
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

if TYPE_CHECKING:
    from pandas import DataFrame

_CASES = Source.parse("facts.cases@reply_date")


def reply_families(
    snapshot: Snapshot,
    scope: Scope,
    kind: str,
    *,
    period: Period,
    filters: Filters = NO_FILTERS,
    most: int = 50,
) -> "DataFrame":
    """Public answers that are copies of one another, the most frequent first.

    Columns reply_family, reply (template or specific: what most of them are), said (how often), judged (of
    how many it is known what came of them), back (of those: opened again or the same once more),
    asks_to_write, owner (of most), owners, units (how many), reply_text (the newest).
    kind: complaint or appeal, by the day of the answer.  reply_text is empty where the scope is not personal.
    """
    asked = Statement(snapshot, "reply_families")
    span = period.within(snapshot.info.first_day, snapshot.info.last_day)
    asked.read("cases", _CASES, Ask(scope, span, filters))
    asked.bind(kind=kind, most=most)
    found: DataFrame = asked.run().df()
    return found if scope.personal else found.assign(reply_text=None)

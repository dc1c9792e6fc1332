"""NPS by weekday and hour of the contact: when service is felt to be better or worse."""

from typing import TYPE_CHECKING

from warehouse import dimensions
from warehouse.catalogue import find
from warehouse.gate import NO_FILTERS, Ask, Filters, Source
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

if TYPE_CHECKING:
    from pandas import DataFrame

_ANSWERS = Source.parse("marts.answers")


def hours(
    snapshot: Snapshot, scope: Scope, *, period: Period | None = None, filters: Filters = NO_FILTERS
) -> "DataFrame":
    """weekday (1 Monday to 7 Sunday), hour (0 to 23), value, low, high, count, withheld: NPS by hour.

    Answers of the period by their day, placed by the hour of their contact.  Hours without any have no row.
    Raises WrongUse for an unknown filter.
    """
    dimensions.check("filter of nps", filters, find("nps").dimensions)
    statement = Statement(snapshot, "hours")
    statement.read("answers", _ANSWERS, Ask(scope, period or Period(), filters))
    statement.bind(least_scores=snapshot.info.settings.display.least_scores)
    return statement.run().df()

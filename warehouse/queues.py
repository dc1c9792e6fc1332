"""A queue by interval of the day, as what-if calculations take it, and what channels promised."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.errors import WrongUse
from warehouse import dimensions
from warehouse.catalogue import find
from warehouse.gate import NO_FILTERS, Ask, Filters, Source
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

if TYPE_CHECKING:
    from pandas import DataFrame

MINUTES = (15, 30, 60)
_COUNTS, _CONTACTS = Source.parse("marts.contact_hours | facts.contacts"), Source.parse("facts.contacts")


@dataclass(frozen=True)
class Queue:
    """One interval of a usual day. calls: a day, short abandons left out; aht_s, asa_s, patience_s: seconds.

    Shares in percent; count: calls of all the days; agents: who took calls in it, on a mean day.  What is not
    known is nan.  patience_s: all waiting / those who gave up (maximum likelihood for exponential patience).
    """

    start: str
    minutes: int
    count: int
    calls: float
    aht_s: float
    service_level: float
    asa_s: float
    abandonment: float
    patience_s: float
    agents: float


def queues(
    snapshot: Snapshot,
    scope: Scope,
    *,
    minutes: int = 60,
    weekday: int | None = None,
    period: Period | None = None,
    filters: Filters = NO_FILTERS,
) -> list[Queue]:
    """The intervals of a day that had calls, in order, over the days of ``period`` (one ``weekday`` of them).

    Raises WrongUse for an interval other than 15, 30 or 60 minutes or an unknown filter.
    """
    if minutes not in MINUTES:
        raise WrongUse(f"interval: {minutes} minutes; give 15, 30 or 60.")
    dimensions.check("filter of service_level", filters, find("service_level").dimensions)
    statement = Statement(snapshot, "queues")
    ask = Ask(scope, period or Period(), filters)
    statement.read("counts", _COUNTS, ask)
    statement.read("contacts", _CONTACTS, ask)
    statement.bind(slots=minutes // 15, weekday=weekday)
    return _read(statement.run().df(), minutes)


def promises(snapshot: Snapshot) -> dict[str, float]:
    """Channel -> seconds until the first answer that it promises; channels without a promise are left out."""
    found = snapshot.cursor().execute(
        "select channel_id, promise_s from dims.channels where promise_s is not null order by channel_id"
    )
    return dict(found.fetchall())


def _read(frame: "DataFrame", minutes: int) -> list[Queue]:
    rows = [{str(key): float(value) for key, value in row.items()} for row in frame.to_dict("records")]
    return [_queue(row, minutes) for row in rows if row["offered"] > row["short_abandoned"]]


def _queue(row: dict[str, float], minutes: int) -> Queue:
    count, slot = row["offered"] - row["short_abandoned"], int(row["first_slot"])
    return Queue(
        start=f"{slot // 4:02d}:{slot % 4 * 15:02d}",
        minutes=minutes,
        count=int(count),
        calls=count / row["days"],
        aht_s=_ratio(row["handle_s"], row["handled"]),
        service_level=100 * row["in_time"] / count,
        asa_s=_ratio(row["waited_s"], row["waited"]),
        abandonment=100 * row["abandoned"] / count,
        patience_s=_ratio(row["patience_s"], row["abandoned"]),
        agents=row["agent_days"] / row["days"],
    )


def _ratio(total: float, count: float) -> float:
    return total / count if count else math.nan

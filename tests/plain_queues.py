"""A usual day of a queue by hour, and where customers went, counted contact by contact."""

import math
from dataclasses import dataclass

import pandas as pd

from tests.plain_contacts import Service
from tests.plain_rows import TIMES, Ask, Rows, chosen

_NAMED = 5


@dataclass(frozen=True)
class Hour:
    """One hour of a usual day; times in seconds, shares in percent, nan where nothing tells."""

    start: str
    count: int
    calls: float
    aht_s: float
    service_level: float
    asa_s: float
    abandonment: float
    patience_s: float
    agents: float


def busiest(operator: Service, ask: Ask) -> Hour | None:
    """The hour with most calls; short abandons are no calls."""
    return max(usual_day(operator, ask), key=lambda hour: hour.calls, default=None)


def usual_day(operator: Service, ask: Ask) -> list[Hour]:
    by_hour = Ask(ask.start, ask.end, ask.codes, ("hour",))
    every, took = chosen(operator.facts["contacts"], by_hour), operator.handled(by_hour)
    calls = operator.queued(by_hour)
    days = every["_day"].nunique()
    found = []
    for start, part in calls[~calls["is_short"]].groupby("by_hour"):
        at_work = every[(every["by_hour"] == start) & every["is_answered"] & every["agent_id"].notna()]
        found.append(_hour(str(start), part, took[took["by_hour"] == start], at_work, days))
    return found


def _hour(start: str, part: Rows, took: Rows, at_work: Rows, days: int) -> Hour:
    answered = part[part["is_answered"]]
    left = len(part) - len(answered)
    return Hour(
        start=start,
        count=len(part),
        calls=len(part) / days,
        aht_s=float(took["took"].mean()),
        service_level=100 * float(part["is_in_time"].mean()),
        asa_s=float(answered["wait_s"].mean()),
        abandonment=100 * left / len(part),
        patience_s=float(part["wait_s"].sum()) / left if left else math.nan,
        agents=len(at_work[["_day", "agent_id"]].drop_duplicates()) / days,
    )


def shares(operator: Service, ask: Ask, grain: str) -> pd.DataFrame:
    """Percent of office and online contacts, a row a period: offices, the five most used channels online,
    the other ones together."""
    rows = chosen(operator.facts["contacts"], ask)
    online = rows["channel_kind"].isin(operator.rules.online_kinds)
    rows = rows[online | (rows["channel_kind"] == "office")]
    used = rows.loc[online, "channel_id"].value_counts().index[:_NAMED]
    part = rows["channel_id"].where(rows["channel_id"].isin(used), "~others")
    part = part.where(rows["channel_kind"] != "office", "")
    at = rows["_day"].dt.to_period(TIMES[grain]).dt.start_time
    counts = pd.crosstab(at, part)
    order = ["", *used, *(["~others"] if "~others" in counts else [])]
    return 100 * counts.reindex(columns=order, fill_value=0).div(counts.sum(axis=1), axis=0)

"""What fell into an outage of the incident log: said beside agents' figures, never held against them."""

from datetime import datetime

import pandas as pd

from ui import data
from ui.cells import day_of, records
from ui.plain import plain
from ui.words import _, formats, written_n
from warehouse.dimensions import NO_INCIDENT
from warehouse.period import Period

BLAMELESS: data.Filters = {"incident": (NO_INCIDENT,)}
"""Narrows to what fell into no outage."""


def left_out(kind: str, also: data.Filters | None = None) -> str:
    """How many ratings (``ar``) or answers (``nps``) of the period do not count, of how many; "" for none."""
    counts = _counts(kind, also)
    whole = sum(counts.values())
    values = {"count": formats().count(whole - counts.get(NO_INCIDENT, 0)), "n": written_n(whole)}
    if whole == counts.get(NO_INCIDENT, 0):
        return ""
    if kind == "ar":
        return _("Fell into an outage and held against nobody: ratings {count}, of {n}", **values)
    return _("Fell into an outage and held against nobody: answers {count}, of {n}", **values)


def of_agent(agent: str) -> list[str]:
    """A line for each outage of the period that touched the agent: what, when, how much does not count."""
    also = {"agent": (agent,)}
    by_kind = {kind: _counts(kind, also) for kind in ("contacts", "ar", "nps")}
    found = {one for counts in by_kind.values() for one in counts} - {NO_INCIDENT}
    known = {str(row["event_id"]): row for row in records(_outages())} if found else {}
    return [
        _(
            "Not held against the agent: {what}: contacts {contacts}, ratings {ar}, answers {nps}",
            what=_said(known.get(one), one),
            **{kind: formats().count(counts.get(one, 0)) for kind, counts in by_kind.items()},
        )
        for one in sorted(found)
    ]


def _counts(name: str, also: data.Filters | None) -> dict[str, int]:
    frame = data.metric(name, by=("incident",), also=also)
    return {str(row["incident"]): int(row["count"]) for row in records(frame)}


def _outages() -> pd.DataFrame:
    """Every outage known: a long one may have begun before the period."""
    asked = {"kind": ("outage",)}
    return data.rows("events", period=Period(None, None), filters={}, also=asked, limit=10_000)


def _said(row: dict[str, object] | None, event_id: str) -> str:
    if row is None:
        return plain(event_id)
    begun = row["started_at"]
    when = formats().time(begun) if isinstance(begun, datetime) else formats().date(day_of(row["date"]))
    return plain(f"{row['title']}, {when}")

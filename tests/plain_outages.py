"""What fell into an outage of the incident log: agents are not judged by it."""

from datetime import timedelta

import pandas as pd

from tests.plain_rows import Rows

NONE = "none"


def incidents(rows: Rows, contacts: Rows, events: Rows, otherwise: str) -> "pd.Series[str]":
    """The outage each row fell into by its place and when its contact began, else by the moment in the column
    ``otherwise``; the oldest of several.

    An outage without an end lasts to the end of its day; one without a unit or region is everywhere.
    """
    started = contacts.drop_duplicates("contact_id").set_index("contact_id")["started_at"]
    began = rows["contact_id"].map(started).fillna(rows[otherwise])
    found = pd.Series(NONE, index=rows.index)
    outages = events[events["kind"] == "outage"].sort_values(["started_at", "event_id"], ascending=False)
    for outage in outages.to_dict("records"):
        start, end = pd.Timestamp(outage["started_at"]), outage["ended_at"]
        last = start.normalize() + timedelta(days=1) if pd.isna(end) else pd.Timestamp(end)
        inside = (began >= start) & (began < last)
        for name in ("unit_id", "region"):
            if not pd.isna(outage[name]):
                inside &= (rows[name] == outage[name]).fillna(False).astype(bool)
        found = found.mask(inside, str(outage["event_id"]))
    return found

"""Cases that wait for an answer, as the snapshot judged them; by owner."""

from typing import Any

import pandas as pd

from ui import data, labels, owners
from ui.cells import is_known, records
from ui.complaints.cards import Kind
from ui.follow_up import data as followup_data
from ui.words import _
from warehouse.period import Period

MOST = 5000
ALL_DAYS = Period(None, None)
_COUNTS = ["overdue", "at_risk", "open_cases"]


def waiting(kind: Kind) -> pd.DataFrame:
    """Cases without an answer, whatever the period, with ``case_owner``; the nearest due first."""
    return owned(data.rows("cases_open", period=ALL_DAYS, also=_of(kind), limit=MOST))


def again(kind: Kind) -> pd.DataFrame:
    """Cases opened again and not closed since: they wait once more, though they have an answer."""
    found = data.rows("cases_reopened", period=ALL_DAYS, also=_of(kind), limit=MOST)
    return owned(found[found["closed_at"].isna()].reset_index(drop=True))


def by_owner(kind: Kind) -> pd.DataFrame:
    """Columns case_owner, overdue, at_risk, open_cases, oldest_days: whose the most pressing are, first."""
    also = _of(kind)
    late = data.metric("cases_overdue", by=("owner", "unit"), period=ALL_DAYS, also=also)
    soon = data.metric("cases_at_risk", by=("owner", "unit"), period=ALL_DAYS, also=also)
    keys = ["kind", "owner", "unit"]
    both = late.merge(soon[[*keys, "at_risk"]], on=keys, how="left").assign(open_cases=late["count"])
    both["case_owner"] = [_owner(row["owner"], row["unit"]) for row in records(both)]
    summed = both.groupby("case_owner").agg({**dict.fromkeys(_COUNTS, "sum"), "oldest_days": "max"})
    counted = summed.astype(dict.fromkeys(_COUNTS, int)).reset_index()
    return counted.sort_values([*_COUNTS, "case_owner"], ascending=[False] * 3 + [True], ignore_index=True)


def counts(kind: Kind) -> dict[str, int]:
    """overdue, at_risk, and open ones with a due time."""
    late = data.one(data.metric("cases_overdue", period=ALL_DAYS, also=_of(kind)))
    soon = data.one(data.metric("cases_at_risk", period=ALL_DAYS, also=_of(kind)))
    if not late:
        return dict.fromkeys(_COUNTS, 0)
    return {
        "overdue": int(late["overdue"]),
        "at_risk": int(soon["at_risk"]),
        "open_cases": int(late["count"]),
    }


def _of(kind: Kind) -> dict[str, tuple[str, ...]]:
    return {"kind": (kind.code,)}


def owned(found: pd.DataFrame) -> pd.DataFrame:
    """Rows of cases with ``case_owner``."""
    return found.assign(case_owner=[_owner(row["owner"], row["unit_id"]) for row in records(found)])


def _owner(owner: Any, unit: Any) -> str:
    """The owner of the cause by the taxonomy; else who answers for the unit."""
    if is_known(owner):
        return owners.owner_words(str(owner))
    if not is_known(unit):
        return _("nobody named")
    return followup_data.head_of(str(unit)) or labels.name("unit", str(unit))

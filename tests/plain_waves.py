"""What is told of a wave, counted once more in plain pandas from the cases of its days."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tests.plain_agents import FairOperator
from tests.plain_rows import Ask, chosen, column

_USUAL_DAYS = 56


def wave(plain: FairOperator, asked: Any, row: Mapping[Any, Any]) -> dict[str, Any]:
    """count, peak, peak_count, usual and now of one row of the answer to ``asked``."""
    by_day = _by_day(plain, asked, row)
    start, last = pd.Timestamp(row["start"]), pd.Timestamp(asked.period.end) - pd.Timedelta(days=1)
    end = last if pd.isna(row["end"]) else pd.Timestamp(row["end"])
    inside = by_day.reindex(pd.date_range(start, end), fill_value=0)
    before = by_day.reindex(
        pd.date_range(end=start - pd.Timedelta(days=1), periods=_USUAL_DAYS), fill_value=0
    )
    week = by_day.reindex(pd.date_range(end=last, periods=7), fill_value=0)
    return {
        "count": int(inside.sum()), "peak_count": int(inside.max()),
        "peak": inside.index[int(inside.to_numpy().argmax())].date(),
        "usual": float(before.mean()), "now": float(week.mean()),
    }  # fmt: skip


def _by_day(plain: FairOperator, asked: Any, row: Mapping[Any, Any]) -> "pd.Series[int]":
    cases = plain.facts["cases"]
    found = chosen(
        cases[cases["kind"] == asked.name.removesuffix("s")],
        Ask(asked.period.start, asked.period.end, dict(asked.filters)),
    )
    found = found[found["category_id"] == row["category"]]
    if row["level"]:
        found = found[found[column(row["level"])] == row["place"]]
    days: pd.Series[int] = found.groupby("_day").size()
    return days

"""The difference of a metric between two periods or two segments, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from warehouse.catalogue import Metric
from warehouse.gate import NO_FILTERS, Filters
from warehouse.period import Period

if TYPE_CHECKING:
    from pandas import DataFrame, Series


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a period, and the codes it is narrowed to."""

    period: Period = field(default_factory=Period)
    filters: Filters = field(default_factory=lambda: NO_FILTERS)

    def shares_rows_with(self, other: "Side") -> bool:
        """Whether a contact may be on both sides."""
        mine, theirs = self.period, other.period
        is_apart = (mine.end and theirs.start and mine.end <= theirs.start) or (
            theirs.end and mine.start and theirs.end <= mine.start
        )
        both = set(self.filters) & set(other.filters)
        return not is_apart and all(set(self.filters[name]) & set(other.filters[name]) for name in both)


def difference(
    metric: Metric,
    keys: Sequence[str],
    now: "DataFrame",
    before: "DataFrame",
    effects: "DataFrame | None" = None,
) -> "DataFrame":
    """Two answers of one metric, joined on ``keys`` -> value now and before, their difference and its
    interval.

    The interval is MOVER's (G. Y. Zou and A. Donner, 2008): it is recovered from both intervals, so it suits
    skewed ones too; for Wilson intervals it is Newcombe's.  For the NPS both distances are taken around the
    middle of its adjusted interval.  It is cut at the greatest difference there can be (200 points of NPS,
    100 of a share).  A full count has no interval: any difference of it is real.
    effects: ``keys``..., design_effect: the variance is that many times what independent answers would give;
    it becomes a column of the result.
    """
    joined = _joined(keys, now, before)
    if effects is not None:
        joined = joined.merge(effects, on=list(keys), how="left") if keys else joined.join(effects)
    change = joined["value"] - joined["value_before"]
    low, high = _interval(metric, joined)
    result = joined[[*keys, "value", "low", "high", "count", "value_before", "count_before"]].copy()
    result["change"] = change
    result["change_low"] = low
    result["change_high"] = high
    clear = (low > 0) | (high < 0) if metric.interval else change.abs() > 0
    result["is_clear"] = clear.fillna(False).astype(bool)
    if effects is not None:
        result["design_effect"] = joined["design_effect"]
    return result


def _joined(keys: Sequence[str], now: "DataFrame", before: "DataFrame") -> "DataFrame":
    columns = ["value", "low", "high", "count"]
    left = now[[*keys, *columns]]
    right = before[[*keys, *columns]].rename(columns={name: f"{name}_before" for name in columns})
    if keys:
        joined = left.merge(right, on=list(keys), how="outer", sort=True)
    else:
        joined = left.join(right, how="outer")
    for name in ("count", "count_before"):
        joined[name] = joined[name].fillna(0).astype("int64")
    return joined


def _interval(metric: Metric, joined: "DataFrame") -> tuple["Series[float]", "Series[float]"]:
    now, before = _middle(metric, joined, ""), _middle(metric, joined, "_before")
    down = ((now - joined["low"]) ** 2 + (joined["high_before"] - before) ** 2) ** 0.5
    up = ((joined["high"] - now) ** 2 + (before - joined["low_before"]) ** 2) ** 0.5
    if "design_effect" in joined:
        wider = joined["design_effect"].fillna(1.0) ** 0.5
        down, up = down * wider, up * wider
    widest = metric.bounds[1] - metric.bounds[0]
    return (now - before - down).clip(-widest, widest), (now - before + up).clip(-widest, widest)


def _middle(metric: Metric, joined: "DataFrame", which: str) -> "Series[float]":
    if metric.is_centred_on_interval:
        middle: Series[float] = (joined[f"low{which}"] + joined[f"high{which}"]) / 2
        return middle
    value: Series[float] = joined[f"value{which}"]
    return value

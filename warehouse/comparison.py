"""The difference of a metric between two periods, and how sure it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from warehouse.catalogue import Metric

if TYPE_CHECKING:
    from pandas import DataFrame, Series


def difference(metric: Metric, keys: Sequence[str], now: "DataFrame", before: "DataFrame") -> "DataFrame":
    """Two answers of one metric, joined on ``keys`` -> value now and before, their difference and its
    interval.

    The interval is MOVER's (G. Y. Zou and A. Donner, 2008): it is recovered from both intervals, so it suits
    skewed ones too; for Wilson intervals it is Newcombe's.  For the NPS both distances are taken around the
    middle of its adjusted interval.  It is cut at the greatest difference there can be (200 points of NPS,
    100 of a share).  A full count has no interval: any difference of it is real.
    """
    joined = _joined(keys, now, before)
    change = joined["value"] - joined["value_before"]
    low, high = _interval(metric, joined)
    result = joined[[*keys, "value", "low", "high", "count", "value_before", "count_before"]].copy()
    result["change"] = change
    result["change_low"] = low
    result["change_high"] = high
    clear = (low > 0) | (high < 0) if metric.interval else change.abs() > 0
    result["is_clear"] = clear.fillna(False).astype(bool)
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
    widest = metric.bounds[1] - metric.bounds[0]
    return (now - before - down).clip(-widest, widest), (now - before + up).clip(-widest, widest)


def _middle(metric: Metric, joined: "DataFrame", which: str) -> "Series[float]":
    if metric.is_centred_on_interval:
        middle: Series[float] = (joined[f"low{which}"] + joined[f"high{which}"]) / 2
        return middle
    value: Series[float] = joined[f"value{which}"]
    return value

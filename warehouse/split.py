"""Why a figure changed: because its parts changed (rate), or because their weights did (mix).

E. M. Kitagawa, Components of a difference between two rates, 1955, with midpoints: for part i with weight w_i
(its share of the count) and value v_i,

    rate effect = mean of w_i before and now x change of v_i
    mix effect  = change of w_i x (mean of v_i before and now - mean of the whole before and now)

They add up to the change exactly.  A part on one side only keeps its known value on both, so it
acts by mix alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.errors import WrongUse, one_of
from warehouse.catalogue import Metric, catalogue, find
from warehouse.comparison import Side
from warehouse.metrics import compare
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from pandas import DataFrame, Series

REST = "rest"
"""What a row holds: a part by its codes, or all the parts that are withheld or have no value, together."""


@dataclass(frozen=True)
class Split:
    """A change and its parts, in the unit of the metric; NaN where a side has no value.

    parts: the dimensions asked, what ("part" or "rest"), count, count_before, weight, weight_before (0 to 1),
    value, value_before, rate, rate_low, rate_high (95 %, weights taken as they are), mix, effect (rate +
    mix); largest effect first.
    """

    metric: Metric
    by: tuple[str, ...]
    value_before: float
    value: float
    change: float
    low: float
    high: float
    is_clear: bool
    count_before: int
    count: int
    parts: "DataFrame"

    @property
    def rate(self) -> float:
        """What the change would have been with unchanged weights."""
        return float(self.parts["rate"].sum())

    @property
    def mix(self) -> float:
        """What other weights alone changed."""
        return float(self.parts["mix"].sum())


def split(
    snapshot: Snapshot, scope: Scope, name: str, by: Sequence[str], *, now: Side, before: Side
) -> Split | None:
    """Split the difference of a metric between two sides by ``by``; None where a side has no value.

    Raises WrongUse for a metric that is no mean of its parts (a median, a count), for a dimension that does
    not part what is counted, and as ``compare`` does.
    """
    found = _splittable(name, by)
    whole = compare(snapshot, scope, name, now, before)
    if whole.empty or whole[["value", "value_before"]].isna().any(axis=None):
        return None
    total = whole.iloc[0]
    parts = compare(snapshot, scope, name, now, before, by=by)
    return Split(
        found,
        tuple(by),
        value_before=float(total["value_before"]),
        value=float(total["value"]),
        change=float(total["change"]),
        low=float(total["change_low"]),
        high=float(total["change_high"]),
        is_clear=bool(total["is_clear"]),
        count_before=int(total["count_before"]),
        count=int(total["count"]),
        parts=_withheld(effects(parts, total, by), found, snapshot.info.settings.display.least_scores),
    )


def effects(parts: "DataFrame", total: "Series[float]", by: Sequence[str]) -> "DataFrame":
    """``parts`` and ``total``: answers of ``compare``; the columns of ``Split.parts``.

    Parts whose value is withheld are one row, whose values follow from the total: nothing is shown that the
    total and the other rows do not tell, and the effects still add up.
    """
    from pandas import DataFrame, concat

    is_told = _told(parts)
    columns = [*by, "count", "count_before", "value", "value_before", "change_low", "change_high"]
    known = parts.loc[is_told, columns].assign(what="part")
    rest = _rest(known, total)
    rows = concat([known, DataFrame([rest])], ignore_index=True) if rest else known
    return _effects(rows.reset_index(drop=True), total)[
        [*by, "what", "count", "count_before", "weight", "weight_before", "value", "value_before",
         "rate", "rate_low", "rate_high", "mix", "effect"]
    ]  # fmt: skip


def _splittable(name: str, by: Sequence[str]) -> Metric:
    found = find(name)
    if not found.is_mean:
        means = ", ".join(sorted(one.name for one in catalogue().values() if one.is_mean))
        raise WrongUse(f"{name} cannot be split: its parts do not add up to it. Those that can be: {means}.")
    if not by:
        raise WrongUse(f"by: give a dimension to split {name} by, such as {found.shared[0]}.")
    for word in by:
        if word not in found.shared:
            raise WrongUse(one_of(f"dimension to split {name} by", word, found.shared))
    return found


def _told(parts: "DataFrame") -> "Series[bool]":
    """Parts with a value on each side where they have a count, and with a count on one side at least."""
    now = parts["value"].notna() | (parts["count"] == 0)
    before = parts["value_before"].notna() | (parts["count_before"] == 0)
    return now & before & (parts["count"] + parts["count_before"] > 0)


def _rest(known: "DataFrame", total: "Series[float]") -> dict[str, object] | None:
    """What the known parts leave of the total on both sides; None where they leave nothing."""
    row: dict[str, object] = {"what": REST}
    for side in ("", "_before"):
        count = int(total[f"count{side}"]) - int(known[f"count{side}"].sum())
        told = float((known[f"count{side}"] * known[f"value{side}"].fillna(0)).sum())
        left = float(total[f"count{side}"]) * float(total[f"value{side}"]) - told
        row[f"count{side}"] = count
        row[f"value{side}"] = left / count if count else float("nan")
    return row if row["count"] or row["count_before"] else None


def _withheld(parts: "DataFrame", found: Metric, least: int) -> "DataFrame":
    """Few withheld parts together may still be too few for their values to be shown."""
    if not found.is_withheld_when_small:
        return parts
    hidden = {
        f"value{side}": parts[f"value{side}"].where(parts[f"count{side}"] >= least)
        for side in ("", "_before")
    }
    return parts.assign(**hidden)


def _effects(rows: "DataFrame", total: "Series[float]") -> "DataFrame":
    weight = rows["count"] / total["count"]
    weight_before = rows["count_before"] / total["count_before"]
    value = rows["value"].fillna(rows["value_before"])
    value_before = rows["value_before"].fillna(rows["value"])
    is_on_both = rows["value"].notna() & rows["value_before"].notna()
    mean_weight, centre = (weight + weight_before) / 2, (total["value"] + total["value_before"]) / 2
    rate = mean_weight * (value - value_before)
    mix = (weight - weight_before) * ((value + value_before) / 2 - centre)
    result = rows.assign(
        weight=weight,
        weight_before=weight_before,
        rate=rate,
        rate_low=(mean_weight * rows["change_low"]).where(is_on_both),
        rate_high=(mean_weight * rows["change_high"]).where(is_on_both),
        mix=mix,
        effect=rate + mix,
    )
    order = result["effect"].abs().sort_values(ascending=False, kind="stable").index
    return result.loc[order].reset_index(drop=True)

"""A difference in one sentence: up or down, by how much, between what, real or could be chance."""

import math
from collections.abc import Mapping
from typing import Any

from reports.finding import N_, Amount, Finding, Tone


def verdict(answer: Mapping[str, Any], *, unit: str = "", decimals: int = 1, better: str = "") -> Finding:
    """``answer``: one row of a comparison (change, change_low, change_high, is_clear)."""
    change = _number(answer.get("change"))
    if math.isnan(change):
        return Finding(N_("One of the two sides has no value: nothing to compare"))
    low, high = _number(answer.get("change_low")), _number(answer.get("change_high"))
    size = Amount(abs(change), unit, decimals)
    if math.isnan(low) or math.isnan(high):
        return Finding(_COUNTED[_way(change, decimals)], {"size": size})
    values = {
        "size": size,
        "low": Amount(low, unit, decimals, "change"),
        "high": Amount(high, unit, decimals, "change"),
    }
    if not answer["is_clear"]:
        return Finding(_CHANCE[_way(change, decimals)], values)
    rose = change > 0
    tone: Tone = "unclear" if not better else "good" if rose == (better == "up") else "bad"
    template = (
        N_("Up {size}, between {low} and {high}: real")
        if rose
        else N_("Down {size}, between {low} and {high}: real")
    )
    return Finding(template, values, tone)


_COUNTED = {
    "up": N_("Up {size}: a full count, so real"),
    "down": N_("Down {size}: a full count, so real"),
    "same": N_("No difference: a full count"),
}
_CHANCE = {
    "up": N_("Up {size}, between {low} and {high}: could be chance"),
    "down": N_("Down {size}, between {low} and {high}: could be chance"),
    "same": N_("No difference to see, between {low} and {high}"),
}


def _way(change: float, decimals: int) -> str:
    if round(change, decimals) == 0:
        return "same"
    return "up" if change > 0 else "down"


def _number(value: object) -> float:
    return math.nan if value is None else float(value)  # type: ignore[arg-type]

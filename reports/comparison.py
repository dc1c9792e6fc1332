"""One unit beside all others: the difference of a figure with its interval."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Beside:
    """A figure here and elsewhere, in the metric's unit; NaN where one is not known.

    ``tone``: good or bad for the customer, unclear where the interval spans 0 or nothing can be compared.
    """

    value: float
    low: float
    high: float
    count: int
    elsewhere: float
    difference: float
    difference_low: float
    difference_high: float
    tone: str


def beside(compared: Mapping[str, Any], better: str) -> Beside:
    """A unit beside the others.  ``compared``: the row of ``warehouse.metrics.compare`` with the unit now and
    the others before; without others the row of the metric.  ``better``: up, down or empty.
    """
    low, high = _number(compared, "change_low"), _number(compared, "change_high")
    count = _number(compared, "count")
    return Beside(
        value=_number(compared, "value"),
        low=_number(compared, "low"),
        high=_number(compared, "high"),
        count=0 if math.isnan(count) else int(count),
        elsewhere=_number(compared, "value_before"),
        difference=_number(compared, "change"),
        difference_low=low,
        difference_high=high,
        tone=_tone(low, high, better),
    )


def _tone(low: float, high: float, better: str) -> str:
    if math.isnan(low) or math.isnan(high) or low <= 0 <= high or not better:
        return "unclear"
    return "good" if (low > 0) == (better == "up") else "bad"


def _number(answer: Mapping[str, Any], key: str) -> float:
    value = answer.get(key)
    return math.nan if value is None else float(value)

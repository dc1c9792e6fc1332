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


def beside(here: Mapping[str, Any], elsewhere: Mapping[str, Any], better: str) -> Beside:
    """Compare two answers of one metric over different units.

    Difference with its 95 % interval from the intervals of both (MOVER: Zou and Donner 2008), the two samples
    having no contact in common.  ``better``: up, down or empty, as the metric declares.
    """
    a, a_low, a_high = (_number(here, key) for key in ("value", "low", "high"))
    b, b_low, b_high = (_number(elsewhere, key) for key in ("value", "low", "high"))
    difference = a - b
    low = difference - math.hypot(a - a_low, b_high - b)
    high = difference + math.hypot(a_high - a, b - b_low)
    tone = _tone(low, high, better)
    return Beside(a, a_low, a_high, _count(here), b, difference, low, high, tone)


def _tone(low: float, high: float, better: str) -> str:
    if math.isnan(low) or math.isnan(high) or low <= 0 <= high or not better:
        return "unclear"
    return "good" if (low > 0) == (better == "up") else "bad"


def _number(answer: Mapping[str, Any], key: str) -> float:
    value = answer.get(key)
    return math.nan if value is None else float(value)


def _count(answer: Mapping[str, Any]) -> int:
    count = _number(answer, "count")
    return 0 if math.isnan(count) else int(count)

"""How sure a change is, what it is made of, and whether it is usual: from the formulas, in plain pandas."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tests.plain_rows import Answer, Ask, Key, Rows, chosen, key_of
from tests.plain_statistics import NOTHING, Plain

Sides = tuple[Plain, Plain]
_FEW_CUSTOMERS = 30


def interval(sides: Sides, *, is_centred: bool, widest: float, wider: float = 1.0) -> tuple[float, float]:
    """Of now - before, from both intervals (MOVER); ``wider``: by how much its variance is more than that
    of independent answers."""
    now, before = sides
    middles = [(one.low + one.high) / 2 if is_centred else one.value for one in sides]
    down = math.hypot(middles[0] - now.low, before.high - middles[1]) * math.sqrt(wider)
    up = math.hypot(now.high - middles[0], middles[1] - before.low) * math.sqrt(wider)
    change = middles[0] - middles[1]
    return max(change - down, -widest), min(change + up, widest)


class Likeness:
    """How much wider a difference is because the same customers answer again: variance by customers against
    variance by answers, of two means. rows: the answers, with ``one``: what is averaged; day: what they
    count by."""

    def __init__(self, rows: Rows, day: str) -> None:
        self._rows, self._day = rows, day

    def of(self, now: Ask, before: Ask) -> dict[Key, float]:
        """Group of ``by`` -> the ratio; groups without any answer are left out."""
        sides = [
            chosen(self._rows, ask, self._day).assign(sign=sign) for ask, sign in ((now, 1), (before, -1))
        ]
        rows = pd.concat(sides)
        if not now.by:
            return {(): _ratio(rows)} if len(rows) else {}
        groups = rows.groupby([f"by_{word}" for word in now.by], dropna=False)
        return {tuple(map(key_of, key)): _ratio(part) for key, part in groups}


def _ratio(rows: Rows) -> float:
    sides = rows.groupby("sign")["one"]
    residual = rows["sign"] * (rows["one"] - sides.transform("mean")) / sides.transform("size")
    known = rows["customer_key"].notna()
    customers = residual[known].groupby(rows.loc[known, "customer_key"]).sum()
    by_answers = float((residual**2).sum())
    by_customers = float((customers**2).sum() + (residual[~known] ** 2).sum())
    is_few = len(customers) + int((~known).sum()) < _FEW_CUSTOMERS
    return max(1.0 if is_few else 0.0, by_customers / by_answers if by_answers else 1.0)


# Kitagawa's parts of a change.


def parts_of(now: Answer, before: Answer, totals: Sides) -> pd.DataFrame:
    """code (missing of what is withheld, all together), rate, mix: what each part did to the change."""
    rows: list[dict[str, Any]] = []
    for key in {*now, *before}:
        sides = now.get(key, NOTHING), before.get(key, NOTHING)
        if all(side.count == 0 or not math.isnan(side.value) for side in sides):
            rows.append({"key": key, "counts": [side.count for side in sides], "values": sides})
    rest = [total.count - sum(row["counts"][place] for row in rows) for place, total in enumerate(totals)]
    if any(rest):
        rows.append({"key": None, "counts": rest, "values": _rest(rows, totals, rest)})
    return pd.DataFrame([_effects(row, totals) for row in rows])


def _rest(rows: Sequence[Mapping[str, Any]], totals: Sides, rest: Sequence[int]) -> Sides:
    found = []
    for place, total in enumerate(totals):
        told = sum(row["counts"][place] * row["values"][place].value for row in rows if row["counts"][place])
        left = (total.count * total.value - told) / rest[place] if rest[place] else math.nan
        found.append(Plain(left, rest[place]))
    return found[0], found[1]


def _effects(row: Mapping[str, Any], totals: Sides) -> dict[str, Any]:
    weights = [count / total.count for count, total in zip(row["counts"], totals, strict=True)]
    one, other = (side.value for side in row["values"])
    value, value_before = other if math.isnan(one) else one, one if math.isnan(other) else other
    whole = (totals[0].value + totals[1].value) / 2
    return {
        "key": row["key"],
        "rate": (weights[0] + weights[1]) / 2 * (value - value_before),
        "mix": (weights[0] - weights[1]) * ((value + value_before) / 2 - whole),
    }

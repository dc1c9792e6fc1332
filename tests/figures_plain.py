"""Answers of pages against what plain pandas counts for the same question."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from tests import plain_changes
from tests.figures_commands import is_same
from tests.plain_agents import FairOperator
from tests.plain_rows import TIMES, Ask
from tests.plain_statistics import NOTHING, Plain
from ui import shown
from warehouse.catalogue import Metric, catalogue


def compare(where: str, answer: shown.Answer, counted: Mapping[Any, Plain]) -> None:
    rows = {_key(row, by_of(answer)): row for row in answer.table.to_dict("records")}
    assert set(rows) == set(counted), where
    for key, one in counted.items():
        row = rows[key]
        assert row["count"] == one.count, f"{where}: {row}, plainly {one}"
        assert is_same(one.value, row["value"], 1e-6), f"{where}: {row}, plainly {one}"
        assert has_interval(answer.asked.name, row, one), f"{where}: interval of {row}, plainly {one}"
        for column in set(one.more) & set(row) if not math.isnan(one.value) else ():
            assert is_same(one.more[column], row[column], 1e-6), f"{where}: {column} of {row}, plainly {one}"


def has_interval(name: str, row: Mapping[Any, Any], one: Plain) -> bool:
    if math.isnan(one.low):  # not counted here
        return True
    if name == "nps_lost":  # drawn from customers at random, and never narrower than this
        return bool(row["low"] <= one.low + 1e-6 and row["high"] >= one.high - 1e-6)
    return is_same(one.low, row["low"], 1e-6) and is_same(one.high, row["high"], 1e-6)


def by_of(answer: shown.Answer) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*answer.asked.by, *catalogue()[answer.asked.name].always_by)))


def ask_of(answer: shown.Answer, side: str = "period") -> Ask:
    """The question of one side: ``period`` (now) or ``before``."""
    asked = answer.asked
    other = side == "before" and answer.kind == "compare"
    filters = asked.before_filters if other else asked.filters
    period = getattr(asked, side)
    return Ask(period.start, period.end, dict(filters), by_of(answer))


def _key(row: Mapping[Any, Any], by: tuple[str, ...]) -> tuple[Any, ...]:
    values = [row[word] for word in by]
    return tuple(
        None if not isinstance(value, str) and pd.isna(value)
        else pd.Timestamp(value).date() if word in TIMES else value
        for word, value in zip(by, values, strict=True)
    )  # fmt: skip


def compare_change(where: str, answer: shown.Answer, plain: FairOperator) -> None:
    """Both sides, the difference and its interval, row by row."""
    name, asked = answer.asked.name, [ask_of(answer, side) for side in ("period", "before")]
    now, before = (plain.ask(name, one) for one in asked)
    wider = plain.wider(name, asked[0], asked[1])
    for row in answer.table.to_dict("records"):
        key = _key(row, by_of(answer))
        sides = now.get(key, NOTHING), before.get(key, NOTHING)
        for side, suffix in zip(sides, ("", "_before"), strict=True):
            assert row[f"count{suffix}"] == side.count, f"{where}: {row}"
            assert is_same(side.value, row[f"value{suffix}"], 1e-6), f"{where}: {row}"
        assert is_same(sides[0].value - sides[1].value, row["change"], 1e-6), f"{where}: {row}"
        _compare_interval(catalogue()[name], sides, row, wider.get(key, 1.0))


def _compare_interval(found: Metric, sides: tuple[Plain, Plain], row: Any, wider: float) -> None:
    """Where both sides have one; that of losses is drawn from customers at random, so not counted here."""
    if found.name == "nps_lost" or any(math.isnan(side.low) for side in sides):
        return
    widest = found.bounds[1] - found.bounds[0]
    low, high = plain_changes.interval(sides, is_centred=found.name == "nps", widest=widest, wider=wider)
    assert is_same(low, row["change_low"], 1e-6), f"{found.name}: {row}, plainly {low} to {high}"
    assert is_same(high, row["change_high"], 1e-6), f"{found.name}: {row}, plainly {low} to {high}"

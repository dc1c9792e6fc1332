"""Answers of pages against what the command prints for the same question."""

import json
import math
from typing import Any

import pandas as pd
from typer.testing import CliRunner

from config.instance import Instance
from ui import shown
from warehouse.__main__ import app as warehouse_command
from warehouse.catalogue import catalogue

FIGURES = (
    "value", "low", "high", "count", "value_before", "count_before", "change", "change_low", "change_high",
    "centre", "lower", "upper", "rule",
)  # fmt: skip
_SAME = {"change": "compare", "count_rows": "rows"}
Printed = list[dict[str, Any]]


def asked_again(instance: Instance, answer: shown.Answer) -> Printed:
    """What the command prints for the question of an answer."""
    asked, kind = answer.asked, _SAME.get(answer.kind, answer.kind)
    words = ["--by", ",".join(asked.by)] if asked.by else []
    words += days(asked.period) + _narrowed(answer)
    if kind == "compare":
        words += days(asked.before, "against-")
        if getattr(asked, "before_filters", asked.filters) != asked.filters:
            words += _pairs("--against-filter", asked.before_filters)
    if kind == "rows":
        words += ["--limit", "1000000"]
    return printed(instance, kind, asked.name, *words)


def split(instance: Instance, answer: shown.Answer, by: str) -> Printed:
    """What the command prints for the change of an answer, split."""
    words = [*days(answer.asked.period), *days(answer.asked.before, "against-"), *_narrowed(answer)]
    return printed(instance, "split", answer.asked.name, "--by", by, *words)


def drivers(instance: Instance, answer: shown.Answer) -> Printed:
    """What the command prints as drivers of the answers of a question."""
    return printed(instance, "drivers", answer.asked.name, *days(answer.asked.period), *_narrowed(answer))


def _narrowed(answer: shown.Answer) -> list[str]:
    return _pairs("--filter", answer.asked.filters)


def _pairs(option: str, filters: Any) -> list[str]:
    pairs = [f"{key}={one}" for key, codes in filters for one in codes]
    return [word for pair in pairs for word in (option, pair)]


def printed(instance: Instance, *words: str) -> Printed:
    given = [*words, "--home", str(instance.home), "--as", "owner", "--format", "json"]
    result = CliRunner().invoke(warehouse_command, given)
    assert result.exit_code == 0, (given, result.output)
    found: Printed = json.loads(result.stdout or "[]")
    return found


def days(period: Any, prefix: str = "") -> list[str]:
    ends = ((f"--{prefix}from", period.start), (f"--{prefix}to", period.end))
    return [word for name, day in ends if day for word in (name, day.isoformat())]


def compare(where: str, answer: shown.Answer, lines: Printed) -> None:
    """Every figure of the answer stands in the lines, as far as they are written out."""
    assert len(lines) == len(answer.table), where
    room = 0.5001 * 10 ** -catalogue()[answer.asked.name].decimals
    for line, row in zip(lines, answer.table.to_dict("records"), strict=True):
        for column in set(FIGURES) & set(row) & set(line):
            assert is_same(line[column], row[column], room), f"{where}: {column} of {row}"


def is_same(one: Any, other: Any, room: float) -> bool:
    unknown = [value is None or pd.isna(value) for value in (one, other)]
    return (
        all(unknown) if any(unknown) else math.isclose(float(one), float(other), abs_tol=room, rel_tol=1e-9)
    )

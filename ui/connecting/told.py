"""Corrections: what is told after one more. Nothing here draws or asks."""

import re
from collections.abc import Sequence
from typing import Any

from etl.api import connect

Told = dict[str, Any]
LAYOUT = ("kind", "encoding", "delimiter", "sheet", "header_row", "decimal", "time_zone")
"""What stays when a person says that the file holds something else."""


def with_contract(told: Told, contract: str) -> Told:
    """Another record type: the mapping begins anew."""
    return {**{key: value for key, value in told.items() if key in LAYOUT}, "contract": contract}


def with_layout(told: Told, key: str, value: str | int) -> Told:
    """Another reading of the file itself."""
    return {**told, key: value}


def with_column(told: Told, field: str, columns: Sequence[str]) -> Told:
    """``field`` is in these columns, or nowhere (none); what was said of its former column goes."""
    given = "" if not columns else columns[0] if len(columns) == 1 else list(columns)
    plain = _without(told, field, "constants", "values", "date_formats", "units")
    return _with(plain, "columns", field, given)


def with_constant(told: Told, field: str, value: str) -> Told:
    """``field`` is the same for all rows."""
    plain = _without(told, field, "values")
    plain = _with(plain, "columns", field, "")
    return _with(plain, "constants", field, value) if value else _without(plain, field, "constants")


def with_word(told: Told, field: str, known: dict[str, str], word: str, meaning: str) -> Told:
    """``word`` of a column means ``meaning`` ('': nothing any more); ``known``: the others, as they are."""
    pairs = {**known, word: meaning}
    return _with(told, "values", field, {key: value for key, value in pairs.items() if value})


def with_empty(told: Told, known: Sequence[str], word: str) -> Told:
    """``word`` stands for nothing, in every column."""
    return {**told, "empty": sorted({*known, word})}


def with_date(told: Told, fields: Sequence[str], pattern: str) -> Told:
    """How times of ``fields`` are written."""
    for field in fields:
        told = _with(told, "date_formats", field, pattern)
    return told


def with_part(told: Told, section: str, field: str, value: Any) -> Told:
    """One more key of a section such as scale or units."""
    return _with(told, section, field, value)


def with_answer(told: Told, seen: connect.Sight, key: str, answer: str) -> Told:
    """The answer to a question by its key."""
    section, _, field = key.partition(".")
    if section == "contract":
        return with_contract(told, answer)
    if section in ("date_format", "date_formats"):
        return with_date(told, [field] if field else of_usual_format(seen), answer)
    if section == "columns":
        return with_column(told, field, [answer] if answer else [])
    if section == "constants":
        return with_constant(told, field, answer)
    if section == "scale":
        return with_part(told, "scale", field, [int(mark) for mark in re.findall(r"\d+", answer)])
    return _with(told, section, field, answer) if field else {**told, section: answer}


def pattern_of(seen: connect.Sight, field: str) -> str:
    """The date format of ``field``; '' asks for the usual one."""
    usual = str(seen.values.get("date_format", "iso"))
    return str(seen.values.get("date_formats", {}).get(field, usual))


def of_usual_format(seen: connect.Sight) -> list[str]:
    """Time fields written in the file's usual format."""
    return [name for name in seen.times if pattern_of(seen, name) == pattern_of(seen, "")]


def swapped(pattern: str) -> str:
    """The same format with day and month in each other's place; '' where it has none."""
    if pattern == "iso":
        return "yyyy-dd-mm"
    if "dd" not in pattern or "mm" not in pattern or "mmm" in pattern:
        return ""
    return pattern.replace("dd", "\0").replace("mm", "dd", 1).replace("\0", "mm", 1)


def count(told: Told) -> int:
    """How many things a person has settled."""
    return sum(len(value) if isinstance(value, dict) else 1 for value in told.values())


def _with(told: Told, section: str, field: str, value: Any) -> Told:
    return {**told, section: {**told.get(section, {}), field: value}}


def _without(told: Told, field: str, *sections: str) -> Told:
    kept = {
        key: {name: one for name, one in value.items() if name != field} if key in sections else value
        for key, value in told.items()
    }
    return {key: value for key, value in kept.items() if value != {}}

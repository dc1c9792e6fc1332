"""Lengths of time and amounts of money as people write them, as SQL: ``2 min 05 s``, ``1 050,50 €``."""

from etl import numbers
from etl.contracts import Field

_HOURS = r"(?:h|hr|hrs|hours?|heures?|ч|час|часа|часов|сағ|сағат)"
_MINUTES = r"(?:m|mn|min|mins|minutes?|мин|минут|минута|минуты|м)"
_SECONDS = r"(?:s|sec|secs|seconds?|secondes?|с|сек|секунд|секунда|секунды)"
_NUMBER = r"(\d+(?:[.,]\d+)?)\s*"
WORDED = (
    rf"(?:\d+(?:[.,]\d+)?\s*{_HOURS}\.?[\s,]*)?(?:\d+(?:[.,]\d+)?\s*{_MINUTES}\.?[\s,]*)?"
    rf"(?:\d+(?:[.,]\d+)?\s*{_SECONDS}\.?)?"
)
"""A length with its units, in any of the languages (an empty text fits too)."""
_CURRENCY = r"[\p{Sc}]|\b(?:eur|usd|rub|kzt|euros?)\b|(?:руб|тг|тенге|теңге|р)\.?\s*$"


def seconds(cell: str, decimal: str, unit: str) -> str:
    """SQL: ``cell`` as seconds: with units in words, else as ``numbers.seconds`` reads it."""
    lower = f"lower({cell})"
    parts = " + ".join(
        f"coalesce({_part(lower, _NUMBER + words + _BREAK)}, 0) * {factor}"
        for words, factor in ((_HOURS, 3600), (_MINUTES, 60), (_SECONDS, 1))
    )
    spelt = f"CASE WHEN regexp_full_match({lower}, '{WORDED}') THEN {parts} END"
    has_unit = f"regexp_matches({cell}, '\\pL')"
    # A cell without letters never reaches the patterns.
    return f"CASE WHEN {has_unit} THEN {spelt} ELSE {numbers.seconds(cell, decimal, unit)} END"


_BREAK = r"(?:\.|\s|,|\d|$)"


def _part(text: str, pattern: str) -> str:
    return f"try_cast(replace(nullif(regexp_extract({text}, '{pattern}', 1), ''), ',', '.') AS DOUBLE)"


def money(cell: str, decimal: str) -> str:
    """SQL: ``cell`` as a number, the sign or name of the currency taken off."""
    bare = f"regexp_replace(lower({cell}), '{_CURRENCY}', '', 'g')"
    has_more = f"regexp_matches({cell}, '[\\p{{Sc}}\\pL]')"
    return (
        f"CASE WHEN {has_more} THEN {numbers.number(bare, decimal)} ELSE {numbers.number(cell, decimal)} END"
    )


def in_steps(value: str, field: Field, scale: tuple[float, float] | None) -> str:
    """SQL: marks of a wider ``scale`` put into as many equal steps as the contract's own scale has.

    1 to 10 on a contract of 1 to 5: two marks a step. A mark off the scale gives a value off the limits.
    """
    if scale is None or not is_wider(field, scale):
        return value
    low, high = int(scale[0]), int(scale[1])
    steps = int((field.high or 0) - (field.low or 0)) + 1
    place = f"ceil(({value} - {low} + 1) * {steps} / {high - low + 1})"
    return (
        f"CASE WHEN {value} = trunc({value}) AND {value} BETWEEN {low} AND {high} "
        f"THEN {place} + {int(field.low or 0) - 1} ELSE {value} * 0 + {int(field.high or 0) + 1} END"
    )


def is_wider(field: Field, scale: tuple[float, float]) -> bool:
    """Whether a declared scale goes beyond the contract's limits: its marks are put into steps."""
    low, high = scale
    return field.low is not None and field.high is not None and not field.low <= low < high <= field.high


def limits(field: Field, scale: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    """Limits of a value: the declared scale, or the contract's where marks are put into steps."""
    low, high = scale
    if low is None or high is None or is_wider(field, (low, high)):
        return field.low, field.high
    return low, high


__all__ = ["WORDED", "in_steps", "is_wider", "limits", "money", "seconds"]

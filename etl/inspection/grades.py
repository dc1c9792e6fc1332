"""Grades as people write them: ``9``, ``9.0``, ``9/10``, ``10 - отлично``, ``5 stars``, or in words alone."""

import re
from collections.abc import Mapping

from etl.contracts import Contract, Field
from etl.inspection.columns import Column
from etl.inspection.names import meaning, value_words

_GRADE = re.compile(
    r"(\d{1,2})(?:[.,]0+)?(?:\s*/\s*(?:5|10))?(?:\s*$|\s*[-–—:=.)(]+\s*\D.*|\s+[^\W\d].*)", re.DOTALL
)
_PLAIN = re.compile(r"\d{1,2}([.,]0+)?")
_SCALE = re.compile(r"(?<!\d)([01])\s*(?:-|–|—|to|à|a|bis|до|\.\.+|/)\s*(5|10)(?!\d)")
_MOST_GRADES = 15
_LEAST_INSIDE = 0.6
_MANY = 50
_WIDER = 0.75
"""Marks of one to ten where the contract has one to five."""
_HALF_USED = 0.65
"""Many grades and none in the upper half: another scale, unless the name is very clear."""


def is_graded(field: Field) -> bool:
    """Whether ``field`` is a grade on a short scale."""
    return field.low is not None and field.high is not None and field.high <= 10


def named_scale(column: str) -> tuple[int, int] | None:
    """The scale a column's own name tells: ``Would you recommend us? (0-10)``."""
    found = _SCALE.search(column.lower())
    return (int(found.group(1)), int(found.group(2))) if found else None


def grade_of(value: str, words: Mapping[str, str]) -> int | None:
    """The grade a cell means; None where it is none."""
    if found := _GRADE.fullmatch(value.strip()):
        return int(found.group(1))
    said = meaning(words, value)
    return int(said) if said else None


def grades_of(contract: Contract, field: Field, column: Column) -> dict[str, int]:
    """The different cells of ``column`` that are grades -> which."""
    words = value_words(contract.name, field.name, is_yes_no=False)
    found = {value: grade_of(value, words) for value in column.values}
    return {value: grade for value, grade in found.items() if grade is not None}


def fits(contract: Contract, field: Field, column: Column) -> float:
    """0: no grades of this scale; 1: nothing else. A few cells off the scale are faults of the file."""
    grades = grades_of(contract, field, column)
    if not grades or len(set(grades.values())) > _MOST_GRADES or len(grades) < 0.5 * len(column.values):
        return 0.0
    inside = sum((field.low or 0) <= grade <= (field.high or 0) for grade in grades.values())
    share = inside / len(column.values)
    if share < _LEAST_INSIDE:
        is_wider = (
            field.low == 1 and set(grades.values()) <= set(range(11)) and len(grades) == len(column.values)
        )
        return _WIDER if is_wider else 0.0
    is_half_used = 2 * max(grades.values()) <= (field.high or 0) and column.count_filled >= _MANY
    return (0.85 + 0.15 * share) * (_HALF_USED if is_half_used else 1.0)


def translated(contract: Contract, field: Field, column: Column) -> dict[str, str]:
    """Cells that need a value map to be read as their grade."""
    grades = grades_of(contract, field, column)
    return {value: str(grade) for value, grade in grades.items() if not _PLAIN.fullmatch(value)}

"""Computed fields of a declaration: a small list of operations, never free expressions.

``[computed]`` holds field = { operation = operands }; an operand is the name of a column of the file, or of
a field that has columns. ``equals`` and ``contains`` take words behind the column.
"""

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from config.errors import one_of

OPERATIONS = {
    "add": "a time and lengths of time behind it, or numbers: their sum",
    "minus": "two times or two numbers: the first without the second, in seconds or as it is",
    "equals": "a column and words: yes where the cell is one of the words, no where it is another",
    "contains": "a column and words: yes where the cell holds one of the words, no where it holds none",
    "filled": "a column: yes where the cell holds something, no where it is empty",
    "first_word": "a column: its first word",
    "last_word": "a column: its last word",
    "upper": "a column in capitals",
    "lower": "a column in small letters",
    "part": "a column: the part that fits the pattern (its first group where it has one)",
    "join": "columns joined by the text of 'with'",
    "coalesce": "columns: the first that holds something",
}
"""Operation -> what it makes of its operands."""
YES_NO = ("equals", "contains", "filled")
SUMS = ("add", "minus")
_ONE = ("filled", "first_word", "last_word", "upper", "lower", "part")
_LEAST = {"add": 2, "minus": 2, "equals": 2, "contains": 2, "join": 2, "coalesce": 2}
_LONGEST = 200
Operands = str | tuple[str, ...]


class Computed(BaseModel):
    """One computed field: exactly one operation, and the key it needs beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    add: Operands | None = Field(None, description="A time and lengths of time, or numbers, to add up.")
    minus: Operands | None = Field(None, description="Two times or numbers: the first without the second.")
    equals: Operands | None = Field(None, description="A column, then the words that mean yes.")
    contains: Operands | None = Field(None, description="A column, then words of which one must stand in it.")
    filled: Operands | None = Field(None, description="A column: yes where its cell holds something.")
    first_word: Operands | None = Field(None, description="A column: its first word.")
    last_word: Operands | None = Field(None, description="A column: its last word.")
    upper: Operands | None = Field(None, description="A column, in capitals.")
    lower: Operands | None = Field(None, description="A column, in small letters.")
    part: Operands | None = Field(None, description="A column of which the pattern cuts out a part.")
    join: Operands | None = Field(None, description="Columns joined by the text of 'with'.")
    coalesce: Operands | None = Field(None, description="Columns of which the first filled one is taken.")
    pattern: str | None = Field(None, description="For part: a regular expression; its first group is kept.")
    with_: str = Field(" ", alias="with", description="For join: what stands between the columns.")
    unit: str | None = Field(None, description="For add: what numbers beside a time count, such as minutes.")

    @property
    def operation(self) -> str:
        return next(name for name in OPERATIONS if getattr(self, name) is not None)

    @property
    def operands(self) -> tuple[str, ...]:
        """Names of columns or fields, in order."""
        given = self._given
        return given[:1] if self.operation in ("equals", "contains") else given

    @property
    def words(self) -> tuple[str, ...]:
        """What the cell is compared with."""
        return self._given[1:]

    @property
    def _given(self) -> tuple[str, ...]:
        given = getattr(self, self.operation)
        return (given,) if isinstance(given, str) else tuple(given)

    @model_validator(mode="before")
    @classmethod
    def _known(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            raise ValueError('write { operation = columns }, such as { first_word = "Office" }')
        for key in values:
            if key not in (*OPERATIONS, "pattern", "with", "unit"):
                raise ValueError(one_of("operation", str(key), OPERATIONS))
        return values

    @model_validator(mode="after")
    def _whole(self) -> "Computed":
        given = [name for name in OPERATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one operation of: {', '.join(OPERATIONS)}")
        (name,) = given
        count = len(self._given)
        if count < _LEAST.get(name, 1) or (name in _ONE and count != 1) or (name == "minus" and count != 2):
            raise ValueError(f"{name}: takes {_how_many(name)}; it is {OPERATIONS[name]}")
        if not all(word.strip() for word in self.operands):
            raise ValueError(f"{name}: an empty name; give the name of a column")
        _check_pattern(name, self.pattern)
        return self


def _how_many(name: str) -> str:
    return "two columns" if name == "minus" else "one column" if name in _ONE else "two or more names"


def _check_pattern(name: str, pattern: str | None) -> None:
    if (pattern is None) == (name == "part"):
        raise ValueError("pattern: goes with part, and part needs one, such as pattern = '[0-9]+'")
    if pattern is None:
        return
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"pattern: is no regular expression ({error})") from None
    if len(pattern) > _LONGEST or re.search(r"\(\?[=!<]|\\[1-9]", pattern):
        raise ValueError(f"pattern: at most {_LONGEST} letters, without looking around or back")

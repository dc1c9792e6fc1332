"""A finding: one sentence as a template with typed values, so that any language can write it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reports.formats import Formats

Tone = Literal["good", "bad", "unclear"]
NameOf = Callable[[str, str], str]
"""(dimension, code) -> the name people know it by."""


def N_(text: str) -> str:
    """Marks a template for the catalogues; it is translated where it is said."""
    return text


@dataclass(frozen=True)
class Amount:
    """A number: ``kind`` value or change, in the unit and decimals of its metric."""

    value: float
    unit: str = ""
    decimals: int = 1
    kind: Literal["value", "change"] = "value"

    def write(self, formats: Formats, name: NameOf) -> str:
        one = formats.change_in if self.kind == "change" else formats.value
        return one(self.value, self.unit, self.decimals)


@dataclass(frozen=True)
class Named:
    """A code of a dimension, said by its name."""

    dimension: str
    code: str

    def write(self, formats: Formats, name: NameOf) -> str:
        return name(self.dimension, self.code)


@dataclass(frozen=True)
class Month:
    """A month, in the form it takes after a preposition."""

    day: date

    def write(self, formats: Formats, name: NameOf) -> str:
        return formats.month_name(self.day)


@dataclass(frozen=True)
class Day:
    """A day, written in figures."""

    day: date

    def write(self, formats: Formats, name: NameOf) -> str:
        return formats.date(self.day)


Values = Mapping[str, Amount | Named | Month | Day]


@dataclass(frozen=True)
class Finding:
    """``template`` (English, ``{placeholders}``), its values and its tone; plural forms where it counts."""

    template: str
    values: Values = field(default_factory=dict)
    tone: Tone = "unclear"
    plural: str = ""
    count: int = 0

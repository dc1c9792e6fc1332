"""How well the name of a column fits the name of a field."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from etl.contracts import Field
from etl.inspection.columns import words_of

_FILE = Path(__file__).with_name("words.toml")
_IDLE = {
    "the",
    "of",
    "in",
    "de",
    "la",
    "le",
    "d",
    "l",
    "du",
    "des",
    "и",
    "по",
    "на",
    "a",
    "an",
    "to",
    "at",
    "sec",
    "seconds",
    "s",
    "min",
}


_RANK = 0.001
"""Of two names that fit as well, the one listed first is meant."""


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf8"))


def value_words(contract: str, field: str, *, is_yes_no: bool) -> dict[str, str]:
    """Words of files -> values of the contract, for one field."""
    known = _known()["values"]
    found = dict(known.get("yes_no", {})) if is_yes_no else {}
    return {**found, **known.get(field, {}), **known.get(f"{contract}.{field}", {})}


def meaning(words: Mapping[str, str], value: str) -> str | None:
    """What a cell means: as it is known, or beginning with a known word (closed with explanation)."""
    tidy = " ".join(value.lower().split())
    if tidy in words:
        return words[tidy]
    begins = [
        word for word in words
        if len(word) > 2 and tidy.startswith(word) and not tidy[len(word) : len(word) + 1].isalnum()
    ]  # fmt: skip
    return words[max(begins, key=len)] if begins else None


def is_turned(column: str) -> bool:
    """Whether yes in a column of this name means no: abandoned, missed."""
    return bool(set(words_of(column)) & set(_known()["turned"]["names"]))


@cache
def names_of(contract: str, field: Field) -> dict[tuple[str, ...], float]:
    """Every name of a field, as words, and how much less likely it is: its own first, then any contract's."""
    more = _known()["fields"]
    own = [field.name, *field.words, *more.get(contract, {}).get(field.name, ())]
    found: dict[tuple[str, ...], float] = {}
    for rank, name in enumerate(own):
        found.setdefault(words_of(name), _RANK * min(rank, 20))
    for rank, name in enumerate(more["any"].get(field.name, ())):
        found.setdefault(words_of(name), _RANK * (30 + min(rank, 20)))
    return found


def likeness(contract: str, field: Field, column: str) -> float:
    """0 to 1: the column is called as the field is; 0.6 and more can be believed with a fitting content."""
    words = words_of(column)
    if any(set(words_of(name)) <= set(words) for name in _contrary(contract, field.name)):
        return 0.0
    return max(0.0, *(_alike(name, words) - less for name, less in names_of(contract, field).items()))


def _contrary(contract: str, field: str) -> list[str]:
    known = _known()["not"]
    return [*known.get(contract, {}).get(field, ()), *known["any"].get(field, ())]


def _alike(name: tuple[str, ...], column: tuple[str, ...]) -> float:
    if not column or not name:
        return 0.0
    if name == column:
        return 1.0
    if all(_stands_in(word, column) for word in name):
        telling = [word for word in column if word not in _IDLE] or list(column)
        count = len(set(name) - _IDLE)
        return 0.62 + 0.33 * count / max(len(set(telling)), count, 1)
    joined = fuzz.ratio("".join(name), "".join(column)) / 100
    return 0.9 * joined if joined >= 0.85 and len("".join(name)) > 4 else 0.0


def _stands_in(word: str, column: tuple[str, ...]) -> bool:
    """As it is, or with another ending (балл, баллы; жалоба, жалобы)."""
    if word in column:
        return True
    stem = word[:-1] if len(word) >= 6 else word
    return len(word) >= 4 and any(other.startswith(stem) and len(other) <= len(word) + 2 for other in column)

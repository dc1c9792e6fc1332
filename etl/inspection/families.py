"""Names of columns by meaning: words of four languages as families, whatever their endings.

``Secs Until Answered``, ``Temps avant réponse`` and ``Время до ответа`` are the same families.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("families.toml")
_LIGHT = 0.35
_UNKNOWN = 0.6
_IDLE = 0.1
_FEWEST_LETTERS = 3
_LONGEST_JOINED = 24
_OF_OTHERS = frozenset(("zip", "phone", "account", "agent", "unit"))
_LEAST, _MORE = 0.6, 0.32


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf8"))


@cache
def _stems() -> dict[str, str]:
    """Beginning of a word (``=word``: the whole of it) -> family."""
    return {stem: family for family, stems in _known()["families"].items() for stem in stems}


@cache
def family(word: str) -> str | None:
    """The family of the longest beginning known."""
    stems = _stems()
    if exact := stems.get(f"={word}"):
        return exact
    starts = (stems.get(word[:size]) for size in range(len(word), _FEWEST_LETTERS - 1, -1))
    found = next((name for name in starts if name), None)
    return found


@cache
def families(words: tuple[str, ...]) -> tuple[frozenset[str], float]:
    """Families in a name, and how much all of its words weigh together, known or not."""
    found: set[str] = set()
    weight = 0.0
    for word in words:
        if word in _known()["silent"]:
            continue
        if word.isdigit():
            weight += _IDLE
            continue
        parts = [name for name in (family(part) for part in _parts(word)) if name]
        weight += 0.0 if parts else _UNKNOWN
        found.update(parts)
    return frozenset(found), weight + weight_of(found)


def _parts(word: str) -> list[str]:
    """A word, or the two it was run together from: ``talktime``, ``callid``."""
    if family(word) is None or not word.isascii() or not _FEWEST_LETTERS * 2 <= len(word) <= _LONGEST_JOINED:
        return [word]
    rest = _rest(word)
    return [word, rest] if rest and (f"={rest}" in _stems() or rest in _stems()) else [word]


def _rest(word: str) -> str:
    stems = (stem for stem in _stems() if len(stem) > _FEWEST_LETTERS and word.startswith(stem))
    longest = max(stems, key=len, default="")
    return re.sub(r"^(s|ed|ing|ion)(?=[a-z]{2})", "", word[len(longest) :]) if longest else ""


def is_of_customer(words: tuple[str, ...]) -> bool:
    """Whether a name speaks of the customer, or of what a customer is known by."""
    return bool(families(words)[0] & {"customer", "phone", "account"})


def weight_of(names: Iterable[str]) -> float:
    light = _known()["light"]
    return sum(_LIGHT if name in light else 1.0 for name in names)


@cache
def _senses(contract: str, field: str) -> tuple[tuple[frozenset[str], float], ...]:
    known = _known()["senses"]
    said = [*known.get(contract, {}).get(field, ()), *known["any"].get(field, ())]
    names = {frozenset(phrase.split()) for phrase in said}
    return tuple((name, weight_of(name)) for name in names)


@cache
def kinship(contract: str, field: str, words: tuple[str, ...], *, is_key: bool = False) -> float:
    """0 to 0.92: how much of a column's name is said by the best sense of a field.

    ``is_key``: the record's own number, which no number of a customer, an agent or a place is.
    """
    held, weight = families(words)
    if (is_key and held & _OF_OTHERS) or (field.endswith("_s") and "number" in held):
        return 0.0
    shares = [share / max(weight, share, 0.3) for name, share in _senses(contract, field) if name <= held]
    return _LEAST + _MORE * max(shares) ** 0.7 if shares else 0.0

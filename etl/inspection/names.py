"""How well the name of a column fits the name of a field."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from etl.contracts import CONTRACTS, Field, Kind
from etl.inspection.columns import words_of
from etl.inspection.families import kinship
from etl.numbers import NO, YES

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


_NUMBERED = {
    "id", "ids", "number", "no", "num", "nr", "ref", "reference", "référence", "réf", "key", "code",
    "uuid", "guid", "sid", "identifiant", "identifier", "numéro", "numero", "номер", "ид",
    "идентификатор", "рег", "код", "нөмірі", "responseid", "callref", "ticket", "dossier",
}  # fmt: skip
_OF_OTHERS = {
    "customer", "client", "agent", "operator", "employee", "phone", "caller", "account", "store", "order",
    "zip", "postal", "user", "mobile", "contract", "телефон", "телефона", "клиента", "абонента",
    "оператора", "сотрудника", "договора", "téléphone", "appelant", "commande", "клиент", "from", "to",
    "product", "branch", "policy", "лицевой", "счета",
}  # fmt: skip
_TYPED_ALIKE = 0.88
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


@cache
def known_words(contract: str, field: Field) -> dict[str, str]:
    """All words that may stand for a value of the field: those of files, and its own."""
    is_yes_no = field.kind is Kind.YES_NO
    found = value_words(contract, field.name, is_yes_no=is_yes_no)
    if is_yes_no:
        found = {**found, **dict.fromkeys(YES, "true"), **dict.fromkeys(NO, "false")}
    return {**found, **{choice.replace("_", " "): choice for choice in field.choices}}


def meaning(words: Mapping[str, str], value: str) -> str | None:
    """What a cell means: as it is known, beginning with a known word (closed with explanation), or not it."""
    tidy = " ".join(value.lower().replace("ё", "е").split())
    said = _literal(words, " ".join(value.lower().split())) or _literal(words, tidy)
    if said is not None:
        return said
    if bare := _negated(tidy):
        return _OPPOSITE.get(meaning(words, bare) or "")
    if any(word in _NOT for word in _WORD.findall(tidy)[1:3]):
        return None
    return _by_stem(words, tidy)


_OPPOSITE = {"true": "false", "false": "true"}
_NOT = frozenset(("не", "нет", "not", "no", "non", "never", "pas", "sans", "без"))
_JOINED_NOT = re.compile(r"(?:un|не|non-?|not-)(?=[^\W\d_]{5})")
_WORD = re.compile(r"[^\W_]+")


def _negated(tidy: str) -> str:
    """``не дозвонился``, ``unanswered``: what is said not to be; empty where nothing is."""
    first, _, rest = tidy.partition(" ")
    if first.strip(".,:;") in _NOT and rest:
        return rest
    found = _JOINED_NOT.match(tidy)
    return tidy[found.end() :] if found else ""


def _literal(words: Mapping[str, str], tidy: str) -> str | None:
    if tidy in words:
        return words[tidy]
    begins = [
        word for word in words
        if len(word) > 2 and tidy.startswith(word) and not tidy[len(word) : len(word) + 1].isalnum()
    ]  # fmt: skip
    return words[max(begins, key=len)] if begins else None


def _by_stem(words: Mapping[str, str], tidy: str) -> str | None:
    """By beginnings of words (``жалоб*``), the first word of the cell that has one."""
    stems = [word for word in words if word.endswith("*")]
    for word in _WORD.findall(tidy):
        found = [stem for stem in stems if word.startswith(stem[:-1])]
        if found:
            return words[max(found, key=len)]
    return None


def is_label(values: Sequence[str]) -> bool:
    """Whether the cells only say what the score beside them is: promoter, passive, detractor."""
    said = {" ".join(value.lower().split()) for value in values}
    return len(said) > 1 and said <= set(_known()["labels"]["nps"])


def is_numbered(column: str) -> bool:
    """Whether the name itself says that a number or a code stands in it: ``№ обращения``, ``Case Ref``."""
    spelt = re.sub(r"№|#|\bn[°º]", " number ", column.lower())
    words = set(words_of(spelt))
    return bool(words & _NUMBERED) and not words & _OF_OTHERS


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


@cache
def likeness(contract: str, field: Field, column: str) -> float:
    """0 to 1: the column is called as the field is; 0.6 and more can be believed with a fitting content."""
    words = words_of(_HOW.sub("how", column))
    if any(set(words_of(name)) <= set(words) for name in _contrary(contract, field.name)):
        return 0.0
    called = max(0.0, *(_alike(name, words) - less for name, less in names_of(contract, field).items()))
    return max(called, kinship(contract, field.name, words, is_key=CONTRACTS[contract].key == (field.name,)))


_HOW = re.compile(r"(?i)^comment(?= \w.*\?)")
"""A French question, no comment."""


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
    one, other = "".join(name), "".join(column)
    if abs(len(one) - len(other)) > 0.25 * len(other):
        return 0.0
    joined = fuzz.ratio(one, other) / 100
    return 0.9 * joined if joined >= _TYPED_ALIKE and len("".join(name)) > 4 else 0.0


def _stands_in(word: str, column: tuple[str, ...]) -> bool:
    """As it is, or with another ending (балл, баллы; жалоба, жалобы)."""
    if word in column:
        return True
    stem = word[:-1] if len(word) >= 6 else word
    return len(word) >= 4 and any(other.startswith(stem) and len(other) <= len(word) + 2 for other in column)

"""The tree of causes (``config/taxonomy.toml``): names, owners, and the rules that recognise each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.errors import NotReady, one_of
from config.settings import read_toml
from text.phrases import Phrase, beginnings_of, phrase

LANGUAGES = ("ru", "kk", "en")
FACTORS = ("cost", "emotion", "process", "comfort", "benefit")
VOICE = "voice_of_customer"
"""Parent of what is no complaint: praise, suggestions, the rest."""
CAUSES = ("agent", "process", "system", "dealer", "outside")


@dataclass(frozen=True)
class Parent:
    """A branch of the tree; ``names`` by language."""

    id: str
    names: dict[str, str]


@dataclass(frozen=True)
class Category:
    """One cause. ``rules`` make a text belong to it, ``unless`` take it out again."""

    id: str
    parent: str
    names: dict[str, str]
    factor: str
    owner: str
    cause_of: str
    severity: int
    rules: tuple[Phrase, ...] = field(repr=False)
    unless: tuple[Phrase, ...] = field(repr=False)
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """All causes in the order of the file. ``index``: key of a word -> rules worth looking at."""

    parents: tuple[Parent, ...]
    categories: tuple[Category, ...]
    index: dict[str, tuple[tuple[int, Phrase], ...]] = field(repr=False)
    beginnings: frozenset[str] = field(repr=False)
    checksum: str = ""

    def ids(self) -> list[str]:
        return [category.id for category in self.categories]


def load_taxonomy(path: Path) -> Taxonomy:
    """The taxonomy in ``path``; read again only when the file has changed.

    Raises NotReady naming the file, the entry and the remedy.
    """
    if not path.is_file():
        raise NotReady(f"{path} is missing; copy config/taxonomy.toml of the project there.")
    return _load(path, path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int, _size: int) -> Taxonomy:
    return taxonomy_of(path, read_toml(path), _checksum(path))


def taxonomy_of(path: Path, values: Mapping[str, Any], checksum: str = "") -> Taxonomy:
    """The taxonomy ``values`` declare; ``path`` is named in errors. Raises NotReady with the remedy."""
    parents = tuple(
        Parent(_text(path, entry, "id"), _names(path, entry)) for entry in values.get("parent", [])
    )
    known = {parent.id for parent in parents}
    categories = tuple(_category(path, entry, known) for entry in values.get("category", []))
    _no_twins(path, [category.id for category in categories])
    rules = [rule for category in categories for rule in (*category.rules, *category.unless)]
    return Taxonomy(parents, categories, _index(categories), beginnings_of(rules), checksum)


def _category(path: Path, entry: dict[str, Any], parents: set[str]) -> Category:
    return Category(
        id=_text(path, entry, "id"),
        parent=_choice(path, entry, "parent", parents),
        names=_names(path, entry),
        factor=_choice(path, entry, "factor", FACTORS),
        owner=_text(path, entry, "owner"),
        cause_of=_choice(path, entry, "cause_of", CAUSES),
        severity=_severity(path, entry),
        rules=_phrases(path, entry, "rules"),
        unless=_phrases(path, entry, "unless"),
        examples=tuple(entry.get("examples", ())),
    )


def _phrases(path: Path, entry: dict[str, Any], key: str) -> tuple[Phrase, ...]:
    by_language = entry.get(key, {})
    for language in by_language:
        if language not in LANGUAGES:
            raise NotReady(
                f"{path}: category {entry['id']}: {key}: {one_of('language', language, LANGUAGES)}."
            )
    return tuple(phrase(text, language) for language, texts in by_language.items() for text in texts)


def _names(path: Path, entry: dict[str, Any]) -> dict[str, str]:
    return {language: _text(path, entry, f"name_{language}") for language in LANGUAGES}


def _text(path: Path, entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise NotReady(f"{path}: entry '{entry.get('id', '?')}' has no {key}; add a line {key} = \"...\".")
    return value


def _choice(path: Path, entry: dict[str, Any], key: str, choices: Any) -> str:
    value = _text(path, entry, key)
    if value not in choices:
        raise NotReady(f"{path}: category {entry['id']}: {one_of(key, value, choices)}.")
    return value


def _severity(path: Path, entry: dict[str, Any]) -> int:
    value = entry.get("severity")
    if value not in (1, 2, 3):
        raise NotReady(f"{path}: category {entry['id']}: severity is {value!r}; write 1, 2 or 3.")
    return int(value)


def _no_twins(path: Path, ids: list[str]) -> None:
    twin = next((one for one in ids if ids.count(one) > 1), None)
    if twin:
        raise NotReady(f"{path}: category '{twin}' stands there twice; rename or remove one.")


def _index(categories: tuple[Category, ...]) -> dict[str, tuple[tuple[int, Phrase], ...]]:
    """Under each word a rule cannot do without: the place of its category, and the rule."""
    index: dict[str, list[tuple[int, Phrase]]] = defaultdict(list)
    for place, category in enumerate(categories):
        for rule in category.rules:
            for key in rule.anchor:
                index[key].append((place, rule))
    return {key: tuple(rules) for key, rules in index.items()}


def _checksum(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]

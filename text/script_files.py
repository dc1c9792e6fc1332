"""Scripts as they are declared: ``config/scripts/*.toml``, one file a script."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.errors import NotReady, one_of
from config.settings import read_toml
from text.phrases import Phrase, beginnings_of, phrase
from text.script_words import Hearing, Rules, written_words

LANGUAGES = ("ru", "kk", "en")
STRICTNESS = {"exact": 100.0, "strict": 90.0, "usual": 80.0, "forgiving": 72.0}
"""How alike, 0-100, a word heard must be to a word of the script (share of letters they have in common)."""
WHO = ("agent", "customer")
CHECKS = ("said", "never_said")
FROM = ("start", "end")
ONLY_WHEN = ("", "customer_complains", "customer_asks")


@dataclass(frozen=True)
class Criterion:
    """One thing to be said, or never to be said. ``within_s`` None: anywhere in the call.

    ``after``, ``before``: the criterion whose first phrase it must follow, or precede; "" any order.
    """

    id: str
    names: dict[str, str]
    who: str
    check: str
    counted_from: str
    within_s: float | None
    alike: float
    only_when: str
    after: str
    before: str
    phrases: tuple[Phrase, ...] = field(repr=False)


@dataclass(frozen=True)
class Script:
    """A script. ``hearing``: what words mean to its criteria; ``asking``: by which phrases a customer is
    known to complain (first) or to ask (second)."""

    id: str
    names: dict[str, str]
    version: int
    least_confidence: float
    least_words: int
    criteria: tuple[Criterion, ...]
    hearing: Hearing = field(repr=False, compare=False)
    asking: Hearing = field(repr=False, compare=False)
    checksum: str = ""


def load_scripts(folder: Path) -> list[Script]:
    """All scripts of ``folder`` in the order of their file names.

    Raises NotReady naming the file, the entry and the remedy.
    """
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        raise NotReady(f"no script in {folder}; copy config/scripts/service_call.toml of the project there.")
    return [load_script(path) for path in files]


def load_script(path: Path) -> Script:
    """The script of one file. Raises NotReady naming the file, the entry and the remedy."""
    if not path.is_file():
        raise NotReady(
            f"{path}: there is no such file; give a script such as config/scripts/service_call.toml."
        )
    return _load(path, path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=32)
def _load(path: Path, _changed_at: int, _size: int) -> Script:
    return script_of(path, read_toml(path), hashlib.sha256(path.read_bytes()).hexdigest()[:12])


def script_of(path: Path, values: Mapping[str, Any], checksum: str = "") -> Script:
    """The script that ``values`` declare; ``path`` names it in errors. Raises NotReady."""
    entries = values.get("criterion", [])
    if not entries:
        raise NotReady(
            f"{path}: no [[criterion]] in it; see the comments of config/scripts/service_call.toml."
        )
    criteria = tuple(_criterion(path, entry) for entry in entries)
    _check_order(path, criteria)
    asking = [_rules(path, values.get(name, {}), 100.0) for name in ("complaint", "request")]
    rules = [
        _rules(path, entry.get("phrases", {}), criterion.alike)
        for entry, criterion in zip(entries, criteria, strict=True)
    ]
    return Script(
        id=str(values.get("id") or path.stem),
        names=_names(path, values),
        version=int(_number(path, values, "version", 1)),
        least_confidence=_number(path, values, "least_confidence", 0.6),
        least_words=int(_number(path, values, "least_words", 8)),
        criteria=criteria,
        hearing=_hearing(rules),
        asking=_hearing(asking),
        checksum=checksum,
    )


def _criterion(path: Path, entry: Mapping[str, Any]) -> Criterion:
    if not entry.get("id"):
        raise NotReady(f'{path}: a [[criterion]] has no id; add a line id = "...".')
    phrases = _phrases(path, entry.get("phrases", {}))
    if not phrases:
        raise NotReady(f"{path}: criterion {entry['id']}: no phrase in it; write at least one.")
    return Criterion(
        id=str(entry["id"]),
        names=_names(path, entry),
        who=_choice(path, entry, "who", WHO, "agent"),
        check=_choice(path, entry, "check", CHECKS, "said"),
        counted_from=_choice(path, entry, "from", FROM, "start"),
        within_s=_number(path, entry, "within_s", 0) or None,
        alike=_alike(path, entry),
        only_when=_choice(path, entry, "only_when", ONLY_WHEN, ""),
        after=str(entry.get("after", "")),
        before=str(entry.get("before", "")),
        phrases=phrases,
    )


def _alike(path: Path, entry: Mapping[str, Any]) -> float:
    """A number of its own (``alike``), else the one its word stands for."""
    usual = "exact" if entry.get("check") == "never_said" else "usual"
    word = _choice(path, entry, "strictness", tuple(STRICTNESS), usual)
    return _number(path, entry, "alike", STRICTNESS[word])


def _check_order(path: Path, criteria: tuple[Criterion, ...]) -> None:
    known = [criterion.id for criterion in criteria]
    if twice := {one for one in known if known.count(one) > 1}:
        raise NotReady(f"{path}: criterion {min(twice)} is there twice; give each its own id.")
    for criterion in criteria:
        for name in (criterion.after, criterion.before):
            others = [one for one in known if one != criterion.id]
            if name and name not in others:
                raise NotReady(f"{path}: criterion {criterion.id}: {one_of('criterion', name, others)}")


def _rules(path: Path, by_language: Mapping[str, list[str]], alike: float) -> Rules:
    return Rules(_phrases(path, by_language), written_words(by_language), alike)


def _hearing(rules: list[Rules]) -> Hearing:
    return Hearing(rules, beginnings_of([phrase for one in rules for phrase in one.phrases]))


def _phrases(path: Path, by_language: Mapping[str, list[str]]) -> tuple[Phrase, ...]:
    for language in by_language:
        if language not in LANGUAGES:
            raise NotReady(f"{path}: phrases: {one_of('language', language, LANGUAGES)}.")
    return tuple(phrase(text, language) for language, texts in by_language.items() for text in texts)


def _names(path: Path, entry: Mapping[str, Any]) -> dict[str, str]:
    missing = [language for language in LANGUAGES if not entry.get(f"name_{language}")]
    if missing:
        raise NotReady(f"{path}: entry '{entry.get('id', '?')}' has no name_{missing[0]}; add that line.")
    return {language: str(entry[f"name_{language}"]) for language in LANGUAGES}


def _choice(path: Path, entry: Mapping[str, Any], key: str, choices: tuple[str, ...], default: str) -> str:
    value = str(entry.get(key, default))
    if value not in choices:
        raise NotReady(f"{path}: criterion {entry['id']}: {one_of(key, value, choices)}.")
    return value


def _number(path: Path, entry: Mapping[str, Any], key: str, default: float) -> float:
    value = entry.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise NotReady(f"{path}: {entry.get('id', '')}: {key} is {value!r}; write a number of 0 or more.")
    return float(value)

"""Scripts as they are declared: ``config/scripts/*.toml``, one file a script."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.errors import NotReady, one_of
from config.settings import read_toml
from text.phrases import Phrase, beginnings_of, phrase

LANGUAGES = ("ru", "kk", "en")


@dataclass(frozen=True)
class Criterion:
    """One thing to be said, or never to be said. ``within_s`` None: anywhere in the call."""

    id: str
    names: dict[str, str]
    who: str
    check: str
    counted_from: str
    within_s: float | None
    alike: float
    only_when: str
    phrases: tuple[Phrase, ...] = field(repr=False)
    vocabulary: tuple[tuple[str, str], ...] = field(repr=False)  # (word as written, its key)


@dataclass(frozen=True)
class Script:
    """A script; ``complaint`` and ``request`` are phrases by which a customer is known to complain or ask."""

    id: str
    names: dict[str, str]
    least_confidence: float
    least_words: int
    criteria: tuple[Criterion, ...]
    complaint: tuple[Phrase, ...] = field(repr=False)
    request: tuple[Phrase, ...] = field(repr=False)
    beginnings: frozenset[str] = field(repr=False)
    checksum: str = ""


def load_scripts(folder: Path) -> list[Script]:
    """All scripts of ``folder`` in the order of their file names.

    Raises NotReady naming the file, the entry and the remedy.
    """
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        raise NotReady(f"no script in {folder}; copy config/scripts/service_call.toml of the project there.")
    return [_load(path, path.stat().st_mtime_ns, path.stat().st_size) for path in files]


@lru_cache(maxsize=32)
def _load(path: Path, _changed_at: int, _size: int) -> Script:
    values = read_toml(path)
    criteria = tuple(_criterion(path, entry) for entry in values.get("criterion", []))
    if not criteria:
        raise NotReady(
            f"{path}: no [[criterion]] in it; see the comments of config/scripts/service_call.toml."
        )
    complaint = _phrases(path, values.get("complaint", {}))
    request = _phrases(path, values.get("request", {}))
    rules = [rule for criterion in criteria for rule in criterion.phrases]
    return Script(
        id=str(values.get("id") or path.stem),
        names=_names(path, values),
        least_confidence=_number(path, values, "least_confidence", 0.6),
        least_words=int(_number(path, values, "least_words", 8)),
        criteria=criteria,
        complaint=complaint,
        request=request,
        beginnings=beginnings_of([*rules, *complaint, *request]),
        checksum=_checksum(path),
    )


def _criterion(path: Path, entry: dict[str, Any]) -> Criterion:
    if not entry.get("id"):
        raise NotReady(f'{path}: a [[criterion]] has no id; add a line id = "...".')
    phrases = entry.get("phrases", {})
    return Criterion(
        id=str(entry["id"]),
        names=_names(path, entry),
        who=_choice(path, entry, "who", ("agent", "customer"), "agent"),
        check=_choice(path, entry, "check", ("said", "never_said"), "said"),
        counted_from=_choice(path, entry, "from", ("start", "end"), "start"),
        within_s=_number(path, entry, "within_s", 0) or None,
        alike=_number(path, entry, "alike", 85),
        only_when=_choice(path, entry, "only_when", ("", "customer_complains", "customer_asks"), ""),
        phrases=_phrases(path, phrases),
        vocabulary=_vocabulary(phrases),
    )


def _phrases(path: Path, by_language: dict[str, list[str]]) -> tuple[Phrase, ...]:
    for language in by_language:
        if language not in LANGUAGES:
            raise NotReady(f"{path}: phrases: {one_of('language', language, LANGUAGES)}.")
    return tuple(phrase(text, language) for language, texts in by_language.items() for text in texts)


def _vocabulary(by_language: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """Whole words of six letters and more, which a recogniser may have written a little differently."""
    written = {
        (word, language)
        for language, texts in by_language.items()
        for text in texts
        for word in text.replace("|", " ").replace("_", " ").replace("+", " ").split()
        if len(word.rstrip("*")) >= 6 and not word.startswith("<")
    }
    keys = ((word.rstrip("*"), phrase(word, language).anchor) for word, language in sorted(written))
    return tuple((word, key) for word, anchor in keys for key in sorted(anchor))


def _names(path: Path, entry: dict[str, Any]) -> dict[str, str]:
    missing = [language for language in LANGUAGES if not entry.get(f"name_{language}")]
    if missing:
        raise NotReady(f"{path}: entry '{entry.get('id', '?')}' has no name_{missing[0]}; add that line.")
    return {language: str(entry[f"name_{language}"]) for language in LANGUAGES}


def _choice(path: Path, entry: dict[str, Any], key: str, choices: tuple[str, ...], default: str) -> str:
    value = str(entry.get(key, default))
    if value not in choices:
        raise NotReady(f"{path}: criterion {entry['id']}: {one_of(key, value, choices)}.")
    return value


def _number(path: Path, entry: dict[str, Any], key: str, default: float) -> float:
    value = entry.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise NotReady(f"{path}: {entry.get('id', '')}: {key} is {value!r}; write a number of 0 or more.")
    return float(value)


def _checksum(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]

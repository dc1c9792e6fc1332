"""The word list of an instance: ``config/words.toml``. Without that file nothing is ever mended."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.errors import NotReady
from config.instance import Instance
from config.settings import read_toml
from transcribe.wordlist.sound import spelled

FILE = "words.toml"
VERSION = "1"  # part of the checksum: raise it when the same list would mend otherwise
LEAST_SOUNDS = 4
"""A shorter name sounds like half of the language."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1)
    sounds: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    near: tuple[str, ...] = ()
    name: tuple[_Entry, ...] = ()


@dataclass(frozen=True)
class Name:
    """``words``: as written into transcripts; ``sounds``, ``heard``: see config/words.example.toml, as
    ``sound.spelled`` spells them; ``languages``: empty for any; ``near``: beginnings of words;
    ``longest``: words in the longest way to say it; ``written``: the name and the other ways to say it."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    heard: tuple[str, ...]
    languages: frozenset[str]
    near: tuple[str, ...]
    longest: int
    written: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class WordList:
    """``checksum``: of the file and of how it is used."""

    names: tuple[Name, ...]
    checksum: str


def word_list(instance: Instance | None) -> WordList | None:
    """The list of ``instance``; None where it has none. Raises NotReady naming file, entry and remedy."""
    path = instance.config / FILE if instance else None
    return load(path) if path and path.is_file() else None


def load(path: Path) -> WordList:
    """The list in ``path``. Raises NotReady."""
    return _load(path, path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=8)
def _load(path: Path, _changed_at: int, _size: int) -> WordList:
    values = read_toml(path)
    try:
        file = _File.model_validate(values)
    except ValidationError as error:
        raise NotReady(f"{path}: {_first(error, values)}; see config/words.example.toml.") from None
    checksum = hashlib.sha256(VERSION.encode() + path.read_bytes()).hexdigest()[:12]
    names = tuple(_name(path, entry, file.near) for entry in file.name)
    _check_heard(path, names)
    return WordList(names, checksum)


def _check_heard(path: Path, names: tuple[Name, ...]) -> None:
    """What is heard in the place of two names tells neither."""
    known: dict[tuple[str, str], str] = {}
    for name in names:
        for language in name.languages or {""}:
            for heard in name.heard:
                other = known.setdefault((language, heard), name.text)
                if other != name.text:
                    raise NotReady(
                        f"{path}: '{other}' and '{name.text}' list under 'heard' what sounds the same: leave "
                        "it out of both."
                    )


def _first(error: ValidationError, values: dict[str, Any]) -> str:
    """The first mistake, with the name of the entry it stands in."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    entry: Any = values
    for part in first["loc"][:2]:
        entry = (entry.get(part) if isinstance(part, str) else entry[part]) if entry else None
    told = f" of '{entry['name']}'" if isinstance(entry, dict) and "name" in entry else ""
    return f"'{place}'{told}: {first['msg'].lower()}"


def _name(path: Path, entry: _Entry, near: tuple[str, ...]) -> Name:
    sounds = _spelled((entry.name, *entry.sounds))
    if not sounds:
        raise NotReady(
            f"{path}: '{entry.name}': no way to say it has {LEAST_SOUNDS} sounds or more, and shorter ones "
            "sound like half of the language; write it with the word beside it, such as 'тариф Ай'."
        )
    return Name(
        tuple(entry.name.split()), sounds, _spelled(entry.heard), frozenset(entry.languages),
        tuple(dict.fromkeys(beginning(word) for word in (*near, *entry.near))),
        max(len(text.split()) for text in (entry.name, *entry.sounds, *entry.heard)),
        (entry.name, *entry.sounds),
    )  # fmt: skip


def _spelled(texts: tuple[str, ...]) -> tuple[str, ...]:
    found = dict.fromkeys(spelled(text) for text in texts)
    return tuple(sounds for sounds in found if len(sounds) >= LEAST_SOUNDS)


def beginning(word: str) -> str:
    """What all forms of ``word`` begin with, near enough: ``услуга`` -> ``услуг``."""
    low = word.lower().replace("ё", "е")
    return low[: max(4, len(low) - 1)] if low[-1:] in _ENDINGS else low


_ENDINGS = frozenset("аеиоуыэюяьйіү")

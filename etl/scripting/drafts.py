"""A script as a person changes it: one criterion at a time, all else left as it was."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Table

from text.api import Script, script_of

OPTIONAL = ("within_s", "only_when", "after", "before", "strictness")
"""Left out of the file where they are empty."""


def with_criterion(text: str, values: Mapping[str, Any]) -> str:
    """``text`` with the criterion ``values["id"]`` as given, a new one at the end.

    values: id, name_ru, name_kk, name_en, who, check, from, within_s, strictness, only_when, after, before,
    phrases (language -> list of phrases).
    """
    document = tomlkit.parse(text)
    entry = _entry(document, str(values["id"]))
    for key, value in values.items():
        if key == "phrases":
            _set_phrases(entry, value)
        elif key in OPTIONAL and value in ("", None, 0):
            entry.pop(key, None)
        elif entry.get(key) != value:
            entry[key] = value
    if values.get("strictness"):
        entry.pop("alike", None)
    return tomlkit.dumps(document)


def without_criterion(text: str, criterion_id: str) -> str:
    """``text`` without that criterion."""
    document = tomlkit.parse(text)
    entries = _entries(document)
    for place, entry in enumerate(entries):
        if entry.get("id") == criterion_id:
            del entries[place]
            break
    return tomlkit.dumps(document)


def script(name: str, text: str) -> Script:
    """The script a draft declares; raises NotReady naming the entry and the remedy."""
    from config.errors import NotReady

    try:
        values = tomlkit.parse(text).unwrap()
    except ValueError as error:
        raise NotReady(f"{name}: not valid TOML: {error}.") from None
    return script_of(Path(f"{name}.toml"), values)


def _entries(document: tomlkit.TOMLDocument) -> AoT:
    if "criterion" not in document:
        document["criterion"] = tomlkit.aot()
    entries = document["criterion"]
    assert isinstance(entries, AoT)  # noqa: S101  (it was read as a script before)
    return entries


def _entry(document: tomlkit.TOMLDocument, criterion_id: str) -> Table:
    entries = _entries(document)
    if all(entry.get("id") != criterion_id for entry in entries):
        entries.append(tomlkit.table().append("id", criterion_id))
    found = next(entry for entry in entries if entry.get("id") == criterion_id)
    assert isinstance(found, Table)  # noqa: S101  (an array of tables holds nothing else)
    return found


def _set_phrases(entry: Table, by_language: Mapping[str, Sequence[str]]) -> None:
    phrases = entry.setdefault("phrases", tomlkit.table())
    for language, texts in by_language.items():
        if not texts:
            phrases.pop(language, None)
        elif list(phrases.get(language, ())) != list(texts):
            phrases[language] = _array(texts)


def _array(texts: Sequence[str]) -> Array:
    array = tomlkit.array()
    array.extend(texts)
    return array.multiline(len(texts) > 3)

"""The taxonomy as a person changes it: one cause at a time, all else and every comment left as it was."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Table

from config.errors import NotReady, WrongUse, one_of
from text.api import Taxonomy, taxonomy_of

_BY_LANGUAGE = ("rules", "unless")


def with_cause(text: str, values: Mapping[str, Any]) -> str:
    """``text`` with the cause ``values["id"]`` as given, a new one before "other".

    values: id, parent, name_ru, name_kk, name_en, factor, owner, cause_of, severity, examples (list),
    rules and unless (language -> list of phrases).
    """
    document = tomlkit.parse(text)
    cause = _cause(document, str(values["id"]))
    for key, value in values.items():
        if key in _BY_LANGUAGE:
            _set_phrases(cause, key, value)
        elif key == "examples":
            if list(cause.get(key, ())) != list(value):
                _put(cause, key, _array(value))
        elif cause.get(key) != value:
            _put(cause, key, value)
    return tomlkit.dumps(document)


def without_cause(text: str, cause_id: str) -> str:
    """``text`` without that cause; raises WrongUse where it is not there."""
    document = tomlkit.parse(text)
    causes = _causes(document)
    del causes[_place(causes, cause_id)]
    return tomlkit.dumps(document)


def merged(text: str, gone: str, into: str) -> str:
    """``text`` with the rules and examples of the cause ``gone`` moved to ``into``."""
    if gone == into:
        raise WrongUse("a cause cannot be merged with itself: choose another one.")
    from_, to = entry(text, gone), entry(text, into)
    both = {
        **to, "examples": _joined(to.get("examples", ()), from_.get("examples", ())),
        **{key: _phrases_of_both(to, from_, key) for key in _BY_LANGUAGE},
    }  # fmt: skip
    return without_cause(with_cause(text, both), gone)


def entry(text: str, cause_id: str) -> dict[str, Any]:
    """What a cause declares; raises WrongUse with the nearest name."""
    causes = tomlkit.parse(text).unwrap().get("category", [])
    known = {str(one["id"]): dict(one) for one in causes}
    if cause_id not in known:
        raise WrongUse(one_of("cause", cause_id, known))
    return known[cause_id]


def taxonomy(text: str) -> Taxonomy:
    """The taxonomy a draft declares; raises NotReady naming the entry and the remedy."""
    try:
        values = tomlkit.parse(text).unwrap()
    except ValueError as error:
        raise NotReady(f"taxonomy.toml: not valid TOML: {error}.") from None
    return taxonomy_of(Path("taxonomy.toml"), values)


def _phrases_of_both(to: Mapping[str, Any], from_: Mapping[str, Any], key: str) -> dict[str, list[str]]:
    one, other = to.get(key, {}), from_.get(key, {})
    return {code: _joined(one.get(code, ()), other.get(code, ())) for code in {**one, **other}}


def _joined(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*one, *other]))


def _causes(document: tomlkit.TOMLDocument) -> AoT:
    if "category" not in document:
        document["category"] = tomlkit.aot()
    causes = document["category"]
    assert isinstance(causes, AoT)  # noqa: S101  (it was read as a taxonomy before)
    return causes


def _place(causes: AoT, cause_id: str) -> int:
    ids = [str(one.get("id")) for one in causes]
    if cause_id not in ids:
        raise WrongUse(one_of("cause", cause_id, ids))
    return ids.index(cause_id)


def _cause(document: tomlkit.TOMLDocument, cause_id: str) -> Table:
    causes = _causes(document)
    ids = [one.get("id") for one in causes]
    if cause_id not in ids:
        new = tomlkit.table().append("id", cause_id)
        if ids[-1:] == ["other"]:  # which stays last: it is what is left
            causes.insert(len(ids) - 1, new)
        else:
            causes.append(new)
    found = causes[_place(causes, cause_id)]
    assert isinstance(found, Table)  # noqa: S101  (an array of tables holds nothing else)
    return found


def _put(cause: Table, key: str, value: Any) -> None:
    """A plain value must stand before the cause's own tables, or it would fall into the last of them."""
    if key in cause:
        cause[key] = value
        return
    tables = {name: cause.pop(name) for name in _BY_LANGUAGE if name in cause}
    cause[key] = value
    for name, table in tables.items():
        cause[name] = table


def _set_phrases(cause: Table, key: str, by_language: Mapping[str, Sequence[str]]) -> None:
    if not any(by_language.values()):
        cause.pop(key, None)
        return
    phrases = cause.setdefault(key, tomlkit.table())
    for language, texts in by_language.items():
        if not texts:
            phrases.pop(language, None)
        elif list(phrases.get(language, ())) != list(texts):
            phrases[language] = _array(texts)


def _array(texts: Sequence[str]) -> Array:
    array = tomlkit.array()
    array.extend(texts)
    return array.multiline(len(texts) > 3)

"""A proposal as TOML that a person would write, and as JSON."""

import json
import tomllib
from typing import Any

from config.errors import WrongUse
from etl.inspect import Proposal
from etl.schema import HINT

_SECTIONS = ("columns", "computed", "aliases", "constants", "scale", "units", "date_formats")


def as_toml(proposal: Proposal) -> str:
    """The declaration, with what a person should know as comments."""
    values = proposal.values
    lines = [HINT, *(f"# {' '.join(note.split())}" for note in proposal.notes)]
    lines += [f"# open: {question.text}" for question in proposal.questions]
    lines += [
        f"{name} = {_value(value)}" for name, value in values.items() if name not in (*_SECTIONS, "values")
    ]
    for section in _SECTIONS:
        if section in values:
            lines += ["", f"[{section}]", *(f"{_key(k)} = {_value(v)}" for k, v in values[section].items())]
    for name, pairs in values.get("values", {}).items():
        lines += ["", f"[values.{_key(name)}]", *(f"{_key(k)} = {_value(v)}" for k, v in pairs.items())]
    if proposal.unmapped:
        lines += ["", f"# columns of the file that are not used: {', '.join(proposal.unmapped)}"]
    return "\n".join(lines) + "\n"


def as_json(proposal: Proposal) -> str:
    """Declaration, questions, notes and what would be rejected, for programs."""
    whole = {
        "declaration": proposal.values,
        "questions": [
            {"key": item.key, "question": item.text, "choices": item.choices} for item in proposal.questions
        ],
        "notes": proposal.notes, "rows": proposal.rows, "would_load": proposal.would_load,
        "would_reject": [
            {"column": column, "reason": reason, "count": count}
            for (column, reason), count in proposal.would_reject.items()
        ],
        "unmapped": proposal.unmapped,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _key(name: str) -> str:
    is_bare = bool(name) and all(letter.isascii() and (letter.isalnum() or letter in "_-") for letter in name)
    return name if is_bare else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def told_of(settings: list[str], contract: str | None) -> dict[str, Any]:
    """``--set key=value`` as a nested dictionary: values are TOML where they are, else plain text."""
    told: dict[str, Any] = {"contract": contract} if contract else {}
    for setting in settings:
        key, mark, text = setting.partition("=")
        if not mark or not key:
            raise WrongUse(f"--set {setting}: write it as key=value, such as columns.score=NPS.")
        _put(told, key.strip(), _read(text.strip()))
    return told


def _put(told: dict[str, Any], key: str, value: Any) -> None:
    section, _, rest = key.partition(".")
    if section == "values":
        name, _, word = rest.partition(".")
        told.setdefault("values", {}).setdefault(name, {}).update({word: str(value)} if word else value)
    elif rest:
        told.setdefault(section, {})[rest] = _boundary(section, value)
    else:
        told[section] = value


def _boundary(section: str, value: Any) -> Any:
    if section == "scale" and isinstance(value, str):
        return [int(part) for part in value.replace(",", " ").replace("-", " ").split()]
    return value if section in ("scale", "constants", "columns", "aliases", "computed") else str(value)


def _read(text: str) -> Any:
    """Lists and quoted texts as TOML has them; anything else is the text itself."""
    if text.startswith(("[", '"', "{")):
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            return text
    return int(text) if text.isdigit() and len(text) < 4 else text

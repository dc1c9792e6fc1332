"""A cause and its rules in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui.owners import owner_words
from ui.words import _, _n, language

LANGUAGES = ("ru", "kk", "en")


def name(entry: Mapping[str, Any]) -> str:
    """The name of a cause or branch in the language of the session."""
    return str(entry.get(f"name_{language()}") or entry.get("name_en") or entry.get("id", ""))


def factor_words() -> dict[str, str]:
    return {
        "cost": _("cost"), "emotion": _("emotion"), "process": _("process"), "comfort": _("comfort"),
        "benefit": _("benefit"),
    }  # fmt: skip


def fault_words() -> dict[str, str]:
    """What usually goes wrong."""
    return {
        "agent": _("the agent"), "process": _("the process"), "system": _("the system"),
        "dealer": _("the dealer"), "outside": _("something outside"),
    }  # fmt: skip


def severity_words() -> dict[int, str]:
    return {
        1: _("an annoyance"), 2: _("a loss of time or trust"), 3: _("a loss of money, service or rights"),
    }  # fmt: skip


def facts(entry: Mapping[str, Any]) -> list[str]:
    """Owner, what usually goes wrong, factor and severity, each a short sentence."""
    return [
        _("Owner: {owner}", owner=owner_words(str(entry.get("owner", "")))),
        _("Usually at fault: {who}", who=fault_words().get(str(entry.get("cause_of")), "—")),
        _("Touches: {factor}", factor=factor_words().get(str(entry.get("factor")), "—")),
        _("Severity: {severity}", severity=severity_words().get(int(entry.get("severity", 0)), "—")),
    ]


def rule(entry: Mapping[str, Any]) -> str:
    """When a text belongs to the cause, in one sentence."""
    count = sum(len(texts) for texts in phrases(entry, "rules").values())
    if not count:
        return _("No phrase: only people and the trained model put texts here.")
    said = _n("A text that says this phrase", "A text that says any of {count} phrases", count)
    barred = sum(len(texts) for texts in phrases(entry, "unless").values())
    if not barred:
        return _("{said} belongs here.", said=said)
    but = _n("this one", "any of these {count}", barred)
    return _("{said} belongs here, unless it also says {but}.", said=said, but=but)


def phrases(entry: Mapping[str, Any], key: str) -> dict[str, Sequence[str]]:
    """Language -> phrases as they are written."""
    return {code: list(entry.get(key, {}).get(code, ())) for code in LANGUAGES}


def phrase(written: str) -> str:
    """One phrase as people read it: "не работать … интернет or связь"."""
    pieces = [" ".join(_word(word) for word in piece.split()) for piece in written.split("+")]
    return _(" and near it: ").join(pieces)


def _word(word: str) -> str:
    return "/".join(one.replace("_", " ").replace("*", "…") for one in word.split("|"))

"""A criterion in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui.words import _, _n, formats, language


def name(entry: Mapping[str, Any]) -> str:
    """The name of a script or criterion in the language of the session."""
    return str(entry.get(f"name_{language()}") or entry.get("name_en") or entry.get("id", ""))


def sentence(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What the criterion asks for; ``names``: id -> name of the other criteria."""
    parts = [_what(entry), _when(entry), _order(entry, names), _asked_for(entry)]
    return ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."


def strictness(entry: Mapping[str, Any]) -> str:
    """How near the words must be, in a word."""
    return strictness_words()[strictness_of(entry)]


def strictness_of(entry: Mapping[str, Any]) -> str:
    """The word of a criterion; a number of its own is the nearest of them."""
    from text.api import STRICTNESS

    given = entry.get("strictness") or ("exact" if entry.get("check") == "never_said" else "usual")
    alike = float(entry.get("alike", STRICTNESS.get(str(given), 80)))
    return min(STRICTNESS, key=lambda word: abs(STRICTNESS[word] - alike))


def strictness_words() -> dict[str, str]:
    return {
        "exact": _("exactly these words, in any form"), "strict": _("nearly no slip"),
        "usual": _("a slip is forgiven"), "forgiving": _("two slips are forgiven"),
    }  # fmt: skip


def who_words() -> dict[str, str]:
    return {"agent": _("the agent"), "customer": _("the customer")}


def check_words() -> dict[str, str]:
    return {"said": _("says"), "never_said": _("never says")}


def from_words() -> dict[str, str]:
    return {"start": _("from the first word"), "end": _("before the last word")}


def only_when_words() -> dict[str, str]:
    return {
        "": _("in every call"), "customer_complains": _("only when the customer complains"),
        "customer_asks": _("only when the customer asks or complains"),
    }  # fmt: skip


def phrases(entry: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Language -> phrases as they are written."""
    return {code: list(entry.get("phrases", {}).get(code, ())) for code in ("ru", "kk", "en")}


def _what(entry: Mapping[str, Any]) -> str:
    count = sum(len(texts) for texts in phrases(entry).values())
    said = _n("{count} phrase", "{count} phrases", count)
    who, check = who_words()[entry.get("who", "agent")], entry.get("check", "said")
    if check == "never_said":
        return _("{who} says none of {phrases}", who=who, phrases=said)
    return _("{who} says one of {phrases}", who=who, phrases=said)


def _when(entry: Mapping[str, Any]) -> str:
    within = float(entry.get("within_s", 0) or 0)
    if not within:
        return _("anywhere in the call")
    seconds = formats().number(within, 0)
    if entry.get("from", "start") == "end":
        return _("within the last {seconds} s", seconds=seconds)
    return _("within the first {seconds} s", seconds=seconds)


def _order(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if entry.get("after"):
        return _("after “{criterion}”", criterion=names.get(str(entry["after"]), ""))
    if entry.get("before"):
        return _("before “{criterion}”", criterion=names.get(str(entry["before"]), ""))
    return ""


def _asked_for(entry: Mapping[str, Any]) -> str:
    asked = str(entry.get("only_when", ""))
    return only_when_words()[asked] if asked else ""

"""One utterance as transcripts hold it, and who is meant by the labels of their speakers."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_AGENT = {
    "agent", "operator", "advisor", "rep", "representative", "employee", "оператор", "агент", "сотрудник",
    "специалист", "менеджер", "қызметкер", "маман",
}  # fmt: skip
_CUSTOMER = {
    "customer", "client", "caller", "subscriber", "consumer", "клиент", "абонент", "заявитель", "тұтынушы",
    "қоңырау шалушы",
}  # fmt: skip
_PREFIX = re.compile(r"\s*(?:\[([^\]\n]{1,40})\]|([^:\n]{1,40})):\s*")


@dataclass(frozen=True)
class Said:
    """An utterance. Seconds from the start, None where not told; ``speaker``: the label as written."""

    text: str
    start_s: float | None = None
    end_s: float | None = None
    speaker: str = ""
    confidence: float | None = None
    language: str = ""


def speaker_of(label: str, declared: Collection[str]) -> str:
    """agent, customer or unknown; a label under [values.speaker] is left as it is (with "*", every label).

    A name nobody declared is never passed on: it may be a person's.
    """
    if label in declared or "*" in declared:
        return label
    word = " ".join(label.lower().split()).rstrip("0123456789 _-")
    if word in _AGENT:
        return "agent"
    return "customer" if word in _CUSTOMER else "unknown"


def parted_label(text: str, declared: Collection[str]) -> tuple[str, str]:
    """The label before a colon, where it is one of a speaker, and the rest of ``text``."""
    found = _PREFIX.match(text)
    if found:
        label = (found.group(1) or found.group(2)).strip()
        if label in declared or speaker_of(label, ()) != "unknown":
            return label, text[found.end() :]
    return "", text


def language_of(code: object) -> str:
    """ru, kk or en out of codes such as ru-RU; empty for any other."""
    word = str(code or "").lower().replace("_", "-").partition("-")[0]
    return (
        word
        if word in ("ru", "kk", "en")
        else {"russian": "ru", "kazakh": "kk", "english": "en"}.get(word, "")
    )

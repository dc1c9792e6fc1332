"""Every word a person reads is translated into Russian and Kazakh, placeholders kept."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from config.instance import PROJECT
from reports.finding import Amount, Finding, Named
from ui import words
from warehouse.metrics import catalogue

FOLDERS = ("ui", "pages", "reports")
MARKS = {"_", "N_", "_n"}
LANGUAGES = ("ru", "kk")


def _said() -> dict[str, str]:
    """English text -> plural ("" where there is none), of every call that marks words."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted((PROJECT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf8"))):
                if isinstance(node, ast.Call):
                    for one, many in _of_call(node).items():
                        found[one] = found.get(one) or many
    for metric in catalogue().values():
        found.setdefault(metric.title, "")
        found.setdefault(metric.definition, "")
    return found


def _of_call(node: ast.Call) -> dict[str, str]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name == "Finding":
        single, plural = _marked(node.args[:1]), _marked(node.args[1:])
        return dict(zip(single, plural, strict=False))
    if name not in MARKS or not texts:
        return {}
    return {texts[0]: texts[1] if name == "_n" and len(texts) > 1 else ""}


def _marked(nodes: list[ast.expr]) -> list[str]:
    """The texts of ``N_("...")`` among the arguments of a call."""
    calls = [one for one in nodes if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
    marks = [one.args[0] for one in calls if isinstance(one.func, ast.Name) and one.func.id == "N_"]
    return [str(mark.value) for mark in marks if isinstance(mark, ast.Constant)]


def _catalogue(language: str) -> dict[str, Message]:
    path = PROJECT / "locale" / language / "LC_MESSAGES" / "sapa.po"
    with path.open("rb") as file:
        return {_key(message.id): message for message in read_po(file, locale=language) if message.id}


def _key(identifier: str | list[str] | tuple[str, ...]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language: str) -> None:
    known = _catalogue(language)
    plurals = {many for many in _said().values() if many}
    missing = [text for text in _said() if text not in plurals and not _is_done(known.get(text))]
    assert not missing, (
        f"{len(missing)} texts lack {language}: add them to locale/{language}/LC_MESSAGES/sapa.po"
    )


def _is_done(message: Message | None) -> bool:
    if message is None:
        return False
    return all(_texts(message))


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language: str) -> None:
    for text, message in _catalogue(language).items():
        wanted = _placeholders(text) | ({"count"} if not isinstance(message.id, str) else set())
        for one in _texts(message):
            extra = _placeholders(one) ^ wanted
            assert not extra - {"count"}, f"{language}: {text!r}: {one!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_twice(language: str) -> None:
    """A text that stands twice in a catalogue would silently take the later translation."""
    path = PROJECT / "locale" / language / "LC_MESSAGES" / "sapa.po"
    said = re.findall(r'^msgid "(.+)"$', path.read_text("utf8"), re.MULTILINE)
    twice = {text for text in said if said.count(text) > 1}
    assert not twice


def test_kazakh_is_written_with_its_own_letters() -> None:
    text = Path(PROJECT / "locale" / "kk" / "LC_MESSAGES" / "sapa.po").read_text("utf8").lower()
    assert all(letter in text for letter in "әғқңөұүі")
    mixed = re.findall(r"[а-яәғқңөұүһі]+[a-z]+|[a-z]+[а-яәғқңөұүһі]+", text)
    assert not mixed, "Latin letters inside Kazakh words"


def test_russian_counts_have_their_three_forms() -> None:
    one, few, many = (
        words.say(
            Finding(
                "NPS has risen for {count} month running",
                {},
                "good",
                "NPS has risen for {count} months running",
                count,
            )
        )
        for count in (1, 3, 7)
    )
    assert "1 месяц " in one + " " and "3 месяца" in few and "7 месяцев" in many


def test_a_finding_writes_numbers_as_its_language_does() -> None:
    finding = Finding(
        "NPS rose to {value} ({change})", {"value": Amount(55.04), "change": Amount(2.4, kind="change")}
    )
    assert "55,0" in words.say(finding) and "+2,4" in words.say(finding)


def test_a_code_is_said_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.labels.name", lambda dimension, code: {"long_wait": "Ожидание"}[code])
    finding = Finding(
        "{count} reason makes {share} of the loss: “{reason}”",
        {"share": Amount(62, "%", 0), "reason": Named("reason", "long_wait")},
        "bad",
        "{count} reasons make {share} of the loss; “{reason}” leads",
        3,
    )
    assert "Ожидание" in words.say(finding)

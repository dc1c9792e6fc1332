"""The page of scripts: plain words, a draft tried before it counts, versions and the way back."""

import pytest
from streamlit.testing.v1 import AppTest

from config.instance import Instance
from etl.scripting import find
from tests.app_pages import open_page, text_of
from tests.talks import hear, looked_at
from tests.test_etl_enrich_talks import TALK
from tests.tiny_warehouse import tiny_instance
from warehouse.build import build

QUALITY = '[people.one]\nrole = "head_of_quality"\nunits = "all"\npersonal = true\n'
MANAGER = '[people.one]\nrole = "manager"\nunits = ["cc1"]\npersonal = true\n'


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = tiny_instance(tmp_path_factory.mktemp("scripts") / "home")
    hear(instance, {"rec0": TALK, "rec5": TALK})
    looked_at(instance, tmp_path_factory.mktemp("work") / "work")
    build(instance)
    return instance


def opened(monkeypatch: pytest.MonkeyPatch, instance: Instance, person: str = QUALITY) -> AppTest:
    (instance.config / "people.toml").write_text(person, "utf8")
    return open_page(monkeypatch, instance, "scripts.py", lang="en", period="2022-01")


def test_others_are_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    app = opened(monkeypatch, instance, MANAGER)
    assert "kept by heads of quality" in text_of(app)
    assert not [one for one in app.button if one.key and one.key.startswith("scripts_")]


def test_criteria_are_told_in_plain_words(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    said = text_of(opened(monkeypatch, instance))
    assert "9 criteria checked in every call" in said
    assert "The agent says one of 14 phrases. Within the first 15 s. A slip is forgiven." in said.replace(
        "\\", ""
    )


def test_a_draft_is_tried_then_used_then_taken_back(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = opened(monkeypatch, instance)
    app.button(key="scripts_change_greeting").click().run()
    area = next(one for one in app.text_area if one.label == "Phrases, Русский")
    area.set_value("алло слушаю")
    next(one for one in app.button if one.label == "Keep in the draft").click().run()
    assert not app.exception
    assert app.button(key="scripts_use_now").disabled, "what was not tried cannot be used"
    app.button(key="scripts_try").click().run()
    assert not app.exception and "2 findings would be others" in text_of(app)
    assert find(instance, "service_call").version == 1
    app.button(key="scripts_use_now").click().run()
    assert not app.exception and "Version 2 is in force" in " ".join(
        one.value for one in app.success
    ).replace("\\", "")
    assert (find(instance, "service_call").version, find(instance, "service_call").changed_by) == (2, "one")
    app.button(key="scripts_undo").click().run()
    assert not app.exception and find(instance, "service_call").version == 3
    assert "алло слушаю" not in find(instance, "service_call").text


def test_a_criterion_without_phrases_is_not_kept(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    app = opened(monkeypatch, instance)
    app.button(key="scripts_add").click().run()
    for one in app.text_input:
        if one.label.startswith("Name, "):
            one.set_value("New one")
    next(one for one in app.button if one.label == "Keep in the draft").click().run()
    assert [one.value for one in app.error] == ["Write at least one phrase."]


def test_the_call_card_shows_how_the_call_went(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    (instance.config / "people.toml").write_text(QUALITY, "utf8")
    app = open_page(monkeypatch, instance, "calls.py", lang="en", period="2022-01", recording="rec0")
    said = text_of(app)
    assert "How the call went" in said and "Said and missing by the script" in said
    assert "1 silence longer than 3 seconds, the longest 6 s at 0:10." in said
    assert "words turned better towards the end" in said
    figures = {one.label: one.value for one in app.metric}
    assert figures["Agent talks"] == "54%" and figures["Silence"] == "33%"

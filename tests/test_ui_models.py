"""The page of models: for whoever sets causes right; learning stays with those who decide."""

from pathlib import Path

import pytest

from config.instance import Instance
from tests import figures_texts
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse
from text.erasing import forget, marks, models_to_learn_again

QUALITY = '[people.one]\nrole = "head_of_quality"\nunits = "all"\npersonal = true\n'
TRAINER = '[people.one]\nrole = "trainer"\nunits = ["cc1", "of1"]\npersonal = true\n'
CHIEF = '[people.one]\nrole = "executive"\nunits = "all"\n'


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return tiny_warehouse(tmp_path_factory.mktemp("models"))[0]


def _buttons(monkeypatch: pytest.MonkeyPatch, instance: Instance, person: str) -> tuple[str, set[str]]:
    (instance.config / "people.toml").write_text(person, "utf8")
    state = {"models_task": "sentiment"}
    app = open_page(monkeypatch, instance, "models.py", state, lang="en", period="2022-02")
    return text_of(app), {str(one.key) for one in app.button}


def test_a_trainer_teaches_but_does_not_decide(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    said, buttons = _buttons(monkeypatch, instance, TRAINER)
    assert "What answers now" in said and "run_learn_sentiment" not in buttons
    assert "run_learn_sentiment" in _buttons(monkeypatch, instance, QUALITY)[1]
    assert "ask a head of quality" in _buttons(monkeypatch, instance, CHIEF)[0]


def test_before_there_are_enough_texts_the_page_counts_them(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    (instance.config / "people.toml").write_text(QUALITY, "utf8")
    app = open_page(monkeypatch, instance, "models.py", lang="en", period="2022-02")
    (progress,) = app.get("progress")
    assert progress.proto.text == "0 texts were set right; 60 are needed to learn from, 60 more"
    assert not [one for one in app.button if one.key == "run_learn_category"]


def test_a_model_that_learned_from_an_erased_text_is_to_learn_again(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, tmp_path: Path
) -> None:
    figures_texts.teach(instance, tmp_path)
    gone = marks(["синий шкаф номер 3", "зелёный шкаф номер 4", "never seen"])
    for _ in range(2):  # the second time changes nothing
        forget(instance, gone)
        assert models_to_learn_again(instance) == {"sentiment": 2}
    (instance.config / "people.toml").write_text(QUALITY, "utf8")
    app = open_page(monkeypatch, instance, "models.py", {"models_task": "sentiment"}, lang="en")
    (told,) = [one.value for one in app.warning]
    assert told == "It learned from 2 texts whose writers were erased since: let it learn again."
    figures_texts.teach(instance, tmp_path)
    assert models_to_learn_again(instance) == {}

"""Every figure of causes, scripts and models of texts is what commands print and plain Python counts."""

from pathlib import Path

import pytest

from config.instance import Instance
from tests import figures_texts
from tests.app_pages import open_page
from tests.figures_pages import PEOPLE, apart, looked_at, see
from tests.tiny_warehouse import tiny_warehouse


@pytest.fixture(scope="module")
def instance(demo: Instance, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return apart(demo, tmp_path_factory.mktemp("texts"))


def test_causes_count_what_commands_print_and_what_the_facts_hold(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = open_page(monkeypatch, instance, "taxonomy.py", lang="en")
    figures_texts.compare_causes(app, instance)


def test_a_trial_of_causes_counts_the_texts_that_have_the_word(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    state = {"taxonomy_draft": figures_texts.draft_of(instance)}
    app = open_page(monkeypatch, instance, "taxonomy.py", state, lang="en")
    app.button(key="taxonomy_try").click().run()
    assert not app.exception
    moved = [one.label for one in app.expander if "→" in one.label]
    figures_texts.compare_trial_of_causes(looked_at(app), moved, instance)


def test_a_trial_of_a_script_counts_what_its_command_prints_and_what_calls_were_stored_with(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = open_page(monkeypatch, instance, "scripts.py", lang="en")
    app.button(key="scripts_try").click().run()
    assert not app.exception
    figures_texts.compare_scripts(looked_at(app), instance)


def test_figures_of_a_model_are_what_training_printed_and_what_its_confusions_come_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = tiny_warehouse(tmp_path)[0]
    (made.config / "people.toml").write_text(PEOPLE, "utf8")
    trained = figures_texts.teach(made, tmp_path)
    seen = see(monkeypatch, made, "models", {"models_task": "sentiment"})
    figures_texts.compare_models(seen, trained)

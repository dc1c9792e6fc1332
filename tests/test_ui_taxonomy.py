"""The page of causes: read, changed in a draft, tried before it counts, used, taken back."""

import pytest

from config.instance import Instance
from etl.causes import entry, in_force
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse

QUALITY = '[people.one]\nrole = "head_of_quality"\nunits = "all"\npersonal = true\n'
MANAGER = '[people.one]\nrole = "manager"\nunits = ["cc1"]\npersonal = true\n'


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return tiny_warehouse(tmp_path_factory.mktemp("taxonomy"))[0]


def test_others_are_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    (instance.config / "people.toml").write_text(MANAGER, "utf8")
    app = open_page(monkeypatch, instance, "taxonomy.py", lang="en")
    assert "kept by heads of quality" in text_of(app)
    assert not [one for one in app.button if str(one.key).startswith("taxonomy_")]


def test_a_cause_is_read_changed_tried_used_and_brought_back(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    (instance.config / "people.toml").write_text(QUALITY, "utf8")
    app = open_page(monkeypatch, instance, "taxonomy.py", lang="en", period="2022-02")
    assert "Texts are sorted by 35 causes" in text_of(app)
    app.button(key="taxonomy_open_praise").click().run()
    assert "Owner: Manager of the unit" in text_of(app).replace("\\", "")
    app.button(key="taxonomy_edit").click().run()
    area = next(one for one in app.text_area if one.label == "Phrases, English")
    area.set_value("case text")
    next(one for one in app.button if one.label == "Keep in the draft").click().run()
    assert not app.exception
    assert app.button(key="taxonomy_use_now").disabled, "what was not tried cannot be used"
    app.button(key="taxonomy_try").click().run()
    assert not app.exception and "would be sorted otherwise" in text_of(app)
    assert in_force(instance).version == 1
    app.button(key="taxonomy_use_now").click().run()
    assert not app.exception and "Version 2 is in force" in " ".join(one.value for one in app.success)
    assert entry(in_force(instance).text, "praise")["rules"]["en"] == ["case text"]
    app.button(key="taxonomy_undo").click().run()
    assert not app.exception and in_force(instance).version == 3
    assert "case text" not in in_force(instance).text


def test_a_cause_without_a_name_in_each_language_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    (instance.config / "people.toml").write_text(QUALITY, "utf8")
    app = open_page(monkeypatch, instance, "taxonomy.py", lang="en")
    app.button(key="taxonomy_add").click().run()
    next(one for one in app.button if one.label == "Keep in the draft").click().run()
    assert [one.value for one in app.error] == ["Give the cause a name in each language."]

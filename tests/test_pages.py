"""Every page opens, in every language, with data, with none, and for a person who may see nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.instance import PROJECT, Instance
from tests.app_pages import open_page, start_app, text_of
from tests.tiny_warehouse import empty_instance, tiny_warehouse
from warehouse.build import build

PAGES = sorted(path.name for path in (PROJECT / "pages").glob("[a-z]*.py"))
LANGUAGES = ("ru", "kk", "en")
EVERYONE = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'
FIGURES_ONLY = '[people.chief]\nrole = "executive"\nunits = "all"\npersonal = false\n'


def _with_people(instance: Instance, people: str) -> Instance:
    (instance.config / "people.toml").write_text(people, "utf8")
    return instance


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance, _snapshot = tiny_warehouse(tmp_path_factory.mktemp("tiny"))
    return _with_people(instance, EVERYONE)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = empty_instance(tmp_path_factory.mktemp("empty"))
    build(instance)
    return _with_people(instance, EVERYONE)


@pytest.fixture
def people(tiny: Instance) -> Iterator[Path]:
    """The people file of the tiny operator, put back afterwards."""
    path = tiny.config / "people.toml"
    yield path
    path.write_text(EVERYONE, "utf8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_language(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, page: str, language: str
) -> None:
    app = open_page(monkeypatch, tiny, page, lang=language)
    assert app.title and app.title[0].value
    assert "cannot be shown" not in text_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_an_empty_warehouse(
    monkeypatch: pytest.MonkeyPatch, empty: Instance, page: str
) -> None:
    app = open_page(monkeypatch, empty, page, lang="en")
    assert "cannot be shown" not in text_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_named_sees_no_figures(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, people: Path, page: str
) -> None:
    people.write_text("", "utf8")
    app = open_page(monkeypatch, tiny, page, lang="en")
    if page != "health.py":  # which tells the age of the snapshot to everyone
        assert {metric.value for metric in app.metric} <= {"—", "0"}
    assert not any("Aina" in str(table.value) for table in app.dataframe)


def test_names_are_hidden_from_a_role_without_personal_data(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, people: Path
) -> None:
    people.write_text(FIGURES_ONLY, "utf8")
    app = open_page(monkeypatch, tiny, "agents.py", lang="en")
    assert not any("Aina" in table.value.to_string() for table in app.dataframe)


def test_a_filter_stays_when_the_page_changes(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "overview.py", lang="en")
    app.multiselect(key="filter_unit").set_value(["off1"]).run()
    assert app.query_params["unit"] == "off1"
    app.switch_page("pages/nps.py").run()
    assert app.multiselect(key="filter_unit").value == ["off1"]


def test_a_link_opens_what_its_sender_saw(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "overview.py", lang="en", period="2022-01", unit="cc1,off1")
    assert app.multiselect(key="filter_unit").value == ["cc1", "off1"]
    assert "January 2022 · Centre One, Office One" in text_of(app)


def test_nonsense_in_the_address_is_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    app = open_page(monkeypatch, tiny, "overview.py", lang="en", period="2022-99", unit="moon")
    assert "February 2022 · all units" in text_of(app)
    assert "“moon”" in text_of(app) and "“2022-99”" in text_of(app)


def test_the_language_of_the_address_is_spoken(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    assert "барлық бөлімше" in text_of(open_page(monkeypatch, tiny, "nps.py", lang="kk"))


def test_filters_can_be_lifted(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "overview.py", lang="en", unit="cc1")
    app.button(key="filters_reset").click().run()
    assert "unit" not in app.query_params and "all units" in text_of(app)


def test_the_period_moves_with_its_length(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "overview.py", lang="en")
    app.segmented_control(key="filter_grain").set_value("week").run()
    assert app.query_params["period"] == "2022-W08"


def test_the_language_can_be_changed(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "overview.py", lang="en")
    app.segmented_control(key="choice_language").set_value("kk").run()
    assert "барлық бөлімше" in text_of(app) and app.query_params["lang"] == "kk"


def test_without_a_snapshot_the_page_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = open_page(monkeypatch, empty_instance(tmp_path), "overview.py")
    assert any("python -m etl load" in block.value for block in app.code)


def test_a_phone_gets_three_figures_first(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = start_app(monkeypatch, tiny)
    app.session_state["narrow"] = True
    app.run()
    assert not app.exception and len(app.expander) == 1


def test_the_demo_lets_one_look_through_other_eyes(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, people: Path
) -> None:
    people.write_text(FIGURES_ONLY + EVERYONE, "utf8")
    monkeypatch.setattr("config.instance.DEMO_HOME", tiny.home)
    app = open_page(monkeypatch, tiny, "agents.py", lang="en")
    assert any("Aina" in table.value.to_string() for table in app.dataframe), "the demo begins with all open"
    app.selectbox(key="choice_person").set_value("chief").run()
    assert not any("Aina" in table.value.to_string() for table in app.dataframe)


def test_elsewhere_nobody_can_choose_who_they_are(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, lang="en")
    assert "choice_person" not in [box.key for box in app.selectbox]


def test_complaints_and_appeals_are_shown_one_at_a_time(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    app = open_page(monkeypatch, tiny, "complaints.py", lang="en")
    assert "Complaints of the period" in text_of(app) and "Appeals of the period" not in text_of(app)
    app.segmented_control(key="case_kind_control").set_value("appeal").run()
    assert "Appeals of the period" in text_of(app) and "Complaints of the period" not in text_of(app)


def test_a_filter_that_a_metric_does_not_have_is_said(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    app = open_page(monkeypatch, tiny, "agents.py", lang="en", process="repair")
    assert "not narrowed by: process" in text_of(app)

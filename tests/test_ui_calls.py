"""The page of calls: what was said is found, marked, opened at its second, and kept in the address."""

import shutil
from pathlib import Path

import pytest

from config.instance import Instance
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse
from ui.search import hits
from ui.search.wanted import Wanted
from warehouse.search.places import Place

_PERSON = '[people.{login}]\nrole = "{role}"\nunits = {units}\npersonal = {personal}\n'
QUALITY = _PERSON.format(login="marat", role="head_of_quality", units='"all"', personal="true")
ELSEWHERE = _PERSON.format(login="aidos", role="manager", units='["cc9"]', personal="true")
JANUARY = {"period": "2022-01", "lang": "en"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return tiny_warehouse(tmp_path_factory.mktemp("tiny"))[0]


@pytest.fixture
def tiny(built: Instance, tmp_path: Path) -> Instance:
    """The tiny operator with people, a journal and a search of its own for each test."""
    for path in built.home.iterdir():
        if path.name == "search":
            shutil.copytree(path, tmp_path / "search")
        elif path.name == "config":
            shutil.copytree(path, tmp_path / "config")
        else:
            (tmp_path / path.name).symlink_to(path, target_is_directory=path.is_dir())
    (tmp_path / "config" / "people.toml").write_text(QUALITY, "utf8")
    return Instance(tmp_path)


def test_a_word_in_any_form_is_found_and_opens_the_call_at_its_second(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    app = open_page(monkeypatch, tiny, "calls.py", q="помогла", **JANUARY)
    assert app.title[0].value == "“помогла” is said in 5 calls"
    app.button(key="hit_rec5_0").click().run()
    assert not app.exception
    assert app.query_params["recording"] == "rec5"
    assert app.query_params["at"] == "0.0"
    assert app.query_params["q"] == "помогла", "a link to it keeps the search"


def test_what_narrows_the_search_stands_in_the_address(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    app = open_page(monkeypatch, tiny, "calls.py", q="помочь", **JANUARY)
    app.selectbox(key="search_speaker").set_value("customer").run()
    assert app.title[0].value == "“помочь” is said in 0 calls"
    assert app.query_params["speaker"] == "customer"
    app.selectbox(key="search_speaker").set_value("").run()
    app.selectbox(key="search_broken").set_value("greeting").run()
    assert app.title[0].value == "“помочь” is said in 4 calls"
    assert "speaker" not in app.query_params and app.query_params["broken"] == "greeting"


def test_a_link_with_a_search_shows_the_same_and_nonsense_in_it_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    address = {"q": "помочь", "broken": "greeting", "score": "loud", "speaker": "cat", **JANUARY}
    app = open_page(monkeypatch, tiny, "calls.py", **address)
    assert app.title[0].value == "“помочь” is said in 4 calls"
    assert "score" not in app.query_params and "speaker" not in app.query_params


def test_a_manager_of_another_unit_finds_nothing(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    (tiny.config / "people.toml").write_text(ELSEWHERE, "utf8")
    app = open_page(monkeypatch, tiny, "calls.py", q="помочь", recording="rec5", **JANUARY)
    assert app.title[0].value == "“помочь” is said in 0 calls"
    assert "здравствуйте" not in text_of(app)


def test_nothing_found_offers_what_can_be_typed(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "calls.py", q="крокодил", **JANUARY)
    assert "Nobody says that" in text_of(app)
    app.button(key="try_<PHONE>").click().run()
    assert app.query_params["q"] == "<PHONE>"


def test_words_to_leave_out_alone_are_explained(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "calls.py", q="-помочь", **JANUARY)
    assert "Only words to leave out" in text_of(app)


def test_before_the_index_is_there_words_as_written_are_found(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    shutil.rmtree(tiny.home / "search")
    app = open_page(monkeypatch, tiny, "calls.py", q="помочь", **JANUARY)
    assert "being prepared" in app.info[0].value
    assert "5 calls" in text_of(app)
    other = open_page(monkeypatch, tiny, "calls.py", q="помогла", **JANUARY)
    assert "No recorded call fits" in text_of(other)


def test_text_of_a_call_is_never_markup() -> None:
    place = Place(
        "agent", 65.0, (("<b>x</b> :red[a] ", False), ("$y$", True), (" [l](http://e)", False)), ("y",)
    )
    shown = hits._snippet(place)
    assert ":orange-background[\\$y\\$]" in shown
    for raw in ("<b>", ":red[", "](http", "$y$"):
        assert raw not in shown


def test_a_group_of_scores_is_its_scores() -> None:
    assert Wanted(score="middle").scores == ("7", "8")
    assert Wanted().scores == ()

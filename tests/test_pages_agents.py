"""The board of agents and the page of one agent, as the people of the tiny operator see them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.instance import Instance
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse

PEOPLE = {
    "owner": 'role = "administrator"\nunits = "all"\npersonal = true',
    "chief": 'role = "executive"\nunits = "all"\npersonal = false',
    "manager": 'role = "manager"\nunits = ["off1"]\npersonal = true',
    "aina": 'role = "agent"\nunits = ["cc1", "off1"]\nagent_id = "a1"\npersonal = true',
}
JANUARY = {"lang": "en", "period": "2022-01"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """The tiny operator, built once."""
    instance, _snapshot = tiny_warehouse(tmp_path_factory.mktemp("agents"))
    return instance


@pytest.fixture
def as_person(home: Instance) -> Iterator["Viewer"]:
    yield Viewer(home.config / "people.toml")


class Viewer:
    """Who opens the pages: the only one among the people."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def is_(self, name: str) -> None:
        self._path.write_text(f"[people.{name}]\n{PEOPLE[name]}\n", "utf8")


def test_the_board_is_adjusted_until_it_is_switched_off(
    monkeypatch: pytest.MonkeyPatch, home: Instance, as_person: Viewer
) -> None:
    as_person.is_("owner")
    app = open_page(monkeypatch, home, "agents.py", **JANUARY)
    assert "colleagues get in the same process, channel and segment" in text_of(app)
    assert "in the same work" in text_of(app)
    app.toggle(key="agents_adjusted").set_value(False).run()
    assert not app.exception and "Fair AR (1–5)" in text_of(app)
    app.segmented_control(key="agents_kind").set_value("nps").run()
    assert not app.exception and "Fair NPS, points" in text_of(app)


def test_an_agent_is_found_by_name_and_their_page_opens(
    monkeypatch: pytest.MonkeyPatch, home: Instance, as_person: Viewer
) -> None:
    as_person.is_("owner")
    app = open_page(monkeypatch, home, "agents.py", **JANUARY)
    assert "Aina" in app.selectbox(key="agents_found").options
    page = open_page(monkeypatch, home, "agent.py", agent="a1", **JANUARY)
    said = text_of(page)
    assert "Aina" in said and "Half a year" in said and "What to train" in said and "What to praise" in said


def test_a_board_can_be_narrowed_to_a_team(
    monkeypatch: pytest.MonkeyPatch, home: Instance, as_person: Viewer
) -> None:
    as_person.is_("owner")
    app = open_page(monkeypatch, home, "agents.py", **JANUARY)
    app.selectbox(key="agents_team").set_value("t1").run()
    assert not app.exception
    assert sorted(app.selectbox(key="agents_found").options) == ["Aina", "Boris"]


def test_an_agent_sees_only_himself_whoever_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, home: Instance, as_person: Viewer
) -> None:
    as_person.is_("aina")
    page = open_page(monkeypatch, home, "agent.py", agent="a3", **JANUARY)
    assert "Aina" in text_of(page) and "Chin" not in text_of(page)
    board = open_page(monkeypatch, home, "agents.py", **JANUARY)
    assert list(board.selectbox(key="agents_found").options) == ["Aina"]


@pytest.mark.parametrize("agent", ["a1", "nobody", ""])
def test_a_manager_learns_nothing_of_agents_of_other_units(
    monkeypatch: pytest.MonkeyPatch, home: Instance, as_person: Viewer, agent: str
) -> None:
    """Not even whether there is one."""
    as_person.is_("manager")
    address = {**JANUARY, "agent": agent} if agent else JANUARY
    said = text_of(open_page(monkeypatch, home, "agent.py", **address))
    assert "among those you may see" in said or "No agent was chosen" in said
    assert "Aina" not in said and "n =" not in said


def test_a_manager_sees_the_own_unit(
    monkeypatch: pytest.MonkeyPatch, home: Instance, as_person: Viewer
) -> None:
    as_person.is_("manager")
    assert "Chin" in text_of(open_page(monkeypatch, home, "agent.py", agent="a3", **JANUARY))


def test_names_and_words_are_hidden_from_who_may_see_figures_only(
    monkeypatch: pytest.MonkeyPatch, home: Instance, as_person: Viewer
) -> None:
    as_person.is_("chief")
    said = text_of(open_page(monkeypatch, home, "agent.py", agent="a1", **JANUARY))
    assert "a1" in said and "Aina" not in said and "Half a year" in said

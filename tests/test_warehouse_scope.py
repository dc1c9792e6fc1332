"""People of an instance: who is not listed, or listed wrongly, sees nothing by mistake."""

from pathlib import Path

import pytest

from config.errors import NotReady, WrongUse
from config.instance import DEFAULTS, Instance
from tests.tiny_warehouse import shared_tiny
from warehouse.scope import NOBODY, people, scope_of


def instance_with(folder: Path, text: str) -> Instance:
    instance = Instance(folder)
    instance.config.mkdir(parents=True)
    (instance.config / "people.toml").write_text(text, "utf8")
    return instance


def test_people_have_the_scope_their_entry_gives() -> None:
    known = people(shared_tiny()[0])
    assert known["chief"].units is None and not known["chief"].personal
    assert known["manager"].units == ("cc1",) and known["agent"].agent_id == "a1"
    assert known["stranger"].sees_nothing and NOBODY.sees_nothing


def test_an_unknown_person_is_refused_with_the_near_name() -> None:
    with pytest.raises(WrongUse, match="unknown person 'manger'; did you mean manager"):
        scope_of(shared_tiny()[0], "manger")


def test_an_instance_without_people_knows_nobody(tmp_path: Path) -> None:
    assert people(Instance(tmp_path)) == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[people.x]\nrole = 'king'", "people.x.role"),
        ("[people.x]\nrole = 'manager'\nunit = 'cc1'", "people.x.unit"),
        ("[people.x]\nrole = 'agent'\nunits = 'all'", "an agent needs agent_id"),
        ("[people.x", "not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(NotReady, match=sentence):
        people(instance_with(tmp_path, text))


def test_the_example_can_be_copied_as_it_is(tmp_path: Path) -> None:
    known = people(instance_with(tmp_path, (DEFAULTS / "people.example.toml").read_text("utf8")))
    assert known

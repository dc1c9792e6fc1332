"""Causes are changed by a draft, tried on past texts, put in force, and brought back in one step."""

import tomllib
from pathlib import Path

import pytest

from config.errors import NotReady, WrongUse
from config.instance import DEFAULTS, Instance
from etl.causes import (
    entry,
    history,
    in_force,
    merged,
    taxonomy,
    try_taxonomy,
    undo,
    use,
    with_cause,
    without_cause,
)
from tests.tiny_warehouse import tiny_instance
from text.api import categories
from warehouse.build import build
from warehouse.period import Period
from warehouse.scope import Refused, people

TEXT = (DEFAULTS / "taxonomy.toml").read_text("utf8")
ESIM = {
    "id": "esim", "parent": "billing", "name_ru": "Электронная карта", "name_kk": "Электронды карта",
    "name_en": "eSIM",
    "factor": "cost", "owner": "billing", "cause_of": "process", "severity": 2,
    "rules": {"ru": ["электронный карта"], "kk": [], "en": ["esim", "case text"]}, "unless": {},
    "examples": ["Электронная карта не ставится"],
}  # fmt: skip
PEOPLE = (
    '[people.one]\nrole = "head_of_quality"\nunits = "all"\npersonal = true\n'
    '[people.two]\nrole = "executive"\nunits = "all"\npersonal = false\n'
)


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return tiny_instance(tmp_path / "home")


def test_a_new_cause_stands_before_other_and_leaves_the_rest_as_it_was() -> None:
    text = with_cause(TEXT, ESIM)
    ids = taxonomy(text).ids()
    assert ids[-2:] == ["esim", "other"]
    before, after = tomllib.loads(TEXT), tomllib.loads(text)
    assert [one for one in after["category"] if one["id"] != "esim"] == before["category"]
    assert "any one of them makes the text belong here" in text, "comments stay"
    assert categories("Электронная карта опять не ставится", taxonomy(text))[-1] == "esim"
    assert without_cause(text, "esim").count("[[category]]") == TEXT.count("[[category]]")


def test_any_field_of_a_cause_is_changed_alone() -> None:
    queue = entry(TEXT, "queue_ivr")
    changed = entry(with_cause(TEXT, {**queue, "severity": 3, "unless": {"ru": ["спасибо"]}}), "queue_ivr")
    assert changed == {**queue, "severity": 3, "unless": {**queue["unless"], "ru": ["спасибо"]}}
    rude = entry(TEXT, "staff_rude")
    barred = entry(with_cause(TEXT, {**rude, "unless": {"en": ["not rude"]}, "owner": "hr"}), "staff_rude")
    assert barred == {**rude, "unless": {"en": ["not rude"]}, "owner": "hr"}


def test_merged_causes_are_found_under_the_one_that_stays() -> None:
    text = merged(TEXT, "staff_refused", "staff_rude")
    assert "staff_refused" not in taxonomy(text).ids()
    for example in entry(TEXT, "staff_refused")["examples"]:
        assert "staff_rude" in categories(example, taxonomy(text))
    with pytest.raises(WrongUse, match="did you mean"):
        merged(TEXT, "staff_rud", "praise")
    with pytest.raises(WrongUse, match="itself"):
        merged(TEXT, "praise", "praise")


def test_a_version_is_kept_signed_and_brought_back(instance: Instance) -> None:
    assert (in_force(instance).version, in_force(instance).changed_by) == (1, "")
    changed = use(instance, with_cause(TEXT, ESIM), "saltanat", based_on=1)
    assert (changed.version, changed.changed_by) == (2, "saltanat") and changed.changed_at
    with pytest.raises(WrongUse, match="saltanat"):
        use(instance, TEXT, "timur", based_on=1)
    with pytest.raises(NotReady, match="cause_of"):
        use(instance, with_cause(TEXT, {**ESIM, "cause_of": "fate"}), "timur", based_on=2)
    back = undo(instance, "timur")
    assert back.version == 3 and back.values["category"] == tomllib.loads(TEXT)["category"]
    assert [one.version for one in history(instance)] == [3, 2, 1]


def test_a_draft_is_tried_on_past_texts_by_those_who_may_read_them(instance: Instance) -> None:
    (instance.config / "people.toml").write_text(PEOPLE, "utf8")
    snapshot, known = build(instance), people(instance)
    told: list[int] = []
    tried = try_taxonomy(
        snapshot, known["one"], taxonomy(with_cause(TEXT, ESIM)), taxonomy(TEXT),
        period=Period(None, None), tell=lambda done, _all: told.append(done),
    )  # fmt: skip
    esim = next(one for one in tried.moved if one.cause_id == "esim")
    assert 0 < esim.count_in <= tried.count_texts and (esim.count_before, esim.count_out) == (0, 0)
    assert all("esim" in one.now and one.text.text.startswith("case text") for one in esim.examples_in)
    assert told and tried.count_moved == esim.count_in
    with pytest.raises(Refused):
        try_taxonomy(snapshot, known["two"], taxonomy(TEXT), taxonomy(TEXT), period=Period(None, None))

"""A script is tried before it counts, every version of it is kept, and the way back is one step."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from config.cli import exit_code
from config.errors import NotReady, WrongUse
from config.instance import DEFAULTS, Instance
from etl.__main__ import app
from etl.scripting import (
    find,
    history,
    in_force,
    script,
    try_script,
    undo,
    use,
    with_criterion,
    without_criterion,
)
from tests.talks import hear, looked_at
from tests.test_etl_enrich_talks import TALK
from tests.tiny_warehouse import tiny_instance
from warehouse.build import build
from warehouse.period import Period
from warehouse.scope import Refused, people
from warehouse.snapshot import Snapshot

TEXT = (DEFAULTS / "scripts" / "service_call.toml").read_text("utf8")
INSURANCE = {
    "id": "insurance", "name_ru": "Страховка", "name_kk": "Сақтандыру", "name_en": "Insurance",
    "who": "agent", "check": "said", "within_s": 0, "from": "start", "strictness": "usual", "only_when": "",
    "after": "greeting", "before": "", "phrases": {"ru": ["страховка"], "kk": [], "en": ["insurance"]},
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Instance, Snapshot]:
    """Six talks with text, two of them of two sides."""
    instance = tiny_instance(tmp_path_factory.mktemp("scripting") / "home")
    hear(instance, {"rec0": TALK, "rec5": TALK})
    looked_at(instance, tmp_path_factory.mktemp("work") / "work")
    return instance, build(instance)


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return tiny_instance(tmp_path / "home")


def test_a_change_is_the_next_version_and_undo_brings_the_one_before_back(instance: Instance) -> None:
    assert [(one.name, one.version) for one in in_force(instance)] == [("service_call", 1)]
    changed = use(instance, "service_call", with_criterion(TEXT, INSURANCE), "saltanat", based_on=1)
    assert (changed.version, changed.changed_by) == (2, "saltanat") and changed.changed_at
    assert changed.values["criterion"][-1]["id"] == "insurance"
    back = undo(instance, "service_call", "timur")
    assert back.version == 3 and back.values["criterion"] == tomllib.loads(TEXT)["criterion"]
    assert [(one.version, one.changed_by) for one in history(instance, "service_call")] == [
        (3, "timur"), (2, "saltanat"), (1, ""),
    ]  # fmt: skip
    assert (instance.config / "scripts" / "service_call.toml").is_file()
    assert not (instance.config / ".scripts.new").exists()


def test_of_two_who_change_at_once_the_second_is_told(instance: Instance) -> None:
    use(instance, "service_call", with_criterion(TEXT, INSURANCE), "saltanat", based_on=1)
    with pytest.raises(WrongUse, match=r"version 2 has come since \(saltanat\)"):
        use(instance, "service_call", TEXT, "timur", based_on=1)
    with pytest.raises(WrongUse, match="did you mean service_call"):
        find(instance, "service_cal")


def test_what_is_no_script_is_refused_and_nothing_changes(instance: Instance) -> None:
    for text, why in (("id = 1 2", "not valid TOML"), ('id = "x"', "no \\[\\[criterion")):
        with pytest.raises(NotReady, match=why):
            use(instance, "service_call", text, "timur", based_on=1)
    assert not (instance.config / "scripts").exists() and find(instance, "service_call").version == 1
    with pytest.raises(WrongUse, match="no earlier version"):
        undo(instance, "service_call", "timur")


def test_a_draft_changes_one_criterion_and_nothing_else() -> None:
    entry = tomllib.loads(TEXT)["criterion"][0]
    later = with_criterion(TEXT, {**entry, "within_s": 20})
    differing = [(a, b) for a, b in zip(TEXT.splitlines(), later.splitlines(), strict=True) if a != b]
    assert differing == [("within_s = 15", "within_s = 20")]
    assert with_criterion(TEXT, entry) == TEXT, "what is not changed is not touched, comments stay"
    added = with_criterion(TEXT, INSURANCE)
    assert (
        added.startswith(TEXT.rstrip("\n")) and tomllib.loads(added)["criterion"][-1]["after"] == "greeting"
    )
    assert tomllib.loads(without_criterion(added, "insurance")) == tomllib.loads(TEXT)


def test_a_draft_is_tried_on_past_talks_against_todays_rule(built: tuple[Instance, Snapshot]) -> None:
    instance, snapshot = built
    entry = tomllib.loads(TEXT)["criterion"][0]
    silent = with_criterion(
        with_criterion(TEXT, {**entry, "phrases": {"ru": ["алло"], "kk": [], "en": []}}), INSURANCE
    )
    trial = try_script(
        snapshot, people(instance)["quality"], script("service_call", silent), script("service_call", TEXT),
        period=Period(), most=100,
    )  # fmt: skip
    found = {one.criterion_id: one for one in trial.criteria}
    assert trial.count_talks == 5
    greeting = found["greeting"]
    assert (greeting.before["kept"], greeting.now["broken"], greeting.count_changed) == (2, 2, 2)
    assert greeting.before["not_assessable"] == 3, "four words are too few to judge"
    example = greeting.examples[("kept", "broken")][0]
    assert example.recording_id in {"rec0", "rec5"} and (example.start_s, example.quote) == (
        0.0,
        "здравствуйте меня зовут <NAME>",
    )
    assert found["insurance"].now["broken"] == 2 and not found["insurance"].before
    assert found["insurance"].count_changed == 0, "a new criterion changes no finding"


def test_only_talks_one_may_read_are_tried(built: tuple[Instance, Snapshot]) -> None:
    instance, snapshot = built
    own, known = script("service_call", TEXT), people(instance)
    with pytest.raises(Refused, match="not open to the role"):
        try_script(snapshot, known["chief"], own, None, period=Period())
    assert try_script(snapshot, known["stranger"], own, None, period=Period()).count_talks == 0
    manager, elsewhere = known["manager"], replace(known["manager"], units=("off1",))
    assert try_script(snapshot, manager, own, None, period=Period()).count_talks == 5
    assert try_script(snapshot, elsewhere, own, None, period=Period()).count_talks == 0
    assert try_script(snapshot, known["quality"], own, None, period=Period(), most=2).count_talks == 2


def test_the_command_tries_uses_and_takes_back(
    built: tuple[Instance, Snapshot], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    instance, _snapshot = built
    home = ["--home", str(instance.home)]
    file = tmp_path / "service_call.toml"
    file.write_text(with_criterion(TEXT, INSURANCE), "utf8")
    assert (
        exit_code(app, "etl", ["scripts", "try", str(file), "--as", "quality", "--format", "csv", *home]) == 0
    )
    out = capsys.readouterr()
    assert out.out.splitlines()[0].startswith("criterion,kept,broken,not_assessable,not_applicable,changed")
    assert "insurance,0,2,3,0,0,," in out.out and "service_call version 1" in out.err
    assert exit_code(app, "etl", ["scripts", "try", "none.toml", *home]) == 3
    assert "no such file" in capsys.readouterr().err
    assert exit_code(app, "etl", ["scripts", "use", str(file), *home]) == 0
    assert exit_code(app, "etl", ["scripts", "undo", "service_call", *home]) == 0
    capsys.readouterr()
    assert exit_code(app, "etl", ["scripts", "history", "service_call", "--format", "csv", *home]) == 0
    assert [line[:2] for line in capsys.readouterr().out.splitlines()[1:]] == ["3,", "2,", "1,"]

"""The follow-up page: who may take and close low scores, what is written, and what others cannot reach."""

from pathlib import Path

import pytest

from config.errors import NotReady
from config.instance import Instance
from journal.api import TAKEN, Closing, Journal
from journal.followup_book import FollowUpBook
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse
from ui.follow_up import acts as followup_acts
from ui.follow_up import data as followup_data
from ui.follow_up import words as followup_words

PERSON = (
    '[people.{login}]\nname = "{login}"\nrole = "{role}"\nunits = {units}\npersonal = {personal}\n{more}\n'
)
MANAGER = PERSON.format(login="aigul", role="manager", units='["cc1"]', personal="true", more="")
QUALITY = PERSON.format(login="marat", role="head_of_quality", units='"all"', personal="true", more="")
CHIEF = PERSON.format(login="chief", role="executive", units='"all"', personal="false", more="")
AGENT = PERSON.format(login="aina", role="agent", units='["cc1"]', personal="true", more='agent_id = "a1"')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return tiny_warehouse(tmp_path_factory.mktemp("tiny"))[0]


@pytest.fixture
def tiny(built: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    """The tiny operator with a journal of its own for each test."""
    for path in built.home.iterdir():
        if path.name != "journal":
            (tmp_path / path.name).symlink_to(path, target_is_directory=path.is_dir())
    monkeypatch.setenv("SAPA_HOME", str(tmp_path))
    return Instance(tmp_path)


def _people(instance: Instance, *people: str) -> None:
    """The first of them is the viewer."""
    (instance.config / "people.toml").write_text("\n".join(people), "utf8")


def _book(instance: Instance) -> FollowUpBook:
    return Journal(instance).followups


def _first(unit: str = "cc1") -> str:
    frame = followup_data.queue("waiting", 500)
    return str(frame[frame["unit_id"] == unit]["task_id"].iloc[0])


def test_taking_all_shown_is_one_click_and_can_be_undone(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    _people(tiny, QUALITY)
    app = open_page(monkeypatch, tiny, "followup.py", lang="en")
    assert "wait for an answer" in app.title[0].value
    app.button(key="followup_take_many").click().run()
    assert not app.exception and "20 taken." in text_of(app)
    states = _book(tiny).states(followup_data.now().min).splitlines()
    assert len(states) == 20 and all("\ttaken\tmarat\t" in line for line in states)
    app.button(key="followup_undo").click().run()
    assert not app.exception and "taken by" not in text_of(app)


def test_only_what_is_ticked_is_taken(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    _people(tiny, QUALITY)
    app = open_page(monkeypatch, tiny, "followup.py", lang="en")
    ticked = app.checkbox[1]
    ticked.check().run()
    app.button(key="followup_take_many").click().run()
    task = str(ticked.key).removeprefix("pick_")
    assert list(_book(tiny).last([task])) == [task] and _book(tiny).version() == 1


def test_the_head_of_the_unit_owns_what_nobody_took(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    _people(tiny, QUALITY, MANAGER)
    app = open_page(monkeypatch, tiny, "followup.py", lang="en", unit="cc1")
    assert "owner\\: aigul" in text_of(app)


@pytest.mark.parametrize("person", [CHIEF, AGENT])
def test_who_sees_figures_only_and_agents_take_and_close_nothing(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance, person: str
) -> None:
    _people(tiny, person)
    app = open_page(monkeypatch, tiny, "followup.py", lang="en")
    assert not [one for one in app.button if one.label in ("Take", "Close") or "shown" in one.label]
    task = _first()
    followup_acts.take([task])
    assert not followup_acts.close(task, Closing("note", "reached", "agent"))
    followup_acts.keep_draft(task, "nothing")
    assert _book(tiny).version() == 0


def test_a_manager_acts_in_the_own_unit_alone_whatever_the_browser_sends(tiny: Instance) -> None:
    _people(tiny, QUALITY)
    elsewhere, here = _first("off1"), _first("cc1")
    _people(tiny, MANAGER)
    followup_acts.take([elsewhere, here, "survey:none"])
    assert not followup_acts.close(elsewhere, Closing("note", "reached", "agent"))
    assert not followup_acts.reopen(elsewhere, "why")
    last = _book(tiny).last([elsewhere, here])
    assert list(last) == [here] and (last[here].status, last[here].unit_id) == (TAKEN, "cc1")


def test_a_note_is_masked_and_moves_the_share_in_time(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    _people(tiny, QUALITY)
    task = str(followup_data.queue("waiting", 500)["task_id"].iloc[-1])
    assert followup_acts.close(task, Closing("Called +7 701 234 56 78, settled", "resolved", "system"))
    (step,) = _book(tiny).steps(task)
    assert "701" not in step.note and "settled" in step.note and step.person == "marat"
    assert step.closed_at == followup_data.now()
    app = open_page(monkeypatch, tiny, "followup.py", lang="en", period="2022-03")
    metrics = {one.label: one.value for one in app.metric}
    assert metrics["Answered in time"].endswith("%")
    app.segmented_control(key="followup_part").set_value("closed").run()
    assert "settled" in text_of(app) and "Resolved" in text_of(app)


def test_a_draft_is_masked_and_comes_back(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    _people(tiny, QUALITY)
    task = _first()
    monkeypatch.setattr("streamlit.session_state", {"note": "He asked to call +7 701 234 56 78 la"})
    followup_acts.keep_draft(task, "note")
    assert followup_acts.draft(task).startswith("He asked to call") and "701" not in followup_acts.draft(task)


def test_an_empty_queue_says_so(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    _people(tiny, QUALITY)
    settings = tiny.home / "config" / "settings.toml"
    whole = settings.read_text("utf8")
    try:
        settings.write_text(whole.replace("waits_days = 30", "waits_days = 1"), "utf8")
        app = open_page(monkeypatch, tiny, "followup.py", lang="en", process="port_number")
        app.segmented_control(key="followup_part").set_value("mine").run()
    finally:
        settings.write_text(whole, "utf8")
    assert "You have taken none" in text_of(app)


def test_the_taxonomy_knows_where_a_root_usually_lies(tiny: Instance) -> None:
    assert followup_words.usual_cause("wrong_bill") in followup_words.causes()
    assert followup_words.usual_cause(None) is None and followup_words.usual_cause("moon") is None


def test_without_an_instance_nothing_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAPA_HOME", str(tmp_path))
    with pytest.raises(NotReady):
        followup_data.now()

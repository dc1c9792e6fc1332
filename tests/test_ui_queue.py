"""The queue's page tells what waits and until when; an administrator pauses it and tries again."""

import time
from datetime import UTC, datetime

import pytest

from config.instance import Instance
from tests.app_pages import open_page, text_of
from tests.health_history import ADMINISTRATOR, operator
from transcribe import control
from transcribe.api import pause_queue, queue_overview, queue_state
from transcribe.ledger import Ledger, Wanted, ledger_of
from ui.queue import board


@pytest.fixture(scope="module")
def operators(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return operator(tmp_path_factory.mktemp("queue") / "op")


@pytest.fixture
def instance(operators: Instance) -> Instance:
    """The operator with 40 calls: 30 heard, 2 set aside, 8 waiting, one of them being heard."""
    (operators.config / "people.toml").write_text(ADMINISTRATOR, "utf8")
    with ledger_of(operators) as ledger:
        ledger.forget([f"call-{number:02}" for number in range(40)])
        control.resume(ledger)
        _fill(ledger)
        control.sign(ledger, "elsewhere:1", "", 2, time.time())
    board.overview.clear()  # asked a moment ago by the page of another test
    return operators


def _fill(ledger: Ledger) -> None:
    calls = [
        Wanted(
            recording_id=f"call-{number:02}", path=f"{number}.wav", agent_side="left", language="ru",
            day=f"2022-07-{number % 4 + 1:02}", bytes=960_000, changed_at=1, wanted="k", kind=".wav",
            is_demo_wanted=False, call_at=float(number), is_urgent=number == 39,
        )
        for number in range(40)
    ]  # fmt: skip
    ledger.enqueue(calls)
    ledger.prioritise(2)
    ledger.note([], [_row(number, "done" if number < 30 else "failed") for number in range(32)])
    job = ledger.claim("elsewhere:1", 600)
    assert job
    ledger.placed(job.number, "speech-2:4711")


def _row(number: int, status: str) -> dict[str, object]:
    is_done = status == "done"
    return {
        "recording_id": f"call-{number:02}", "status": status, "reason": "" if is_done else "cut after 3 s",
        "seconds_spent": 60.0, "duration_s": 3600.0 if is_done else 0.0, "is_demo_model": False,
        "result_key": f"sound{number}-k", "transcribed_at": datetime.now(UTC).replace(tzinfo=None),
    }  # fmt: skip


def test_the_page_says_what_waits_until_when_and_who_hears_what(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = open_page(monkeypatch, instance, "queue.py", lang="en")
    assert app.title[0].value == "8 calls wait to be heard; done in about 4 min"
    told = text_of(app)
    assert "Heard today 30" in told and "30 h of sound" in told
    assert "1.0 core-minutes an hour of sound, n = 30" in told
    tables = " ".join(table.value.to_string() for table in app.dataframe)
    assert "call-39" in tables and "speech-2:4711" in tables  # the complaint is heard first
    assert "cut after 3 s" in tables


def test_an_administrator_pauses_resumes_and_tries_again(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = open_page(monkeypatch, instance, "queue.py", lang="en")
    app.button(key="queue_pause").click().run()
    assert queue_state(instance).paused_by
    assert app.title[0].value == "Paused: 8 calls wait to be heard"
    app.button(key="queue_resume").click().run()
    assert queue_state(instance).paused_at is None
    app.button(key="queue_retry").click().run()
    assert queue_overview(instance).set_aside == ()
    assert queue_state(instance).queued == 9


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_others_see_the_queue_but_steer_nothing(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, language: str
) -> None:
    people = ADMINISTRATOR.replace("administrator", "head_of_quality")
    (instance.config / "people.toml").write_text(people, "utf8")
    pause_queue(instance, "Aigul <b>")
    board.overview.clear()
    app = open_page(monkeypatch, instance, "queue.py", lang=language)
    assert not [button for button in app.button if button.key and button.key.startswith("queue_")]
    assert "python -m transcribe retry" in text_of(app)
    assert "Aigul \\<b\\>" in text_of(app)


def test_who_sees_one_unit_only_sees_no_queue(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    unit = '[people.owner]\nrole = "manager"\nunits = ["u1"]\npersonal = false\n'
    (instance.config / "people.toml").write_text(unit, "utf8")
    app = open_page(monkeypatch, instance, "queue.py", lang="en")
    assert "shown to those who see all units" in text_of(app)
    assert not list(app.dataframe)

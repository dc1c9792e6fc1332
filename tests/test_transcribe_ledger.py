"""The queue forgets nothing, gives a job to one worker only, in the right order. SQLite and PostgreSQL."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from config.errors import NotReady
from tests import postgres_server
from tests.transcribe_sounds import new_instance
from transcribe import control, queue_state
from transcribe.ledger import DONE, FAILED, QUEUED, RUNNING, Ledger, Wanted, ledger_of
from transcribe.ledger_engine import sqlite_address
from transcribe.priority import shuffle_of


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    if reason := postgres_server.why_not():
        pytest.skip(reason)
    with postgres_server.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    if request.param == "sqlite":
        address = sqlite_address(tmp_path / "ledger.sqlite")
    else:
        address = request.getfixturevalue("postgres")
    with Ledger(address) as opened:
        if request.param == "postgresql":
            with opened.engine.begin() as connection:
                connection.execute(text("TRUNCATE jobs, results, batches, notes"))
        yield opened


def wanted(recording_id: str, *, size: int = 10, key: str = "k", demo: bool = False, **more: Any) -> Wanted:
    told: dict[str, Any] = {"day": "2022-07-01", "shuffle": shuffle_of(recording_id)} | more
    return Wanted(
        recording_id=recording_id, path=f"/{recording_id}.wav", agent_side="left", language="ru", bytes=size,
        changed_at=1, wanted=key, is_demo_wanted=demo, **told,
    )  # fmt: skip


def row(recording_id: str, *, status: str = DONE, key: str = "k", demo: bool = False) -> dict[str, object]:
    return {
        "recording_id": recording_id, "status": status, "reason": "", "seconds_spent": 1.0, "duration_s": 9.0,
        "is_demo_model": demo, "result_key": f"sound-{key}",
    }  # fmt: skip


def in_turn(ledger: Ledger, sample_calls: int = 2) -> list[str]:
    """Identifiers in the order they would be heard."""
    ledger.prioritise(sample_calls)
    claimed = []
    while job := ledger.claim("w", 60):
        claimed.append(job.recording_id)
    return claimed


def counts(ledger: Ledger) -> dict[str, int]:
    return queue_state.counts(ledger)


def test_low_scores_and_complaints_come_first_then_everybodys_first_call_then_the_newest(
    ledger: Ledger,
) -> None:
    calls = [wanted(f"{agent}{i}", agent_id=agent, call_at=100.0 + i) for agent in "ab" for i in range(4)]
    ledger.enqueue([*calls, wanted("old", call_at=1.0), wanted("angry", call_at=2.0, is_urgent=True)])
    order = in_turn(ledger)
    assert order[0] == "angry"
    sampled = order[1:5]
    assert [name[0] for name in sampled[:2]] in (["a", "b"], ["b", "a"])
    assert sorted(name[0] for name in sampled) == ["a", "a", "b", "b"]
    for agent in "ab":
        drawn = sorted((name for name in map(str, range(4))), key=lambda i: shuffle_of(agent + i))[:2]
        assert [name for name in sampled if name[0] == agent] == [agent + i for i in drawn]
    rest = order[5:]
    assert rest[-1] == "old"
    assert [name[1] for name in rest[:-1]] == sorted((name[1] for name in rest[:-1]), reverse=True)


def test_a_complaint_that_comes_later_lifts_a_call_that_waits(ledger: Ledger) -> None:
    calls = [wanted(name, call_at=i) for i, name in enumerate("abcd")]
    ledger.enqueue(calls)
    ledger.prioritise(2)
    ledger.enqueue([wanted("b", call_at=1, is_urgent=True)])
    assert in_turn(ledger) == ["b", "d", "c", "a"]


def test_an_agent_heard_already_that_day_does_not_go_before_one_nobody_heard(ledger: Ledger) -> None:
    names = sorted(("x1", "x2", "x3"), key=shuffle_of)
    ledger.enqueue([wanted(name, agent_id="x", call_at=9.0) for name in names])
    assert (ledger.prioritise(2), ledger.claim("w", 60).recording_id) == (2, names[0])  # type: ignore[union-attr]
    ledger.note(["day/batch"], [row(names[0])])
    ledger.enqueue([wanted("y1", agent_id="y", call_at=1.0)])
    assert in_turn(ledger) == ["y1", names[1], names[2]]


def test_setting_priorities_again_changes_nothing(ledger: Ledger) -> None:
    ledger.enqueue([wanted(f"{i}", agent_id=f"{i % 3}") for i in range(20)])
    assert ledger.prioritise(2) == 6
    assert ledger.prioritise(2) == 0


def test_a_recording_that_a_recogniser_died_of_waits_behind_all_others(ledger: Ledger) -> None:
    ledger.enqueue([wanted("deadly", is_urgent=True), wanted("a"), wanted("b")])
    ledger.prioritise(2)
    job = ledger.claim("w", 60)
    assert job
    ledger.try_again(job.number, "died")
    assert in_turn(ledger)[-1] == "deadly"


@settings(max_examples=40)
@given(st.lists(st.text(max_size=12), min_size=2, max_size=30, unique=True))
def test_the_draw_is_the_same_every_time_and_tells_no_order(names: list[str]) -> None:
    drawn = [shuffle_of(name) for name in names]
    assert drawn == [shuffle_of(name) for name in names]
    assert len(set(drawn)) == len(names)
    assert all(0 <= each < 2**62 for each in drawn)


def test_many_workers_never_get_the_same_job(ledger: Ledger) -> None:
    ledger.enqueue([wanted(str(i)) for i in range(100)])
    claimed: list[str] = []

    def work(name: str) -> None:
        while True:
            if job := ledger.claim(name, 60):
                claimed.append(job.recording_id)
            elif not counts(ledger)[QUEUED]:  # PostgreSQL passes over what another is just claiming
                return

    threads = [threading.Thread(target=work, args=(f"w{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(str(i) for i in range(100))


def test_a_lease_that_ran_out_is_taken_over_and_a_running_one_is_not(ledger: Ledger) -> None:
    ledger.enqueue([wanted("dead", is_urgent=True), wanted("alive")])
    ledger.prioritise(2)
    ledger.claim("other-host:1", -1)
    ledger.claim("other-host:2", 60)
    ledger.take_back("this-host:")
    taken = ledger.claim("this-host:1", 60)
    assert taken is not None
    assert (taken.recording_id, taken.attempts) == ("dead", 1)
    assert counts(ledger)[RUNNING] == 2


def test_a_dispatcher_that_lives_keeps_what_it_holds(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a"), wanted("b")])
    ledger.claim("other-host:1", -1)
    ledger.claim("other-host:2", -1)
    ledger.renew("other-host:1", 60)
    ledger.take_back("this-host:")
    assert (counts(ledger)[RUNNING], counts(ledger)[QUEUED]) == (1, 1)


def test_what_a_dead_run_of_this_host_held_is_queued_at_once(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a")])
    ledger.claim("this_host:1", 600)
    ledger.take_back("this_host:")
    assert counts(ledger)[QUEUED] == 1


def test_done_stays_done_until_a_full_model_replaces_the_demonstration(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a", demo=True)])
    ledger.claim("w", 60)
    ledger.note(["day/batch"], [row("a", demo=True)])
    ledger.enqueue([wanted("a", key="other demo", demo=True)])
    assert counts(ledger)[DONE] == 1
    ledger.enqueue([wanted("a", key="full")])
    assert counts(ledger)[QUEUED] == 1


def test_another_full_model_hears_again_only_when_asked(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a")])
    ledger.note(["day/batch"], [row("a")])
    ledger.enqueue([wanted("a", key="better")])
    assert counts(ledger)[DONE] == 1
    ledger.enqueue([wanted("a", key="better")], again=True)
    assert counts(ledger)[QUEUED] == 1


def test_a_recording_set_aside_comes_back_when_its_file_changes_or_on_request(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a", size=5)])
    ledger.note(["day/batch"], [row("a", status=FAILED)])
    ledger.enqueue([wanted("a", size=5)])
    assert counts(ledger)[FAILED] == 1
    ledger.enqueue([wanted("a", size=6)])
    assert counts(ledger)[QUEUED] == 1
    ledger.note(["day/again"], [row("a", status=FAILED)])
    assert ledger.retry() == 1
    assert counts(ledger)[QUEUED] == 1


def test_a_known_sound_is_found_by_its_key(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a")])
    ledger.note(["day/batch"], [row("a")])
    known = ledger.known("sound-k")
    assert known is not None
    assert known["duration_s"] == 9.0
    assert ledger.known("sound-other") is None
    assert ledger.known_batches() == {"day/batch"}


def test_a_pause_lasts_until_somebody_resumes(ledger: Ledger) -> None:
    assert control.paused(ledger) is None
    first = control.pause(ledger, "Aigul")
    assert control.pause(ledger, "Berik") == first
    with Ledger(ledger.engine.url.render_as_string(hide_password=False)) as another:
        assert control.paused(another) == first
        assert control.resume(another)
    assert not control.resume(ledger)


def test_claiming_stays_under_5_ms_in_a_long_queue(ledger: Ledger) -> None:
    count = 100_000 if ledger.engine.dialect.name == "sqlite" else 20_000
    ledger.enqueue([wanted("1", agent_id="1")])
    columns = "path, agent_side, bytes, changed_at, wanted, is_demo_wanted, state, attempts, worker, day"
    columns += ", lease_until, reason, seconds, audio_s, is_demo, priority"
    many = f"""
        WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})
        INSERT INTO jobs (recording_id, agent_id, call_at, is_urgent, shuffle, {columns})
        SELECT n, n % 500, n, n % 50 = 0, n * 7919 % 1009, {columns} FROM numbers, jobs
    """
    with ledger.engine.begin() as connection:
        connection.execute(text(many))
    ledger.prioritise(2)
    times = []
    for _ in range(200):
        started = time.process_time()
        assert ledger.claim("w", 60)
        times.append(time.process_time() - started)
    assert counts(ledger) == {QUEUED: count - 200, RUNNING: 200, DONE: 0, FAILED: 0}
    assert sorted(times)[197] < 0.005  # of processor time: others use this machine as well


def test_a_ledger_of_the_first_version_is_taken_over_with_its_jobs(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with sqlite3.connect(file) as old:
        old.execute(
            "CREATE TABLE jobs (number INTEGER PRIMARY KEY, recording_id VARCHAR UNIQUE, path VARCHAR,"
            " agent_side VARCHAR, language VARCHAR, day VARCHAR, priority INTEGER, bytes BIGINT,"
            " changed_at BIGINT, wanted VARCHAR, is_demo_wanted BOOLEAN, state VARCHAR, attempts INTEGER,"
            " worker VARCHAR, lease_until FLOAT, reason TEXT, seconds FLOAT, audio_s FLOAT, is_demo BOOLEAN)"
        )
        old.execute("CREATE INDEX jobs_next ON jobs (state, priority DESC, number)")
        old.execute(
            "INSERT INTO jobs VALUES (1, 'a', '/a.wav', 'left', 'ru', '2022-07-01', 0, 10, 1, 'k', 0,"
            " 'queued', 0, '', 0, '', 0, 0, 0)"
        )
    old.close()
    for _ in range(2):
        with Ledger(file) as ledger:
            assert counts(ledger)[QUEUED] == 1
    with Ledger(file) as ledger:
        ledger.enqueue([wanted("b", is_urgent=True)])
        assert in_turn(ledger) == ["b", "a"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("mysql://host/sapa", "postgresql\\+psycopg"),
        ("nonsense", "postgresql\\+psycopg"),
        ("postgresql+psycopg://sapa:${NO_SUCH_SECRET}@host/sapa", "NO_SUCH_SECRET"),
        ("postgresql+psycopg://sapa:hush@127.0.0.1:9/sapa", "cannot be opened"),
    ],
)
def test_a_ledger_that_cannot_be_opened_is_told_in_one_line_without_its_password(
    tmp_path: Path, told: str, said: str
) -> None:
    instance = new_instance(tmp_path / "home")
    (instance.config / "settings.toml").write_text(f'[speech]\nledger = "{told}"\n', "utf8")
    with pytest.raises(NotReady, match=said) as caught:
        ledger_of(instance)
    assert "\n" not in str(caught.value)
    assert "hush" not in str(caught.value)

"""The queue forgets nothing and gives each job to one worker only."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from transcribe.ledger import DONE, FAILED, QUEUED, RUNNING, Ledger, Wanted


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def wanted(
    recording_id: str, *, priority: int = 0, size: int = 10, key: str = "k", demo: bool = False
) -> Wanted:
    return Wanted(
        recording_id, f"/{recording_id}.wav", "left", "ru", "2022-07-01", priority, size, 1, key, demo
    )


def row(recording_id: str, *, status: str = DONE, key: str = "k", demo: bool = False) -> dict[str, object]:
    return {
        "recording_id": recording_id, "status": status, "reason": "", "seconds_spent": 1.0, "duration_s": 9.0,
        "is_demo_model": demo, "result_key": f"sound-{key}",
    }  # fmt: skip


def test_the_urgent_come_first_then_the_order_of_arrival(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a"), wanted("b"), wanted("complaint", priority=5)])
    claimed = [job.recording_id for _ in range(3) if (job := ledger.claim("w", 60))]
    assert claimed == ["complaint", "a", "b"]
    assert ledger.claim("w", 60) is None


def test_many_workers_never_get_the_same_job(ledger: Ledger) -> None:
    ledger.enqueue([wanted(str(i)) for i in range(200)])
    claimed: list[str] = []

    def work(name: str) -> None:
        while job := ledger.claim(name, 60):
            claimed.append(job.recording_id)

    threads = [threading.Thread(target=work, args=(f"w{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(str(i) for i in range(200))


def test_a_lease_that_ran_out_is_taken_over_and_a_running_one_is_not(ledger: Ledger) -> None:
    ledger.enqueue([wanted("dead"), wanted("alive")])
    ledger.claim("other-host:1", -1)
    ledger.claim("other-host:2", 60)
    ledger.take_back("this-host:")
    taken = ledger.claim("this-host:1", 60)
    assert taken is not None
    assert (taken.recording_id, taken.attempts) == ("dead", 1)
    assert ledger.counts()[RUNNING] == 2


def test_what_a_dead_run_of_this_host_held_is_queued_at_once(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a")])
    ledger.claim("this_host:1", 600)
    ledger.take_back("this_host:")
    assert ledger.counts()[QUEUED] == 1


def test_done_stays_done_until_a_full_model_replaces_the_demonstration(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a", demo=True)])
    ledger.claim("w", 60)
    ledger.note(["day/batch"], [row("a", demo=True)])
    ledger.enqueue([wanted("a", key="other demo", demo=True)])
    assert ledger.counts()[DONE] == 1
    ledger.enqueue([wanted("a", key="full")])
    assert ledger.counts()[QUEUED] == 1


def test_another_full_model_hears_again_only_when_asked(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a")])
    ledger.note(["day/batch"], [row("a")])
    ledger.enqueue([wanted("a", key="better")])
    assert ledger.counts()[DONE] == 1
    ledger.enqueue([wanted("a", key="better")], again=True)
    assert ledger.counts()[QUEUED] == 1


def test_a_recording_set_aside_comes_back_when_its_file_changes_or_on_request(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a", size=5)])
    ledger.note(["day/batch"], [row("a", status=FAILED)])
    ledger.enqueue([wanted("a", size=5)])
    assert ledger.counts()[FAILED] == 1
    ledger.enqueue([wanted("a", size=6)])
    assert ledger.counts()[QUEUED] == 1
    ledger.note(["day/again"], [row("a", status=FAILED)])
    assert ledger.retry() == 1
    assert ledger.counts()[QUEUED] == 1


def test_a_known_sound_is_found_by_its_key(ledger: Ledger) -> None:
    ledger.enqueue([wanted("a")])
    ledger.note(["day/batch"], [row("a")])
    known = ledger.known("sound-k")
    assert known is not None
    assert known["duration_s"] == 9.0
    assert ledger.known("sound-other") is None
    assert ledger.known_batches() == {"day/batch"}


def test_claiming_stays_quick_in_a_long_queue(ledger: Ledger) -> None:
    ledger.enqueue([wanted(str(i), priority=i % 3) for i in range(20_000)])
    started = time.perf_counter()
    for _ in range(50):
        ledger.claim("w", 60)
    assert (time.perf_counter() - started) / 50 < 0.005

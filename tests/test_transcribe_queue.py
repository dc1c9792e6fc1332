"""What people see and steer of the queue: pause, time left, cost, priorities that follow what lands."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]
import pytest

from config.errors import SapaError
from config.instance import Instance
from tests.test_transcribe_run import landed, recordings, stored
from tests.transcribe_sounds import new_instance, without_other_models
from transcribe import control, dispatcher, machine, places, run
from transcribe.api import (
    landed_recordings,
    pause_queue,
    queue_overview,
    queue_state,
    resume_queue,
    retry_recordings,
    transcribe_new,
)
from transcribe.errors import AudioError
from transcribe.ledger import Ledger, Wanted, ledger_of
from transcribe.locks import only_one
from transcribe.recording import RecordingRef


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    without_other_models(monkeypatch)
    made = new_instance(tmp_path / "home")
    (made.home / "incoming").mkdir()
    return made


def wanted(number: int, size: int = 16_000, **more: object) -> Wanted:
    told = {"kind": ".wav", "day": f"2022-07-{number % 28 + 1:02}"} | more
    return Wanted(
        recording_id=f"r{number}", path=f"{number}.wav", agent_side="left", language="ru", bytes=size,
        changed_at=1, wanted="k", is_demo_wanted=False, **told,  # type: ignore[arg-type]
    )  # fmt: skip


def heard(number: int, seconds: float = 2.0, audio_s: float = 100.0) -> dict[str, object]:
    return {
        "recording_id": f"r{number}", "status": "done", "reason": "", "seconds_spent": seconds,
        "duration_s": audio_s, "is_demo_model": False, "result_key": f"sound{number}-k",
        "transcribed_at": datetime.now(UTC).replace(tzinfo=None),
    }  # fmt: skip


def claim_and_note(ledger: Ledger, count: int) -> None:
    ledger.note(["day/batch"], [heard(number) for number in range(count)])


def test_while_paused_nothing_is_begun_and_after_it_everything_is_heard(
    instance: Instance, tmp_path: Path
) -> None:
    refs = recordings(tmp_path / "calls", 2)
    pause_queue(instance, "Aigul")
    assert transcribe_new(instance, refs).left == 2
    assert (queue_state(instance).queued, queue_state(instance).paused_by) == (2, "Aigul")
    assert resume_queue(instance)
    assert transcribe_new(instance, refs).done == 2


def test_a_pause_in_the_middle_lets_what_is_heard_be_finished(instance: Instance, tmp_path: Path) -> None:
    seen: list[int] = []

    def pause(done: int, _total: int) -> None:
        seen.append(done)
        pause_queue(instance, "Aigul")

    result = transcribe_new(instance, recordings(tmp_path / "calls", 6), workers=1, progress=pause)
    assert 1 <= result.done < 6
    assert result.done + result.left == 6
    assert queue_overview(instance).hearing == ()


def test_a_run_that_stays_hears_what_lands_later_and_waits_through_a_pause(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher, "RENEW_S", 0.1)
    monkeypatch.setattr(dispatcher.Dispatcher, "_give_out", _until_three(dispatcher.Dispatcher._give_out))
    pause_queue(instance, "Aigul")
    folder = instance.home / "incoming" / "calls"

    def news() -> None:
        landed(instance, recordings(folder, 3))
        time.sleep(0.3)
        resume_queue(instance)

    timer = threading.Timer(0.5, news)
    timer.start()
    result = run.transcribe_new(instance, [], workers=1, stays=True)
    timer.join()
    assert result.done == 3


def _until_three(
    give_out: Callable[[dispatcher.Dispatcher], bool],
) -> Callable[[dispatcher.Dispatcher], bool]:
    """A run that stays goes on for ever: end it after three recordings."""

    def wrapped(self: dispatcher.Dispatcher) -> bool:
        return give_out(self) and self.finishing.count_done < 3

    return wrapped


def test_what_lands_while_another_run_hears_is_queued_for_that_one(
    instance: Instance, tmp_path: Path
) -> None:
    refs = recordings(tmp_path / "calls", 2)
    with only_one(instance.transcripts / ".lock", "busy"):
        assert transcribe_new(instance, refs).left == 2
        with pytest.raises(SapaError, match="another run"):
            run.transcribe_new(instance, refs)
    assert transcribe_new(instance, refs).done == 2


def test_time_left_is_told_from_what_was_measured_and_not_without(instance: Instance) -> None:
    with ledger_of(instance) as ledger:
        ledger.enqueue([wanted(number) for number in range(14)])
        claim_and_note(ledger, 4)
        assert queue_state(instance).cost is None  # four are too few to tell
        claim_and_note(ledger, 10)
        control.sign(ledger, "elsewhere:1", "tcp://speech:8786", 4, time.time())
    state = queue_state(instance)
    assert (state.done, state.queued, state.count_cost, state.workers) == (10, 4, 10, 4)
    assert state.cost == pytest.approx(0.02)
    assert state.waiting_audio_s == pytest.approx(400)  # files of the same kind and size as those of 100 s
    assert state.left_core_s == pytest.approx(8)
    assert state.eta_s == pytest.approx(2)
    assert (state.today_done, state.today_audio_s, state.core_s) == (10, 1000, 20)
    pause_queue(instance, "Aigul")
    assert queue_state(instance).eta_s is None
    days = queue_overview(instance, most_days=3).days
    assert [(each.day, each.done, each.waiting) for each in days] == [
        (date(2022, 7, 12), 0, 1), (date(2022, 7, 13), 0, 1), (date(2022, 7, 14), 0, 1)
    ]  # fmt: skip


def test_a_run_that_gives_no_sign_any_more_counts_for_nothing(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ledger_of(instance) as ledger:
        control.sign(ledger, f"{machine.this_host()}:999999999", "", 2, time.time())
        assert control.run_now(ledger) is None
        control.sign(ledger, "elsewhere:1", "", 2, time.time())
        assert control.run_now(ledger)
        monkeypatch.setattr(control, "ALIVE_S", -1.0)
        assert control.run_now(ledger) is None


def test_only_what_was_named_is_tried_again(instance: Instance, tmp_path: Path) -> None:
    refs = [RecordingRef(name, tmp_path / f"{name}.wav") for name in ("a", "b")]
    assert transcribe_new(instance, refs).failed == 2
    assert retry_recordings(instance, ["a", "no such"]) == 1
    assert [each.recording_id for each in queue_overview(instance).set_aside] == ["b"]


def land(instance: Instance, contract: str, rows: Sequence[Mapping[str, object]]) -> None:
    folder = instance.landing / contract
    folder.mkdir(parents=True, exist_ok=True)
    (instance.landing / "loads").mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows)), folder / f"{contract}.parquet")
    load = {
        "load_id": contract, "source": contract, "contract": contract, "status": "loaded",
        "file": f"incoming/{contract}.csv", "parquet": f"landing/{contract}/{contract}.parquet",
    }  # fmt: skip
    (instance.landing / "loads" / f"{contract}.json").write_text(json.dumps(load), "utf8")


def test_a_low_score_a_low_rating_or_a_complaint_makes_a_call_urgent(instance: Instance) -> None:
    calls = [
        {"recording_id": f"r{number}", "sound_file": f"{number}.wav", "contact_id": f"c{number}",
         "agent_id": "a1", "started_at": datetime(2022, 7, 1, 9, number)}
        for number in range(6)
    ]  # fmt: skip
    land(instance, "recordings", calls)
    land(instance, "surveys", [{"contact_id": "c0", "score": 6}, {"contact_id": "c1", "score": 7}])
    land(instance, "ratings", [{"contact_id": "c2", "rating": 2}, {"contact_id": "c3", "rating": None}])
    cases = [{"contact_id": "c4", "kind": "complaint"}, {"contact_id": "c5", "kind": "appeal"}]
    land(instance, "cases", cases)
    found = {each.recording_id: each for each in landed_recordings(instance)}
    assert {name for name, each in found.items() if each.is_urgent} == {"r0", "r2", "r4"}
    assert found["r1"].agent_id == "a1"
    assert found["r1"].started_at == datetime(2022, 7, 1, 9, 1)


def test_an_instance_can_be_moved_and_nothing_is_heard_again(instance: Instance, tmp_path: Path) -> None:
    landed(instance, recordings(instance.home / "incoming" / "calls", 2))
    assert transcribe_new(instance, landed_recordings(instance)).done == 2
    assert {row["path"] for row in stored(instance, "recordings")} == {
        "incoming/calls/call0.wav", "incoming/calls/call1.wav"
    }  # fmt: skip
    moved = Instance(tmp_path / "elsewhere")
    shutil.copytree(instance.home, moved.home)
    found = landed_recordings(moved)
    assert all(Path(each.path).is_relative_to(moved.home) for each in found)
    again = transcribe_new(moved, found)
    assert (again.done, again.skipped) == (0, 2)


def test_recordings_are_fetched_from_a_storage_the_settings_name_and_from_no_other(
    instance: Instance, tmp_path: Path
) -> None:
    folder = tmp_path / "storage"
    recordings(folder, 2)
    (instance.config / "settings.toml").write_text(
        f'[speech]\nstorage = ["file://{folder.as_posix()}"]\n', "utf8"
    )
    refs = [
        RecordingRef("r0", f"file://{folder.as_posix()}/call0.wav", "left", "ru"),
        RecordingRef("gone", f"file://{folder.as_posix()}/gone.wav", "left", "ru"),
        RecordingRef("foreign", f"file://{tmp_path.as_posix()}/storage2/call1.wav", "left", "ru"),
    ]
    result = transcribe_new(instance, refs, workers=1)
    assert (result.done, result.failed) == (1, 2)
    reasons = {row["recording_id"]: row["reason"] for row in stored(instance, "recordings")}
    assert "no such file" in reasons["gone"]
    assert "not in a storage" in reasons["foreign"]
    assert {each["path"] for each in stored(instance, "recordings")} == {each.path for each in refs}


@pytest.mark.parametrize(
    "place", ["s3://other/a.wav", "s3://calls/../a.wav", "zip://a::s3://calls/b", "http://x/a"]
)
def test_an_address_in_data_opens_no_door(place: str) -> None:
    places.check("s3://calls/2022/a.wav", ["s3://calls"])
    places.check("incoming/a.wav", [])
    with pytest.raises(AudioError, match="not in a storage"):
        places.check(place, ["s3://calls"])


def test_workers_fit_cores_and_memory_within_the_container(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    monkeypatch.setattr(machine, "_CGROUP", tmp_path)
    monkeypatch.setattr(machine, "_MEMORY", tmp_path / "meminfo")
    gigabyte = 1 << 30
    (tmp_path / "meminfo").write_text(f"MemTotal: 99 kB\nMemAvailable: {64 * gigabyte // 1024} kB\n")
    assert machine.fitting_workers([gigabyte]) == 16
    (tmp_path / "cpu.max").write_text("400000 100000\n")
    assert machine.fitting_workers([gigabyte]) == 4
    (tmp_path / "memory.max").write_text(str(4 * gigabyte))
    (tmp_path / "memory.current").write_text(str(2 * gigabyte))
    (tmp_path / "memory.stat").write_text(f"anon 5\ninactive_file {gigabyte}\n")
    assert machine.fitting_workers([gigabyte]) == 2  # 3 GB left, 1.2 GB and 80 MB each
    assert machine.fitting_workers([gigabyte, 9 * gigabyte]) == 1
    (tmp_path / "memory.max").write_text("max")
    assert machine.fitting_workers([9 * gigabyte]) == 4

"""R17: a recogniser that dies or hangs loses its job, which another does, once; so for the run itself."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from config.instance import PROJECT, Instance
from tests.amounts import full
from tests.test_transcribe_run import assert_each_once, landed, recordings, stored
from tests.transcribe_sounds import encode, new_instance, sound, without_other_models
from transcribe import dispatcher, executor, workers
from transcribe.api import queue_state, transcribe_new
from transcribe.audio import RATE
from transcribe.recording import RecordingRef
from transcribe.worker import Task

KILLS, COUNT = full(50, else_=8), full(30, else_=8)
"""Of recognisers, and how many recordings they hear meanwhile."""


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    without_other_models(monkeypatch)
    return new_instance(tmp_path / "home")


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_kills_of_recognisers_at_random_lose_nothing_and_double_nothing(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While they start, fetch, decode, load the model, hear, or answer."""
    monkeypatch.setattr(dispatcher, "MOST_ATTEMPTS", 1000)
    chance, give = random.Random(17), workers.Worker.give
    killed: list[int] = []

    def give_and_kill(worker: workers.Worker, number: int, task: Task) -> None:
        give(worker, number, task)
        if len(killed) < KILLS:
            pid = worker.process.pid or 0
            killed.append(pid)
            threading.Timer(chance.uniform(0, 0.12), _kill, [pid]).start()

    monkeypatch.setattr(workers.Worker, "give", give_and_kill)
    refs = [
        RecordingRef(f"r{i}", encode(sound("ru")[:, : RATE * 2 + 800 * i], tmp_path / f"{i}.wav", "alaw.wav"),
                     "left", "ru")
        for i in range(COUNT)
    ]  # fmt: skip
    result = transcribe_new(instance, refs, workers=2)
    assert len(killed) == KILLS
    assert (result.done, result.failed, result.left) == (COUNT, 0, 0)
    assert_each_once(instance, COUNT)


def test_a_recording_that_recognisers_die_of_is_set_aside_after_two_attempts_with_its_reason(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of decoding: minutes of sound that take a while."""
    long = np.concatenate([sound("ru")] * 10, axis=1)
    deadly = RecordingRef("deadly", encode(long, tmp_path / "deadly.wav", "alaw.wav"), "left", "ru")
    give, count_bytes = workers.Worker.give, Path(deadly.path).stat().st_size

    def give_and_kill(worker: workers.Worker, number: int, task: Task) -> None:
        give(worker, number, task)
        if task.bytes == count_bytes:
            threading.Timer(0.1, _kill, [worker.process.pid or 0]).start()

    monkeypatch.setattr(workers.Worker, "give", give_and_kill)
    result = transcribe_new(instance, [deadly, *recordings(tmp_path / "calls", 3)], workers=2)
    assert (result.done, result.failed, result.left) == (3, 1, 0)
    (row,) = (row for row in stored(instance, "recordings") if row["reason"])
    assert row["recording_id"] == "deadly"
    assert "the recogniser ended with -9" in row["reason"]
    assert "(2 times)" in row["reason"]


def test_a_worker_that_hangs_is_ended_and_its_recording_set_aside_after_two_attempts(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor, "LEAST_SECONDS", 2.0)
    stopped: list[int] = []

    def stop(worker: workers.Worker, number: int, task: Task) -> None:
        give(worker, number, task)
        os.kill(worker.process.pid or 0, signal.SIGSTOP)
        stopped.append(worker.process.pid or 0)

    give = workers.Worker.give
    monkeypatch.setattr(workers.Worker, "give", stop)
    result = transcribe_new(instance, recordings(tmp_path / "calls", 1), workers=1)
    assert (result.done, result.failed, result.left, len(stopped)) == (0, 1, 0, 2)
    (row,) = stored(instance, "recordings")
    assert "took longer than 2 s" in row["reason"]
    assert not [pid for pid in stopped if _is_alive(pid)]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait_for_claim(instance: Instance) -> None:
    """Until the run has begun, so that it is killed at its work."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if queue_state(instance).run_at or queue_state(instance).done == 6:
            return
        time.sleep(0.1)


def test_a_run_killed_at_any_moment_is_finished_by_the_next(instance: Instance) -> None:
    (instance.home / "incoming").mkdir()
    landed(instance, recordings(instance.home / "incoming" / "calls", 6))
    command = [sys.executable, "-m", "transcribe", "run", "--home", str(instance.home), "--workers", "2"]
    quiet = {"cwd": PROJECT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    chance = random.Random(5)
    for _ in range(3):
        process = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
        _wait_for_claim(instance)
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        process.wait()
    done = subprocess.run(command, **quiet, check=False)  # type: ignore[call-overload]
    assert done.returncode == 0
    assert_each_once(instance, 6)
    assert queue_state(instance).done == 6

"""A Dask cluster on this machine: the same words, each once, whichever machine is lost."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from config.errors import NotReady
from config.instance import PROJECT, Instance
from tests.test_transcribe_run import assert_each_once, landed, recordings, stored
from tests.transcribe_sounds import MODELS, call, encode, new_instance, sound, without_other_models
from transcribe import cluster, cluster_task, models, queue_state
from transcribe.choice import choose
from transcribe.cluster_task import received, sent
from transcribe.errors import ModelError
from transcribe.ledger import ledger_of
from transcribe.recording import RecordingRef
from transcribe.run import transcribe_new
from transcribe.worker import Heard, Task

pytest.importorskip("distributed")


@dataclass
class Machines:
    """A scheduler and its workers, each a process."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def _start(*words: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *words], cwd=PROJECT, env=os.environ | environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    told = tmp_path_factory.mktemp("cluster") / "scheduler.json"
    words = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    scheduler = _start(*words, "--scheduler-file", str(told))
    started = [scheduler]
    try:
        address = _address(told)
        for _ in range(2):
            command = ("transcribe", "worker", address, "--recognisers", "1", "--host", "127.0.0.1")
            started.append(_start(*command, SAPA_MODELS=str(MODELS), SAPA_HOME=""))
        yield Machines(address, started[1:])
    finally:
        for process in started:
            process.kill()
            process.wait()


def _address(told: Path) -> str:
    for _ in range(600):
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(told.read_text("utf8"))["address"])
        time.sleep(0.05)
    pytest.fail("no scheduler")


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    without_other_models(monkeypatch)
    made = new_instance(tmp_path / "home")
    (made.home / "incoming").mkdir()
    return made


def test_a_machine_that_is_lost_in_the_middle_loses_nothing_and_doubles_nothing(
    instance: Instance, machines: Machines
) -> None:
    landed(instance, recordings(instance.home / "incoming" / "calls", 5))
    long = np.concatenate([sound("ru")] * 2, axis=1)
    for file in sorted((instance.home / "incoming" / "calls").iterdir())[:2]:
        encode(long[:, int(file.stem[-1]) * 1600 :], file, "alaw.wav")  # long, so that both are at work
    run = _start("transcribe", "run", "--home", str(instance.home), "--cluster", machines.address)
    seen = _heard_by_both(instance)
    machines.workers[0].send_signal(signal.SIGKILL)
    assert run.wait(120) == 0
    assert len(seen) == 2
    assert_each_once(instance, 5)
    with ledger_of(instance) as ledger:
        state = queue_state.counts(ledger)
    assert state == {"queued": 0, "running": 0, "done": 5, "failed": 0}
    assert all(row["path"].startswith("incoming/") for row in stored(instance, "recordings"))


def _heard_by_both(instance: Instance) -> set[str]:
    """Waits until two machines hear; their addresses."""
    seen: set[str] = set()
    deadline = time.monotonic() + 60
    while len(seen) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
        if (instance.transcripts / "ledger.sqlite").exists():
            with ledger_of(instance) as ledger:
                seen = {each.worker for each in queue_state.hearing(ledger)} - {""}
    return seen


def task_of(path: Path) -> Task:
    return Task(str(path), path.parent, path.stat().st_size, "left", choose(models.in_use(None), "ru"))


def test_what_is_sent_is_heard_as_on_ones_own_machine(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance.home / "incoming" / "call.wav").write_bytes(call("ru").path.read_bytes())
    task = task_of(call("ru").path)
    moved = Task("incoming/call.wav", Path("/nowhere"), task.bytes, "left", task.choice)
    monkeypatch.setenv("SAPA_HOME", str(instance.home))
    answer = cluster_task.hear(sent(moved))
    assert isinstance(answer, Heard)
    ref = RecordingRef("r0", call("ru").path, "left", "ru")
    transcribe_new(instance, [ref], workers=1)
    assert [said.text for said in answer.transcript.utterances] == [
        row["text"] for row in stored(instance, "utterances")
    ]


def test_a_machine_without_the_model_says_which_one_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_other_models(monkeypatch)
    told = sent(task_of(call("ru").path))
    assert received(told).choice.key == task_of(call("ru").path).choice.key
    monkeypatch.setattr("transcribe.models.DEMO_MODELS", tmp_path)
    with pytest.raises(ModelError, match=r"tiny-\w+ \(checksum \w{16}\) is not there; let SAPA_MODELS"):
        received(told)


def test_nobody_at_the_address_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 1.0)
    with (
        pytest.raises(NotReady, match="no scheduler answers there") as caught,
        cluster.connected("tcp://127.0.0.1:9"),
    ):
        pass
    assert "\n" not in str(caught.value)

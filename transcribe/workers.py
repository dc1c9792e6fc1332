"""Recogniser processes: started, watched, ended when they hang, replaced when they die."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from transcribe.ledger import Job
from transcribe.worker import Answer, Task, serve

LEAST_SECONDS = 60.0
TIMES_DURATION = 3.0
SLOWEST_DECODING = 100_000  # bytes of a file per second
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class Worker:
    """One process and the job it has."""

    process: SpawnProcess
    pipe: Any
    log: Path
    name: str
    job: Job | None = None
    deadline: float = 0.0
    seconds: float = 0.0  # allowed for the job
    result_key: str = ""  # of the sound it is hearing
    is_settled: bool = False  # the job's words are known without it

    def give(self, job: Job, task: Task) -> None:
        self.job, self.result_key, self.is_settled = job, "", False
        self.allow(max(LEAST_SECONDS, job.bytes / SLOWEST_DECODING))
        self.tell(task)

    def tell(self, message: object) -> None:
        """Send ``message``; a dead worker shows in its next answer."""
        with suppress(OSError):
            self.pipe.send(message)

    def allow(self, seconds: float) -> None:
        """From now on the job may take ``seconds``."""
        self.seconds, self.deadline = seconds, time.monotonic() + seconds

    @property
    def is_late(self) -> bool:
        return self.job is not None and time.monotonic() > self.deadline


@dataclass
class Workers:
    """A number of processes. Use as ``with started(2, folder) as workers``."""

    folder: Path
    all: list[Worker] = field(default_factory=list)
    count_started: int = 0

    def start(self) -> Worker:
        """Start one more process."""
        self.count_started += 1
        context = get_context("spawn")
        here, there = context.Pipe()
        log = self.folder / f"worker-{os.getpid()}-{self.count_started}.log"
        process = context.Process(target=serve, args=(there, log), daemon=True)
        with _environment():
            process.start()
        there.close()
        worker = Worker(process, here, log, f"{this_host()}:{process.pid}")
        self.all.append(worker)
        return worker

    def answers(self, seconds: float) -> Iterator[tuple[Worker, Answer | None]]:
        """Answers that come within ``seconds``; None for a worker that died or hung (it is gone then)."""
        ready = connection.wait([worker.pipe for worker in self.all if worker.job], seconds)
        for worker in list(self.all):
            if worker.pipe in ready:
                yield worker, _received(worker)
            elif worker.is_late:
                yield worker, None

    def replace(self, worker: Worker) -> str:
        """End this process and start another in its place; returns the last line it wrote."""
        said = self.end(worker)
        self.start()
        return said

    def end(self, worker: Worker) -> str:
        """End this process; returns how it ended and the last line it wrote, for the record."""
        is_late = worker.is_late
        if worker.process.is_alive() and is_late:
            worker.process.kill()
        worker.process.join(2)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        self.all.remove(worker)
        worker.pipe.close()
        how = (
            f"took longer than {worker.seconds:.0f} s" if is_late else f"ended with {worker.process.exitcode}"
        )
        return f"the recogniser {how}{_last_line(worker.log)}"


@contextmanager
def started(count: int, folder: Path) -> Iterator[Workers]:
    """``count`` running processes with their logs in ``folder``; all are ended at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    workers = Workers(folder)
    try:
        for _ in range(count):
            workers.start()
        yield workers
    finally:
        for worker in list(workers.all):
            _dismiss(worker)
            workers.end(worker)


def this_host() -> str:
    """Name of this machine, the first part of a worker's name."""
    import platform

    return platform.node() or "host"


def _dismiss(worker: Worker) -> None:
    if worker.job:
        worker.process.kill()
        return
    try:
        worker.pipe.send(None)
    except OSError:
        worker.process.kill()


def _received(worker: Worker) -> Answer | None:
    try:
        answer: Answer = worker.pipe.recv()
        return answer
    except (EOFError, OSError):
        return None


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text("utf8", "replace").split("\n")
        log.unlink()
    except OSError:
        return ""
    said = [line.strip() for line in lines if line.strip()]
    return f": {said[-1][:300]}" if said else ""


@contextmanager
def _environment() -> Iterator[None]:
    """Each process takes one core: its linear algebra must not start threads of its own."""
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value is not None else {})

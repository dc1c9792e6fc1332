"""Recogniser processes of this machine: started, watched, ended when they hang, replaced when they die."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from transcribe import executor
from transcribe.executor import Died, Told, first_seconds
from transcribe.machine import this_host
from transcribe.worker import Answer, Decoded, Task, serve

_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass
class Worker:
    """One process and the job it has."""

    process: BaseProcess
    pipe: Any
    log: Path
    name: str
    number: int | None = None  # of the job
    deadline: float = 0.0
    seconds: float = 0.0  # allowed for the job

    def give(self, number: int, task: Task) -> None:
        self.number = number
        self.allow(first_seconds(task))
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
        return self.number is not None and time.monotonic() > self.deadline


@dataclass
class Workers:
    """A number of processes; an Executor. Use as ``with started(2, folder) as workers``."""

    folder: Path
    all: list[Worker] = field(default_factory=list)
    count_started: int = 0

    @property
    def count(self) -> int:
        return len(self.all)

    def free(self) -> int:
        return sum(worker.number is None for worker in self.all)

    def give(self, number: int, task: Task) -> str:
        worker = next(each for each in self.all if each.number is None)
        if not worker.process.is_alive():  # it ended while it had nothing to do
            self.end(worker)
            worker = self.start()
        worker.give(number, task)
        return worker.name

    def decide(self, number: int, is_wished: bool) -> None:
        for worker in self.all:
            if worker.number == number:
                worker.tell(is_wished)

    def moved(self) -> dict[int, str]:
        return {}

    def answers(self, seconds: float) -> Iterator[tuple[int, Told]]:
        ready = connection.wait([each.pipe for each in self.all if each.number is not None], seconds)
        for worker in list(self.all):
            if worker.number is not None and (worker.pipe in ready or worker.is_late):
                yield worker.number, self._taken(worker, worker.pipe in ready)

    def _taken(self, worker: Worker, is_ready: bool) -> Told:
        answer = _received(worker) if is_ready else None
        if answer is None:
            said = self.end(worker)
            self.start()
            return Died(said)
        if isinstance(answer, Decoded):
            worker.allow(max(executor.LEAST_SECONDS, executor.TIMES_DURATION * answer.duration_s))
        else:
            worker.number = None
        return answer

    def start(self) -> Worker:
        """Start one more process."""
        self.count_started += 1
        context = _context()
        here, there = context.Pipe()
        log = self.folder / f"worker-{os.getpid()}-{self.count_started}.log"
        process = context.Process(target=serve, args=(there, log), daemon=True)
        with _environment():
            process.start()
        there.close()
        worker = Worker(process, here, log, f"{this_host()}:{process.pid}")
        self.all.append(worker)
        return worker

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


def _context() -> Any:
    """A server that has imported what a recogniser needs and forks each worker off itself: a dead one is
    replaced at once. Vosk's models are loaded after the fork, each in its own process."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["transcribe.worker"])
    return context


def _dismiss(worker: Worker) -> None:
    if worker.number is not None:
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

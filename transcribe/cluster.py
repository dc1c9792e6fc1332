"""Hears on the machines of a Dask cluster: an Executor.

Dask places the work and tells when a machine is gone; it neither retries nor queues: no more is given to it
than it has threads, and what is lost goes back to the dispatcher, which owns the ledger.
"""

import itertools
import os
import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from config.cli import messages
from config.errors import NotReady, WrongUse
from transcribe.cluster_task import hear, sent
from transcribe.executor import Lost, Told, Unable
from transcribe.worker import Refused, Task

LOOK_S = 2.0
CONNECT_S = 10.0
WAIT_S = 60.0
"""How long a run waits for a first worker that can hear."""
AGAIN_S = 300.0
"""A worker that lacked a model is asked again after so long."""
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class _Sent:
    """A task that is out: the job's number, and the workers it may go to; empty: to any."""

    number: int
    future: Any
    workers: tuple[str, ...]


@dataclass
class Cluster:
    """Jobs on a cluster, by their number in the ledger. Use as ``with connected(address) as cluster``."""

    client: Any  # distributed.Client
    tasks: dict[str, _Sent] = field(default_factory=dict)  # by Dask's key
    ended: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)  # keys
    threads: dict[str, int] = field(default_factory=dict)  # address of a worker -> recognisers
    names: dict[str, str] = field(default_factory=dict)  # key -> its worker, once told
    lacking: dict[str, tuple[float, str]] = field(
        default_factory=dict
    )  # worker -> until when, what is missing
    looked_at: float = 0.0
    able_at: float = field(default_factory=time.monotonic)
    serial: Iterator[int] = field(default_factory=itertools.count)

    @property
    def count(self) -> int:
        return sum(self.threads[each] for each in self._able())

    def free(self) -> int:
        self._look()
        if self.count:
            self.able_at = time.monotonic()
        elif time.monotonic() - self.able_at > WAIT_S:
            raise NotReady(self._nobody())
        return max(0, self.count - len(self.tasks))

    def give(self, number: int, task: Task) -> str:
        key = f"sapa-{os.getpid()}-{number}-{next(self.serial)}"
        workers = tuple(self._able()) if self.lacking else ()
        future = self.client.submit(
            hear, sent(task), key=key, workers=list(workers) or None, allow_other_workers=False, pure=False,
            retries=0,
        )  # fmt: skip
        self.tasks[key] = _Sent(number, future, workers)
        future.add_done_callback(lambda _: self.ended.put(key))
        return ""

    def decide(self, number: int, is_wished: bool) -> None:
        """A worker of a cluster does not ask: what it heard in vain is not kept."""

    def moved(self) -> dict[int, str]:
        told: dict[str, str] = {}
        if self.tasks.keys() - self.names.keys():
            with suppress(OSError):
                for address, keys in self.client.processing().items():
                    told |= {key: address for key in keys if key in self.tasks}
        news = {key: address for key, address in told.items() if self.names.get(key) != address}
        self.names |= news
        return {self.tasks[key].number: address for key, address in news.items()}

    def answers(self, seconds: float) -> Iterator[tuple[int, Told]]:
        while True:
            try:
                key = self.ended.get(timeout=seconds)
            except queue.Empty:
                return
            seconds = 0.001
            if key in self.tasks:
                yield self._taken(key)

    def _taken(self, key: str) -> tuple[int, Told]:
        from distributed.scheduler import KilledWorker

        task = self.tasks.pop(key)
        self.names.pop(key, None)
        try:
            error = task.future.exception(timeout=30)
            answer: Told = task.future.result(timeout=30) if error is None else Refused(_told(error), False)
            if isinstance(error, KilledWorker):
                answer = Lost("the machine that heard it left the cluster")
        except Exception as lost:  # cancelled, or its result went with its machine
            answer = Lost(f"the cluster lost it ({type(lost).__name__})")
        task.future.release()
        if isinstance(answer, Unable):
            self._note_lack(answer)
        return task.number, answer

    def _note_lack(self, answer: Unable) -> None:
        address, _, missing = answer.reason.partition(" ")
        if address not in self.lacking:
            messages.print(f"{address}: {missing}", markup=False)
        self.lacking[address] = (time.monotonic() + AGAIN_S, missing)

    def _look(self) -> None:
        """The workers there are, every two seconds."""
        if time.monotonic() - self.looked_at < LOOK_S and self.looked_at:
            return
        self.looked_at = time.monotonic()
        workers = self.client.scheduler_info(n_workers=-1)["workers"]
        self.threads = {address: int(told["nthreads"]) for address, told in workers.items()}
        self.lacking = {address: told for address, told in self.lacking.items() if told[0] > time.monotonic()}
        for task in self.tasks.values():
            if task.workers and not set(task.workers) & self.threads.keys():
                task.future.cancel()  # all it may go to have left

    def _able(self) -> list[str]:
        return [address for address in self.threads if address not in self.lacking]

    def _nobody(self) -> str:
        reasons = "; ".join(f"{address}: {missing}" for address, (_, missing) in self.lacking.items())
        told = reasons or "no worker has joined it; start one with 'python -m transcribe worker ADDRESS'."
        return f"cluster {self.client.scheduler.address}: nobody there can hear: {told}"


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at ``address``; what still runs is let go of at the end.

    Raises WrongUse where the package is missing, NotReady where nobody answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise WrongUse(
            "--cluster needs the package distributed: run 'python -m pip install distributed'."
        ) from None
    _warn(address)
    try:
        client: Any = Client(address, timeout=CONNECT_S, set_as_default=False, name="sapa")  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise NotReady(f"cluster {address}: no scheduler answers there ({_told(error)}).") from None
    try:
        client.run_on_scheduler(_retry_nothing)
        yield Cluster(client)
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=5)


def _retry_nothing(dask_scheduler: Any = None) -> None:
    """On the scheduler: a task whose machine dies is told as lost at once, for its dispatcher to decide."""
    if dask_scheduler is not None:
        dask_scheduler.allowed_failures = 0


def _warn(address: str) -> None:
    is_open = address.startswith("tcp://") and not address.removeprefix("tcp://").startswith(_LOCAL)
    if is_open:
        messages.print(
            f"{address}: without TLS anyone in that network can read what is said and run code on the "
            "workers; see docs/cluster.md.", markup=False,
        )  # fmt: skip


def _told(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]

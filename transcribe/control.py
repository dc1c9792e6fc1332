"""Pause and resume the whole queue, and the sign of life of the run that hears it.

Both are notes in the ledger, so they hold across processes, hosts and restarts.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from transcribe.ledger import Ledger
from transcribe.machine import this_host

PAUSE, RUN = "pause", "run"
ALIVE_S = 60.0


@dataclass(frozen=True)
class Pause:
    """Since when (seconds since 1970) and by whom the queue is paused."""

    at: float
    by: str


@dataclass(frozen=True)
class Run:
    """A run that hears: the process that dispatches, where it hears, with how many recognisers."""

    owner: str
    where: str  # "" on this machine; the address of a cluster
    workers: int
    started_at: float
    seen_at: float

    @property
    def is_alive(self) -> bool:
        """A sign lately; where the process is of this machine, it is asked as well."""
        host, _, process = self.owner.rpartition(":")
        is_gone = (
            host == this_host() and Path("/proc/self").exists() and not Path(f"/proc/{process}").exists()
        )
        return time.time() - self.seen_at < ALIVE_S and not is_gone


def pause(ledger: Ledger, by: str) -> Pause:
    """No more recordings are begun; those being heard are finished. Paused twice, the first one stands."""
    standing = paused(ledger)
    if standing:
        return standing
    made = Pause(time.time(), by)
    ledger.tell(PAUSE, vars(made))
    return made


def resume(ledger: Ledger) -> bool:
    """Whether the queue was paused."""
    was = paused(ledger) is not None
    if was:
        ledger.tell(PAUSE, None)
    return was


def paused(ledger: Ledger) -> Pause | None:
    told = ledger.told(PAUSE)
    return Pause(float(told["at"]), str(told["by"])) if told else None


def sign(ledger: Ledger, owner: str, where: str, workers: int, started_at: float) -> None:
    """The run is alive."""
    ledger.tell(RUN, vars(Run(owner, where, workers, started_at, time.time())))


def run_now(ledger: Ledger) -> Run | None:
    """The run that hears now; None where none has given a sign lately."""
    told = ledger.told(RUN)
    run = Run(**told) if told else None
    return run if run and run.is_alive else None

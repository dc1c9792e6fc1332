"""Where jobs are heard: what the dispatcher asks of it, and what it answers besides a recogniser's words.

The dispatcher decides what is heard, an executor where: ``workers.Workers`` in processes of this machine,
``cluster.Cluster`` on the machines of a Dask cluster.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from transcribe.worker import Answer, Task

LEAST_SECONDS = 60.0
TIMES_DURATION = 3.0
SLOWEST_DECODING = 100_000  # bytes of a file per second
FETCH_SECONDS = 600.0  # until the sound of an address is decoded


@dataclass(frozen=True)
class Died:
    """The recogniser ended or hung while it heard this."""

    reason: str


@dataclass(frozen=True)
class Lost:
    """The machine that heard it is gone, which hardly is the recording's fault."""

    reason: str


@dataclass(frozen=True)
class Unable:
    """The machine cannot hear anything of this kind: a model is missing there."""

    reason: str


Told = Answer | Died | Lost | Unable


class Executor(Protocol):
    """Hears jobs side by side. Jobs are known by their number in the ledger."""

    @property
    def count(self) -> int:
        """Recognisers there are now."""

    def free(self) -> int:
        """How many more jobs can be given now. Raises NotReady where nothing can ever be heard."""

    def give(self, number: int, task: Task) -> str:
        """Begin; returns the name of the worker, empty where that shows later (see ``moved``)."""

    def decide(self, number: int, is_wished: bool) -> None:
        """The answer to Decoded: whether this sound is to be heard."""

    def moved(self) -> dict[int, str]:
        """Jobs whose worker became known since the last question, with its name."""

    def answers(self, seconds: float) -> Iterator[tuple[int, Told]]:
        """What comes within ``seconds``. A job is over with any answer but Decoded."""


def first_seconds(task: Task) -> float:
    """Seconds a job may take until its sound is decoded."""
    from transcribe.places import is_address

    least = FETCH_SECONDS if is_address(task.place) else LEAST_SECONDS
    return max(least, task.bytes / SLOWEST_DECODING)

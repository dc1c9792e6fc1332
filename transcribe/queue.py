"""The queue as people see it: in figures, what is being heard, what was set aside, day by day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class QueueState:
    """Recordings by state; seconds of sound heard so far and the processor seconds that took.

    ``today_*``: since midnight of the operator.  ``waiting_audio_s``: estimated sound that waits;
    ``cost``: processor seconds for a second of sound, of the ``count_cost`` heard lately; ``eta_s``: seconds
    until all is heard with the recognisers at work now.  None: not known.  ``paused_at``, ``oldest_at``
    (queued first of what waits), ``run_at``: seconds since 1970; ``run_where``: a cluster's address.
    """

    queued: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0
    audio_s: float = 0.0
    core_s: float = 0.0
    today_done: int = 0
    today_audio_s: float = 0.0
    today_core_s: float = 0.0
    waiting_audio_s: float | None = None
    cost: float | None = None
    count_cost: int = 0
    workers: int = 0
    eta_s: float | None = None
    oldest_at: float | None = None
    paused_at: float | None = None
    paused_by: str = ""
    run_at: float | None = None
    run_where: str = ""

    @property
    def left_core_s(self) -> float | None:
        """Processor seconds that what waits will take."""
        if self.waiting_audio_s is None or self.cost is None:
            return None
        return self.waiting_audio_s * self.cost


@dataclass(frozen=True)
class Hearing:
    """What a worker hears, and since when (seconds since 1970)."""

    worker: str
    recording_id: str
    since: float
    attempts: int


@dataclass(frozen=True)
class SetAside:
    """A recording nobody could hear."""

    recording_id: str
    path: str
    attempts: int
    reason: str
    at: float


@dataclass(frozen=True)
class DayCount:
    """Calls of a day, by state; those being heard count as waiting."""

    day: date
    done: int
    waiting: int
    failed: int


@dataclass(frozen=True)
class QueueOverview:
    """The queue in figures; what is heard now, longest first; what was set aside, newest first; days."""

    state: QueueState
    hearing: tuple[Hearing, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    days: tuple[DayCount, ...] = ()

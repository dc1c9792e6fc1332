"""A recording that is to be heard, and what came of many of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

Progress = Callable[[int, int], None]
"""Called with (recordings finished, recordings to do) as they finish."""


@dataclass(frozen=True)
class RecordingRef:
    """Where a recording is and what is known of it before it is heard.

    ``agent_side``: left, right or unknown; ``language``: ru, kk, en or None where not known;
    ``priority``: higher is heard sooner; ``day``: of the call, the folder its transcript goes to.
    """

    recording_id: str
    path: Path
    agent_side: str = "unknown"
    language: str | None = None
    priority: int = 0
    day: date | None = None


@dataclass(frozen=True)
class TranscribeSummary:
    """Recordings done and failed in this run, skipped (done before), left in the queue.

    ``audio_s``: seconds of sound heard; ``core_s``: processor seconds that took.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    left: int = 0
    audio_s: float = 0.0
    core_s: float = 0.0

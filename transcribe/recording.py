"""A recording that is to be heard, and what came of many of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

Progress = Callable[[int, int], None]
"""Called with (recordings finished, recordings to do) as they finish."""


@dataclass(frozen=True)
class RecordingRef:
    """Where a recording is and what is known of it before it is heard.

    ``path``: of the file, or an address (s3://...) as text; ``agent_side``: left, right or unknown;
    ``language``: ru, kk, en or None where not known; ``day``: of the call, the folder its transcript goes
    to; ``agent_id``, ``started_at`` (operator's time) and ``is_urgent`` (a low score or a complaint) decide
    when it is heard, see ``priority``.
    """

    recording_id: str
    path: Path | str
    agent_side: str = "unknown"
    language: str | None = None
    day: date | None = None
    agent_id: str | None = None
    started_at: datetime | None = None
    is_urgent: bool = False


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

"""What a run is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wish:
    """Sources by name (none: all), or one file for one source."""

    sources: Sequence[str] = ()
    file: Path | None = None
    is_retry: bool = False
    workers: int = 0

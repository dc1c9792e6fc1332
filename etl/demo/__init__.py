"""The demo operator: source files as real systems would export them, always the same, with planted truths.

Nothing here writes into landing or warehouse: what is written below ``incoming/`` goes through the same
``etl`` that a real operator runs.
"""

from collections.abc import Callable
from pathlib import Path

from config.errors import WrongUse

LEAST_SCALE, LARGEST_SCALE = 0.05, 100.0


def write_sources(home: Path, scale: float = 1.0, progress: Callable[[str], None] | None = None) -> None:
    """Write the demo operator into the instance folder ``home``: source files, declarations, settings,
    people, speech models and recorded calls.

    ``scale`` 1 is a tenth of the published counts, 10 gives those; the 137 appeals through the state portal
    are 137 at every scale (below 0.2 the appeals of a half-year are raised to hold them).
    ``progress`` is told each step. Raises WrongUse for a scale outside 0.05 to 100.
    """
    if not LEAST_SCALE <= scale <= LARGEST_SCALE:
        raise WrongUse(f"scale {scale:g} is not possible: give {LEAST_SCALE:g} to {LARGEST_SCALE:g}.")
    from etl.demo.operator import write_operator

    write_operator(home, scale, progress or (lambda step: None))

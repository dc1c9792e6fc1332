"""Which part of the customers is looked at where there are very many, to learn how alike their answers are.

Only what widens an interval is taken from a part, never a figure: ``docs/speed.md`` says how near it comes.
"""

from collections.abc import Sequence

ENOUGH = 50_000
"""Answers from which on not every customer is looked at."""
ENOUGH_A_GROUP = 5_000
"""Of every group, where an answer is split."""


def one_in(counts: Sequence[int], enough: int = ENOUGH) -> int:
    """Every so many-th customer is looked at: a power of two; ``counts``: answers of each group."""
    enough = max(enough, ENOUGH_A_GROUP * len(counts))
    return 1 << max(0, (sum(counts) // enough).bit_length() - 1)


def is_too_few(count: int, every: int) -> bool:
    """Whether a group of ``count`` answers is too small for a part of its customers."""
    return count < ENOUGH_A_GROUP * every

"""Names for the kinds of array the demo is made of, and how random numbers are drawn for it."""

import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Words = NDArray[np.object_]

SEED = 20210101


def chance(name: str) -> np.random.Generator:
    """The random numbers of one part of the demo: changing another part leaves them as they are."""
    return np.random.default_rng([SEED, zlib.crc32(name.encode())])


def share_out(total: int, weights: NDArray[np.floating]) -> Ints:
    """``total`` split in proportion to ``weights`` into whole numbers that add up to it exactly."""
    exact = total * weights / weights.sum()
    counts = np.floor(exact).astype(np.int64)
    largest_first = np.argsort(counts - exact, kind="stable")
    counts[largest_first[: total - int(counts.sum())]] += 1
    whole: Ints = counts
    return whole


def pick(rng: np.random.Generator, choices: Mapping[str, float], size: int) -> Words:
    """``size`` draws from the names in ``choices`` in proportion to their weights."""
    weights = np.array(list(choices.values()))
    names: Words = np.array(list(choices), dtype=object)
    drawn = np.searchsorted(np.cumsum(weights / weights.sum()), rng.random(size), side="right")
    drawn_names: Words = names[np.minimum(drawn, len(names) - 1)]
    return drawn_names


def as_words(values: Words) -> "pd.Series[Any]":
    """A column of Python strings: left to itself pandas copies each text column into Arrow and back."""
    return pd.Series(values, dtype=object)


def first_of_each(groups: Ints, order: Floats, limit: int) -> Bools:
    """True for the ``limit`` rows of each group that come first by ``order``."""
    by_group = np.lexsort((order, groups))
    ordered = groups[by_group]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[starts, len(ordered)])
    place = np.arange(len(ordered)) - np.repeat(starts, lengths)
    chosen = np.zeros(len(groups), dtype=bool)
    chosen[by_group] = place < limit
    return chosen

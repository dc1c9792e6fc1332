"""In which texts phrases stand, now and before, and how likely that is by chance.

Arrays of numbers, so that half a million texts take little.  Which phrases are tested is decided by how often
they stand in all texts alone: to choose them by their recent texts would be to look at the answer first.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from text.theme_phrases import Phrases

if TYPE_CHECKING:
    from text.themes import Said

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
Shares = np.ndarray[tuple[int], np.dtype[np.float64]]
Bits = np.ndarray[tuple[int], np.dtype[np.uint64]]


@dataclass(frozen=True)
class Counted:
    """Phrases by their numbers (``keys``, sorted): texts with each ``now`` and ``before``.  ``pairs``: (key,
    place of a recent text with it), sorted by key."""

    keys: Numbers
    now: Numbers
    before: Numbers
    pairs: tuple[Numbers, Numbers]

    def places(self, key: int) -> set[int]:
        """Recent texts with the phrase ``key``."""
        keys, places = self.pairs
        return set(places[np.searchsorted(keys, key) : np.searchsorted(keys, key, "right")].tolist())


def counted(phrases: Phrases, texts: Sequence["Said"], count_recent: int, least: int) -> Counted:
    """Phrases of ``texts``, of which the first ``count_recent`` are recent; of phrases that stand in the very
    same texts the longest only: one test each."""
    keys, places = _pairs(phrases, texts)
    weights = np.array([said.count for said in texts], dtype=np.int64)
    different, column = np.unique(keys, return_inverse=True)
    is_enough = np.bincount(column, weights[places], len(different)) >= least
    is_kept = is_enough[column]
    keys, places = keys[is_kept], places[is_kept]
    chosen = _without_doubles(phrases, different[is_enough], keys, places)
    is_kept = np.isin(keys, chosen)
    keys, places = keys[is_kept], places[is_kept]
    is_recent = places < count_recent
    now = _sums(chosen, keys[is_recent], weights[places[is_recent]])
    before = _sums(chosen, keys[~is_recent], weights[places[~is_recent]])
    order = np.argsort(keys[is_recent], kind="stable")
    return Counted(chosen, now, before, (keys[is_recent][order], places[is_recent][order]))


def _pairs(phrases: Phrases, texts: Sequence["Said"]) -> tuple[Numbers, Numbers]:
    """(number of a phrase, place of a text with it), each pair once."""
    keys, sizes = array("q"), array("q")
    for said in texts:
        found = phrases.of(said.text)
        keys.extend(found)
        sizes.append(len(found))
    places = np.repeat(np.arange(len(texts)), np.frombuffer(sizes, dtype=np.int64))
    return np.frombuffer(keys, dtype=np.int64), places


def _sums(different: Numbers, keys: Numbers, values: Numbers) -> Numbers:
    """For each key of ``different`` (sorted) the sum of ``values`` beside it."""
    columns = np.searchsorted(different, keys)
    return np.bincount(columns, values, len(different)).astype(np.int64)


def _without_doubles(phrases: Phrases, different: Numbers, keys: Numbers, places: Numbers) -> Numbers:
    """Keys of phrases, sorted; sets of places are told apart by sums of 64 bits that look like chance."""
    marks = np.zeros(len(different), dtype=np.uint64)
    np.add.at(marks, np.searchsorted(different, keys), _mixed(places))
    longest: dict[int, tuple[int, tuple[str, ...], int]] = {}
    for key, mark in zip(different.tolist(), marks.tolist(), strict=True):
        lemmas = phrases.lemmas(key)
        rank = (-len(lemmas), lemmas, key)
        longest[mark] = min(longest.get(mark, rank), rank)
    return np.array(sorted(key for _, _, key in longest.values()), dtype=np.int64)


def _mixed(places: Numbers) -> Bits:
    """64 bits for each place (splitmix64, Steele and others 2014)."""
    bits = (places.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        bits = (bits ^ (bits >> np.uint64(shift))) * np.uint64(factor)
    return bits ^ (bits >> np.uint64(31))


def one_sided(now: Numbers, before: Numbers, n_now: int, n_before: int) -> Shares:
    """p of Fisher's exact test for each phrase: so many recent texts of all with it, or more, by chance."""
    from scipy.stats import hypergeom  # type: ignore[import-untyped,unused-ignore]

    return np.asarray(hypergeom.sf(now - 1, n_now + n_before, now + before, n_now), dtype=np.float64)


def may_be_found(
    totals: Numbers, n_now: int, n_before: int, fdr: float
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which phrases are frequent enough to be found at all (Tarone 1990, Gilbert 2005).

    A rare phrase is not surprising even where all its texts are recent: with K phrases left whose smallest
    possible p is at most ``fdr`` / K, the others need not be counted as tests.
    """
    smallest = one_sided(totals, np.zeros_like(totals), n_now, n_before)
    ordered = np.sort(smallest)
    for count in range(1, len(ordered) + 1):
        if np.searchsorted(ordered, fdr / count, "right") <= count:
            return smallest <= fdr / count
    return smallest <= fdr

"""Rows shared out into folds: each label evenly, equal texts always together.

A text that stands twice would else be learned from and asked about at once, and every figure flattered.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from config.errors import NotReady

_WORD = re.compile(r"\w+")


def same_text(text: str) -> str:
    """Equal for texts that differ only in case, marks and space."""
    return " ".join(_WORD.findall(text.lower())) or text.strip()


def fold_numbers(
    texts: Sequence[str], labels: Sequence[Any], count: int, seed: int
) -> "np.ndarray[Any, Any]":
    """The fold of each row, 0 to ``count`` - 1: shuffled, then dealt out label by label.

    Equal texts go with the first of them, whatever their labels.
    """
    first: dict[str, int] = {}
    groups = [first.setdefault(same_text(text), len(first)) for text in texts]
    label_of: dict[int, Any] = {}
    for group, label in zip(groups, labels, strict=True):
        label_of.setdefault(group, label)
    order = [int(group) for group in np.random.default_rng(seed).permutation(len(first))]
    order.sort(key=lambda group: str(label_of[group]))
    dealt = np.empty(len(first), dtype=np.int64)
    dealt[order] = np.arange(len(first)) % count
    return dealt[groups]


def shared_out(
    texts: Sequence[str], labels: Sequence[str], count: int, seed: int
) -> list[tuple[list[int], list[int]]]:
    """Per fold: rows to learn from, rows held back. Raises NotReady where folds are more than texts."""
    folds = fold_numbers(texts, labels, count, seed)
    if len(set(folds.tolist())) < count:
        raise NotReady(
            f"{len(set(map(same_text, texts)))} different texts; {count} folds need as many at least."
        )
    return [
        (np.flatnonzero(folds != each).tolist(), np.flatnonzero(folds == each).tolist())
        for each in range(count)
    ]


def held_out_fifth(texts: Sequence[str], labels: Sequence[str], seed: int) -> tuple[list[int], list[int]]:
    """Rows to learn from and the stratified fifth kept back."""
    return shared_out(texts, labels, 5, seed)[0]

"""What was learned, as numbers: weights of every feature for every label, and how to read their sums.

A sum says how far a text stands on a label's side.  ``steepness`` and ``offset`` turn sums into likelihoods
(a softmax fitted to sums of rows that were not learned from: Platt 1999, Guo 2017, with one offset a label);
``lean`` moves the answer towards labels that would be missed, and leaves the likelihoods as they are.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[Any]]
_GRID = np.round(np.arange(-1.5, 1.51, 0.1), 2)
_ROUNDS = 3


@dataclass(frozen=True)
class Machine:
    """``weights``: labels x features (float32); ``intercept``, ``offset``, ``lean``: one a label."""

    labels: tuple[str, ...]
    weights: Numbers
    intercept: Numbers
    steepness: float
    offset: Numbers
    lean: Numbers

    def likelihoods(self, matrix: Any) -> Numbers:
        """Rows x labels; each row adds up to 1."""
        sums = np.asarray(matrix @ self.weights.T) + self.intercept
        return likelihoods(sums, self.steepness, self.offset)

    def decided(self, shares: Numbers) -> Numbers:
        """The place of each row's label."""
        return decided(shares, self.lean)


def likelihoods(sums: Numbers, steepness: float, offset: Numbers) -> Numbers:
    """Softmax of ``steepness`` x ``sums`` + ``offset``."""
    raised = steepness * sums + offset
    raised = np.exp(raised - raised.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def decided(shares: Numbers, lean: Numbers) -> Numbers:
    """The label of the greatest likelihood after ``lean`` (in logarithms) was added."""
    return np.asarray((np.log(np.maximum(shares, 1e-12)) + lean).argmax(axis=1))


def calibration(sums: Numbers, truth: Numbers) -> tuple[float, Numbers]:
    """Steepness and offsets under which ``truth`` (places of labels) is likeliest; rows not learned from.

    The truth is held a little short of certain (Platt's (n + 1) / (n + 2) for a label of n rows) and offsets
    near 0, so that rows which happen to be told apart without an error do not promise certainty.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped,unused-ignore]

    rows, count = sums.shape
    there = _nearly(truth, count)

    def loss(given: Numbers) -> tuple[float, Numbers]:
        steepness, offset = float(np.exp(given[0])), given[1:]
        shares = likelihoods(sums, steepness, offset)
        off = shares - there
        lost = -(there * np.log(np.maximum(shares, 1e-12))).sum() + 0.5 * (offset**2).sum()
        slope = np.concatenate(([steepness * (off * sums).sum()], off.sum(axis=0) + offset))
        return float(lost) / rows, slope / rows

    start = np.zeros(count + 1)
    bounds = [(-3.0, 4.0), *[(-10.0, 10.0)] * count]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(np.exp(found[0])), np.asarray(found[1:])


def _nearly(truth: Numbers, count: int) -> Numbers:
    """Rows x labels: what is true, short of 1 by one row in two more; the rest shared by the other labels."""
    doubt = 1.0 / (np.bincount(truth, minlength=count)[truth] + 2.0)
    there = np.repeat(doubt[:, None] / max(1, count - 1), count, axis=1)
    there[np.arange(len(truth)), truth] = 1.0 - doubt
    return there


def leaning(shares: Numbers, truth: Numbers) -> Numbers:
    """What to add to the labels' logarithms so that their mean F1 is best.

    One label after the other, on rows not learned from; 0 wherever nothing is gained.
    """
    lean = np.zeros(shares.shape[1])
    best = mean_f1(decided(shares, lean), truth)
    for _ in range(_ROUNDS):
        for place in range(len(lean)):
            for value in sorted(_GRID, key=abs):
                tried = lean.copy()
                tried[place] = value
                reached = mean_f1(decided(shares, tried), truth)
                if reached > best + 1e-9:
                    best, lean = reached, tried
    return lean


def mean_f1(answers: Numbers, truth: Numbers) -> float:
    """F1 = 2 hits / (said + there), the plain mean over the labels of the truth."""
    most = int(max(answers.max(), truth.max())) + 1
    hits = np.bincount(truth[answers == truth], minlength=most)
    there = np.bincount(truth, minlength=most)
    scores = 2 * hits / np.maximum(np.bincount(answers, minlength=most) + there, 1)
    return float(scores[there > 0].mean())

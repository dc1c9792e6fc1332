"""Learning from labelled texts: a linear support vector machine whose confidence is calibrated.

A linear machine over words and letter pieces is hard to beat on short texts with some thousand labels,
learns in seconds on one core, and its weights can be read.  Whatever is chosen beside the weights (cost,
steepness, lean) is chosen by rows that the machine did not learn from.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from config.errors import NotReady
from text.training.features import features
from text.training.folds import fold_numbers, same_text
from text.training.machine import Machine, Numbers, calibration, decided, leaning, likelihoods, mean_f1
from text.training.model import TrainedModel
from text.training.prediction import CATEGORY

LEAST_ROWS = 3
"""A label of fewer different texts cannot be learned."""
FOLDS = 3
STEPS = 4
"""Features, choice, reading, weights."""
_COSTS = (0.1, 0.3, 1.0)
_MOST_ROWS_TO_CHOOSE_BY = 4_000
_MOST_NUMBERS_TO_CHOOSE_BY = 2_000_000
"""Of long texts fewer are enough to choose by: so many numbers of the matrix in all."""
_MOST_LEANING = 12
"""Sentiments are few; where there are more labels, they are something else and answered by likelihood."""
_ABSENT = -2.0
"""The sum of a label that none of the rows learned from had: well on the other side."""


@dataclass(frozen=True)
class Rows:
    """``matrix``: rows x features; ``truth``: places in ``labels``; ``fold``: which of ``FOLDS``."""

    matrix: Any
    truth: Numbers
    fold: Numbers
    labels: tuple[str, ...]

    def some(self, places: Numbers) -> "Rows":
        return Rows(self.matrix[places], self.truth[places], self.fold[places], self.labels)


def learn(
    name: str,
    task: str,
    texts: Sequence[str],
    labels: Sequence[str],
    seed: int = 0,
    *,
    step_done: Callable[[], None] = lambda: None,
) -> TrainedModel:
    """A model of ``labels`` (one a text). The same rows and seed give the same model.

    ``step_done`` is called ``STEPS`` times.  Raises NotReady where fewer than two labels have ``LEAST_ROWS``
    different texts.
    """
    kept = _frequent(texts, labels)
    places = [place for place, label in enumerate(labels) if label in kept]
    texts, labels = [texts[place] for place in places], [labels[place] for place in places]
    names = tuple(sorted(kept))
    maker = features(task)
    rows = Rows(
        maker.fit_transform(texts), np.array([names.index(label) for label in labels]),
        fold_numbers(texts, labels, FOLDS, seed), names,
    )  # fmt: skip
    step_done()
    return TrainedModel(name, task, maker, _machine(rows, task, seed, step_done))


def _frequent(texts: Sequence[str], labels: Sequence[str]) -> set[str]:
    said = defaultdict(set)
    for text, label in zip(texts, labels, strict=True):
        said[label].add(same_text(text))
    kept = {label for label, different in said.items() if label and len(different) >= LEAST_ROWS}
    if len(kept) < 2:
        raise NotReady(
            f"{len(labels)} rows hold {len(kept)} label(s) with {LEAST_ROWS} different texts or more; "
            "a model needs two at least."
        )
    return kept


def _machine(rows: Rows, task: str, seed: int, step_done: Callable[[], None]) -> Machine:
    settings = _chosen(rows, task, seed)
    step_done()
    steepness, offset, lean = _read(_sums_unseen(rows, settings), rows, task)
    step_done()
    weights, intercept = _weights(rows, settings)
    step_done()
    return Machine(rows.labels, weights, intercept, steepness, offset, lean)


def _read(sums: Numbers, rows: Rows, task: str) -> tuple[float, Numbers, Numbers]:
    """Steepness, offset and lean. Causes are answered by likelihood alone, as most texts are right then;
    sentiment leans so that the rarer side is found too."""
    steepness, offset = calibration(sums, rows.truth)
    if task == CATEGORY or len(offset) > _MOST_LEANING:
        return steepness, offset, np.zeros(len(offset))
    lean = leaning(likelihoods(sums, steepness, offset), rows.truth)
    return steepness, offset, lean


def _chosen(rows: Rows, task: str, seed: int) -> dict[str, Any]:
    """The cost, and for sentiment the balance of classes, that are best on rows not learned from."""
    few = rows.some(_to_choose_by(rows, seed))
    balances = (None,) if task == CATEGORY else (None, "balanced")
    tried = [{"C": cost, "class_weight": balance} for cost in _COSTS for balance in balances]
    reached = [_reached(_sums_unseen(few, settings), few, task) for settings in tried]
    return tried[int(np.argmax(reached))]


def _reached(sums: Numbers, rows: Rows, task: str) -> float:
    """Share of right answers for causes, mean F1 for sentiment."""
    steepness, offset, lean = _read(sums, rows, task)
    answers = decided(likelihoods(sums, steepness, offset), lean)
    if task == CATEGORY:
        return float((answers == rows.truth).mean())
    return mean_f1(answers, rows.truth)


def _to_choose_by(rows: Rows, seed: int) -> Numbers:
    """At random, and of each label and fold some rows at least."""
    count = len(rows.truth)
    most = min(_MOST_ROWS_TO_CHOOSE_BY, _MOST_NUMBERS_TO_CHOOSE_BY * count // max(1, rows.matrix.nnz))
    order = np.random.default_rng(seed).permutation(count)
    met: dict[tuple[int, int], int] = defaultdict(int)
    chosen = []
    for rank, place in enumerate(order.tolist()):
        key = (int(rows.truth[place]), int(rows.fold[place]))
        met[key] += 1
        if rank < most or met[key] <= LEAST_ROWS:
            chosen.append(place)
    return np.sort(np.array(chosen))


def _sums_unseen(rows: Rows, settings: dict[str, Any]) -> Numbers:
    """The sums of each row by a machine that learned from the other folds."""
    sums = np.full((len(rows.truth), len(rows.labels)), _ABSENT)
    for fold in range(FOLDS):
        held = rows.fold == fold
        weights, intercept = _weights(rows.some(np.flatnonzero(~held)), settings)
        sums[held] = np.asarray(rows.matrix[np.flatnonzero(held)] @ weights.T) + intercept
    return sums


def _weights(rows: Rows, settings: dict[str, Any]) -> tuple[Numbers, Numbers]:
    """Weights and intercept of every label, also of those that no row has here."""
    from sklearn.svm import LinearSVC

    weights = np.zeros((len(rows.labels), rows.matrix.shape[1]), dtype=np.float32)
    intercept = np.full(len(rows.labels), _ABSENT)
    there = np.unique(rows.truth)
    if len(there) == 1:
        intercept[there] = 1.0
        return weights, intercept
    machine = LinearSVC(**settings, random_state=0).fit(rows.matrix, rows.truth)
    learned, at = machine.coef_.astype(np.float32), machine.intercept_
    weights[there] = learned if len(there) > 2 else np.vstack((-learned, learned))
    intercept[there] = at if len(there) > 2 else np.concatenate((-at, at))
    return weights, intercept

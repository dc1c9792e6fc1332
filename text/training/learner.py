"""Learning from labelled texts: a linear support vector machine whose confidence is calibrated.

A linear machine over words and letter pieces is hard to beat on short texts with some thousand labels,
learns in seconds on one core, and its weights can be read.  Probabilities are sigmoids (Platt 1999) over
decision values of rows the machine did not learn from.
"""

import warnings
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from config.errors import NotReady
from text.training.features import features
from text.training.model import TrainedModel
from text.training.prediction import CATEGORY, SENTIMENT

if TYPE_CHECKING:
    from sklearn.svm import LinearSVC

LEAST_ROWS = 3
"""A label of fewer rows cannot be learned."""
FOLDS = 3
_COSTS = (0.1, 0.3, 1.0)
_MOST_ROWS_TO_CHOOSE_BY = 4_000
_MOST_NUMBERS_TO_CHOOSE_BY = 2_000_000
"""Of long texts fewer are enough to choose by: so many numbers of the matrix in all."""


def learn(name: str, task: str, texts: Sequence[str], labels: Sequence[str], seed: int = 0) -> TrainedModel:
    """A model of ``labels`` (one a text). The same rows and seed give the same model.

    Raises NotReady where fewer than two labels have ``LEAST_ROWS`` rows.
    """
    kept = _frequent(labels)
    rows = [(text, label) for text, label in zip(texts, labels, strict=True) if label in kept]
    maker = features(task)
    matrix = maker.fit_transform([text for text, _ in rows])
    truth = np.array([label for _, label in rows])
    machine = _calibrated(_machine(matrix, truth, task, seed), matrix, truth, seed)
    return TrainedModel(name, task, maker, machine)


def _frequent(labels: Sequence[str]) -> set[str]:
    kept = {label for label, count in Counter(labels).items() if label and count >= LEAST_ROWS}
    if len(kept) < 2:
        raise NotReady(
            f"{len(labels)} rows hold {len(kept)} label(s) with {LEAST_ROWS} rows or more; "
            "a model needs two at least."
        )
    return kept


def _machine(matrix: Any, truth: "np.ndarray[Any, Any]", task: str, seed: int) -> "LinearSVC":
    """The machine whose cost and balance of classes give the best macro F1 on rows it did not see."""
    from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
    from sklearn.svm import LinearSVC

    most = min(_MOST_ROWS_TO_CHOOSE_BY, _MOST_NUMBERS_TO_CHOOSE_BY * len(truth) // max(1, matrix.nnz))
    most = max(most, LEAST_ROWS * 10 * len(set(truth)))
    if len(truth) >= most + len(set(truth)):  # each label is to be in both parts
        few, _ = train_test_split(np.arange(len(truth)), train_size=most, stratify=truth, random_state=seed)
        matrix, truth = matrix[few], truth[few]
    choices = {"C": _COSTS, "class_weight": (None,) if task == CATEGORY else (None, "balanced")}
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    search = GridSearchCV(
        LinearSVC(random_state=seed), choices, scoring=_SCORING[task], cv=folds, refit=False
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a label with fewer rows than folds
        search.fit(matrix, truth)
    return LinearSVC(**search.best_params_, random_state=seed)


_SCORING = {CATEGORY: "accuracy", SENTIMENT: "f1_macro"}
"""Causes are chosen by how many texts are right, sentiment so that the rarer side is found too."""


def _calibrated(machine: "LinearSVC", matrix: Any, truth: "np.ndarray[Any, Any]", seed: int) -> Any:
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.model_selection import StratifiedKFold

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    return CalibratedClassifierCV(machine, method="sigmoid", cv=folds, ensemble=False).fit(matrix, truth)

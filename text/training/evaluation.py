"""How good a model is: accuracy, F1 by label, what is confused with what, and accuracy against coverage.

F1 = 2 precision recall / (precision + recall); macro: the plain mean over the labels of the truth, polar:
over those that are negative or positive, weighted: by their rows.  Every row counts: a model that would
rather not say is taken at its likeliest label, and a row for which nothing is known is wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from config.processes import pool
from text.training.folds import shared_out
from text.training.learner import STEPS, learn
from text.training.polarity import NEGATIVE, POSITIVE, polarity
from text.training.prediction import SENTIMENT, Prediction, Predictor

COVERAGES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5)


@dataclass(frozen=True)
class ClassScore:
    """``n``: rows that truly have the label; the rest 0 to 1."""

    precision: float
    recall: float
    f1: float
    n: int


@dataclass(frozen=True)
class Evaluation:
    """``confusion``: truth -> answer -> rows; ``coverage_curve``: (share of rows answered, accuracy among
    them, least confidence); ``sure``: share of rows the model is sure of and accuracy among them.

    Of sentiment only, where neither side is without rows: ``polar_f1``: macro F1 of the negative and the
    positive labels alone; ``auc``: how well positive rows stand above negative ones."""

    n: int
    accuracy: float
    macro_f1: float
    weighted_f1: float
    per_class: Mapping[str, ClassScore]
    confusion: Mapping[str, Mapping[str, int]]
    coverage_curve: Sequence[tuple[float, float, float]]
    sure: tuple[float, float | None]
    polar_f1: float | None = None
    auc: float | None = None


def evaluate(model: Predictor, texts: Sequence[str], truth: Sequence[str], task: str) -> Evaluation:
    """``model`` against labelled texts; at least one row."""
    return measured(model.predict(texts), truth, task)


def cross_validated(
    task: str,
    texts: Sequence[str],
    truth: Sequence[str],
    folds: int,
    seed: int = 0,
    *,
    workers: int = 1,
    step_done: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Each row answered by a model that learned from the other folds only (stratified, shuffled, equal texts
    in one fold); ``step_done`` is called ``STEPS`` times a fold.  With ``workers`` over 1 folds worth it are
    shared out to processes, to the same figures.

    Raises NotReady where there are fewer different texts than folds."""
    shares = shared_out(texts, truth, folds, seed)
    work = [
        _Fold(
            task,
            [texts[row] for row in kept],
            [truth[row] for row in kept],
            [texts[row] for row in held],
            seed,
        )
        for kept, held in shares
    ]
    if workers > 1 and _WORTH_PROCESSES < sum(map(len, texts)) < _TOO_BIG_AT_ONCE:
        found = _side_by_side(work, workers, step_done)
    else:
        found = (_answers(fold, step_done) for fold in work)
    answers: dict[int, Prediction] = {}
    for (_, held), told in zip(shares, found, strict=True):
        answers.update(zip(held, told, strict=True))
    return measured([answers[row] for row in range(len(texts))], truth, task)


_WORTH_PROCESSES = 300_000
"""Letters in all: fewer are learned from before another process has started."""
_TOO_BIG_AT_ONCE = 20_000_000
"""Letters in all: a fold of more takes gigabytes, so that one at a time is enough."""


@dataclass(frozen=True)
class _Fold:
    """What is learned from, and the texts that are asked about then."""

    task: str
    texts: list[str]
    labels: list[str]
    asked: list[str]
    seed: int


def _answers(fold: _Fold, step_done: Callable[[], None] = lambda: None) -> list[Prediction]:
    model = learn("fold", fold.task, fold.texts, fold.labels, fold.seed, step_done=step_done)
    return model.predict(fold.asked)


def _side_by_side(
    work: Sequence[_Fold], workers: int, step_done: Callable[[], None]
) -> Iterator[list[Prediction]]:
    with pool(min(workers, len(work))) as processes:
        for found in processes.map(_answers, work):
            for _ in range(STEPS):
                step_done()
            yield found


def measured(answers: Sequence[Prediction], truth: Sequence[str], task: str) -> Evaluation:
    """Answers against the truth, row by row."""
    given = [answer.label or "" for answer in answers]
    right = [one == other for one, other in zip(given, truth, strict=True)]
    scores = {label: _score(label, given, truth) for label in sorted(set(truth))}
    sure = [hit for hit, answer in zip(right, answers, strict=True) if answer.is_sure]
    return Evaluation(
        n=len(truth),
        accuracy=_mean(right),
        macro_f1=_mean([score.f1 for score in scores.values()]),
        weighted_f1=sum(score.f1 * score.n for score in scores.values()) / len(truth),
        per_class=scores,
        confusion=_confusion(given, truth),
        coverage_curve=_curve(answers, right),
        sure=(len(sure) / len(truth), _mean(sure) if sure else None),
        polar_f1=_polar_f1(scores) if task == SENTIMENT else None,
        auc=_auc(answers, truth) if task == SENTIMENT else None,
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _score(label: str, given: Sequence[str], truth: Sequence[str]) -> ClassScore:
    hits = sum(one == other == label for one, other in zip(given, truth, strict=True))
    said, there = given.count(label), truth.count(label)
    precision, recall = hits / said if said else 0.0, hits / there if there else 0.0
    return ClassScore(precision, recall, 2 * hits / (said + there), there)


def _polar_f1(scores: Mapping[str, ClassScore]) -> float | None:
    """Macro F1 of the labels that are negative or positive; None where one side has no rows."""
    sides = polarity(scores)
    found = [(sides[label], score.f1) for label, score in scores.items() if sides.get(label) in _SIGN]
    return _mean([f1 for _, f1 in found]) if {side for side, _ in found} == set(_SIGN) else None


def _confusion(given: Sequence[str], truth: Sequence[str]) -> dict[str, dict[str, int]]:
    pairs = Counter(zip(truth, given, strict=True))
    table: dict[str, dict[str, int]] = {label: {} for label in sorted(set(truth))}
    for (label, answer), count in sorted(pairs.items()):
        table[label][answer] = count
    return table


def _curve(answers: Sequence[Prediction], right: Sequence[bool]) -> list[tuple[float, float, float]]:
    """The surest rows first: accuracy when only so many are answered."""
    ranked = sorted(
        zip([answer.confidence for answer in answers], right, strict=True), key=lambda pair: -pair[0]
    )
    points = []
    for share in COVERAGES:
        kept = ranked[: max(1, round(share * len(ranked)))]
        points.append((share, _mean([hit for _, hit in kept]), kept[-1][0]))
    return points


def _auc(answers: Sequence[Prediction], truth: Sequence[str]) -> float | None:
    """Share of pairs of a positive and a negative row in which the positive one stands higher."""
    from sklearn.metrics import roc_auc_score

    sides = polarity(truth)
    leaning = polarity({label for answer in answers for label in answer.shares})
    lean = [
        sum(_SIGN.get(leaning.get(label, ""), 0) * share for label, share in answer.shares.items())
        for answer in answers
    ]
    polar = [
        (value, _SIGN[sides[label]])
        for value, label in zip(lean, truth, strict=True)
        if sides.get(label) in _SIGN
    ]
    if len({side for _, side in polar}) < len(_SIGN):
        return None
    return float(roc_auc_score([side for _, side in polar], [value for value, _ in polar]))


_SIGN = {POSITIVE: 1, NEGATIVE: -1}

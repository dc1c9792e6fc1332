"""Training with an honest end: a model that is worse on a fifth kept back is not installed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from config.instance import Instance
from text.taxonomy import load_taxonomy
from text.training import installed
from text.training.details import details
from text.training.evaluation import Evaluation, evaluate
from text.training.folds import held_out_fifth
from text.training.learner import learn
from text.training.model import unseen
from text.training.polarity import is_score, polarity
from text.training.prediction import SENTIMENT, Predictor
from text.training.rules import NAME as RULES
from text.training.rules import CategoryRules, SentimentRules

LEAST_UNSEEN = 30
"""Fewer rows say too little to compare two models by."""


@dataclass(frozen=True)
class Labelled:
    """Texts and their labels, rows without either left out."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    count_left_out: int


@dataclass(frozen=True)
class Before:
    """The model that was in use. ``is_same_rows``: measured on the very rows ``after`` was measured on; else
    it has learned from those, so the figures are those found when it was trained."""

    name: str
    figures: Mapping[str, float]
    is_same_rows: bool


@dataclass(frozen=True)
class Trained:
    """``after``: the new model on a fifth of the rows it did not learn from."""

    name: str
    before: Before
    after: Evaluation
    is_installed: bool


def labelled(texts: Sequence[str], labels: Sequence[str], task: str) -> Labelled:
    """Rows to learn from. Scores 0-10 become negative (0-6) and positive (9-10); 7 and 8 teach nothing."""
    rows = [(text, label.strip()) for text, label in zip(texts, labels, strict=True)]
    rows = [(text, label) for text, label in rows if text.strip() and label]
    if task == SENTIMENT and is_score([label for _, label in rows]):
        sides = polarity([label for _, label in rows])
        rows = [(text, sides[label]) for text, label in rows if sides.get(label, "neutral") != "neutral"]
    return Labelled(
        tuple(text for text, _ in rows), tuple(label for _, label in rows), len(texts) - len(rows)
    )


def train(
    instance: Instance,
    name: str,
    task: str,
    rows: Labelled,
    seed: int = 0,
    *,
    step_done: Callable[[], None] = lambda: None,
) -> Trained:
    """Learn from four fifths, compare on the last, and install a model of all rows unless it is worse.

    ``step_done`` is called up to twice ``STEPS`` times.
    """
    kept, held = held_out_fifth(rows.texts, rows.labels, seed)
    held = _not_seen(instance, task, rows, held)
    texts, truth = [rows.texts[row] for row in held], [rows.labels[row] for row in held]
    kept_texts, kept_labels = [rows.texts[row] for row in kept], [rows.labels[row] for row in kept]
    model = learn(name, task, kept_texts, kept_labels, seed, step_done=step_done)
    after = evaluate(model, texts, truth, task)
    before = _before(instance, task, texts, truth)
    is_better = round(after.macro_f1, 4) >= before.figures["macro_f1"]
    if is_better:
        card = {
            "trained_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "rows": len(rows.texts), "seed": seed,
            "held_out": summary(after), "details": details(after),
            "before": {"name": before.name, **before.figures},
        }  # fmt: skip
        whole = learn(name, task, rows.texts, rows.labels, seed, step_done=step_done)
        installed.install(instance, whole, card, rows.texts)
    return Trained(name, before, after, is_better)


def _not_seen(instance: Instance, task: str, rows: Labelled, held: list[int]) -> list[int]:
    """Those held-out rows that the model in use has not learned from, where there are enough of them."""
    name = installed.name_in_use(instance, task)
    if name == RULES:
        return held
    places = unseen(installed.folder_of(instance) / name, [rows.texts[row] for row in held])
    return [held[place] for place in places] if len(places) >= LEAST_UNSEEN else held


def _before(instance: Instance, task: str, texts: Sequence[str], truth: Sequence[str]) -> Before:
    name = installed.name_in_use(instance, task)
    is_new = name == RULES or not _seen_any(instance, name, texts)
    if is_new:
        return Before(name, summary(evaluate(now_in_use(instance, task, truth), texts, truth, task)), True)
    card = installed.named(instance, name).card
    return Before(name, dict(card["held_out"]), False)


def _seen_any(instance: Instance, name: str, texts: Sequence[str]) -> bool:
    return len(unseen(installed.folder_of(instance) / name, texts)) < len(texts)


def summary(found: Evaluation) -> dict[str, float]:
    """The figures kept on a model's card."""
    return {
        "n": found.n, "accuracy": round(found.accuracy, 4), "macro_f1": round(found.macro_f1, 4),
        "weighted_f1": round(found.weighted_f1, 4),
        **({} if found.polar_f1 is None else {"polar_f1": round(found.polar_f1, 4)}),
    }  # fmt: skip


def now_in_use(instance: Instance | None, task: str, labels: Sequence[str]) -> Predictor:
    """What answers for ``task`` today: the installed model, else the rules in the words of these labels."""
    model = installed.in_use(instance, task)
    if model is not None:
        return model
    return rules(instance, task, labels)


def rules(instance: Instance | None, task: str, labels: Sequence[str]) -> Predictor:
    """The rules as a model."""
    from config.instance import DEFAULTS

    if task == SENTIMENT:
        return SentimentRules(tuple(dict.fromkeys(labels)) or ("negative", "neutral", "positive"))
    file = instance.config_file("taxonomy.toml") if instance else DEFAULTS / "taxonomy.toml"
    return CategoryRules(load_taxonomy(file))

"""How well and how fast texts are learned, beside a plain character machine on the same folds.

The file is any CSV with texts and labels.  ``--shape messages`` makes short noisy messages of it: its labels
fall into three, two of 46 % and one of 8 %, and one label in ten is drawn at random.  ``--shape letters``
makes letters of 1,500 to 2,500 signs: a quarter of their sentences are of their own label, the first of 30
labels has 47.7 % of the letters, and one label in twelve is drawn at random.

Each contender is a process of its own: share of right answers, macro F1 (for three labels also of the first
and the third alone), processor seconds, peak of memory; then ratios, ours to the plain one's.
"""

import argparse
import random
import resource
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from text.tables import read_table
from text.training.evaluation import Evaluation, cross_validated, measured
from text.training.folds import shared_out
from text.training.prediction import SENTIMENT, TASKS, Prediction
from text.training.train import Labelled, labelled

THREE, SHARES, NOISE = ("-1", "0", "1"), (0.46, 0.46, 0.08), 0.1
LETTER_LABELS, MAJORITY, OWN, LETTER_NOISE = 30, 0.477, 0.25, 1 / 12
SHORTEST, LONGEST = 1_500, 2_500


@dataclass(frozen=True)
class Found:
    """``polar``: macro F1 of the negative and positive labels, None where there are none; ``cpu``: processor
    seconds of all folds; ``memory``: peak in MB, with Python and the libraries."""

    accuracy: float
    macro_f1: float
    polar: float | None
    cpu: float
    memory: float


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("file", type=Path)
    said.add_argument("--text", default="text")
    said.add_argument("--label", default="label")
    said.add_argument("--task", choices=TASKS, default="category")
    said.add_argument("--shape", choices=("file", "messages", "letters"), default="file")
    said.add_argument("--rows", type=int, default=2_200, help="how many messages or letters are made")
    said.add_argument("--folds", type=int, default=5)
    said.add_argument("--seed", type=int, default=0)
    given = said.parse_args()
    rows, task = _shaped(given)
    print(f"{len(rows.texts)} texts, {len(set(rows.labels))} labels, {task}, {given.folds} folds")
    ours, plain = (_apart(way, rows, task, given.folds, given.seed) for way in ("ours", "plain"))
    print("          accuracy  macro F1  polar F1  CPU s     MB")
    for name, found in (("ours", ours), ("plain", plain)):
        polar = "       -" if found.polar is None else f"{found.polar:8.4f}"
        print(f"{name:8}  {found.accuracy:8.4f}  {found.macro_f1:8.4f}  {polar}  "
              f"{found.cpu:5.0f}  {found.memory:5.0f}")  # fmt: skip
    print(f"ratio     {ours.accuracy / plain.accuracy:8.3f}  {ours.macro_f1 / plain.macro_f1:8.3f}")


def _shaped(given: argparse.Namespace) -> tuple[Labelled, str]:
    table = read_table(given.file)
    rows = labelled(table.texts(given.text), table.texts(given.label), given.task)
    if given.shape == "messages":
        return _messages(rows, given.rows, random.Random(given.seed)), SENTIMENT
    if given.shape == "letters":
        return _letters(rows, given.rows, random.Random(given.seed)), given.task
    return rows, str(given.task)


def _by_label(rows: Labelled) -> dict[str, list[str]]:
    found = defaultdict(list)
    for text, label in zip(rows.texts, rows.labels, strict=True):
        found[label].append(text)
    return dict(sorted(found.items()))


def _messages(rows: Labelled, count: int, pick: random.Random) -> Labelled:
    """A third of the labels is negative, a third neutral, a third positive."""
    sides: defaultdict[str, list[str]] = defaultdict(list)
    by_label = _by_label(rows)
    labels = list(by_label)
    pick.shuffle(labels)
    for place, label in enumerate(labels):
        sides[THREE[place * 3 // len(labels)]] += by_label[label]
    made = [(text, side) for side, share in zip(THREE, SHARES, strict=True)
            for text in pick.sample(sides[side], min(len(sides[side]), int(count * share)))]  # fmt: skip
    pick.shuffle(made)
    return _noisy(made, NOISE, pick)


def _letters(rows: Labelled, count: int, pick: random.Random) -> Labelled:
    by_label = _by_label(rows)
    labels = list(by_label)[:LETTER_LABELS]
    rest = [1 / place for place in range(1, len(labels))]
    weights = [MAJORITY, *((1 - MAJORITY) * one / sum(rest) for one in rest)]
    made = []
    for label in pick.choices(labels, weights, k=count):
        said, least = "", pick.randint(SHORTEST, LONGEST)
        while len(said) < least:
            said += pick.choice(by_label[label] if pick.random() < OWN else rows.texts) + " "
        made.append((said[:LONGEST], label))
    return _noisy(made, LETTER_NOISE, pick)


def _noisy(made: Sequence[tuple[str, str]], share: float, pick: random.Random) -> Labelled:
    labels = [label for _, label in made]
    noisy = (pick.choice(labels) if pick.random() < share else label for label in labels)
    return Labelled(tuple(text for text, _ in made), tuple(noisy), 0)


def _apart(way: str, rows: Labelled, task: str, folds: int, seed: int) -> Found:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_found, way, rows, task, folds, seed).result()


def _found(way: str, rows: Labelled, task: str, folds: int, seed: int) -> Found:
    started = time.process_time()
    learned = cross_validated if way == "ours" else _plain
    found = learned(task, rows.texts, rows.labels, folds, seed)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Found(found.accuracy, found.macro_f1, found.polar_f1, time.process_time() - started, memory)


def _plain(task: str, texts: Sequence[str], labels: Sequence[str], folds: int, seed: int) -> Evaluation:
    """TF-IDF of pieces of two to five signs, a linear support vector machine as it comes."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    answers = [""] * len(texts)
    for kept, held in shared_out(texts, labels, folds, seed):
        machine = make_pipeline(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
            LinearSVC(random_state=0),
        )
        machine.fit([texts[row] for row in kept], [labels[row] for row in kept])
        for row, answer in zip(held, machine.predict([texts[row] for row in held]), strict=True):
            answers[row] = str(answer)
    return measured([Prediction(one, 1.0, is_sure=True, shares={one: 1.0}) for one in answers], labels, task)


if __name__ == "__main__":
    main()

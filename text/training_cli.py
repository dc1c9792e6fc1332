"""``python -m text train`` and ``evaluate``: models that learn from labelled rows, and how good they are."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table as Shown

from config.cli import DemoOption, HomeOption, messages, named_instance
from config.errors import NotReady, WrongUse
from config.instance import find_instance
from text.tables import read_table

if TYPE_CHECKING:
    from text.training.evaluation import ClassScore, Evaluation
    from text.training.prediction import Predictor
    from text.training.train import Labelled, Trained


class Task(StrEnum):
    category = "category"
    sentiment = "sentiment"


class Form(StrEnum):
    table = "table"
    json = "json"


FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a header line.")]
TextOption = Annotated[str, typer.Option("--text", metavar="COLUMN", help="Column that holds the text.")]
LabelOption = Annotated[str, typer.Option("--label", metavar="COLUMN", help="Column that holds the label.")]
TaskOption = Annotated[
    Task, typer.Option(help="category: causes; sentiment: names, -1/0/1, 0/1, stars, or scores 0-10.")
]
SeedOption = Annotated[int, typer.Option(help="The same rows and seed give the same model.")]
EncodingOption = Annotated[
    str | None, typer.Option(help="Encoding of the file (default: UTF-8, else cp1251).")
]
DelimiterOption = Annotated[str | None, typer.Option(help="Delimiter (default: found in the header line).")]
FormOption = Annotated[Form, typer.Option("--format", help="table or json.")]


def train_command(
    file: FileArgument,
    text: TextOption,
    label: LabelOption,
    task: TaskOption,
    *,
    name: Annotated[str | None, typer.Option(help="Its name (default: that of the task).")] = None,
    seed: SeedOption = 0,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    format: FormOption = Form.table,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Learn from the rows of FILE; the model is then used, unless it is worse on a fifth kept back."""
    from text.training import train as training

    instance = find_instance(home, demo=demo, writing=True)
    rows = _rows(file, text, label, task, encoding=encoding, delimiter=delimiter)
    with _steps("learning", 2) as step_done:
        done = training.train(
            instance, _name(name or task.value), task.value, rows, seed, step_done=step_done
        )
    report(rows, done, format)


def report(rows: "Labelled", done: "Trained", format: Form) -> None:
    """Figures of a training on ``rows`` to stdout. Raises NotReady where the model was not installed."""
    _tell_left_out(rows)
    if format is Form.json:
        _print_json(_trained(done))
    else:
        _show(done.after)
        _say(done)
    if not done.is_installed:
        raise NotReady(
            f"not installed: macro F1 {done.after.macro_f1:.3f} is below "
            f"{done.before.figures['macro_f1']:.3f} of '{done.before.name}', which stays in use."
        )


def evaluate_command(
    file: FileArgument,
    text: TextOption,
    label: LabelOption,
    task: TaskOption,
    *,
    model: Annotated[str | None, typer.Option(help="An installed model, or rules.")] = None,
    folds: Annotated[
        int | None, typer.Option(min=2, max=20, help="Train and measure on the rows of FILE by turns.")
    ] = None,
    seed: SeedOption = 0,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    format: FormOption = Form.table,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """How well a model, or training on FILE itself, finds the labels of FILE; every row counts."""
    from text.training import evaluation

    if (model is None) == (folds is None):
        raise WrongUse("give either --model NAME (an installed model, or rules) or --folds K.")
    rows = _rows(file, text, label, task, encoding=encoding, delimiter=delimiter)
    if folds is not None:
        with _steps("measuring", folds) as step_done:
            found = evaluation.cross_validated(
                task.value,
                rows.texts,
                rows.labels,
                folds,
                seed,
                workers=os.cpu_count() or 1,
                step_done=step_done,
            )
    else:
        asked = _model(model or "", task.value, rows.labels, home, demo)
        with messages.status("measuring"):
            found = evaluation.evaluate(asked, rows.texts, rows.labels, task.value)
    _tell_left_out(rows)
    if format is Form.json:
        _print_json(_figures(found))
    else:
        _show(found)


@contextmanager
def _steps(what: str, count_models: int) -> Iterator[Callable[[], None]]:
    """A bar over the steps of ``count_models`` models."""
    from rich.progress import Progress

    from text.training.learner import STEPS

    with Progress(console=messages, transient=True, disable=not messages.is_terminal) as bar:
        task = bar.add_task(what, total=count_models * STEPS)
        yield lambda: bar.advance(task)


def _rows(
    file: Path, text: str, label: str, task: Task, *, encoding: str | None, delimiter: str | None
) -> "Labelled":
    from text.training.train import labelled

    table = read_table(file, encoding, delimiter)
    rows = labelled(table.texts(text), table.texts(label), task.value)
    if not rows.texts:
        raise NotReady(f"{file}: no row has both a text in '{text}' and a label in '{label}'.")
    return rows


def _name(name: str) -> str:
    """A name that is also a folder's."""
    if not name.replace("-", "").replace("_", "").isalnum() or name == "rules":
        raise WrongUse(f"--name {name}: use letters, digits, - and _ ('rules' is taken).")
    return name


def _model(name: str, task: str, labels: Sequence[str], home: Path | None, demo: bool) -> "Predictor":
    from text.training import installed, train
    from text.training.rules import NAME

    if name == NAME:
        return train.rules(named_instance(home, demo), task, labels)
    return installed.for_task(find_instance(home, demo=demo), name, task)


def _figures(found: "Evaluation") -> dict[str, Any]:
    return dict(_rounded(asdict(found)))


def _trained(done: "Trained") -> dict[str, Any]:
    return {
        "name": done.name, "installed": done.is_installed, "before": _rounded(asdict(done.before)),
        "after": _figures(done.after),
    }  # fmt: skip


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list | tuple) else value


def _print_json(value: dict[str, Any]) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _tell_left_out(rows: "Labelled") -> None:
    if rows.count_left_out:
        messages.print(
            f"{rows.count_left_out} rows teach nothing (no text, no label, or a score of 7 or 8).",
            markup=False,
        )


def _show(found: "Evaluation") -> None:
    out = sys.stdout.write
    polar = "" if found.polar_f1 is None else f", of negative and positive {found.polar_f1:.3f}"
    auc = "" if found.auc is None else f", AUC {found.auc:.3f}"
    out(
        f"n {found.n}, accuracy {found.accuracy:.3f}, macro F1 {found.macro_f1:.3f}{polar}, "
        f"weighted F1 {found.weighted_f1:.3f}{auc}\n"
    )
    share, accuracy = found.sure
    if accuracy is not None:
        out(f"sure of {share:.1%} of the rows, {accuracy:.1%} of those right\n")
    _print_table(("label", "n", "precision", "recall", "F1", "most often taken for"), [
        (label, score.n, *_three(score), _mistaken(found, label))
        for label, score in found.per_class.items()
    ])  # fmt: skip
    _print_table(("answered", "accuracy", "from confidence"), [
        (f"{share:.0%}", f"{right:.3f}", f"{least:.2f}") for share, right, least in found.coverage_curve
    ])  # fmt: skip


def _three(score: "ClassScore") -> tuple[str, ...]:
    return tuple(f"{value:.3f}" for value in (score.precision, score.recall, score.f1))


def _mistaken(found: "Evaluation", label: str) -> str:
    """The wrong answer given most often where ``label`` was true."""
    wrong = {answer: count for answer, count in found.confusion[label].items() if answer != label}
    if not wrong:
        return ""
    answer = max(wrong, key=wrong.__getitem__)
    return f"{answer or 'nothing'} ({wrong[answer]})"


def _print_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich.console import Console

    shown = Shown(*header, box=None, pad_edge=False)
    for row in rows:
        shown.add_row(*(str(cell) for cell in row))
    Console(file=sys.stdout).print(shown)


def _say(done: "Trained") -> None:
    where = "on the same rows" if done.before.is_same_rows else "when it was trained"
    sys.stdout.write(
        f"before ('{done.before.name}', {where}): accuracy {done.before.figures['accuracy']:.3f}, "
        f"macro F1 {done.before.figures['macro_f1']:.3f}\n"
    )
    if done.is_installed:
        sys.stdout.write(f"'{done.name}' is installed and in use.\n")

"""Command line of the text engine: ``python -m text sentiment|categories|mask FILE --text COLUMN``."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from config.cli import DemoOption, HomeOption, messages, named_instance, new_app, run
from config.instance import DEFAULTS, Instance
from text.api import categories, language, load_taxonomy, mask, sentiment
from text.tables import Table, read_table, write_rows
from text.training_cli import evaluate_command, train_command

app = new_app("Texts of customers in Russian, Kazakh and English: sentiment, causes, personal data.")
app.command("train")(train_command)
app.command("evaluate")(evaluate_command)
Result = TypeVar("Result")


class Format(StrEnum):
    csv = "csv"
    json = "json"


FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a header line.")]
TextOption = Annotated[str, typer.Option("--text", metavar="COLUMN", help="Column that holds the text.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How the rows are written to stdout.")]
EncodingOption = Annotated[
    str | None, typer.Option(help="Encoding of the file (default: UTF-8, else cp1251).")
]
ModelOption = Annotated[
    str | None, typer.Option(help="An installed model, or rules (default: the one in use).")
]
DelimiterOption = Annotated[str | None, typer.Option(help="Delimiter (default: found in the header line).")]


@app.command("sentiment")
def sentiment_command(
    file: FileArgument,
    text: TextOption,
    format: FormatOption = Format.csv,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    *,
    model: ModelOption = None,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """The rows of FILE with language, p_negative, p_positive and label added; unknown is empty."""
    from text.training.answers import felt_by, trained

    table = read_table(file, encoding, delimiter)
    learned = trained(named_instance(home, demo), "sentiment", model)
    if learned is None:
        added = _each(table.texts(text), _sentiment_of)
    else:
        felt = felt_by(learned, table.texts(text))
        added = [
            (language(one), each.p_negative, each.p_positive, each.label)
            for one, each in zip(table.texts(text), felt, strict=True)
        ]
    _write(table, ("language", "p_negative", "p_positive", "label"), added, format)


@app.command("categories")
def categories_command(
    file: FileArgument,
    text: TextOption,
    format: FormatOption = Format.csv,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    *,
    model: ModelOption = None,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """The rows of FILE with language and categories (codes joined by ;) added; none recognised is empty."""
    from text.training.answers import labels_by, trained

    table = read_table(file, encoding, delimiter)
    texts = table.texts(text)
    instance = named_instance(home, demo)
    taxonomy = load_taxonomy(_taxonomy_file(instance))
    learned = trained(instance, "category", model)
    if learned is None:
        added = _each(texts, lambda one: (language(one), ";".join(categories(one, taxonomy))))
    else:
        told = labels_by(learned, texts)
        added = [(language(one), ";".join(labels)) for one, labels in zip(texts, told, strict=True)]
    _write(table, ("language", "categories"), added, format)


@app.command("mask")
def mask_command(
    file: FileArgument,
    text: TextOption,
    format: FormatOption = Format.csv,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
) -> None:
    """The rows of FILE with personal data in the column replaced by tokens such as <PHONE>."""
    table = read_table(file, encoding, delimiter)
    place = table.column(text)
    masked = _each(table.texts(text), mask)
    rows = [[*row[:place], one, *row[place + 1 :]] for row, one in zip(table.rows, masked, strict=True)]
    write_rows(table.header, rows, format, sys.stdout)


def _sentiment_of(text: str) -> tuple[object, ...]:
    spoken = language(text)
    felt = sentiment(text, spoken)
    return spoken, felt.p_negative, felt.p_positive, felt.label


def _taxonomy_file(instance: Instance | None) -> Path:
    return instance.config_file("taxonomy.toml") if instance else DEFAULTS / "taxonomy.toml"


def _write(table: Table, names: Sequence[str], added: Sequence[tuple[object, ...]], format: Format) -> None:
    """The rows with columns added; a column of the file that has such a name becomes ``<name>_given``."""
    given = [f"{name}_given" if name in names else name for name in table.header]
    rows = ([*row, *more] for row, more in zip(table.rows, added, strict=True))
    write_rows([*given, *names], rows, format, sys.stdout)


def _each(texts: Sequence[str], work: Callable[[str], Result]) -> list[Result]:
    """``work`` for each text, equal ones once, with progress when it takes over two seconds."""
    known: dict[str, Result] = {}
    distinct = list(dict.fromkeys(texts))
    with _progress(len(distinct)) as advance:
        for one in distinct:
            known[one] = work(one)
            advance()
    return [known[one] for one in texts]


@contextmanager
def _progress(count: int) -> Iterator[Callable[[], None]]:
    from rich.progress import Progress

    started = time.monotonic()
    with Progress(console=messages, transient=True, disable=not messages.is_terminal) as bar:
        task = bar.add_task("texts", total=count, visible=False)

        def advance() -> None:
            bar.update(task, advance=1, visible=time.monotonic() - started > 2)

        yield advance


if __name__ == "__main__":
    run(app, "text")

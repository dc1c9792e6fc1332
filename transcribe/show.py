"""Tables on stdout in the three formats every listing command has, and progress on stderr."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from config.cli import messages
from config.errors import WrongUse, one_of

FormatOption = Annotated[str, typer.Option("--format", help="table, csv or json.")]


def listing(rows: Sequence[dict[str, Any]], columns: Sequence[str], kind: str) -> None:
    """Print ``rows`` as a table for people, or as data alone."""
    if kind == "json":
        print_out(json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n")
    elif kind == "csv":
        writer = csv.DictWriter(sys.stdout, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    elif kind == "table":
        _table(rows, columns)
    else:
        raise WrongUse(one_of("format", kind, ("table", "csv", "json")))


def _table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    texts = [list(columns), *([_text(row[name]) for name in columns] for row in rows)]
    widths = [max(len(line[i]) for line in texts) for i in range(len(columns))]
    for line in texts:
        print_out(
            "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() + "\n"
        )


def rounded(row: dict[str, Any]) -> dict[str, Any]:
    """``row`` with its numbers to one decimal, for people."""
    return {name: round(value, 1) if isinstance(value, float) else value for name, value in row.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def print_out(text: str) -> None:
    """Data to stdout, in UTF-8 whatever the console's own encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


@contextmanager
def progress(unit: str = "") -> Iterator[Progress]:
    """A progress bar on stderr."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(unit),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as bar:
        yield bar

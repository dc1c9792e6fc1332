"""What a person at the command line sees of a run: progress on stderr, the outcome on stdout."""

import csv
import io
import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from config.cli import messages
from config.errors import WrongUse, one_of
from etl.loads import FAILED, UNCHANGED, Counts, Load

if TYPE_CHECKING:
    from etl.run import Summary

FORMATS = ("table", "csv", "json")
STEPS = {
    "load": "Loading files",
    "transcribe": "Hearing recorded calls",
    "enrich": "Reading texts, checking talks",
    "publish": "Building the snapshot",
    "demo": "Writing the demo operator's files",
}
FILE_COLUMNS = (
    "source", "file", "status", "read", "loaded", "rejected", "duplicates", "blank", "corrected", "late",
    "seconds",
)  # fmt: skip
Row = Mapping[str, object]
_LINE_S = 0.5
"""A program is told at most so often how far a step has come."""


class Screen:
    """Progress of a run on stderr: one line a step with its seconds, a bar where the end is known."""

    def __init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(),
            TimeElapsedColumn(), console=messages, transient=True,
        )  # fmt: skip
        self._task = None if not messages.is_terminal else self._progress.add_task("", total=None)

    def __enter__(self) -> "Screen":
        if self._task is not None:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._task is not None:
            self._progress.stop()

    def step(self, name: str) -> None:
        if self._task is not None:
            self._progress.reset(self._task, description=STEPS.get(name, name), total=None)

    def loaded(self, load: Load) -> None:
        if self._task is not None:
            self._progress.update(self._task, advance=1, description=f"Loading {load.source}")
        if load.status == FAILED:
            messages.print(f"failed: {load.message}", style="red", markup=False)

    def went_on(self, done: int, total: int) -> None:
        if self._task is not None:
            self._progress.update(self._task, completed=done, total=total)

    def finished(self, name: str, seconds: float) -> None:
        messages.print(f"{STEPS.get(name, name):<34}{seconds:7.1f} s", style="dim")


class Lines:
    """The same for a program that follows the run: a JSON object a line on stderr (SAPA_PROGRESS=json)."""

    def __init__(self) -> None:
        self._said = 0.0

    def __enter__(self) -> "Lines":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def step(self, name: str) -> None:
        self._say(event="step", name=name)

    def loaded(self, load: Load) -> None:
        self._say(event="loaded", name=load.source, status=load.status)

    def went_on(self, done: int, total: int) -> None:
        if time.monotonic() - self._said >= _LINE_S:
            self._say(event="went_on", done=done, total=total)

    def finished(self, name: str, seconds: float) -> None:
        self._say(event="finished", name=name, seconds=round(seconds, 1))

    def _say(self, **said: object) -> None:
        self._said = time.monotonic()
        typer.echo(json.dumps(said), err=True)


def screen() -> Screen | Lines:
    """Progress for whoever reads: a person, or a program."""
    return Lines() if os.environ.get("SAPA_PROGRESS") == "json" else Screen()


def check_format(given: str) -> str:
    """``given`` if it is a known format; raises WrongUse otherwise."""
    if given not in FORMATS:
        raise WrongUse(one_of("format", given, FORMATS))
    return given


def show_rows(rows: Sequence[Row], columns: Sequence[str], how: str) -> None:
    """A listing on stdout: aligned columns, CSV or JSON."""
    if how == "json":
        typer.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1, default=str))
    elif how == "csv":
        typer.echo(_as_csv(rows, columns), nl=False)
    else:
        typer.echo(as_table(rows, columns))


def _as_csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(row.get(name)) for name in columns] for row in rows)
    return text.getvalue()


def as_table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Aligned columns, numbers to the right; whole whatever the width of the terminal."""
    cells = [[_plain(row.get(name)) for name in columns] for row in rows]
    widths = [max(len(text) for text in column) for column in zip(columns, *cells, strict=True)]
    is_number = [
        bool(rows) and all(isinstance(row.get(name), int | float) for row in rows) for name in columns
    ]
    lines = [list(columns), *cells]
    return "\n".join(
        "  ".join(
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, is_number, strict=True)
        ).rstrip()
        for line in lines
    )


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else str(value)


def file_row(load: Load) -> dict[str, object]:
    """The line of one file, as the command-line contract names its columns."""
    counts = asdict(load.counts)
    counts["duplicates"] = counts.pop("duplicate")
    return {
        "source": load.source, "file": load.file, "status": load.status,
        **counts, "seconds": load.seconds, "message": load.message,
    }  # fmt: skip


def totals(loads: Sequence[Load]) -> Counts:
    """Sums over files."""
    return Counts(**{f.name: sum(getattr(load.counts, f.name) for load in loads) for f in fields(Counts)})


def show_summary(summary: "Summary", how: str) -> None:
    """Everything a run did: files, totals, calls, snapshot, seconds."""
    loads = summary.outcome.loads
    rows = [file_row(load) for load in loads]
    for problem in summary.outcome.problems:
        messages.print(f"failed: {problem}", style="red", markup=False)
    if how == "json":
        typer.echo(json.dumps(_whole(summary, rows), ensure_ascii=False, indent=1))
        return
    if how == "csv":
        show_rows(rows, FILE_COLUMNS, "csv")
    else:
        news = [
            row for row, load in zip(rows, loads, strict=True) if load.status != UNCHANGED or len(loads) <= 20
        ]
        if news:
            typer.echo(as_table(news, FILE_COLUMNS))
    _say = messages.print if how == "csv" else typer.echo
    for line in summary_lines(summary):
        _say(line)


def summary_lines(summary: "Summary") -> list[str]:
    """The last lines of a run."""
    loads = summary.outcome.loads
    sums = totals(loads)
    known = sum(load.status == UNCHANGED for load in loads)
    counted = (
        f"{len(loads)} files ({known} unchanged): {sums.read:,} rows read = {sums.loaded:,} loaded "
        f"+ {sums.rejected:,} rejected + {sums.duplicate:,} duplicates + {sums.blank:,} blank"
    )
    if summary.is_dry:
        return [counted, f"checked only, nothing was written; {summary.seconds:.1f} s"]
    heard = f"{summary.heard.done} calls transcribed"
    if summary.heard.failed:
        heard += f", {summary.heard.failed} could not be heard (see 'python -m transcribe status')"
    if summary.heard.left:
        heard += f", {summary.heard.left} left for the next run"
    shown = (
        f"snapshot {summary.snapshot_id}"
        if summary.is_published
        else f"nothing new: snapshot {summary.snapshot_id} stays"
    )
    return [counted, f"{heard}; {shown}; {summary.seconds:.1f} s"]


def _whole(summary: "Summary", rows: list[dict[str, object]]) -> dict[str, object]:
    sums = asdict(totals(summary.outcome.loads))
    sums["duplicates"] = sums.pop("duplicate")
    return {
        "files": rows, "totals": sums, "problems": summary.outcome.problems,
        "calls_transcribed": summary.heard.done, "calls_failed": summary.heard.failed,
        "calls_left": summary.heard.left, "snapshot_id": summary.snapshot_id,
        "is_new_snapshot": summary.is_published, "seconds": round(summary.seconds, 2),
    }  # fmt: skip

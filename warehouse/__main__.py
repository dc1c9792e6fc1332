"""Command line of the warehouse: build a snapshot, list the metrics, ask for one, compare and explain it."""

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, new_app, reading_instance, run
from config.errors import WrongUse, one_of
from config.instance import find_instance
from warehouse import estimates
from warehouse.options import (
    AsOption,
    FilterOption,
    FormatOption,
    FromOption,
    ToOption,
    filters_of,
    reader,
    say_when_empty,
    words_of,
)
from warehouse.search import commands

if TYPE_CHECKING:
    from pandas import DataFrame

app = new_app("Build the warehouse and ask for its metrics.")


@app.command()
def build(home: HomeOption = None, demo: DemoOption = False) -> None:
    """Build a snapshot of all that was loaded, and publish it."""
    from warehouse.build import build as build_snapshot

    instance = find_instance(home, demo=demo, writing=True)
    began = time.monotonic()
    with messages.status("building the warehouse") as status:
        snapshot = build_snapshot(instance, lambda step: status.update(f"building the warehouse: {step}"))
    days = (
        f"{snapshot.info.first_day} to {snapshot.info.last_day}" if snapshot.info.first_day else "no data yet"
    )
    messages.print(f"snapshot {snapshot.id} published in {time.monotonic() - began:.1f} s; days: {days}")


@app.command()
def metrics(
    form: Annotated[str, typer.Option("--format", help="table, csv, json or markdown.")] = "table",
) -> None:
    """List every metric: name, unit, dimensions, columns, definition."""
    from pandas import DataFrame

    from warehouse.documentation import catalogue_rows, markdown, text
    from warehouse.printing import print_frame

    if form in ("markdown", "table"):
        sys.stdout.write(markdown() if form == "markdown" else text())
    else:
        print_frame(DataFrame(catalogue_rows()), form)


@app.command()
def metric(
    name: Annotated[str, typer.Argument(help="Name of a metric; 'metrics' lists them.")],
    *,
    by: Annotated[str, typer.Option(metavar="D[,D]", help="Dimensions to split by.")] = "",
    start: FromOption = None,
    end: ToOption = None,
    filters: FilterOption = None,
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Print a metric with its interval and count."""
    from warehouse.metrics import catalogue, places, rounded
    from warehouse.metrics import metric as ask
    from warehouse.period import parse_period
    from warehouse.printing import check_form, print_frame

    check_form(form)
    dimensions, period, narrowed = words_of(by), parse_period(start, end), filters_of(filters or [])
    if name not in catalogue():
        raise WrongUse(one_of("metric", name, catalogue()))
    found, snapshot, scope = catalogue()[name], *reader(reading_instance(home, demo), person)
    frame = ask(snapshot, scope, name, by=dimensions, period=period, filters=narrowed)
    shown = rounded(frame, found)
    shown.insert(0, "metric", name)
    withheld = shown.pop("withheld")
    shown["unit_of_measure" if "unit" in shown.columns else "unit"] = found.unit
    shown["withheld"] = withheld
    shown["snapshot_id"] = snapshot.id
    print_frame(shown, form, places(frame, found))
    say_when_empty(frame)


@app.command()
def rows(
    name: Annotated[str, typer.Argument(help="Name of a row query, as 'metrics' tells under rows.")],
    *,
    start: FromOption = None,
    end: ToOption = None,
    filters: FilterOption = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many rows.")] = 500,
    offset: Annotated[int, typer.Option(min=0, help="Rows to leave out first.")] = 0,
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Print the rows behind a figure, newest first."""
    from warehouse.period import parse_period
    from warehouse.printing import print_frame
    from warehouse.rows import rows as ask

    period, narrowed = parse_period(start, end), filters_of(filters or [])
    snapshot, scope = reader(reading_instance(home, demo), person)
    frame = ask(snapshot, scope, name, period=period, filters=narrowed, limit=limit, offset=offset)
    print_frame(frame, form)
    say_when_empty(frame)


@app.command()
def words(
    recording: Annotated[str, typer.Argument(help="Identifier of a recording.")],
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Print the words of a recording with their times."""
    from warehouse.printing import print_frame
    from warehouse.words import words as ask

    instance = reading_instance(home, demo)
    snapshot, scope = reader(instance, person)
    frame: DataFrame = ask(instance, snapshot, scope, recording)
    if frame.empty:
        messages.print(
            f"recording '{recording}': unknown, not transcribed, or not for this person.", markup=False
        )
    print_frame(frame, form, {"start_s": 3, "end_s": 3, "confidence": 3})


commands.add_to(app)
estimates.add_to(app)

if __name__ == "__main__":
    run(app, "warehouse")

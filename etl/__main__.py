"""Command line: ``python -m etl``."""

from pathlib import Path
from typing import Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, new_app, reading_instance, run
from config.errors import DonePartly, NotReady, WrongUse
from config.instance import Instance, find_instance
from etl.keeping import commands as keeping
from etl.learn_line import learn
from etl.script_lines import app as scripts_app
from etl.telling import told_lines
from etl.wish import Wish

app = new_app("Connect sources, load what they bring, publish a snapshot.")
FormatOption = Annotated[str, typer.Option("--format", help="table, csv or json.")]


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="A new folder.")]) -> None:
    """Make an empty instance in FOLDER."""
    from etl.beginning import make_instance

    instance = make_instance(folder)
    typer.echo(f"made {instance.home}")
    messages.print(
        f"Next: put a file into '{instance.home / 'incoming'}', then look at it:\n"
        f"  python -m etl inspect FILE --write NAME --home '{instance.home}'\n"
        f"  python -m etl load --home '{instance.home}'",
        markup=False,
    )


@app.command()
def demo(
    scale: Annotated[float, typer.Option(help="1: a tenth of the published counts; 10: those.")] = 1.0,
    home: HomeOption = None,
    again: Annotated[bool, typer.Option("--again", help="Build it anew even where it stands.")] = False,
    how: FormatOption = "table",
) -> None:
    """Build the demo operator: write its source files, load them, hear its calls, publish."""
    from etl.beginning import demo_instance
    from etl.demo_run import build_demo, standing
    from etl.display import Screen, check_format, show_summary
    from etl.watching.heartbeat import LOAD, beat

    instance = demo_instance(home)
    check_format(how)
    with Screen() as screen:
        summary = build_demo(instance, scale, screen, again=again)
    beat(instance, LOAD)
    if summary is None:
        typer.echo(
            f"the demo stands in {instance.home}, snapshot {standing(instance)} (--again builds it anew)"
        )
        return
    show_summary(summary, how)
    _end(summary.is_whole)


@app.command()
def load(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources by name, or one FILE with --source.")
    ] = None,
    *,
    source: Annotated[str | None, typer.Option("--source", help="The source FILE belongs to.")] = None,
    workers: Annotated[int, typer.Option(help="Recogniser processes; 0: as set.")] = 0,
    home: HomeOption = None,
    demo: DemoOption = False,
    how: FormatOption = "table",
) -> None:
    """Load what is new in SOURCE... (default: all), hear new calls, publish a snapshot."""
    _run(find_instance(home, demo=demo, writing=True), _wish(sources or [], source, workers=workers), how)


@app.command()
def retry(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources by name; default: all.")] = None,
    home: HomeOption = None,
    demo: DemoOption = False,
    how: FormatOption = "table",
) -> None:
    """Read again the files that failed or had rejected rows, then publish."""
    _run(find_instance(home, demo=demo, writing=True), _wish(sources or [], None, is_retry=True), how)


@app.command()
def check(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources by name, or one FILE with --source.")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="The source FILE belongs to.")] = None,
    home: HomeOption = None,
    demo: DemoOption = False,
    how: FormatOption = "table",
) -> None:
    """What 'load' would do with each file; nothing is written."""
    from etl.display import Screen, check_format, show_summary
    from etl.run import check_only

    check_format(how)
    instance, wish = reading_instance(home, demo), _wish(sources or [], source)
    with Screen() as screen:
        summary = check_only(instance, wish, screen)
    show_summary(summary, how)
    _end(summary.is_whole)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A file nobody declared yet.")],
    *,
    contract: Annotated[str | None, typer.Option("--contract", help="The record type it holds.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="key=value, such as columns.score=NPS; may be repeated.")
    ] = None,
    write: Annotated[str | None, typer.Option("--write", help="Save it as config/sources/NAME.toml.")] = None,
    home: HomeOption = None,
    demo: DemoOption = False,
    how: Annotated[str, typer.Option("--format", help="toml or json.")] = "toml",
) -> None:
    """Look at FILE and propose its declaration; open questions are asked, and end with exit code 3."""
    from etl.inspect_lines import inspect_file
    from etl.inspection.toml_text import told_of

    inspect_file(file, told_of(settings or [], contract), write=write, where=(home, demo), how=how)


@app.command()
def remove(
    source: Annotated[str, typer.Argument(help="A source by name.")],
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Take back every row SOURCE brought, and publish; its declaration stays."""
    from etl.display import Screen
    from etl.run import remove as remove_and_publish

    with Screen() as screen:
        count, summary = remove_and_publish(find_instance(home, demo=demo, writing=True), source, screen)
    typer.echo(f"{count} loads of {source} taken back; snapshot {summary.snapshot_id}")
    messages.print(
        f"Its files would be loaded again by the next run: remove sources/{source}.toml to prevent that."
    )


@app.command()
def status(home: HomeOption = None, demo: DemoOption = False, how: FormatOption = "table") -> None:
    """Sources with their last load and heartbeat, and what waits in the queue."""
    from etl.display import check_format
    from etl.status_lines import show_status

    show_status(reading_instance(home, demo), check_format(how))


@app.command()
def watch(
    *,
    every: Annotated[float | None, typer.Option(min=0.1, help="Seconds between looks; else as set.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Load what is there, then end.")] = False,
    workers: Annotated[int, typer.Option(help="Recogniser processes; 0: as set.")] = 0,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Load what arrives in the folders of the sources, once it is complete, until Ctrl-C; a line a file."""
    from etl.watching.watch import watch as watch_for_ever
    from etl.watching.watch import watch_once

    instance = find_instance(home, demo=demo, writing=True)
    if not once:
        watch_for_ever(instance, typer.echo, every=every, workers=workers)
    elif not watch_once(instance, typer.echo, workers=workers):
        _end(False)


@app.command("messages")
def messages_command(
    *,
    is_test: Annotated[bool, typer.Option("--test", help="Send a test to every address.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent.")] = False,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Tell the administrator what went wrong since the last time, and what is over."""
    from etl.status_lines import show_messages

    instance = reading_instance(home, demo) if dry_run else find_instance(home, demo=demo, writing=True)
    show_messages(instance, is_test=is_test, is_dry=dry_run)


PeriodArgument = Annotated[str, typer.Argument(metavar="MONTH", help="A month, such as 2026-06.")]
RecordOption = Annotated[str, typer.Option("--contract", help="The record type.")]


@app.command()
def lock(
    period: PeriodArgument,
    *,
    contract: RecordOption = "ratings",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Lock MONTH: rows that still come for it are listed as late and not applied."""
    from etl.locked import lock_period, month, who

    start, end = month(period)
    done = lock_period(find_instance(home, demo=demo, writing=True), contract, start, end, who())
    typer.echo(f"{done.contract} locked from {done.start} to before {done.end} ({done.by}, {done.locked_at})")


@app.command()
def unlock(
    period: PeriodArgument,
    *,
    contract: RecordOption = "ratings",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Open MONTH again; 'retry' then applies the rows that came late."""
    from etl.locked import month, unlock_period, who

    start, end = month(period)
    unlock_period(find_instance(home, demo=demo, writing=True), contract, start, end, who())
    typer.echo(f"{contract} open from {start} to before {end}")
    messages.print("Rows that came for it are applied by: python -m etl retry", markup=False)


@app.command()
def schema() -> None:
    """The JSON schema of a declared source, for editors (config/sources/schema.json is made by this)."""
    from etl.schema import as_text

    typer.echo(as_text())


@app.command()
def contracts(how: Annotated[str, typer.Option("--format", help="markdown or json.")] = "markdown") -> None:
    """The contracts: every record type with its fields (docs/data-contracts.md is made by this)."""
    from etl.contract_docs import show_contracts

    show_contracts(how)


def _wish(names: list[str], source: str | None, *, is_retry: bool = False, workers: int = 0) -> Wish:
    if source is None:
        for name in names:
            if Path(name).suffix and Path(name).exists():
                raise WrongUse(f"{name} is a file: say which source it belongs to with --source NAME.")
        return Wish(names, None, is_retry, workers)
    if len(names) != 1:
        raise WrongUse("give one FILE with --source NAME.")
    return Wish([source], Path(names[0]), is_retry, workers)


def _run(instance: Instance, wish: Wish, how: str) -> None:
    from etl.display import check_format, screen, show_summary
    from etl.run import run as run_all
    from etl.telling.messages import tell
    from etl.watching.heartbeat import LOAD, beat

    check_format(how)
    beat(instance, LOAD)
    try:
        with screen() as watcher:
            summary = run_all(instance, wish, watcher)
    finally:
        for problem in tell(instance).problems:
            messages.print(problem, markup=False)
    show_summary(summary, how)
    _end(summary.is_whole, is_one=wish.file is not None)


def _end(is_whole: bool, *, is_one: bool = False) -> None:
    if not is_whole and is_one:
        raise NotReady("the file was not loaded: see the line marked failed above; nothing of it was taken.")
    if not is_whole:
        raise DonePartly("not everything was loaded: see the lines marked failed above; the rest is in.")


for kept in (keeping.retention, keeping.erase):
    app.command()(kept)
for told in (told_lines.alerts, told_lines.digest, told_lines.brief):
    app.command()(told)
app.command()(learn)
app.add_typer(scripts_app, name="scripts")


if __name__ == "__main__":
    run(app, "etl")

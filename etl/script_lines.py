"""``python -m etl scripts``: the scripts in force, a change tried on past calls, put in force, taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from config.cli import DemoOption, HomeOption, messages, new_app, reading_instance
from config.instance import find_instance
from etl.display import check_format, show_rows

if TYPE_CHECKING:
    from etl.scripting import Tried

app = new_app("Scripts that calls are checked by: see them, try a change on past calls, put it in force.")
FormatOption = Annotated[str, typer.Option("--format", help="table, csv or json.")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A script by the name of its file.")]
_EXAMPLE_COLUMNS = ("criterion", "recording", "second", "today", "now", "quote")


@app.command("list")
def list_command(home: HomeOption = None, demo: DemoOption = False, how: FormatOption = "table") -> None:
    """The scripts in force: version, since when, by whom, criteria."""
    from etl.scripting.versions import in_force

    rows = [
        {
            "script": one.name, "version": one.version, "changed_at": one.changed_at,
            "changed_by": one.changed_by, "criteria": len(one.values.get("criterion", ())),
        }
        for one in in_force(reading_instance(home, demo))
    ]  # fmt: skip
    show_rows(rows, ("script", "version", "changed_at", "changed_by", "criteria"), check_format(how))


@app.command("try")
def try_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A script, such as a changed copy of one.")],
    *,
    start: Annotated[str | None, typer.Option("--from", help="First day of the calls.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The day after the last.")] = None,
    most: Annotated[int, typer.Option("--calls", min=1, help="So many of them, by chance.")] = 2_000,
    examples: Annotated[bool, typer.Option("--examples", help="The calls to listen to instead.")] = False,
    as_person: Annotated[str | None, typer.Option("--as", help="Whose eyes (config/people.toml).")] = None,
    home: HomeOption = None,
    demo: DemoOption = False,
    how: FormatOption = "table",
) -> None:
    """What FILE would come to on past calls, against the script in force; nothing is written."""
    from etl.scripting import RESULTS, try_script
    from text.api import load_script, load_scripts
    from warehouse.options import reader
    from warehouse.period import parse_period

    check_format(how)
    instance = reading_instance(home, demo)
    script = load_script(file)
    today = {one.id: one for one in load_scripts(instance.config_file("scripts"))}.get(script.id)
    snapshot, scope = reader(instance, as_person)
    period = parse_period(start, end)
    with _progress(most) as progress:
        trial = try_script(
            snapshot, scope, script, today, period=period, most=most, tell=progress
        )  # fmt: skip
    if examples:
        show_rows([row for one in trial.criteria for row in _examples(one)], _EXAMPLE_COLUMNS, how)
    else:
        columns = ("criterion", *RESULTS, "changed", "kept_today", "broken_today")
        show_rows([_row(one) for one in trial.criteria], columns, how)
    messages.print(
        f"{trial.count_talks} calls in {trial.seconds:.1f} s; "
        + (f"today: {today.id} version {today.version}" if today else f"no script {script.id} is in force"),
        markup=False,
    )


@app.command("use")
def use_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A changed copy of a script in force.")],
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Put FILE in force as the next version of the script of its name; calls are checked by it at the next
    load."""
    from etl.locked import who
    from etl.scripting.versions import find, use
    from text.api import load_script

    instance = find_instance(home, demo=demo, writing=True)
    load_script(file)
    now = find(instance, file.stem)
    done = use(instance, file.stem, file.read_text("utf8"), who(), based_on=now.version)
    typer.echo(f"{done.name}: version {done.version} is in force")
    messages.print("Every call is checked by it at the next: python -m etl load", markup=False)


@app.command("undo")
def undo_command(name: NameArgument, home: HomeOption = None, demo: DemoOption = False) -> None:
    """Bring back the version of NAME before the one in force."""
    from etl.locked import who
    from etl.scripting.versions import undo

    done = undo(find_instance(home, demo=demo, writing=True), name, who())
    typer.echo(f"{done.name}: version {done.version} is in force, as the one before the last")


@app.command("history")
def history_command(
    name: NameArgument, home: HomeOption = None, demo: DemoOption = False, how: FormatOption = "table"
) -> None:
    """Every version of NAME, the newest first."""
    from etl.scripting.versions import history

    rows = [
        {"version": one.version, "changed_at": one.changed_at, "changed_by": one.changed_by}
        for one in history(reading_instance(home, demo), name)
    ]
    show_rows(rows, ("version", "changed_at", "changed_by"), check_format(how))


@contextmanager
def _progress(most: int) -> Iterator["_Told"]:
    with Progress(console=messages, transient=True) as shown:
        yield _Told(shown, most)


class _Told:
    def __init__(self, shown: Progress, most: int) -> None:
        self._shown, self._task = shown, shown.add_task("calls", total=most)

    def __call__(self, done: int) -> None:
        self._shown.update(self._task, completed=done)


def _row(one: "Tried") -> dict[str, object]:
    from etl.scripting import RESULTS

    return {
        "criterion": one.criterion_id, **{result: one.now[result] for result in RESULTS},
        "changed": one.count_changed,
        "kept_today": one.before["kept"] if one.before else None,
        "broken_today": one.before["broken"] if one.before else None,
    }  # fmt: skip


def _examples(one: "Tried") -> list[dict[str, object]]:
    """Those that change come first; without any, what the rule finds broken."""
    changed = [each for key, each in one.examples.items() if key[0] not in (None, key[1])]
    chosen = changed or [each for key, each in one.examples.items() if key[1] == "broken"]
    return [
        {
            "criterion": one.criterion_id, "recording": example.recording_id, "second": example.start_s,
            "today": example.before, "now": example.now, "quote": example.quote,
        }
        for examples in chosen
        for example in examples
    ]  # fmt: skip

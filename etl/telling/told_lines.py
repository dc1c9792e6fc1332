"""``python -m etl alerts``, ``digest`` and ``brief``: what people are told of the figures."""

from pathlib import Path
from typing import Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, reading_instance
from config.errors import DonePartly, WrongUse, one_of
from config.instance import find_instance

COLUMNS = ("receiver", "alert", "part", "period", "state", "count", "text")


def alerts(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be sent, and why not.")] = False,
    home: HomeOption = None,
    demo: DemoOption = False,
    how: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
) -> None:
    """Tell receivers of config/alerts.toml which figures left what is declared, and which came back."""
    from etl.display import check_format, show_rows
    from etl.telling.alerts import alert

    check_format(how)
    instance = reading_instance(home, demo) if dry_run else find_instance(home, demo=demo, writing=True)
    done = alert(instance, is_dry=dry_run)
    show_rows([{name: getattr(row, name) for name in COLUMNS} for row in done.rows], COLUMNS, how)
    for name in done.sent_to:
        messages.print(f"sent: {name}", markup=False)
    if dry_run:
        messages.print("Nothing was sent. Told would be: new and over.", style="dim", markup=False)
    if done.problems:
        raise DonePartly(" ".join(done.problems))


def digest(
    *,
    unit: Annotated[str, typer.Option("--unit", help="Of this unit alone.")] = "",
    to: Annotated[Path | None, typer.Option("--to", help="Folder for the files; default: digests/.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write the files, send nothing.")] = False,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Write the digests of the last complete week and send each to its receivers, once."""
    from etl.telling.digest import digest as make_and_send

    instance = find_instance(home, demo=demo, writing=True)
    done = make_and_send(instance, unit=unit, folder=to, is_dry=dry_run)
    for file in done.files:
        typer.echo(str(file))
    for line in done.lines:
        messages.print(line, markup=False)
    if done.problems:
        raise DonePartly(" ".join(done.problems))


def brief(
    unit: Annotated[str, typer.Argument(help="A unit by its code, or all.")],
    *,
    kind: Annotated[str, typer.Option("--format", help="html or pdf.")] = "pdf",
    grain: Annotated[str, typer.Option("--by", help="The last complete week, month or quarter.")] = "month",
    language: Annotated[str, typer.Option("--language", help="ru, kk or en; default: the operator's.")] = "",
    to: Annotated[Path, typer.Option("--to", help="Folder for the file.")] = Path(),
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Write one page about UNIT, for a walk: figures, reasons, errors, and room for notes."""
    from etl.telling.digest import WRITERS, owned, write
    from reports.formats import LANGUAGES

    instance = reading_instance(home, demo)
    if kind not in WRITERS:
        raise WrongUse(one_of("format", kind, WRITERS))
    if language and language not in LANGUAGES:
        raise WrongUse(one_of("language", language, LANGUAGES))
    for file in write(owned(instance, unit, grain=grain, language=language), to, (kind,)):
        typer.echo(str(file))

"""Commands about what is kept: ``retention`` and ``erase``."""

import sys
from typing import Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, reading_instance
from config.errors import WrongUse
from config.instance import Instance, find_instance

DryOption = Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")]


def retention(
    *,
    is_dry: DryOption = False,
    home: HomeOption = None,
    demo: DemoOption = False,
    how: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
) -> None:
    """Remove what is older than the rules of [retention] in settings.toml allow, and publish without it."""
    from etl.display import check_format, show_rows
    from etl.keeping.lines import COLUMNS, rows
    from etl.keeping.retention import retain, would_go

    check_format(how)
    if is_dry:
        gone = would_go(reading_instance(home, demo))
    else:
        gone = retain(find_instance(home, demo=demo, writing=True)).gone
    show_rows(rows(gone), COLUMNS, how)
    if not gone:
        messages.print("no rule is set: see [retention] in settings.toml; everything is kept.", style="dim")


def erase(
    *,
    customer: Annotated[
        str, typer.Option("--customer", help="As the sources name them; '-': read from standard input.")
    ],
    is_dry: DryOption = False,
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Erase one customer everywhere, for ever: rows, texts, recordings, rejected rows, journal, snapshots."""
    from etl.erasing.erasing import erase as erase_now
    from etl.erasing.erasing import would_erase
    from etl.keeping.lines import erased

    named = sys.stdin.readline() if customer == "-" else customer
    instance = reading_instance(home, demo) if is_dry else find_instance(home, demo=demo, writing=True)
    found = would_erase(instance, named)
    if is_dry:
        typer.echo(f"would erase {erased(found)}")
        return
    if not is_sure:
        if customer == "-" or not sys.stdin.isatty():
            raise WrongUse(f"this would erase {erased(found)}, for ever: say --yes to do it.")
        typer.confirm(f"Erase {erased(found)}, for ever?", abort=True, err=True)
    done = erase_now(instance, named)
    typer.echo(f"erased {erased(done)}")
    for what, names in (("holds the customer still: remove it, or the row in it", done.deliveries),
                        ("is not ours to remove", done.sounds_elsewhere)):  # fmt: skip
        for name in names:
            messages.print(f"{name} {what}", markup=False)
    _tell_models(instance)


def _tell_models(instance: Instance) -> None:
    """What was learned from somebody's texts is not unlearned by forgetting them."""
    from text.erasing import models_to_learn_again

    for name, count in models_to_learn_again(instance).items():
        messages.print(
            f"model '{name}' learned from erased texts, {count} of them: train it again, "
            "such as by 'python -m etl learn'.",
            markup=False,
        )

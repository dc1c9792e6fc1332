"""What the commands of the warehouse share: options, who asks, words into dimensions and filters."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.cli import messages
from config.errors import WrongUse
from config.instance import Instance

if TYPE_CHECKING:
    from pandas import DataFrame

    from warehouse.scope import Scope
    from warehouse.snapshot import Snapshot

AsOption = Annotated[
    str | None, typer.Option("--as", metavar="USER", help="Only what this person of people.toml may see.")
]
FormatOption = Annotated[str, typer.Option("--format", help="table, csv or json.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day, as 2022-01-31.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The day after the last.")]
FilterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--filter", metavar="K=V", help="Only these; the same K again means or, another K means and."
    ),
]


def say_when_empty(frame: "DataFrame") -> None:
    """An empty table is an answer too; people want to hear that it is one."""
    if frame.empty:
        messages.print("nothing there for this period, these filters and this person.")


def reader(instance: Instance, person: str | None) -> tuple["Snapshot", "Scope"]:
    from warehouse.scope import OWNER, scope_of
    from warehouse.snapshot import current

    scope = OWNER if person is None else scope_of(instance, person)
    return current(instance), scope


def words_of(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def filters_of(given: list[str]) -> dict[str, list[str]]:
    """K=V words -> dimension -> values; raises WrongUse for another form."""
    filters: dict[str, list[str]] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise WrongUse(f"--filter '{text}': write it as DIMENSION=CODE, such as unit=cc1.")
        filters.setdefault(key.strip(), []).append(value.strip())
    return filters

"""Commands of the search: ask it, and bring its index up to date."""

from typing import TYPE_CHECKING, Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, reading_instance
from config.errors import WrongUse, one_of
from config.instance import find_instance
from warehouse.options import (
    AsOption,
    FilterOption,
    FormatOption,
    FromOption,
    ToOption,
    filters_of,
    reader,
    say_when_empty,
)

if TYPE_CHECKING:
    from pandas import DataFrame

    from warehouse.search.asking import Found, Order

TextArgument = Annotated[
    str,
    typer.Argument(help='Words in any form; "a phrase", -without, beginning*, <PHONE>.'),
]
OrderOption = Annotated[str, typer.Option("--order", help="newest or best.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many calls.")]


def add_to(app: typer.Typer) -> None:
    """Give the warehouse's command line ``search`` and ``index``."""
    app.command()(search)
    app.command()(index)


def search(
    text: TextArgument,
    *,
    start: FromOption = None,
    end: ToOption = None,
    filters: FilterOption = None,
    order: OrderOption = "newest",
    limit: LimitOption = 20,
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Print calls in which something was said: a row for each place, what was met between [ and ]."""
    from warehouse.period import parse_period
    from warehouse.printing import check_form, print_frame
    from warehouse.search.asking import search as ask

    check_form(form)
    period, narrowed, instance = (
        parse_period(start, end),
        filters_of(filters or []),
        reading_instance(home, demo),
    )
    snapshot, scope = reader(instance, person)
    found = ask(
        instance, snapshot, scope, text, period=period, filters=narrowed, order=_order(order), limit=limit
    )
    frame = _frame(found)
    print_frame(frame, form, {"start_s": 1})
    say_when_empty(frame)
    _say(found)


def index(home: HomeOption = None, demo: DemoOption = False) -> None:
    """Bring the index of the search up to date with the published snapshot."""
    from warehouse.search.update import update
    from warehouse.snapshot import current

    instance = find_instance(home, demo=demo, writing=True)
    with messages.status("preparing the search") as status:
        done = update(
            instance,
            current(instance),
            lambda place, total: status.update(f"preparing the search: day {place + 1} of {total}"),
        )
    messages.print(
        f"search: {done.written} days written, {done.amended} amended, {done.removed} removed; "
        f"it holds snapshot {current(instance).id}"
    )


def _order(name: str) -> "Order":
    from warehouse.search.asking import ORDERS

    for order in ORDERS:
        if order == name:
            return order
    raise WrongUse(one_of("order", name, ORDERS))


def _frame(found: "Found") -> "DataFrame":
    from pandas import DataFrame

    columns = ["started_at", "recording_id", "unit_id", "agent_id", "score", "speaker", "start_s", "text"]
    rows = [
        (
            hit.started_at, hit.recording_id, hit.unit_id, hit.agent_id, hit.score,
            place.speaker, place.start_s, place.text,
        )
        for hit in found.hits
        for place in hit.places
    ]  # fmt: skip
    return DataFrame(rows, columns=columns)


def _say(found: "Found") -> None:
    if found.is_missing:
        messages.print("the search is not prepared yet: run 'python -m warehouse index'.")
        return
    messages.print(f"{found.count} calls, {len(found.hits)} shown")
    if not found.is_current:
        messages.print("the search is being prepared: more may fit.")

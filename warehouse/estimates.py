"""Commands that compare and explain a metric: compare, split, drivers, control, hours."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.cli import DemoOption, HomeOption, messages, reading_instance
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

if TYPE_CHECKING:
    from pandas import DataFrame

    from warehouse.catalogue import Metric
    from warehouse.comparison import Side

NameArgument = Annotated[str, typer.Argument(help="Name of a metric; 'metrics' lists them.")]
ByOption = Annotated[str, typer.Option(metavar="D[,D]", help="Dimensions to split by.")]
AgainstFromOption = Annotated[
    str | None,
    typer.Option(
        "--against-from", metavar="DATE", help="First day of the other side (default: as long before)."
    ),
]
AgainstToOption = Annotated[
    str | None, typer.Option("--against-to", metavar="DATE", help="The day after the last of the other side.")
]
AgainstFilterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--against-filter",
        metavar="K=V",
        help="The other side's codes instead, in the same days unless others are given.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """The commands of this module as commands of ``app``."""
    for command in (compare, split, drivers, control, hours):
        app.command()(command)


def compare(
    name: NameArgument,
    *,
    by: ByOption = "",
    start: FromOption = None,
    end: ToOption = None,
    against_start: AgainstFromOption = None,
    against_end: AgainstToOption = None,
    filters: FilterOption = None,
    against_filters: AgainstFilterOption = None,
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Compare a metric between two periods or two segments, with the interval of the difference."""
    from warehouse.catalogue import find
    from warehouse.metrics import compare as ask
    from warehouse.printing import check_form, print_frame

    check_form(form)
    found = find(name)
    now, before = _sides((start, end), (against_start, against_end), filters, against_filters)
    snapshot, scope = reader(reading_instance(home, demo), person)
    frame = ask(snapshot, scope, name, now, before, by=words_of(by))
    if now.shares_rows_with(before) and not found.repeats:
        messages.print("the two sides share rows: the interval is wider than it needs to be.")
    if len(frame) == 1 and not by:
        messages.print(_verdict(frame.iloc[0].to_dict(), found), markup=False)
    frame.insert(0, "metric", name)
    print_frame(frame.assign(snapshot_id=snapshot.id), form, _places(frame, found.decimals, design_effect=3))
    say_when_empty(frame)


def split(
    name: NameArgument,
    *,
    by: ByOption,
    start: FromOption = None,
    end: ToOption = None,
    against_start: AgainstFromOption = None,
    against_end: AgainstToOption = None,
    filters: FilterOption = None,
    against_filters: AgainstFilterOption = None,
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Split a change: what came from better or worse parts (rate), what from other weights (mix)."""
    from warehouse.printing import check_form, print_frame
    from warehouse.split import split as ask

    check_form(form)
    now, before = _sides((start, end), (against_start, against_end), filters, against_filters)
    snapshot, scope = reader(reading_instance(home, demo), person)
    found = ask(snapshot, scope, name, words_of(by), now=now, before=before)
    if found is None:
        messages.print("nothing to split: one of the two sides has no value for this person.")
        return
    parts = found.parts.assign(metric=name, snapshot_id=snapshot.id)
    parts = parts[["metric", *[column for column in parts.columns if column != "metric"]]]
    places = _places(parts, max(found.metric.decimals, 1), weight=4, weight_before=4)
    print_frame(parts, form, places)
    messages.print(
        f"{name} {found.value_before:.{found.metric.decimals}f} -> {found.value:.{found.metric.decimals}f}: "
        f"{found.change:+.2f} ({found.low:+.2f} to {found.high:+.2f}) "
        f"= {found.rate:+.2f} by rate {found.mix:+.2f} by mix"
    )


def drivers(
    name: Annotated[str, typer.Argument(help="nps.")] = "nps",
    *,
    of: Annotated[
        str, typer.Option(metavar="D[,D]", help="Facts and dimensions, at most six.")
    ] = "wait,transfers,resolved,handle_time,process",
    start: FromOption = None,
    end: ToOption = None,
    filters: FilterOption = None,
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Tell what goes with good and bad scores: Shapley weights of a linear regression, in percent."""
    from warehouse.drivers import drivers as ask
    from warehouse.period import parse_period
    from warehouse.printing import check_form, print_frame

    check_form(form)
    period, narrowed = parse_period(start, end), filters_of(filters or [])
    snapshot, scope = reader(reading_instance(home, demo), person)
    found = ask(snapshot, scope, name, of=words_of(of), period=period, filters=narrowed)
    if found is None:
        messages.print("too few answers for which all of these are known.")
        return
    table = found.table.assign(r_squared=found.r_squared, count=found.count, snapshot_id=snapshot.id)
    table.insert(0, "metric", name)
    print_frame(table, form, _places(table, 2, slope=3, slope_low=3, slope_high=3))
    messages.print(
        f"R2 {found.r_squared:.1f} % ({found.low:.1f} to {found.high:.1f}), n = {found.count} of "
        f"{found.answers} answers, {found.days} days{_left_out(found.left_out)}"
    )
    if found.is_weak:
        messages.print("these facts explain little of the score: most of what matters is not among them.")


def control(
    name: NameArgument,
    *,
    by: ByOption,
    start: FromOption = None,
    end: ToOption = None,
    filters: FilterOption = None,
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Print a metric over time with its usual range and the points that are signals (rule 1 or 2)."""
    from warehouse.catalogue import find
    from warehouse.control import control as ask
    from warehouse.period import parse_period
    from warehouse.printing import check_form, print_frame

    check_form(form)
    found, period, narrowed = find(name), parse_period(start, end), filters_of(filters or [])
    snapshot, scope = reader(reading_instance(home, demo), person)
    frame = ask(snapshot, scope, name, by=words_of(by), period=period, filters=narrowed)
    dropped = frame.drop(columns=list(found.components)).assign(snapshot_id=snapshot.id)
    dropped.insert(0, "metric", name)
    print_frame(dropped, form, _places(dropped, found.decimals))
    say_when_empty(frame)


def hours(
    name: Annotated[str, typer.Argument(help="nps.")] = "nps",
    *,
    start: FromOption = None,
    end: ToOption = None,
    filters: FilterOption = None,
    person: AsOption = None,
    form: FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Print NPS by weekday (1 is Monday) and hour of the contact."""
    from config.errors import WrongUse, one_of
    from warehouse.hours import hours as ask
    from warehouse.period import parse_period
    from warehouse.printing import check_form, print_frame

    check_form(form)
    if name != "nps":
        raise WrongUse(one_of("metric by hours", name, ["nps"]))
    period, narrowed = parse_period(start, end), filters_of(filters or [])
    snapshot, scope = reader(reading_instance(home, demo), person)
    frame = ask(snapshot, scope, period=period, filters=narrowed)
    shown = frame.assign(snapshot_id=snapshot.id)
    shown.insert(0, "metric", name)
    print_frame(shown, form, _places(shown, 1))
    say_when_empty(frame)


def _sides(
    days: tuple[str | None, str | None],
    against_days: tuple[str | None, str | None],
    filters: list[str] | None,
    against_filters: list[str] | None,
) -> tuple["Side", "Side"]:
    """Both sides; the other one differs by days, by codes, or by both, and else lies as long before."""
    from warehouse.comparison import Side
    from warehouse.period import parse_period

    period, codes = parse_period(*days), filters_of(filters or [])
    if any(against_days):
        earlier = parse_period(*against_days)
    else:
        earlier = period if against_filters else period.before()
    return Side(period, codes), Side(earlier, {**codes, **filters_of(against_filters or [])})


def _verdict(row: Mapping[Any, Any], found: "Metric") -> str:
    """``up 4.1, between 2.0 and 6.2: real``."""
    from pandas import isna

    change, low, high = (row[key] for key in ("change", "change_low", "change_high"))
    if isna(change):
        return "one of the two sides has no value: nothing to compare."
    way = "up" if change > 0 else "down" if change < 0 else "unchanged"
    written = f"{way} {abs(change):.{found.decimals}f}"
    if isna(low):
        return f"{written}: a full count, so real"
    meaning = "real" if row["is_clear"] else "could be chance"
    return f"{written}, between {low:+.{found.decimals}f} and {high:+.{found.decimals}f}: {meaning}"


def _left_out(names: tuple[str, ...]) -> str:
    return f"; not known or always the same: {', '.join(names)}" if names else ""


def _places(frame: "DataFrame", decimals: int, **others: int) -> dict[str, int]:
    """Decimals of each column of fractions."""
    return {str(name): others.get(str(name), decimals) for name in frame.select_dtypes("float").columns}

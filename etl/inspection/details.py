"""Once fields have columns: date formats, value maps, scales, units, decimal mark, words for nothing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from etl.contracts import Contract, Kind
from etl.inspection.columns import Column, words_of
from etl.inspection.date_pairs import order_beside
from etl.inspection.dates import (
    DateFormat,
    Order,
    clock_format,
    format_of,
    order_of,
    speaks_no_english,
    whole_format,
)
from etl.inspection.found import Details, Question
from etl.inspection.grades import grades_of, is_graded, named_scale, translated
from etl.inspection.value_maps import map_values
from warehouse.engine import Connection

_UNITS = {
    "minutes": {"min", "mins", "minute", "minutes", "мин", "минут", "mn", "минуты", "минутах"},
    "seconds": {"sec", "secs", "second", "seconds", "s", "сек", "секунд", "secondes"},
    "hours": {"hour", "hours", "heures", "час", "часов"},
    "milliseconds": {"ms", "msec", "milliseconds"},
}
_ENOUGH = 100


def details_of(
    connection: Connection, contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any],
    columns: Sequence[Column],
) -> Details:  # fmt: skip
    """Everything besides the mapping itself; what is ``told`` is taken as it is; ``columns``: of the file."""
    found = Details()
    _dates(connection, contract, mapped, told, found, others=columns)
    _zone(contract, mapped, told, found)
    map_values(connection, contract, mapped, told, found)
    _grades(contract, mapped, told, found)
    _scales(contract, mapped, told, found)
    _units(contract, mapped, found)
    _decimal(contract, mapped, found)
    _empties(contract, mapped, found)
    return found


def _dates(
    connection: Connection, contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any],
    found: Details, *, others: Sequence[Column],
) -> None:  # fmt: skip
    if "date_format" in told:
        return
    latest = datetime.now(UTC).date()
    is_abroad = speaks_no_english([column.name for columns in mapped.values() for column in columns])
    times = {
        name: columns for name, columns in mapped.items() if contract[name].kind in (Kind.TIME, Kind.DATE)
    }
    orders = {name: order_of(connection, columns[0], latest) for name, columns in times.items()}
    order = _best_order(connection, times, others, orders, is_abroad=is_abroad)
    formats = {
        name: _format(connection, columns, latest, order, orders[name]) for name, columns in times.items()
    }
    told_formats = told.get("date_formats", {})
    formats = {name: known for name, known in formats.items() if name not in told_formats}
    patterns = [known.pattern for known in formats.values()]
    if not patterns:
        return
    usual = max(set(patterns), key=lambda pattern: (patterns.count(pattern), pattern))
    found.settings["date_format"] = usual
    unusual = {name: known.pattern for name, known in formats.items() if known.pattern != usual}
    if unusual:
        found.settings["date_formats"] = unusual
    found.notes += [known.note for known in formats.values() if known.note]
    for name, known in formats.items():
        if known.question:
            key = "date_format" if known.pattern == usual else f"date_formats.{name}"
            if key not in {question.key for question in found.questions}:
                found.questions.append(Question(key, known.question, known.choices))


def _best_order(
    connection: Connection, times: dict[str, tuple[Column, ...]], others: Sequence[Column],
    orders: dict[str, Order], *, is_abroad: bool,
) -> Order | None:  # fmt: skip
    certain = next((order for order in orders.values() if order.certain), None)
    if certain is None:
        certain = order_beside(connection, [columns[0] for columns in times.values()], others)
    if certain is None and is_abroad:
        return Order(True, True, "day first: the column names are not English")
    return certain


def _format(
    connection: Connection, columns: tuple[Column, ...], latest: date, order: Order | None, own: Order
) -> DateFormat:
    known = format_of(connection, columns[0], latest, order, own)
    if len(columns) == 1 or known.pattern == "iso":
        return known
    sample = columns[1].values[0] if columns[1].values else ""
    if known.pattern == "words":
        return known
    clock = " " + clock_format(sample)
    return DateFormat(
        whole_format(known.pattern, clock),
        known.note,
        known.question,
        tuple(whole_format(choice, clock) for choice in known.choices),
    )


def _zone(
    contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any], found: Details
) -> None:
    """A zone that stands in the name of a column: Date Submitted (UTC)."""
    named = [
        column.name
        for name, columns in mapped.items()
        if contract[name].kind is Kind.TIME
        for column in columns
    ]
    said = {zone for name in named for word, zone in _ZONES.items() if word in words_of(name)}
    if len(said) == 1 and "time_zone" not in told:
        found.settings["time_zone"] = said.pop()
        found.notes.append(f"time_zone: {found.settings['time_zone']}, by the names of the columns")


_ZONES = {"utc": "UTC", "gmt": "UTC", "мск": "Europe/Moscow", "msk": "Europe/Moscow", "cet": "Europe/Paris"}


def _grades(
    contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any], found: Details
) -> None:
    """Grades written with words beside or instead of the number."""
    for name, columns in mapped.items():
        item = contract[name]
        is_open = is_graded(item) and name not in told.get("values", {})
        if is_open and (pairs := translated(contract, item, columns[0])):
            found.settings.setdefault("values", {})[name] = pairs


def _scales(
    contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any], found: Details
) -> None:
    if contract.name == "ratings":
        _wide_ratings(contract, mapped, told, found)
    if contract.name != "surveys" or "score" not in mapped or "score" in told.get("scale", {}):
        return
    column = mapped["score"][0]
    given = set(grades_of(contract, contract["score"], column).values())
    low, why = _lowest(column, given)
    found.settings["scale"] = {"score": [low, 10]}
    found.notes.append(f"scale {low} to 10: {why}")
    if given and max(given) <= 5 and column.count_filled >= _ENOUGH:
        text = f"'{column.name}' goes up to {max(given)} only: is it a likelihood to recommend of 0 to 10?"
        found.questions.append(Question("contract", text, ("surveys", "ratings")))


def _wide_ratings(
    contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any], found: Details
) -> None:
    """Marks beyond 1 to 5: whether they may be put into five steps is for a person to say."""
    if "rating" not in mapped or "rating" in told.get("scale", {}) or "rating" in told.get("values", {}):
        return
    column = mapped["rating"][0]
    marks = set(grades_of(contract, contract["rating"], column).values())
    top = next((top for top in (7, 10) if marks and 5 < max(marks) <= top), None)
    if top is None or len(marks) < _SEVERAL:
        return
    scale = f"{0 if 0 in marks else 1},{top}"
    text = (
        f"'{column.name}' goes up to {max(marks)}, ratings are 1 to 5: put its marks into five equal steps?"
    )
    found.questions.append(Question("scale.rating", f"{text} Then --set scale.rating={scale}", (scale,)))


_SEVERAL = 4


def _lowest(column: Column, given: set[int]) -> tuple[int, str]:
    """The lowest mark of the scale, and what tells it: its name, a 0, or many scores without one."""
    said = named_scale(column.name)
    if said and said[1] == 10 and not (said[0] == 1 and 0 in given):
        return said[0], f"'{column.name}' says so"
    if 0 in given:
        return 0, f"there are scores of 0 in '{column.name}'"
    if column.count_filled >= _ENOUGH:
        return 1, f"no 0 in {column.count_filled} scores of '{column.name}'"
    return 0, f"the usual one; {column.count_filled} scores without a 0 tell nothing (--set scale.score=1,10)"


def _units(contract: Contract, mapped: dict[str, tuple[Column, ...]], found: Details) -> None:
    for name, columns in mapped.items():
        if (
            contract[name].unit != "seconds"
            or columns[0].is_like("clock", 0.8)
            or columns[0].is_like("span", 0.8)
        ):
            continue
        words = set(words_of(columns[0].name))
        for unit, names in _UNITS.items():
            if words & names and unit != "seconds":
                found.settings.setdefault("units", {})[name] = unit
                found.notes.append(f"{name}: '{columns[0].name}' counts {unit}")


def _decimal(contract: Contract, mapped: dict[str, tuple[Column, ...]], found: Details) -> None:
    kinds = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)
    numbers = [columns[0] for name, columns in mapped.items() if contract[name].kind in kinds]
    comma = sum(column.shares["comma"] * column.count_filled for column in numbers)
    point = sum(column.shares["point"] * column.count_filled for column in numbers)
    if comma > point:
        found.settings["decimal"] = ","


def _empties(contract: Contract, mapped: dict[str, tuple[Column, ...]], found: Details) -> None:
    words = {word for columns in mapped.values() for column in columns for word in column.empties}
    if words:
        found.settings["empty"] = sorted(words)

"""Once fields have columns: date formats, value maps, scales, units, decimal mark, words for nothing."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from etl.contracts import Contract, Field, Kind
from etl.inspection.columns import Column, words_of
from etl.inspection.dates import DateFormat, Order, format_of, order_of, speaks_no_english
from etl.inspection.grades import grades_of, is_graded, named_scale, translated
from etl.inspection.names import is_turned, meaning, value_words
from etl.numbers import NO, YES
from warehouse.engine import Connection

_UNITS = {
    "minutes": {"min", "mins", "minute", "minutes", "мин", "минут"},
    "hours": {"hour", "hours", "heures", "час", "часов"},
    "milliseconds": {"ms", "msec", "milliseconds"},
}
_ENOUGH = 100


@dataclass(frozen=True)
class Question:
    """Something only a person can tell; ``key`` is what to --set."""

    key: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass
class Details:
    """Sections of a declaration, and what is said to the person about them."""

    settings: dict[str, Any] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def details_of(
    connection: Connection, contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any]
) -> Details:
    """Everything besides the mapping itself; what is ``told`` is taken as it is."""
    found = Details()
    _dates(connection, contract, mapped, told, found)
    _value_maps(contract, mapped, told, found)
    _grades(contract, mapped, told, found)
    _scales(contract, mapped, told, found)
    _units(contract, mapped, found)
    _decimal(contract, mapped, found)
    _empties(contract, mapped, found)
    return found


def _dates(
    connection: Connection, contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any],
    found: Details,
) -> None:  # fmt: skip
    if "date_format" in told:
        return
    latest = datetime.now(UTC).date()
    is_abroad = speaks_no_english([column.name for columns in mapped.values() for column in columns])
    times = {
        name: columns for name, columns in mapped.items() if contract[name].kind in (Kind.TIME, Kind.DATE)
    }
    order = _best_order(connection, times, latest, is_abroad=is_abroad)
    formats = {name: _format(connection, columns, latest, order) for name, columns in times.items()}
    told_formats = told.get("date_formats", {})
    formats = {name: known for name, known in formats.items() if name not in told_formats}
    patterns = [known.pattern for known in formats.values()]
    if not patterns:
        return
    usual = max(set(patterns), key=lambda pattern: (patterns.count(pattern), pattern))
    found.settings["date_format"] = usual
    others = {name: known.pattern for name, known in formats.items() if known.pattern != usual}
    if others:
        found.settings["date_formats"] = others
    found.notes += [known.note for known in formats.values() if known.note]
    for name, known in formats.items():
        if known.question:
            key = "date_format" if known.pattern == usual else f"date_formats.{name}"
            if key not in {question.key for question in found.questions}:
                found.questions.append(Question(key, known.question, known.choices))


def _best_order(
    connection: Connection, times: dict[str, tuple[Column, ...]], latest: date, *, is_abroad: bool
) -> Order | None:
    orders = [order_of(connection, columns[0], latest) for columns in times.values()]
    certain = next((order for order in orders if order.certain), None)
    if certain is None and is_abroad:
        return Order(True, True, "day first: the column names are not English")
    return certain


def _format(
    connection: Connection, columns: tuple[Column, ...], latest: date, order: Order | None
) -> DateFormat:
    known = format_of(connection, columns[0], latest, order)
    if len(columns) == 1 or known.pattern == "iso":
        return known
    sample = columns[1].values[0] if columns[1].values else ""
    is_half_day = sample.lower().rstrip(".").endswith("m")
    seconds = ":SS" if sample.count(":") == 2 else ""
    clock = f" hh:MM{seconds} AM" if is_half_day else f" HH:MM{seconds}"
    return DateFormat(
        known.pattern + clock, known.note, known.question, tuple(c + clock for c in known.choices)
    )


def _value_maps(
    contract: Contract, mapped: dict[str, tuple[Column, ...]], told: dict[str, Any], found: Details
) -> None:
    for name, columns in mapped.items():
        item = contract[name]
        if item.kind not in (Kind.CHOICE, Kind.YES_NO) or name in told.get("values", {}):
            continue
        pairs, unknown = _pairs(contract, item, columns[0])
        if unknown and not item.required and not _is_telling(columns[0], pairs):
            listed = ", ".join(f"'{value}'" for value in unknown[:5])
            found.notes.append(
                f"column '{columns[0].name}' could be {name}, but what means {listed}? Left out."
            )
            found.dropped.append(name)
            continue
        if unknown:
            choices = ", ".join(item.choices or ("true", "false"))
            text = f"which of {choices} is '{unknown[0]}' of '{columns[0].name}'?"
            found.questions.append(
                Question(f"values.{name}.{unknown[0]}", text, item.choices or ("true", "false"))
            )
        if item.kind is Kind.YES_NO and is_turned(columns[0].name) and columns[0].is_yes_no:
            pairs = {value: "no" if value.lower() in YES else "yes" for value in columns[0].values}
            found.notes.append(f"{name}: turned round: '{columns[0].name}' says the opposite")
        if pairs:
            found.settings.setdefault("values", {})[name] = pairs


def _pairs(contract: Contract, item: Field, column: Column) -> tuple[dict[str, str], list[str]]:
    """Words of the column that need translating -> values; and the ones nobody knows."""
    is_yes_no = item.kind is Kind.YES_NO
    plain = {*YES, *NO} if is_yes_no else set(item.choices)
    words = {choice.replace("_", " "): choice for choice in item.choices}
    words |= value_words(contract.name, item.name, is_yes_no=is_yes_no)
    pairs: dict[str, str] = {}
    unknown: list[str] = []
    for value in column.values:
        tidy = value.lower()
        if _as_written(tidy, is_yes_no) in plain:
            continue
        if known := meaning(words, value):
            pairs[value] = known
        else:
            unknown.append(value)
    return pairs, unknown


def _is_telling(column: Column, pairs: dict[str, str]) -> bool:
    """A column most of whose words are known is worth a question about the others."""
    return 0 < len(column.values) <= 6 and len(pairs) >= 0.6 * len(column.values)


def _as_written(tidy: str, is_yes_no: bool) -> str:
    return tidy if is_yes_no else tidy.replace(" ", "_").replace("-", "_")


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
        if contract[name].unit != "seconds" or columns[0].is_like("clock", 0.8):
            continue
        words = set(words_of(columns[0].name))
        for unit, names in _UNITS.items():
            if words & names:
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

"""Computed fields as SQL over the cells of a row: text, read like any other cell afterwards."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl import numbers, spans, times
from etl.columns import tidy
from etl.computed import YES_NO, Computed
from etl.contracts import Field, Kind
from etl.declaration import Declaration
from etl.problems import LayoutChanged
from etl.values import Bound


@dataclass(frozen=True)
class Cells:
    """How operands become SQL. ``text``: the trimmed text of the columns at these places."""

    declared: Declaration
    columns: tuple[str, ...]
    text: Callable[[tuple[int, ...]], str]


def operand_places(
    declared: Declaration, columns: tuple[str, ...], told_as: str
) -> dict[str, tuple[int, ...]]:
    """Computed field -> places of all columns it is made of; raises LayoutChanged where one is not there."""
    found = {}
    for name, item in declared.computed.items():
        each = (_places(declared, columns, name, given, told_as) for given in item.operands)
        found[name] = tuple(dict.fromkeys(place for places in each for place in places))
    return found


def _places(
    declared: Declaration, columns: tuple[str, ...], field: str, given: str, told_as: str
) -> tuple[int, ...]:
    known = {tidy(column): place for place, column in reversed(list(enumerate(columns)))}
    if tidy(given) in known:
        return (known[tidy(given)],)
    names = declared.source_columns(given)
    found = []
    for name in names:
        place = next(
            (known[tidy(n)] for n in (name, *declared.aliases.get(given, ())) if tidy(n) in known), None
        )
        if place is not None:
            found.append(place)
    if not names or len(found) < len(names):
        raise LayoutChanged(
            f"{told_as}: [computed] {field}: '{given}' is neither a column of the file "
            "nor a field with columns; name a column of it."
        )
    return tuple(found)


def text(cells: Cells, field: Field, bound: Bound) -> str:
    """SQL: the text of computed ``field``, NULL where an operand it needs is empty or cannot be read."""
    item = cells.declared.computed[field.name]
    operands = [_operand(cells, field.name, name) for name in item.operands]
    if item.operation in ("add", "minus"):
        return _sum(cells.declared, item, field, operands, bound)
    return _words(item, operands, bound)


def _operand(cells: Cells, field: str, name: str) -> tuple[str, str]:
    """(SQL of the text, its date format)."""
    declared = cells.declared
    places = _places(declared, cells.columns, field, name, declared.name)
    return cells.text(places), declared.date_formats.get(name, declared.date_format)


def _sum(
    declared: Declaration, item: Computed, field: Field, operands: list[tuple[str, str]], bound: Bound
) -> str:
    unit = item.unit or declared.units.get(field.name, "seconds")
    lengths = [spans.seconds(cell, declared.decimal, unit) for cell, _ in operands]
    if field.kind in (Kind.TIME, Kind.DATE):
        rest = " + ".join(lengths[1:])
        start = times.as_written(*operands[0], bound)
        return f"strftime({start} + to_microseconds(round(({rest}) * 1e6)::BIGINT), '%Y-%m-%d %H:%M:%S.%f')"
    if field.unit != "seconds":
        plain = [numbers.number(cell, declared.decimal) for cell, _ in operands]
        return _decimal((" - " if item.operation == "minus" else " + ").join(plain), declared)
    if item.operation == "add":
        return _decimal(" + ".join(lengths), declared)
    first, second = (times.as_written(*operand, bound) for operand in operands)
    between = f"epoch({first}) - epoch({second})"
    return _decimal(f"coalesce({between}, {' - '.join(lengths)})", declared)


def _decimal(sql: str, declared: Declaration) -> str:
    """A number as the other cells of the file are written."""
    return f"replace(({sql})::VARCHAR, '.', '{declared.decimal}')"


def _words(item: Computed, operands: list[tuple[str, str]], bound: Bound) -> str:
    cell, texts = operands[0][0], ", ".join(text for text, _ in operands)
    if item.operation in YES_NO:
        return _answer(item, cell, bound)
    if item.operation == "part":
        group = 1 if re.compile(item.pattern or "").groups else 0
        return f"nullif(regexp_extract({cell}, {bound(item.pattern)}, {group}), '')"
    if item.operation == "join":
        return f"nullif(concat_ws({bound(item.with_)}, {texts}), '')"
    return {
        "first_word": f"regexp_extract({cell}, '^\\S+')",
        "last_word": f"regexp_extract({cell}, '\\S+$')",
        "upper": f"upper({cell})",
        "lower": f"lower({cell})",
        "coalesce": f"coalesce({texts})",
    }[item.operation]


def _answer(item: Computed, cell: str, bound: Bound) -> str:
    words = [bound(word.strip().lower()) for word in item.words]
    if item.operation == "filled":
        return f"CASE WHEN {cell} IS NULL THEN 'no' ELSE 'yes' END"
    if item.operation == "equals":
        return _yes_no(f"lower({cell}) IN ({', '.join(words)})")
    return _yes_no(" OR ".join(f"contains(lower({cell}), {word})" for word in words))


def _yes_no(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 'yes' WHEN NOT ({condition}) THEN 'no' END"

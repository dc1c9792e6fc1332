"""From text cells to the fields of a contract, as one SQL statement over the whole file.

Layers of the statement: c0, c1, ... cells as they stand; ``x_<field>`` the trimmed text of a field, value
maps applied; ``v_<field>`` the value made of it; then the field itself.  A row with a fault keeps its cells
(``raw_cells``) so that it can be shown; its faults are worked out later, for such rows only.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from etl import computed_sql, numbers, spans, times
from etl.checks import Check, checks_of, order_checks
from etl.columns import places
from etl.computed import SUMS
from etl.contracts import Contract, Field, Kind
from etl.declaration import Declaration
from etl.drift import check_new
from etl.problems import BadDeclaration
from etl.sources.raw import BLANKS, Raw, cell_names
from etl.values import Bound


@dataclass(frozen=True)
class Mapping:
    """How the rows of one file become rows of its contract."""

    contract: Contract
    declaration: Declaration
    raw: Raw
    places: dict[str, tuple[int, ...]]
    operator_zone: str
    folder: str

    @property
    def fields(self) -> tuple[Field, ...]:
        """Fields of the contract this source fills, in the contract's order."""
        given = {*self.places, *self.declaration.constants, *self.implied()}
        return tuple(field for field in self.contract.fields if field.name in given)

    @property
    def has_key(self) -> bool:
        """Whether rows bring their own key; else it is made of their content."""
        return all(any(field.name == key for field in self.fields) for key in self.contract.key)

    def implied(self) -> tuple[str, ...]:
        """A survey export that knows one time only: who gave a score, answered then."""
        known = {*self.places, *self.declaration.constants}
        is_one_time = self.contract.name == "surveys" and "answered_at" not in known and "score" in known
        return ("answered_at",) if is_one_time else ()


def mapping_of(
    declaration: Declaration, raw: Raw, *, operator_zone: str, folder: str, told_as: str
) -> Mapping:
    """The mapping of one file; raises LayoutChanged where a declared column is not in it."""
    found = places(declaration, raw.columns, told_as)
    check_new(declaration, raw.columns, told_as)
    found |= computed_sql.operand_places(declaration, raw.columns, told_as)
    return Mapping(declaration.shape, declaration, raw, found, operator_zone, folder)


def typed_rows(mapping: Mapping, relation: str, bound: Bound) -> str:
    """SQL: one row per row of the file, in its order: the fields, ``is_blank``, ``is_bad``, ``raw_cells``."""
    cells = ", ".join(cell_names(len(mapping.raw.columns)))
    fields = ", ".join(f"{_landed(field)} AS {field.name}" for field in mapping.fields)
    faults = " OR ".join(check.condition for check in checks(mapping)) or "false"
    return (
        f"SELECT {fields}, is_blank, NOT is_blank AND is_bad AS is_bad, "
        f"CASE WHEN is_bad AND NOT is_blank THEN [{cells}] END AS raw_cells "
        f"FROM (SELECT *, coalesce({faults}, false) AS is_bad FROM ({values(mapping, relation, bound)}))"
    )


def values(mapping: Mapping, relation: str, bound: Bound) -> str:
    """SQL: the cells, ``x_<field>``, ``v_<field>`` and ``is_blank`` of every row of ``relation``."""
    cells = cell_names(len(mapping.raw.columns))
    texts = ", ".join(f"{_text(mapping, field, bound)} AS x_{field.name}" for field in mapping.fields)
    made = ", ".join(f"{_value(mapping, field, bound)} AS v_{field.name}" for field in mapping.fields)
    own = ", ".join(f"c{place}" for places_ in mapping.places.values() for place in places_)
    every = ", ".join(_tidy(cell, mapping.raw.blanks) for cell in cells)
    # Nearly every row has something in a mapped column: only the others are looked at whole.
    blank = f"CASE WHEN coalesce({own or 'NULL'}) IS NULL OR coalesce({own or 'NULL'}) <= ' ' "
    blank += f"THEN coalesce({every}) IS NULL ELSE false END"
    known = {field.name for field in mapping.fields}
    lacking = [f"x_{name} IS NULL" for name in mapping.declaration.blank_without if name in known]
    is_blank = " OR ".join(["has_nothing", *lacking])
    cut = f"SELECT *, {blank} AS has_nothing, {texts} FROM {relation}"
    return f"SELECT * EXCLUDE (has_nothing), {is_blank} AS is_blank, {made} FROM ({cut})"


def _tidy(cell: str, blanks: str) -> str:
    """SQL: the cell without blanks at its edges, NULL where nothing is left.

    Few cells have any, so the others only pass the tests for ``blanks``, those that occur in the file.
    """
    first = [f"{cell} < '!'", *(f"starts_with({cell}, '{blank}')" for blank in blanks if blank > "!")]
    last = [f"ends_with({cell}, '{blank}')" for blank in blanks]
    trimmed = f"nullif(trim({cell}, '{BLANKS}'), '')"
    return f"CASE WHEN {' OR '.join((*first, *last))} THEN {trimmed} ELSE {cell} END"


def checks(mapping: Mapping) -> list[Check]:
    """Every check a row must pass; what is implied by another field is checked there."""
    found: list[Check] = []
    implied = mapping.implied()
    for field in (field for field in mapping.fields if field.name not in implied):
        given = mapping.declaration.scale.get(field.name, (field.low, field.high))
        found += checks_of(field, spans.limits(field, given))
    return found + order_checks(mapping.contract.name, {field.name for field in mapping.fields})


def _text(mapping: Mapping, field: Field, bound: Bound) -> str:
    declared = mapping.declaration
    if field.name in declared.computed:
        told = computed_sql.Cells(declared, mapping.raw.columns, lambda at: _joined(mapping, at, bound))
        text = computed_sql.text(told, field, bound)
    else:
        text = _joined(mapping, mapping.places.get(field.name, ()), bound)
    if field.name in declared.values:
        text = f"nullif({numbers.translated(text, declared.values[field.name], bound)}, '')"
    if field.name in declared.constants:
        text = f"coalesce({text}, {bound(_constant(declared.constants[field.name]))})"
    return f"{text}::VARCHAR"


def _joined(mapping: Mapping, at: tuple[int, ...], bound: Bound) -> str:
    """SQL: the trimmed text of the columns at these places, joined by a blank, NULL where it is none."""
    declared = mapping.declaration
    cells = [_tidy(f"c{place}", mapping.raw.blanks) for place in at]
    text = (
        cells[0]
        if len(cells) == 1
        else f"nullif(concat_ws(' ', {', '.join(cells)}), '')"
        if cells
        else "NULL"
    )
    if declared.empty and cells:
        words = ", ".join(bound(word.lower()) for word in declared.empty)
        text = f"CASE WHEN lower({text}) NOT IN ({words}) THEN {text} END"
    return text


def _constant(value: str | bool | int | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(mapping: Mapping, field: Field, bound: Bound) -> str:
    cell, declared = f"x_{field.name}", mapping.declaration
    match field.kind:
        case Kind.TIME | Kind.DATE:
            return _time(mapping, field, bound)
        case Kind.INTEGER | Kind.NUMBER | Kind.MONEY:
            return _number(declared, field)
        case Kind.YES_NO:
            return numbers.yes_no(cell)
        case Kind.CHOICE:
            return numbers.choice(cell, field.choices)
        case Kind.PATH:
            return _path(cell, mapping.folder, bound)
    return cell


def _number(declared: Declaration, field: Field) -> str:
    cell = f"x_{field.name}"
    if field.unit == "seconds":
        is_sum = field.name in declared.computed and declared.computed[field.name].operation in SUMS
        unit = "seconds" if is_sum else declared.units.get(field.name, "seconds")
        return spans.seconds(cell, declared.decimal, unit)
    if field.kind is Kind.MONEY:
        return spans.money(cell, declared.decimal)
    value = numbers.number(cell, declared.decimal)
    return spans.in_steps(value, field, declared.scale.get(field.name))


def _time(mapping: Mapping, field: Field, bound: Bound) -> str:
    declared = mapping.declaration
    if field.name not in {*mapping.places, *declared.constants}:
        return "CASE WHEN x_score IS NOT NULL THEN v_sent_at END"
    is_constant = field.name not in mapping.places
    is_sum = field.name in declared.computed and declared.computed[field.name].operation in SUMS
    pattern = "iso" if is_constant or is_sum else declared.date_formats.get(field.name, declared.date_format)
    zone = declared.time_zone or mapping.operator_zone
    if field.kind is Kind.DATE:
        zone = mapping.operator_zone
    try:
        return times.local_time(f"x_{field.name}", pattern, zone, mapping.operator_zone, bound)
    except ValueError as error:
        raise BadDeclaration(f"sources/{declared.name}.toml: date_format: {error}.") from None


def _path(cell: str, folder: str, bound: Bound) -> str:
    """Relative paths start at the folder of the file that names them."""
    if PurePosixPath(folder) == PurePosixPath("."):
        return cell
    tidy = f"replace({cell}, '\\', '/')"
    is_whole = f"(starts_with({tidy}, '/') OR regexp_matches({tidy}, '^[A-Za-z]:/'))"
    return f"CASE WHEN {is_whole} THEN {tidy} ELSE {bound(folder.rstrip('/') + '/')} || {tidy} END"


def _landed(field: Field) -> str:
    value = f"v_{field.name}"
    if field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DATE):
        return f"try_cast({value} AS {field.kind.landed})"
    return value

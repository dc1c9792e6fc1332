"""Whether what stands in a column can be a field, whatever the column is called."""

from etl.contracts import Contract, Field, Kind
from etl.inspection import grades
from etl.inspection.columns import Column, words_of
from etl.inspection.families import is_of_customer
from etl.inspection.grades import is_graded
from etl.inspection.names import is_numbered, known_words, meaning

_OWN = 0.999
_DAY_ALONE = 0.97
"""A day without its time is a little less likely meant where both stand in the file."""
_SERIAL = 0.9
_RUNNING = 0.95
"""A number of its own tells a record better than the number of its row."""
_NOT_OWN = 0.9
"""The number of a case is its own before it is that of a call."""
_FEW = 10
_SEVERAL_ROWS = 50


def content(contract: Contract, field: Field, column: Column) -> float:
    """0: cannot be; 1: as it should be."""
    match field.kind:
        case Kind.TIME | Kind.DATE:
            return moment_of(column)
        case Kind.INTEGER | Kind.NUMBER | Kind.MONEY:
            return _number(contract, field, column)
        case Kind.YES_NO | Kind.CHOICE:
            return _words(contract, field, column)
        case Kind.ID:
            return _identifier(contract, field, column)
    return _text(field, column)


def moment_of(column: Column) -> float:
    """A few cells that are no dates are faults of the file, not of the column."""
    best = max(column.shares[shape] for shape in ("date", "epoch", "epoch_ms"))
    if best < 0.6 and column.is_like("serial", 0.95):
        return _SERIAL
    has_clock = column.has_clock or max(column.shares["epoch"], column.shares["epoch_ms"]) >= 0.6
    return (1.0 if has_clock else _DAY_ALONE) if best >= 0.9 else 0.85 if best >= 0.6 else 0.0


def _text(field: Field, column: Column) -> float:
    if field.kind is Kind.FREE_TEXT:
        return 1.0 if column.is_text else 0.75 if column.mean_words < 1.5 else 0.85
    if field.kind is Kind.CUSTOMER and column.is_text and not column.is_like("phone"):
        return 0.0
    if column.is_like("date"):
        return 0.0 if field.kind is Kind.CUSTOMER else 0.2
    is_telling = field.kind is not Kind.CUSTOMER or column.is_like("phone") or column.uniqueness > 0.2
    is_one_of_many = field.kind is Kind.CUSTOMER and column.uniqueness >= _OWN and not column.is_like("phone")
    if is_one_of_many and is_numbered(column.name) and not is_of_customer(words_of(column.name)):
        return 0.5
    return (
        1.0
        if is_telling
        else 0.75
        if column.count_distinct > _FEW or column.count_filled < _SEVERAL_ROWS
        else 0.6
    )


def _number(contract: Contract, field: Field, column: Column) -> float:
    if field.unit == "seconds" and (column.is_like("clock", 0.8) or column.is_like("span", 0.8)):
        return 1.0
    if field.kind is Kind.MONEY and column.is_like("money", 0.6):
        return 1.0
    if is_graded(field):
        return grades.fits(contract, field, column)
    if not column.is_like("number", 0.6) or column.low is None or column.high is None:
        return 0.0
    lowest, highest = field.low, field.high
    is_inside = (lowest is None or column.low >= lowest) and (highest is None or column.high <= highest)
    return 1.0 if is_inside and column.is_like("number") else 0.85


def _words(contract: Contract, field: Field, column: Column) -> float:
    """Share of the column's words the contract knows; a required choice may be told by hand."""
    if column.count_distinct > 40:
        return 0.0
    words = known_words(contract.name, field)
    found = sum(1 for value in column.values if meaning(words, value) is not None)
    return found / len(column.values) if column.values and found >= 0.5 * len(column.values) else 0.0


def _identifier(contract: Contract, field: Field, column: Column) -> float:
    if column.is_like("date") or column.is_text or (column.is_yes_no and field.refers):
        return 0.0
    if contract.key == (field.name,):
        return 0.0 if column.uniqueness < 0.98 else _RUNNING if column.is_running else 1.0
    if field.refers == contract.name or field.name == "contact_id":
        own = _NOT_OWN if contract.name == "cases" and field.name == "contact_id" else 1.0
        return own if column.uniqueness > 0.3 else 0.2
    if column.is_like("clock"):
        return 0.0
    return 1.0 if column.uniqueness < 0.5 or column.count_filled < 50 else 0.5

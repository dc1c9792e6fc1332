"""Whether the content of a column fits a field, and which columns then are which fields of a contract."""

from dataclasses import dataclass

from etl.contracts import Contract, Field, Kind
from etl.inspection import grades
from etl.inspection.columns import Column
from etl.inspection.grades import is_graded, named_scale
from etl.inspection.names import likeness, meaning, value_words
from etl.numbers import NO, YES

LEAST = 0.55
_GUESSED = 0.5
_SAID = 0.85
"""A name that is a bit alike and tells the field's very scale."""
_MAIN_TEXT = {"surveys": "comment", "ratings": "comment", "cases": "text"}
_SIGNS = {
    "contacts": {"wait_s": 2.0, "talk_s": 2.0, "is_answered": 1.5, "direction": 1.0, "count_transfers": 1.0},
    "surveys": {"score": 4.0, "comment": 0.5, "reason_id": 0.5},
    "ratings": {"rating": 2.5},
    "cases": {
        "text": 1.0,
        "category_id": 1.5,
        "status": 1.0,
        "closed_at": 1.0,
        "submitted_via": 1.0,
        "case_id": 1.0,
    },
}
"""Fields that tell a contract from the others, by weight."""


@dataclass(frozen=True)
class Fit:
    """Column places by field, and how well the whole suits its contract."""

    contract: Contract
    places: dict[str, tuple[int, ...]]
    score: float
    notes: tuple[str, ...] = ()


def fit(contract: Contract, columns: list[Column], fixed: dict[str, str]) -> Fit:
    """The best columns of each field, each once; ``fixed``: field -> column name as told ('': none)."""
    by_name = {column.name: column for column in columns}
    taken = {column.place for name, column in by_name.items() if name in fixed.values()}
    places: dict[str, tuple[int, ...]] = {
        field: (by_name[name].place,) for field, name in fixed.items() if name in by_name
    }
    weights = dict.fromkeys(places, 1.0)
    tries = sorted(
        (
            (_worth(contract, field, column), field.name, column.place)
            for field in contract.fields
            for column in columns
        ),
        key=lambda item: (-item[0], item[2]),
    )
    for worth, field_name, place in tries:
        if worth >= LEAST and field_name not in places and field_name not in fixed and place not in taken:
            places[field_name], weights[field_name] = (place,), worth
            taken.add(place)
    notes = []
    for field_name, candidates in _by_content(contract, columns).items():
        left = [column for column in candidates if column.place not in taken]
        if len(left) == 1 and field_name not in places and field_name not in fixed:
            places[field_name], weights[field_name] = (left[0].place,), _GUESSED
            taken.add(left[0].place)
            notes.append(f"{field_name}: '{left[0].name}', the only column of its kind in the file")
    found = _with_clock(contract, places, columns, taken)
    return Fit(contract, found, _score(contract, weights), tuple(notes))


def _by_content(contract: Contract, columns: list[Column]) -> dict[str, list[Column]]:
    """Fields that a column may be taken for whatever it is called, where it is the only one of its kind."""
    found = {contract.day: [c for c in columns if _moment(c) == 1.0]} if contract.day else {}
    if text := _MAIN_TEXT.get(contract.name):
        found[text] = [column for column in columns if column.is_text]
    return found


def _worth(contract: Contract, field: Field, column: Column) -> float:
    if column.count_filled == 0:
        return 0.0
    name = likeness(contract.name, field, column.name)
    if name and is_graded(field) and (said := named_scale(column.name)):
        name = max(name, _SAID) if said[1] == field.high else 0.0
    if not name:
        return 0.0
    content = _content(contract, field, column)
    if field.kind is Kind.CHOICE and content == 1.0 and column.count_distinct > 1:
        return name + 0.35  # the words in it tell more than its name
    return name * content


def _content(contract: Contract, field: Field, column: Column) -> float:
    """0: cannot be; 1: as it should be."""
    match field.kind:
        case Kind.TIME | Kind.DATE:
            return _moment(column)
        case Kind.INTEGER | Kind.NUMBER | Kind.MONEY:
            return _number(contract, field, column)
        case Kind.YES_NO | Kind.CHOICE:
            return _words(contract, field, column)
        case Kind.ID:
            return _identifier(contract, field, column)
    return _text(field, column)


def _moment(column: Column) -> float:
    """A few cells that are no dates are faults of the file, not of the column."""
    best = max(column.shares[shape] for shape in ("date", "epoch", "epoch_ms"))
    return 1.0 if best >= 0.9 else 0.85 if best >= 0.6 else 0.0


def _text(field: Field, column: Column) -> float:
    if field.kind is Kind.FREE_TEXT:
        return 1.0 if column.is_text else 0.6 if column.mean_words < 1.5 else 0.7
    if column.is_like("date"):
        return 0.0 if field.kind is Kind.CUSTOMER else 0.2
    is_telling = field.kind is not Kind.CUSTOMER or column.is_like("phone") or column.uniqueness > 0.2
    return 1.0 if is_telling else 0.75


def _number(contract: Contract, field: Field, column: Column) -> float:
    if field.unit == "seconds" and column.is_like("clock", 0.8):
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
    known = {*value_words(contract.name, field.name, is_yes_no=field.kind is Kind.YES_NO), *field.choices}
    if field.kind is Kind.YES_NO:
        known |= {*YES, *NO}
    known_words = dict.fromkeys((word.replace("_", " ") for word in known), "known")
    found = sum(1 for value in column.values if meaning(known_words, value))
    return found / len(column.values) if column.values and found >= 0.5 * len(column.values) else 0.0


def _identifier(contract: Contract, field: Field, column: Column) -> float:
    if column.is_like("date") or column.is_text:
        return 0.0
    if contract.key == (field.name,):
        return 1.0 if column.uniqueness >= 0.98 else 0.0
    if field.refers == contract.name or field.name == "contact_id":
        return 1.0 if column.uniqueness > 0.3 else 0.2
    if column.is_like("clock"):
        return 0.0
    return 1.0 if column.uniqueness < 0.5 or column.count_filled < 50 else 0.5


def _with_clock(
    contract: Contract, places: dict[str, tuple[int, ...]], columns: list[Column], taken: set[int]
) -> dict[str, tuple[int, ...]]:
    """A date whose time of day stands in a column of its own (nearest to its right, or called so)."""
    clocks = [c for c in columns if c.place not in taken and c.is_like("clock") and c.is_like("clock", 0.95)]
    day = contract.day
    if day is None or day not in places or not clocks:
        return places
    date = columns[places[day][0]]
    if date.shares["timed"] > 0.1 or not date.is_like("date"):
        return places
    near = min(clocks, key=lambda clock: (not _is_called_time(clock), abs(clock.place - date.place)))
    if not _is_called_time(near) and abs(near.place - date.place) > 1:
        return places
    return {**places, day: (date.place, near.place)}


def _is_called_time(column: Column) -> bool:
    return any(word in column.name.lower() for word in ("time", "heure", "hour", "время", "уақыт"))


def _score(contract: Contract, weights: dict[str, float]) -> float:
    """Names found, telling ones more; a contract whose required fields are missing can hardly be meant."""
    signs = _SIGNS.get(contract.name, {})
    score = sum(worth * (1 + signs.get(name, 0)) for name, worth in weights.items())
    for field in contract.fields:
        if field.required and field.name not in weights and contract.key != (field.name,):
            score -= 1.5 if field.kind is Kind.CHOICE else 4.0
    return score

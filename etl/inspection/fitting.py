"""Whether the content of a column fits a field, and which columns then are which fields of a contract."""

from dataclasses import dataclass

from etl.contracts import Contract, Field, Kind
from etl.inspection.assignment import best_pairs
from etl.inspection.columns import Column
from etl.inspection.grades import is_graded, named_scale
from etl.inspection.names import is_label, is_numbered, known_words, likeness, meaning
from etl.inspection.suiting import content, moment_of

LEAST = 0.55
_OWN = 0.999
_NEARLY = 0.95
_DAY_ALONE = 0.97
"""A day without its time is a little less likely meant where both stand in the file."""
_GUESSED = 0.5
_SAID = 0.85
"""A name that is a bit alike and tells the field's very scale."""
_BY_SHAPE = (Kind.TIME, Kind.DATE, Kind.INTEGER, Kind.NUMBER, Kind.MONEY)
_MAIN_TEXT = {"surveys": "comment", "ratings": "comment", "cases": "text"}
_SIGNS = {
    "contacts": {
        "wait_s": 2.0,
        "talk_s": 2.0,
        "is_answered": 1.5,
        "direction": 1.0,
        "count_transfers": 1.0,
        "first_answer_at": 1.5,
        "is_resolved": 1.0,
    },
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
    columns = [column for column in columns if not is_label(column.values) or column.name in fixed.values()]
    places: dict[str, tuple[int, ...]] = {
        field: (by_name[name].place,) for field, name in fixed.items() if name in by_name
    }
    weights = dict.fromkeys(places, 1.0)
    free = [column for column in columns if (column.place,) not in places.values()]
    for field_name, place, worth in _assigned(contract, free, set(fixed)):
        places[field_name], weights[field_name] = (place,), worth
    taken = {place for found in places.values() for place in found}
    notes = []
    if own := _own_number(contract, columns, taken, {*places, *fixed}):
        places[contract.key[0]], weights[contract.key[0]] = (own.place,), _GUESSED
        taken.add(own.place)
        notes.append(f"{contract.key[0]}: '{own.name}' is another in every row")
    for field_name, candidates in _by_content(contract, columns).items():
        left = [column for column in candidates if column.place not in taken]
        if len(left) == 1 and field_name not in places and field_name not in fixed:
            places[field_name], weights[field_name] = (left[0].place,), _GUESSED
            taken.add(left[0].place)
            notes.append(f"{field_name}: '{left[0].name}', the only column of its kind in the file")
    if moved := _only_day(contract, places, set(fixed)):
        places[contract.day or ""] = places.pop(moved)
        weights[contract.day or ""] = weights.pop(moved)
        notes.append(f"{contract.day}: the only day in the file, called {moved}")
    found = _with_clock(contract, places, columns, taken)
    return Fit(contract, found, _score(contract, weights), tuple(notes))


def _assigned(contract: Contract, columns: list[Column], fixed: set[str]) -> list[tuple[str, int, float]]:
    """Fields with their columns and how well they suit, so that the whole suits best."""
    most = max((column.count_filled for column in columns), default=0)
    worths = {
        field.name: [_worth(contract, field, column) * _is_whole(field, column, most) for column in columns]
        for field in contract.fields
        if field.name not in fixed
    }
    rows = {name: line for name, line in worths.items() if max(line, default=0.0) >= LEAST}
    # Two poor matches do not outweigh a good one; of columns that suit as well the first is meant.
    valued = [
        [worth**_SHARP - place * _TINY if worth >= LEAST else 0.0 for place, worth in enumerate(line)]
        for line in rows.values()
    ]
    names = list(rows)
    return [(names[row], columns[at].place, rows[names[row]][at]) for row, at in best_pairs(valued)]


def _is_whole(field: Field, column: Column, most: int) -> float:
    """A day every record needs stands in nearly every row."""
    if not field.required or field.kind is not Kind.TIME or column.count_filled >= _NEARLY * most:
        return 1.0
    return _GAPPED


_FEW = 10
_MOSTLY = 0.7
_ALL_ONE = 0.5
"""Kinds of complaints are no kinds of cases."""
_SHARP, _TINY, _GAPPED = 3, 1e-6, 0.75


def _only_day(contract: Contract, places: dict[str, tuple[int, ...]], fixed: set[str]) -> str | None:
    """The field whose day is the only one in the file, where the contract needs another."""
    if contract.day is None or contract.day in {*places, *fixed}:
        return None
    times = [name for name in places if contract[name].kind is Kind.TIME and name not in fixed]
    return times[0] if len(times) == 1 else None


def _own_number(contract: Contract, columns: list[Column], taken: set[int], known: set[str]) -> Column | None:
    """The first column that is another in every row and is called a number, where no name fits the key."""
    key = contract[contract.key[0]]
    if len(contract.key) > 1 or key.name in known or key.kind is not Kind.ID:
        return None
    free = [column for column in columns if column.place not in taken and is_numbered(column.name)]
    for column in free:
        is_whole = column.count_filled >= _NEARLY * column.count and column.uniqueness >= _OWN
        if is_whole and content(contract, key, column):
            return column
    return None


def _by_content(contract: Contract, columns: list[Column]) -> dict[str, list[Column]]:
    """Fields that a column may be taken for whatever it is called, where it is the only one of its kind."""
    found = {contract.day: [c for c in columns if moment_of(c) >= _DAY_ALONE]} if contract.day else {}
    if text := _MAIN_TEXT.get(contract.name):
        found[text] = [column for column in columns if column.is_text]
    for name in _OWN_WORDS.get(contract.name, ()):
        found[name] = [column for column in columns if _tells(contract, contract[name], column)]
    return found


def _tells(contract: Contract, field: Field, column: Column) -> bool:
    """Whether every word in it is one of the field's own, and they differ in what they mean."""
    if not 2 <= column.count_distinct <= _FEW or column.is_yes_no:
        return False
    said = _meanings(contract, field, column)
    return None not in said and len(said) > 1


def _meanings(contract: Contract, field: Field, column: Column) -> set[str | None]:
    words = known_words(contract.name, field)
    return {meaning(words, value) for value in column.values}


_OWN_WORDS = {
    "contacts": ("direction", "is_answered", "segment"), "surveys": ("segment",),
    "cases": ("kind", "status", "submitted_via"),
}  # fmt: skip
"""Fields whose words are telling enough to be known without the column's name."""


def _worth(contract: Contract, field: Field, column: Column) -> float:
    if column.count_filled == 0:
        return 0.0
    if field.kind in _BY_SHAPE and not content(contract, field, column):
        return 0.0  # its cells rule it out whatever its name is
    name = likeness(contract.name, field, column.name)
    if name and is_graded(field) and (said := named_scale(column.name)):
        name = max(name, _SAID) if said[1] == field.high else 0.0
    if not name:
        return 0.0
    suits = content(contract, field, column)
    is_told = field.kind is Kind.CHOICE or (field.kind is Kind.YES_NO and not column.is_yes_no)
    is_all_one = (
        field.kind is Kind.CHOICE
        and column.count_distinct > 2
        and len(_meanings(contract, field, column)) < 2
    )
    if is_all_one:
        return name * _ALL_ONE
    if is_told and suits >= _MOSTLY and column.count_distinct > 1:
        return name + 0.35 * suits**2  # the words in it tell more than its name
    return name * suits


def _with_clock(
    contract: Contract, places: dict[str, tuple[int, ...]], columns: list[Column], taken: set[int]
) -> dict[str, tuple[int, ...]]:
    """A date whose time of day stands in a column of its own (nearest to its right, or called so)."""
    clocks = [c for c in columns if c.place not in taken and c.is_like("clock") and c.is_like("clock", 0.95)]
    day = contract.day
    if day is None or day not in places or not clocks:
        return places
    date = columns[places[day][0]]
    if date.has_clock or not date.is_like("date"):
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

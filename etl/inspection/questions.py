"""What a proposal lacks and only a person can tell."""

from pathlib import Path
from typing import Any

from etl.contracts import CONTRACTS, Contract, Field, Kind
from etl.declaration import may_be_made
from etl.inspection import grades
from etl.inspection.columns import Column
from etl.inspection.fitting import Fit, fit
from etl.inspection.found import Question
from etl.inspection.names import known_words, meaning, value_words

ESSENTIAL = {"surveys": "score", "ratings": "rating", "cases": "kind"}
"""What a record of these contracts is for: without it nothing can be told from them."""
_MOST_CANDIDATES = 8
_SHORT = 5
"""Grades up to this one are ratings, no likelihood to recommend."""


def missing(
    contract: Contract, values: dict[str, Any], columns: list[Column], file: Path, told: dict[str, Any]
) -> list[Question]:
    """Questions for what the contract requires, or is for, and no column was found for."""
    if values["kind"] in ("queue_log", "sound_files"):
        return []
    given = {*values.get("columns", {}), *values.get("constants", {})}
    found = _is_one_row_one_call(contract, given, told)
    for item in contract.fields:
        is_needed = item.required or ESSENTIAL.get(contract.name) == item.name
        if not is_needed or item.name in given or may_be_made(contract, item.name):
            continue
        if not item.required and told.get("columns", {}).get(item.name) == "":
            continue
        if item.kind is Kind.CHOICE and (known := _told_by_name(contract, item, file, columns)):
            values.setdefault("constants", {})[item.name] = known
            continue
        found.append(_question(contract, item, [c for c in columns if c.name not in _used(values)]))
    return found


def _is_one_row_one_call(contract: Contract, given: set[str], told: dict[str, Any]) -> list[Question]:
    """A list of days with counts has a day as well: nothing in it tells of single calls."""
    if contract.name != "contacts" or "contract" in told or given & _TELLS_OF_A_CALL:
        return []
    text = "nothing tells of single calls: is each row one contact, or a count (which no contract takes)?"
    return [Question("contract", f"{text} If one: --set contract=contacts", tuple(CONTRACTS)[:4])]


_TELLS_OF_A_CALL = {
    "contact_id", "ended_at", "agent_id", "customer_id", "is_answered", "wait_s", "talk_s", "direction",
    "text", "is_resolved",
}  # fmt: skip


def _used(values: dict[str, Any]) -> set[str]:
    given = values.get("columns", {}).values()
    return {name for names in given for name in ([names] if isinstance(names, str) else names)}


def _question(contract: Contract, item: Field, left: list[Column]) -> Question:
    doc = item.doc.rstrip(".")
    if item.kind is Kind.CHOICE:
        every = f"--set constants.{item.name}={item.choices[0]}"
        text = f"no column tells {item.name} ({doc}): {item.choices[0]} for all rows? Then {every}"
        return Question(f"constants.{item.name}", text, item.choices)
    fitting = [column.name for column in left if column.count_filled and _may_be(contract, item, column)]
    names = fitting or [column.name for column in left if column.count_filled]
    text = f"which column is {item.name} ({doc})?"
    if not item.required:
        text += f" None: --set columns.{item.name}="
    elif not fitting:
        text += f" None seems to be: the same for all rows is --set constants.{item.name}=..."
    return Question(f"columns.{item.name}", text, tuple(names[:_MOST_CANDIDATES]))


def _may_be(contract: Contract, item: Field, column: Column) -> bool:
    if item.kind in (Kind.TIME, Kind.DATE):
        return any(column.is_like(shape, 0.5) for shape in ("date", "epoch", "epoch_ms"))
    if grades.is_graded(item):
        return len(grades.grades_of(contract, item, column)) >= 0.5 * len(column.values)
    return True


def _told_by_name(contract: Contract, item: Field, file: Path, columns: list[Column]) -> str | None:
    """A file called complaints_2022 holds complaints."""
    known = value_words(contract.name, item.name, is_yes_no=False)
    stems = {word[:-1]: value for word, value in known.items() if len(word) > 4 and value in item.choices}
    told = [
        {value for stem, value in stems.items() if stem in said}
        for said in (file.stem.lower(), " ".join(column.name for column in columns).lower())
    ]
    told.append(_told_by_values(contract, item, columns))
    # Where the name of the file and those of its columns tell different things, a person is asked.
    sure = [hits.copy().pop() for hits in told if len(hits) == 1]
    return sure[0] if len(set(sure)) == 1 else None


def _told_by_values(contract: Contract, item: Field, columns: list[Column]) -> set[str]:
    """Values of the field that every cell of a column of kinds tells: Noise Complaint, Rent Complaint."""
    words = known_words(contract.name, item)
    kinds = [column for column in columns if 1 < column.count_distinct <= _MOST_KINDS and not column.is_text]
    told = [{meaning(words, value) for value in column.values} for column in kinds]
    return {said for found in told if len(found) == 1 for said in found if said in item.choices}


_MOST_KINDS = 40


def about_key(contract: Contract, values: dict[str, Any]) -> list[str]:
    """A note where rows bring no identifier of their own."""
    given = {*values.get("columns", {}), *values.get("constants", {})}
    if values["kind"] in ("queue_log", "sound_files") or set(contract.key) <= given:
        return []
    return [f"no column identifies a row ({', '.join(contract.key)}): rows are known by their content"]


def also_held(best: Fit, columns: list[Column]) -> list[str]:
    """Notes on records of other contracts in the same rows: a call list with a rating of each call."""
    used = {place for places in best.places.values() for place in places}
    notes = []
    for name in ("surveys", "ratings"):
        contract, essential = CONTRACTS[name], ESSENTIAL[name]
        if name == best.contract.name:
            continue
        found = fit(contract, columns, {})
        if not {essential, contract.day} <= set(found.places) or used & set(found.places[essential]):
            continue
        column = columns[found.places[essential][0]]
        is_short = max(grades.grades_of(contract, contract[essential], column).values(), default=0) <= _SHORT
        if name == "ratings" or not is_short:
            notes.append(f"also holds {name} ('{column.name}'): inspect again with --contract {name}")
    return notes


def is_told(key: str, told: dict[str, Any]) -> bool:
    """Whether a person has answered the question of this key."""
    section, _, name = key.partition(".")
    if not name:
        return key in told
    if section in ("columns", "constants") and (
        name in told.get("constants", {}) or name in told.get("columns", {})
    ):
        return True
    return name.split(".")[0] in told.get(section, {})

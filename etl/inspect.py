"""``python -m etl inspect FILE``: look at a file nobody declared and propose a declaration.

What evidence decides is decided and said; what it does not decide is asked, never guessed silently.
"""

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from config.errors import NotReady, SapaError, WrongUse
from config.instance import Instance
from config.settings import merged
from etl.contracts import CONTRACTS
from etl.declaration import Declaration, declaration_from
from etl.inspection.columns import Column, describe
from etl.inspection.details import details_of
from etl.inspection.fitting import Fit, fit
from etl.inspection.found import Details, Question
from etl.inspection.questions import ESSENTIAL, about_key, also_held, is_told, missing
from etl.inspection.raw_table import layout_of, make_cells
from etl.inspection.rejected import about_rejected
from etl.inspection.told import check_columns, check_fields, check_told
from etl.inspection.totals import are_totals
from etl.quarantine import fault_counts
from etl.staging import Task
from etl.staging import look as read_over
from warehouse import engine
from warehouse.engine import Connection

_SECTIONS = ("columns", "aliases", "constants", "values", "scale", "units", "date_formats")
_NEARLY_ALL = 0.95
_NEAR = 0.85
"""A second contract that fits so nearly as well is mentioned."""


@dataclass(frozen=True)
class Proposal:
    """A declaration as far as it is known. ``would_reject``: (column, reason) -> rows."""

    values: dict[str, Any]
    questions: tuple[Question, ...]
    notes: tuple[str, ...]
    rows: int
    would_load: int
    would_reject: dict[tuple[str, str], int]
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Columns of the file no field uses."""
        used: set[str] = set()
        for given in self.values.get("columns", {}).values():
            used |= {given} if isinstance(given, str) else set(given)
        return tuple(
            column.name for column in self.columns if column.name not in used and column.count_filled
        )


def propose(file: Path, told: dict[str, Any], *, operator_zone: str, path: str = "") -> Proposal:
    """Look at the whole of ``file``; ``told`` holds keys of a declaration a person has settled.

    Raises WrongUse for a missing file or an unknown contract, NotReady where no contract fits at all.
    """
    if not file.is_file():
        raise WrongUse(f"{file} is no file; check the path.")
    check_told(told)
    with TemporaryDirectory(prefix="sapa-inspect-") as work:
        connection = engine.memory()
        try:
            return _proposed(connection, _Look(file, told, operator_zone, path or str(file), Path(work)))
        finally:
            connection.close()


@dataclass(frozen=True)
class _Look:
    """One file under inspection; ``path``: as the declaration will name it."""

    file: Path
    told: dict[str, Any]
    zone: str
    path: str
    work: Path


def _proposed(connection: Connection, look: _Look) -> Proposal:
    file, told = look.file, look.told
    layout = layout_of(file, told, look.work)
    raw = make_cells(connection, file, layout, look.work)
    check_columns(raw.columns, told)
    columns = describe(connection, raw.columns)
    _refuse_other_than_rows(file, told, columns)
    best, notes = _best_fit(columns, told, layout.settings["kind"])
    check_fields(best.contract, told)
    notes += layout.notes
    if layout.others:
        notes.append(f"other sheets or tables in it: {', '.join(layout.others)}")
    mapped = {name: tuple(columns[place] for place in places) for name, places in best.places.items()}
    details = details_of(connection, best.contract, mapped, told, columns)
    settings = {**layout.settings, **details.settings, **_known(layout.settings["kind"], raw.columns)}
    found = {
        "contract": best.contract.name,
        "path": look.path,
        **settings,
        "columns": _named(mapped, details),
    }
    values = _tidy(merged(found, told))
    notes += _say_partly_filled(best, values, columns)
    before = set(values.get("constants", {}))
    questions = [*missing(best.contract, values, columns, file, told), *details.questions]
    by_names = {name: value for name, value in values.get("constants", {}).items() if name not in before}
    notes += [f"{name}: {value}, by the names in the file" for name, value in by_names.items()]
    notes += [*details.notes, *about_key(best.contract, values)]
    asked = [question for question in questions if not is_told(question.key, told)]
    rows, loaded, rejected = _tried(look, values, columns, has_questions=bool(asked))
    about = about_rejected(best.contract, values, columns, rows, rejected)
    asked += _not_explained(about, asked, {} if loaded == 0 else told)
    return Proposal(values, tuple(asked), tuple(notes), rows, loaded, rejected, tuple(columns))


def _refuse_other_than_rows(file: Path, told: dict[str, Any], columns: list[Column]) -> None:
    if not any(column.count_filled for column in columns):
        raise NotReady(f"{file.name}: holds no rows below its column names; give a file with some.")
    if "contract" not in told and are_totals(columns):
        raise NotReady(
            f"{file.name}: its rows seem to be totals (of days, agents or queues), not single contacts; "
            "Sapa counts from single rows: ask the source for the list behind them (or say --contract)."
        )


def _named(mapped: dict[str, tuple[Column, ...]], details: Details) -> dict[str, str | list[str]]:
    """Field -> the name of its column, or the names of those that make it up."""
    return {
        name: found[0].name if len(found) == 1 else [column.name for column in found]
        for name, found in mapped.items()
        if name not in details.dropped
    }


def _not_explained(about: list[Question], asked: list[Question], told: dict[str, Any]) -> list[Question]:
    """Questions about rejected rows that neither one already asked nor what a person told explains."""
    known = [question.key for question in asked]
    return [
        question
        for question in about
        if not any(key.startswith(question.key) for key in known) and not is_told(question.key, told)
    ]


def _known(kind: str, columns: tuple[str, ...]) -> dict[str, Any]:
    """All columns of a table, so that a later file with another one is noticed."""
    return {"known_columns": list(columns)} if kind in _TABLES else {}


_TABLES = ("csv", "excel", "parquet", "sqlite")


def _best_fit(columns: list[Column], told: dict[str, Any], kind: str) -> tuple[Fit, list[str]]:
    fixed = {name: _first(given) for name, given in told.get("columns", {}).items()}
    fixed |= dict.fromkeys(told.get("computed", {}), "")
    if kind == "queue_log":
        return Fit(CONTRACTS["contacts"], {}, 1.0), ["an exchange's log: its columns are known"]
    names = [str(told["contract"])] if "contract" in told else list(CONTRACTS)
    fits = sorted((fit(CONTRACTS[name], columns, fixed) for name in names), key=lambda found: -found.score)
    best = fits[0]
    if not best.places:
        raise NotReady(
            f"no column was recognised; say what it is with --contract, one of: {', '.join(CONTRACTS)}."
        )
    near = [found.contract.name for found in fits[1:] if found.score >= _NEAR * best.score > 0]
    notes = (
        [f"taken for {best.contract.name}; it could also be {', '.join(near)} (--contract)"] if near else []
    )
    return best, [*notes, *best.notes, *([] if "contract" in told else also_held(best, columns))]


def _say_partly_filled(best: Fit, values: dict[str, Any], columns: list[Column]) -> list[str]:
    """Rows of a list of calls that were not rated are no ratings, and no faults either."""
    name = ESSENTIAL.get(best.contract.name, "")
    places = best.places.get(name, ())
    if not places or not best.contract[name].required or "blank_without" in values:
        return []
    column = columns[places[0]]
    if column.count_filled > _NEARLY_ALL * column.count:
        return []
    values["blank_without"] = [name]
    return [f"{column.count - column.count_filled} rows without '{column.name}' are no {best.contract.name}"]


def _first(given: Any) -> str:
    return str(given[0] if isinstance(given, list | tuple) and given else given)


def _tidy(values: dict[str, Any]) -> dict[str, Any]:
    """Fields told to stay out (an empty column name) and empty sections are left out."""
    columns = {name: given for name, given in values.get("columns", {}).items() if given}
    kept = {**values, "columns": columns}
    for section in ("values", "scale", "units", "date_formats"):
        if section in kept:
            kept[section] = {
                n: v for n, v in kept[section].items() if n in columns or n in kept.get("constants", {})
            }
    return {name: value for name, value in kept.items() if value not in ({}, None, "")}


Tried = tuple[int, int, dict[tuple[str, str], int]]
"""Rows read, rows that would load, (column, reason) -> faults."""


def _tried(look: _Look, values: dict[str, Any], columns: list[Column], *, has_questions: bool) -> Tried:
    """Read the file under the proposal, where it is complete enough, to see what would be rejected."""
    try:
        declaration = declaration_from(values, name="proposal", told_as="the proposal")
        return _dry(look.file, declaration, look.zone, look.work)
    except SapaError as error:
        if not has_questions:
            told = str(error).removeprefix(f"{look.file.name}: ").replace("sources/proposal.toml: ", "")
            raise NotReady(f"{look.file.name}: {told}") from None
    return columns[0].count if columns else 0, 0, {}


def _dry(file: Path, declaration: Declaration, zone: str, work: Path) -> Tried:
    connection = engine.memory()
    try:
        staged = read_over(
            connection, Task(file, file.name, declaration, zone, b"only for looking", work, ".")
        )
        return staged.count_read, staged.count_good, fault_counts(connection, staged.mapping)
    finally:
        connection.close()


def write_proposal(instance: Instance, name: str, proposal: Proposal, text: str) -> Path:
    """Save a settled proposal as ``config/sources/<name>.toml``; raises for a name in use."""
    declaration_from(proposal.values, name=name, told_as=f"sources/{name}.toml")
    target = instance.sources / f"{name}.toml"
    if target.exists():
        raise NotReady(f"{target} is there already; give another name, or edit it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf8")
    return target


__all__ = ["Details", "Proposal", "propose", "write_proposal"]

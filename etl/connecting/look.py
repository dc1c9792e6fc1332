"""What Sapa saw in a file, as a page shows it: nothing in it tells who a customer is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from config.errors import SapaError
from config.instance import Instance
from config.settings import load_settings
from etl import times
from etl.connecting import guard
from etl.contracts import CONTRACTS, Kind
from etl.inspect import Proposal, propose
from etl.inspection.columns import Column
from etl.inspection.raw_table import layout_of
from etl.inspection.toml_text import as_toml
from etl.masking import masked
from etl.problems import UnreadableFile
from etl.sources import reader_of
from etl.sources.raw import cell_names
from etl.values import Bound
from warehouse import engine

HIDDEN = "•••"
"""What stands for a customer's own number on a screen."""
_SHOWN_ROWS, _SHOWN_WORDS, _LONGEST = 20, 40, 160
_EXAMPLES, _SHORT = 3, 8
_LAYOUT = ("kind", "encoding", "delimiter", "header_row", "sheet", "table")


@dataclass(frozen=True)
class Seen:
    """A column: ``samples`` of its cells, masked; ``words``: the different ones of a field of few words."""

    name: str
    words: tuple[str, ...]
    samples: tuple[str, ...]
    count_filled: int
    count_distinct: int


@dataclass(frozen=True)
class Asked:
    """Something only a person can tell: ``key`` of the declaration, the inspector's own words, choices."""

    key: str
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Sight:
    """A file as far as it is understood.

    ``values``: keys of the declaration; ``rows``: its first rows, masked; ``times``: time field -> a few
    cells with what they are read as; ``problem``: one line where no declaration comes of it yet.
    """

    values: dict[str, Any]
    columns: tuple[Seen, ...]
    rows: tuple[tuple[str, ...], ...]
    questions: tuple[Asked, ...]
    notes: tuple[str, ...]
    times: dict[str, tuple[tuple[str, datetime | None], ...]]
    sheets: tuple[str, ...]
    count_rows: int
    problem: str = ""
    toml: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether it can be tried and saved."""
        return not self.problem and not self.questions

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns no field takes."""
        used = {name for given in self.values.get("columns", {}).values() for name in names_of(given)}
        return tuple(column.name for column in self.columns if column.name not in used)

    def column(self, name: str) -> Seen | None:
        return next((column for column in self.columns if column.name == name), None)


def names_of(given: Any) -> tuple[str, ...]:
    """The column or columns a field is made of."""
    return (given,) if isinstance(given, str) else tuple(given or ())


def look(instance: Instance, file: Path, told: dict[str, Any]) -> Sight:
    """Look at the whole of ``file``; ``told`` holds what a person has settled.

    Raises UnreadableFile or WrongUse in one line for a file that cannot be taken at all.
    """
    opened = _opened(file, told)
    names, rows, layout = opened
    zone = load_settings(instance).operator.time_zone
    try:
        proposal = propose(file, told, operator_zone=zone, path=str(told.get("path", "incoming/*")))
    except SapaError as error:
        return _unclear(file, told, opened, str(error))
    asked = tuple(Asked(one.key, one.text, one.choices) for one in proposal.questions)
    texts = _texts_of_times(proposal.values, names, rows)
    read = {
        field: tuple(zip(cells, dated(cells, pattern, zone), strict=True))
        for field, (cells, pattern) in texts.items()
    }
    return Sight(
        proposal.values, tuple(_seen(column, proposal) for column in proposal.columns),
        _shown(names, rows, proposal), asked, proposal.notes, read, _sheets(file, layout),
        proposal.rows, toml=as_toml(proposal),
    )  # fmt: skip


Rows = list[tuple[str, ...]]
_Opened = tuple[tuple[str, ...], Rows, dict[str, Any]]
"""Column names, the first rows as they stand, the layout."""


def _opened(file: Path, told: dict[str, Any]) -> _Opened:
    guard.check(file)
    with TemporaryDirectory(prefix="sapa-look-") as work:
        folder, connection = Path(work), engine.memory()
        try:
            layout = {**layout_of(file, told, folder).settings}
            names, rows = _first_rows(connection, file, layout, folder)
        except (engine.Error, UnicodeError) as error:
            first = str(error).splitlines()[0]
            raise UnreadableFile(f"{file.name}: cannot be read: {first[:_LONGEST]}") from None
        finally:
            connection.close()
    return names, rows, layout


def _first_rows(
    connection: engine.Connection, file: Path, layout: dict[str, Any], work: Path
) -> tuple[tuple[str, ...], Rows]:
    from etl.declaration import Declaration

    bare = Declaration.model_construct(name="seen", contract="contacts", path="-", columns={}, **layout)
    raw = reader_of(str(layout["kind"]))(file, bare, connection, work)
    guard.check_width(file, len(raw.columns))
    cells = ", ".join(cell_names(len(raw.columns)))
    try:
        found = _cut(connection, cells, raw.relation, raw.parameters)
    except engine.Error:
        if raw.otherwise is None:
            raise
        raw = raw.otherwise()
        found = _cut(connection, cells, raw.relation, raw.parameters)
    return raw.columns, [tuple("" if cell is None else str(cell) for cell in row) for row in found]


def _cut(connection: engine.Connection, cells: str, relation: str, values: dict[str, object]) -> list[Any]:
    return connection.execute(f"SELECT {cells} FROM {relation} LIMIT {_SHOWN_ROWS}", values).fetchall()


def _unclear(file: Path, told: dict[str, Any], opened: _Opened, problem: str) -> Sight:
    """Readable, but no contract fits, or what was told does not: the person goes on from here."""
    names, rows, layout = opened
    values = {"contract": "contacts", **layout, **told}
    plain = tuple(
        Seen(name, (), _masked_cells(words[:_EXAMPLES]), len(words), len(words))
        for place, name in enumerate(names)
        for words in [tuple(dict.fromkeys(row[place] for row in rows if row[place]))]
    )
    masked_rows = tuple(_masked_cells(row) for row in rows)
    return Sight(values, plain, masked_rows, (), (), {}, _sheets(file, layout), 0, problem)


def _sheets(file: Path, layout: dict[str, Any]) -> tuple[str, ...]:
    if layout["kind"] != "excel":
        return ()
    from python_calamine import CalamineWorkbook

    return tuple(CalamineWorkbook.from_path(file).sheet_names)


def _seen(column: Column, proposal: Proposal) -> Seen:
    kind = _kinds(proposal.values).get(column.name)
    samples = _shown_cells(column, column.values[:_EXAMPLES], kind)
    words = column.values[:_SHOWN_WORDS] if kind in (Kind.CHOICE, Kind.YES_NO) else ()
    return Seen(column.name, words, tuple(dict.fromkeys(samples)), column.count_filled, column.count_distinct)


def _kinds(values: dict[str, Any]) -> dict[str, Kind]:
    """Column -> what it is read as."""
    contract = CONTRACTS[values["contract"]]
    given = values.get("columns", {})
    return {name: contract[field].kind for field, some in given.items() for name in names_of(some)}


def _shown(names: tuple[str, ...], rows: Rows, proposal: Proposal) -> tuple[tuple[str, ...], ...]:
    kinds, facts = _kinds(proposal.values), {column.name: column for column in proposal.columns}
    columns = [
        _shown_cells(facts[name], [row[place] for row in rows], kinds.get(name))
        for place, name in enumerate(names)
    ]
    return tuple(zip(*columns, strict=True)) if rows else ()


def _shown_cells(column: Column, cells: Sequence[str], kind: Kind | None) -> tuple[str, ...]:
    """Customers hidden, texts masked; dates, codes and numbers as they stand, as they will land."""
    if kind is Kind.CUSTOMER or (column.is_like("phone", 0.5) and not column.is_like("date", 0.5)):
        return tuple(HIDDEN if cell.strip() else "" for cell in cells)
    is_short = column.is_like("date") or (column.is_like("number") and column.mean_length < _SHORT)
    if is_short or kind not in (None, Kind.FREE_TEXT):
        return tuple(cell[:_LONGEST] for cell in cells)
    return _masked_cells(cells)


def _masked_cells(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(text[:_LONGEST] for text in masked([cell[: 4 * _LONGEST] for cell in cells]))


def _texts_of_times(
    values: dict[str, Any], names: tuple[str, ...], rows: Rows
) -> dict[str, tuple[list[str], str]]:
    """Time field -> a few different cells, joined where it is made of two columns, and its format."""
    contract, places = CONTRACTS[values["contract"]], {name: place for place, name in enumerate(names)}
    found = {}
    for field, given in values.get("columns", {}).items():
        own = [places[name] for name in names_of(given) if name in places]
        if contract[field].kind in (Kind.TIME, Kind.DATE) and own:
            cells = [" ".join(row[place].strip() for place in own).strip() for row in rows]
            pattern = values.get("date_formats", {}).get(field, values.get("date_format", "iso"))
            found[field] = (list(dict.fromkeys(cell for cell in cells if cell))[:_EXAMPLES], str(pattern))
    return found


def dated(cells: Sequence[str], pattern: str, zone: str) -> list[datetime | None]:
    """What ``cells`` are under a date format; None for one that is no date then."""
    if not cells:
        return []
    connection = engine.memory()
    try:
        bound = Bound()
        listed = bound(list(cells))
        time = times.local_time("cell", pattern, zone, zone, bound)
        rows = connection.execute(
            f"SELECT {time} FROM (SELECT unnest({listed}::VARCHAR[]) AS cell)", bound.values
        ).fetchall()
        return [row[0] for row in rows]
    except (engine.Error, ValueError):
        return [None for _ in cells]
    finally:
        connection.close()

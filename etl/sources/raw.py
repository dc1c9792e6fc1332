"""What every reader hands on: the cells of a file as text, and the lines that are no rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from etl.declaration import Declaration
from warehouse.engine import Connection

BLANKS = " \t\r\n\u00a0\u200b\ufeff"
"""Letters at the edges of a cell that say nothing."""


@dataclass(frozen=True)
class BrokenLine:
    """A line that could not be cut into cells. ``text`` is as in the file: mask it before storing."""

    line: int
    reason: str
    detail: str
    text: str


@dataclass(frozen=True)
class Raw:
    """A file as a relation of text cells, in file order.

    ``relation`` is SQL that may follow FROM; its columns are c0, c1, ... (VARCHAR, empty cells NULL or '')
    named ``columns`` in the file.  Values it needs are in ``parameters`` (bound, never pasted).
    Record number r (from 0) stands on line ``first_line + r`` plus the last shift at or before r.
    ``count_expected`` rows must come out; where they do not, or DuckDB refuses the file, ``otherwise`` reads
    it with more care.  ``blanks`` are those of BLANKS that may stand at the edge of a cell.
    """

    relation: str
    columns: tuple[str, ...]
    parameters: dict[str, object] = field(default_factory=dict)
    first_line: int = 2
    shifts: tuple[tuple[int, int], ...] = ()
    broken: tuple[BrokenLine, ...] = ()
    count_blank: int = 0
    separator: str = ";"
    count_expected: int | None = None
    otherwise: "Callable[[], Raw] | None" = None
    blanks: str = BLANKS


Reader = Callable[[Path, Declaration, Connection, Path], Raw]
"""(file, declaration, connection, work folder) -> Raw. Raises UnreadableFile or LayoutChanged."""


def cell_names(count: int) -> tuple[str, ...]:
    """Names of the columns of a raw relation: c0, c1, ..."""
    return tuple(f"c{number}" for number in range(count))


def tidy_header(cells: list[str]) -> tuple[str, ...]:
    """Column names as people would say them: trimmed, line breaks as spaces, twins numbered, gaps named."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.replace("\ufeff", "").split()) or f"column {number}"
        names.append(name if name not in names else f"{name} ({number})")
    return tuple(names)

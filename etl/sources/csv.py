"""CSV and its relatives: any delimiter, quoting and encoding; no line is lost.

A file without faults is read by DuckDB as it stands.  Where DuckDB refuses a line, or the lines do not
add up, the file is mended first: faulty lines are set aside with their number, the others read.
"""

import csv
import mmap
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from etl.declaration import Declaration
from etl.inspection.encodings import encoding_of, kind_of
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.decoding import UNDECODABLE, as_utf8
from etl.sources.mending import Dialect, Shape, mend
from etl.sources.raw import Raw, cell_names, tidy_header
from warehouse.engine import Connection

DELIMITERS = ";,\t|"


@dataclass(frozen=True)
class _Header:
    """The names of the columns and the line the data begins on."""

    names: tuple[str, ...]
    first_line: int


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """``file`` as text cells; the rows DuckDB cannot take are in ``broken``."""
    if file.stat().st_size == 0:
        raise UnreadableFile(f"{file.name}: is empty (0 bytes); deliver it again.")
    text = as_utf8(file, declaration.encoding, work)
    dialect = Dialect(delimiter_of(text, declaration), declaration.quote)
    header = _header(text, file, declaration, dialect)

    def mended() -> Raw:
        table = Shape(dialect, len(header.names), header.first_line)
        kept = mend(text, work / "mended.csv", table, told_as=file.name)
        return Raw(
            relation_of(len(header.names)), header.names, _parameters(kept.path, 0, dialect),
            header.first_line, kept.shifts, kept.broken, kept.count_blank, dialect.delimiter,
        )  # fmt: skip

    count_lines = _count_data_lines(text, header.first_line)
    if count_lines is None:
        return mended()
    lines, blank = count_lines
    return Raw(
        relation_of(len(header.names)), header.names, _parameters(text, header.first_line - 1, dialect),
        header.first_line, (), (), blank, dialect.delimiter, lines, mended,
    )  # fmt: skip


def relation_of(count: int) -> str:
    """SQL that reads a CSV of ``count`` columns as text; its values are bound parameters."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in cell_names(count))
    return (
        "read_csv($csv_path, delim = $csv_delimiter, quote = $csv_quote, escape = $csv_quote, "
        f"skip = $csv_skip, header = false, auto_detect = false, columns = {{{columns}}}, "
        "max_line_size = 8388608)"
    )


def _parameters(path: Path, skip: int, dialect: Dialect) -> dict[str, object]:
    return {
        "csv_path": str(path), "csv_skip": skip,
        "csv_delimiter": dialect.delimiter, "csv_quote": dialect.quote,
    }  # fmt: skip


def delimiter_of(text: Path, declaration: Declaration) -> str:
    """As declared, else the one that cuts the header row into most cells."""
    if declaration.delimiter:
        return declaration.delimiter
    with text.open(encoding="utf-8-sig", errors="replace", newline="\n") as lines:
        header = next(islice(lines, declaration.header_row - 1, None), "")
    return max(DELIMITERS, key=header.count)


def _header(text: Path, file: Path, declaration: Declaration, dialect: Dialect) -> _Header:
    with text.open(encoding="utf-8-sig", errors="sapa-mark", newline="") as lines:
        rest = islice(lines, declaration.header_row - 1, None)
        reader = csv.reader(rest, delimiter=dialect.delimiter, quotechar=dialect.quote)
        try:
            cells = next(reader, [])
        except csv.Error:
            raise UnreadableFile(
                f"{file.name}: is no text table; is it declared as the right kind?"
            ) from None
    if not any(cell.strip() for cell in cells):
        raise LayoutChanged(
            f"{file.name}: line {declaration.header_row} holds no column names; set header_row."
        )
    if any(UNDECODABLE in cell or "\x00" in cell for cell in cells):
        raise UnreadableFile(
            f"{file.name}: the column names are not {declaration.encoding}; {_rather(file, declaration)}."
        )
    return _Header(tidy_header(cells), declaration.header_row + reader.line_num)


def _rather(file: Path, declaration: Declaration) -> str:
    kind, encoding = kind_of(file), encoding_of(file)
    if kind != "csv":
        return f"it is no text but {kind}: set kind = '{kind}'"
    if encoding.lower() == declaration.encoding.lower() or b"\x00" in file.read_bytes()[:4096]:
        return "it is no text table; give the export itself"
    return f"set encoding = '{encoding}'"


def _count_data_lines(text: Path, first_line: int) -> tuple[int, int] | None:
    """(lines that should be rows, blank lines at the end); None where blank lines stand between rows."""
    if text.stat().st_size == 0:
        return 0, 0
    with text.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = len(content)
        while end and content[end - 1] in b"\r\n":
            end -= 1
        tail = content[end:]
        if content.find(b"\n\n", 0, end) >= 0 or content.find(b"\n\r\n", 0, end) >= 0:
            return None
        count = _count_newlines(content, end)
    data = max(0, count + 1 - (first_line - 1))
    return data, max(0, tail.count(b"\n") - 1)


def _count_newlines(content: mmap.mmap, end: int) -> int:
    count = 0
    for start in range(0, end, 1 << 24):
        count += content[start : min(start + (1 << 24), end)].count(b"\n")
    return count

"""CSV and its relatives: any delimiter, quoting and encoding; no line is lost.

A file without faults is read by DuckDB as it stands.  Where DuckDB refuses a line, or the lines do not
add up, the file is mended first: faulty lines are set aside with their number, the others read.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from etl.declaration import Declaration
from etl.inspection.encodings import encoding_of, kind_of
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.decoding import UNDECODABLE, UNDECODABLE_BYTES, as_utf8
from etl.sources.mending import Dialect, Shape, mend
from etl.sources.raw import BLANKS, Raw, cell_names, tidy_header
from warehouse.engine import Connection

DELIMITERS = ";,\t|"


_BLOCK = 1 << 22
_NOT_PLAIN = -1
"""A count no file can have, so that it is read line by line."""


@dataclass(frozen=True)
class _Lines:
    """What a pass over the bytes tells: rows to come, blank lines at the end, blanks that occur."""

    count_rows: int
    count_blank: int
    blanks: str


@dataclass(frozen=True)
class _Header:
    """The names of the columns and the line the data begins on."""

    names: tuple[str, ...]
    first_line: int
    line: bytes


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """``file`` as text cells; the rows DuckDB cannot take are in ``broken``."""
    if file.stat().st_size == 0:
        raise UnreadableFile(f"{file.name}: is empty (0 bytes); deliver it again.")
    text = as_utf8(file, declaration.encoding, work)
    dialect = Dialect(delimiter_of(text, declaration), declaration.quote)
    header = _header(text, file, declaration, dialect)

    def mended() -> Raw:
        table = Shape(dialect, len(header.names), header.first_line, header.line)
        kept = mend(text, work / "mended.csv", table, told_as=file.name)
        return Raw(
            relation_of(len(header.names)), header.names, _parameters(kept.path, 0, dialect),
            header.first_line, kept.shifts, kept.broken, kept.count_blank, dialect.delimiter,
        )  # fmt: skip

    lines = _look_through(text, header)
    return Raw(
        relation_of(len(header.names)), header.names, _parameters(text, header.first_line - 1, dialect),
        header.first_line, (), (), lines.count_blank, dialect.delimiter, lines.count_rows, mended,
        lines.blanks,
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
    first_line = declaration.header_row + reader.line_num
    again = _header_line(text, declaration.header_row) if reader.line_num == 1 else b""
    return _Header(tidy_header(cells), first_line, again)


def _header_line(text: Path, header_row: int) -> bytes:
    """The header as it stands in the file; empty where it is too short to be known again."""
    with text.open("rb") as lines:
        line = next(islice(lines, header_row - 1, None), b"").removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    return line if len(line) > 3 else b""


def _rather(file: Path, declaration: Declaration) -> str:
    kind, encoding = kind_of(file), encoding_of(file)
    if kind != "csv":
        return f"it is no text but {kind}: set kind = '{kind}'"
    if encoding.lower() == declaration.encoding.lower() or b"\x00" in file.read_bytes()[:4096]:
        return "it is no text table; give the export itself"
    return f"set encoding = '{encoding}'"


def _look_through(text: Path, header: _Header) -> _Lines:
    """One pass over the bytes: how many rows there should be, and which blanks cells may have at their edges.

    Blank lines between rows, and line breaks within cells, show as fewer rows than expected; a header that
    comes again is no row, and what is no text is no cell: such a file is mended.
    """
    count_rows, count_ends, blanks, before = 0, 0, "", b""
    again = b"\n" + header.line
    with text.open("rb") as file:
        while block := file.read(_BLOCK):
            begin = 0 if before else block.find(header.line) + 1
            looked_at = before + block[begin:]
            if (header.line and again in looked_at) or UNDECODABLE_BYTES in looked_at:
                return _Lines(_NOT_PLAIN, 0, BLANKS)
            before = block[-max(len(again), len(UNDECODABLE_BYTES)) :]
            content = block.rstrip(b"\r\n")
            if content:
                count_rows += count_ends + content.count(b"\n")
                count_ends = 0
            count_ends += block.count(b"\n", len(content))
            blanks += "".join(blank for blank in _may_occur(block) if blank not in blanks)
    count = count_rows + 1 - (header.first_line - 1) if before else 0
    return _Lines(max(0, count), max(0, count_ends - 1), blanks)


def _may_occur(block: bytes) -> Iterator[str]:
    """Blanks whose first byte is there; the line break is counted instead."""
    return (blank for blank in BLANKS if blank != "\n" and blank.encode()[0] in block)

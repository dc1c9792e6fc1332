"""A text table with faults in it: faulty lines are set aside, the rest is written so that DuckDB takes it.

Lines that are plainly good (the right count of delimiters, no quotes) are copied block by block; only the
others are looked at one by one.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from etl.problems import UnreadableFile
from etl.sources.decoding import BLOCK, UNDECODABLE, UNDECODABLE_BYTES, decoded
from etl.sources.raw import BrokenLine

csv.field_size_limit(1 << 23)  # as DuckDB is told; Python's own limit is too small for long texts
LONGEST_RECORD = 1000
"""Lines one quoted cell may run over; beyond that a quote was simply never closed."""
_OPEN_QUOTE = ("bad_quotes", "a quote is opened and not closed")


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    quote: str


@dataclass(frozen=True)
class Mended:
    """The good rows in ``path``; for the rest see ``Raw``."""

    path: Path
    shifts: tuple[tuple[int, int], ...]
    broken: tuple[BrokenLine, ...]
    count_blank: int


@dataclass(frozen=True)
class Shape:
    """How the table is written: its dialect, columns, and the line its rows begin on."""

    dialect: Dialect
    count_columns: int
    first_line: int
    header: bytes = b""
    """The header as it stands in the file: where it comes again between rows it is no row."""


def mend(text: Path, target: Path, table: Shape, *, told_as: str) -> Mended:
    """Write the good rows of ``text`` from the first row on to ``target``.

    Raises UnreadableFile when the encoding is plainly another one, or the file ends within a row.
    """
    with text.open("rb") as source, target.open("wb") as copy:
        work = _Mending(copy, table.dialect, table.count_columns, table.first_line, table.header)
        for _ in range(table.first_line - 1):
            source.readline()
        work.follow(source)
    if work.count_undecodable >= 10 and work.count_undecodable * 10 > work.line - table.first_line:
        raise UnreadableFile(
            f"{told_as}: {work.count_undecodable} lines are not in the declared encoding; "
            "set encoding (such as cp1251)."
        )
    if work.is_cut_off:
        raise UnreadableFile(
            f"{told_as}: ends in the middle of line {work.line - 1} ({work.broken[-1].detail}); "
            "deliver the whole file again."
        )
    return Mended(target, tuple(work.shifts), tuple(work.broken), work.count_blank)


@dataclass
class _Mending:
    """Where the mending stands: the line reached, the rows written, what was set aside."""

    copy: BinaryIO
    dialect: Dialect
    count_columns: int
    first_line: int
    header: bytes
    line: int = 0
    count_rows: int = 0
    count_blank: int = 0
    count_undecodable: int = 0
    is_short: bool = False  # the line set aside last lacked something at its end
    is_ended: bool = True  # the file ends with a line break
    shifts: list[tuple[int, int]] = field(default_factory=list)
    broken: list[BrokenLine] = field(default_factory=list)

    @property
    def is_cut_off(self) -> bool:
        """A last line without its line break may be whole; one that was set aside as too short is not."""
        is_last_broken = bool(self.broken) and self.broken[-1].line == self.line - 1
        return not self.is_ended and is_last_broken and self.is_short

    def follow(self, source: BinaryIO) -> None:
        self.line = self.first_line
        rest = b""
        while block := source.read(BLOCK):
            block = rest + block + source.readline()
            self.is_ended = block.endswith(b"\n")
            rest = self._block(block, is_last=False)
        if rest:
            self._block(rest, is_last=True)

    def _block(self, block: bytes, *, is_last: bool) -> bytes:
        """Handle whole lines; returns the bytes of a record that may go on in the next block."""
        text = decoded(block).replace(b"\r\n", b"\n").replace(b"\r", b" ")
        if not text.endswith(b"\n"):
            text += b"\n"
        ends, odd = self._odd_lines(text)
        begin = 0
        done = 0  # lines of this block handled
        for index in odd:
            if index < done:
                continue
            self._plain(text[begin : ends[index - 1] + 1 if index else 0], index - done)
            used = self._odd(text, ends, index)
            if used == 0 and not is_last and len(ends) - index < LONGEST_RECORD:
                return text[ends[index - 1] + 1 if index else 0 :]
            done = index + max(used, 1)
            if used == 0:
                self._reject(text, ends, index, *_OPEN_QUOTE, is_short=True)
            begin = int(ends[done - 1]) + 1
        self._plain(text[begin:], len(ends) - done)
        return b""

    def _odd_lines(self, text: bytes) -> tuple[NDArray[np.int64], list[int]]:
        """Ends of all lines, and the numbers of those that need a look."""
        letters = np.frombuffer(text, dtype=np.uint8)
        ends = np.flatnonzero(letters == 10)
        delimiters = _per_line(letters == ord(self.dialect.delimiter), ends)
        is_odd = delimiters != self.count_columns - 1
        is_odd |= _per_line(letters == ord(self.dialect.quote), ends) > 0
        if self.count_columns == 1:
            is_odd |= np.diff(ends, prepend=-1) == 1
        if UNDECODABLE_BYTES in text:
            is_odd |= _per_line(letters == UNDECODABLE_BYTES[0], ends) > 0
        for index in self._headers_again(text, ends):
            is_odd[index] = True
        return ends, [int(index) for index in np.flatnonzero(is_odd)]

    def _headers_again(self, text: bytes, ends: NDArray[np.int64]) -> Iterator[int]:
        """Lines that say the names of the columns once more, as exports that were put together do."""
        place = text.find(self.header) if self.header else -1
        while place >= 0:
            index = int(np.searchsorted(ends, place))
            if (index == 0 or ends[index - 1] == place - 1) and ends[index] == place + len(self.header):
                yield index
            place = text.find(self.header, place + 1)

    def _plain(self, lines: bytes, count: int) -> None:
        if count:
            self._note_shift()
            self.copy.write(lines)
            self.count_rows += count
            self.line += count

    def _note_shift(self) -> None:
        shift = self.line - self.first_line - self.count_rows
        if shift != (self.shifts[-1][1] if self.shifts else 0):
            self.shifts.append((self.count_rows, shift))

    def _odd(self, text: bytes, ends: NDArray[np.int64], index: int) -> int:
        """Handle the record that begins at line ``index``; returns its lines, 0 for an unclosed quote."""
        line = _line(text, ends, index)
        is_header = bool(self.header) and line == self.header.decode("utf-8", "replace")
        if is_header or not line.strip(f" \t{self.dialect.delimiter}{self.dialect.quote}"):
            self.count_blank += 1
            self.line += 1
            return 1
        if UNDECODABLE in line:
            self.count_undecodable += 1
            is_short = line.find(UNDECODABLE) == len(line) - 1
            detail = "its last letter is not whole" if is_short else "bytes that are no text"
            told = f"{detail} in the declared encoding"
            self._reject(text, ends, index, "undecodable", told, is_short=is_short)
            return 1
        return self._record(text, ends, index)

    def _record(self, text: bytes, ends: NDArray[np.int64], index: int) -> int:
        lines = (_line(text, ends, at) + "\n" for at in range(index, min(index + LONGEST_RECORD, len(ends))))
        try:
            cells, used = self._cut(lines)
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                return 0
            self._reject(text, ends, index, "bad_quotes", "a quote stands within a cell")
            return 1
        if len(cells) > self.count_columns and not any(cell.strip() for cell in cells[self.count_columns :]):
            cells = cells[: self.count_columns]
        if len(cells) == self.count_columns and UNDECODABLE not in "".join(cells):
            self._write(cells, used)
            return used
        is_short = used > 1 or len(cells) < self.count_columns
        self._reject(text, ends, index, *self._why_ragged(len(cells), used), is_short=is_short)
        return 1

    def _why_ragged(self, count_cells: int, used: int) -> tuple[str, str]:
        if used > 1:
            return _OPEN_QUOTE
        return "ragged", f"{count_cells} cells where the header has {self.count_columns}"

    def _cut(self, lines: Iterator[str]) -> tuple[list[str], int]:
        reader = csv.reader(
            lines, delimiter=self.dialect.delimiter, quotechar=self.dialect.quote, strict=True
        )
        return next(reader), reader.line_num

    def _write(self, cells: list[str], used: int) -> None:
        self._note_shift()
        row = io.StringIO()
        csv.writer(
            row, delimiter=self.dialect.delimiter, quotechar=self.dialect.quote, lineterminator="\n"
        ).writerow(cells)
        self.copy.write(row.getvalue().encode())
        self.count_rows += 1
        self.line += used

    def _reject(
        self, text: bytes, ends: NDArray[np.int64], index: int, reason: str, detail: str, *,
        is_short: bool = False,
    ) -> None:  # fmt: skip
        self.is_short = is_short
        line = _line(text, ends, index).replace(UNDECODABLE, "\ufffd")
        self.broken.append(BrokenLine(self.line, reason, detail, line))
        self.line += 1


def _per_line(is_it: NDArray[np.bool_], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often something stands in each line."""
    if not len(ends):
        return np.zeros(0, dtype=np.int64)
    upto = np.cumsum(is_it, dtype=np.int64)[ends]
    return np.diff(upto, prepend=0)


def _line(text: bytes, ends: NDArray[np.int64], index: int) -> str:
    begin = int(ends[index - 1]) + 1 if index else 0
    return text[begin : int(ends[index])].decode()

"""CSV files as people have them: encoding and delimiter found out, a column taken by its name."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from config.errors import NotReady, WrongUse, one_of

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
_ENCODINGS = ("utf-8-sig", "cp1251")
_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Table:
    """Header and rows of a file, every row as long as the header."""

    header: list[str]
    rows: list[list[str]]

    def column(self, name: str) -> int:
        """The place of a column; raises WrongUse with the near name."""
        if name not in self.header:
            raise WrongUse(one_of("column", name, self.header))
        return self.header.index(name)

    def texts(self, name: str) -> list[str]:
        place = self.column(name)
        return [row[place] for row in self.rows]


def read_table(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """The CSV file ``path``; raises NotReady or WrongUse with file, line and remedy."""
    text = _decoded(path, encoding)
    if "\0" in text:
        raise NotReady(f"{path}: holds zero bytes, so it is no CSV text; name its encoding with --encoding.")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text))
    try:
        filled = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise NotReady(f"{path}: line {lines.line_num}: {error}.") from None
    if not filled:
        raise NotReady(f"{path} is empty; it needs a header line and rows.")
    header = [name.strip() for name in filled[0][1]]
    return Table(header, [_row(path, line, row, len(header)) for line, row in filled[1:]])


def _row(path: Path, line: int, row: list[str], width: int) -> list[str]:
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        raise NotReady(
            f"{path}: line {line} has {len(row)} cells, the header {width}; put quotes around the text with "
            "the delimiter in it, or name the delimiter with --delimiter."
        )
    return (row + [""] * width)[:width]


def _decoded(path: Path, encoding: str | None) -> str:
    if not path.is_file():
        raise WrongUse(f"{path}: no such file.")
    content = path.read_bytes()
    for name in (encoding,) if encoding else _ENCODINGS:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
        except LookupError:
            raise WrongUse(f"unknown encoding '{name}'; use for example utf-8, cp1251, utf-16.") from None
    raise NotReady(
        f"{path}: cannot be read as {encoding or ' or '.join(_ENCODINGS)}; name it with --encoding."
    )


def _delimiter(text: str) -> str:
    """The mark that stands most often in the header line."""
    header = text.lstrip("\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def write_rows(header: Sequence[str], rows: Iterable[Sequence[object]], form: str, out: TextIO) -> None:
    """Rows as ``csv``, or as ``json`` (a list of objects); None is an empty cell or null."""
    if form == "json":
        objects = [dict(zip(header, row, strict=True)) for row in rows]
        json.dump(objects, out, ensure_ascii=False, indent=1)
        out.write("\n")
        return
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)

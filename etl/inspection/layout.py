"""Where the table stands in a file: delimiter, header row, sheet."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from etl.sources.csv import DELIMITERS

_SAMPLE = 400
_SEARCHED = 40
_PLAIN_VALUE = re.compile(r"[\d\s.,:/\-+%$€₸()]*\d[\d\s.,:/\-+%$€₸()]*(T[\d:.Z+]*)?")


@dataclass(frozen=True)
class Table:
    """``header_row`` counts from 1; ``width``: cells of a usual row."""

    header_row: int
    names: tuple[str, ...]
    width: int
    count_rows: int


def text_layout(file: Path, encoding: str) -> tuple[str, Table]:
    """Delimiter and table of a text file."""
    with file.open(encoding=encoding, errors="replace", newline="") as lines:
        start = list(islice(lines, _SAMPLE))
    best = max(DELIMITERS, key=lambda delimiter: _steadiness(_cut(start, delimiter)))
    return best, table_of(_cut(start, best))


def _cut(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            rows.append(next(reader))
        except StopIteration:
            return rows
        except csv.Error:
            continue


def _steadiness(rows: list[list[str]]) -> float:
    """How much a table it looks: many cells, and the same count in most rows."""
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return 0.0 if width < 2 else count / sum(widths.values()) * (1 + min(width, 40) / 40)


def table_of(rows: Sequence[Sequence[str]]) -> Table:
    """The header is the first wide row of names, unlike the rows of values below it."""
    widths = Counter(_filled(row) for row in rows[:_SAMPLE] if _filled(row) > 1)
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 1
    wide = max((count for count, often in widths.items() if often > 1), default=usual)
    for place, row in enumerate(rows[:_SEARCHED]):
        if _filled(row) >= max(1, 0.6 * min(usual, wide)) and _is_names(row):
            return Table(place + 1, tuple(row), len(row), len(rows) - place - 1)
    first = next((place for place, row in enumerate(rows) if _filled(row)), 0)
    return Table(first + 1, tuple(rows[first]) if rows else (), usual, max(0, len(rows) - first - 1))


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_names(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    values = sum(1 for cell in cells if _PLAIN_VALUE.fullmatch(cell) or len(cell) > 120)
    return len(set(cells)) >= 0.9 * len(cells) and values <= 0.2 * len(cells)

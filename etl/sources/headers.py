"""Column names that stand on several rows, such as 'Rating' over 'Score' and 'Text'."""

from collections.abc import Sequence

Merged = tuple[tuple[tuple[int, int], tuple[int, int]], ...]
"""((first row, first column), (last row, last column)) of cells shown as one, counted from 0."""


def joined_header(rows: Sequence[Sequence[str]], merged: Merged, top: int) -> list[str]:
    """One name a column, the rows joined by ' / '; ``top``: the first of ``rows`` in the sheet, from 0.

    A name over several columns holds for each: as far as its merged cell reaches or, where the file does not
    tell, up to the next name on its row.
    """
    if len(rows) <= 1:
        return [*rows[0]] if rows else []
    width = max(len(row) for row in rows)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    for number, row in enumerate(full[:-1]):
        _spread(row, full[number + 1], [area for area in merged if area[0][0] == top + number])
    return [_joined([row[column] for row in full]) for column in range(width)]


def _spread(row: list[str], below: list[str], areas: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    for (_, left), (_, right) in areas:
        for column in range(left + 1, min(right + 1, len(row))):
            row[column] = row[left]
    if areas:
        return
    for column in range(1, len(row)):
        if not row[column].strip() and below[column].strip() and below[column - 1].strip():
            row[column] = row[column - 1]


def _joined(parts: list[str]) -> str:
    tidy = [" ".join(part.split()) for part in parts]
    return " / ".join(dict.fromkeys(part for part in tidy if part))

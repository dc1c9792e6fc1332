"""Which column goes to which field, so that all of them together suit best (the Hungarian method)."""

from collections.abc import Sequence
from math import inf


def best_pairs(worths: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) whose worths add up to most, each row and column at most once; 0 pairs nothing.

    Kuhn (1955) with the potentials of Jonker and Volgenant: rows enter one after the other, each along the
    shortest path of reduced costs.
    """
    if not worths or not worths[0]:
        return []
    if len(worths) > len(worths[0]):
        turned = best_pairs(list(zip(*worths, strict=True)))
        return sorted((row, column) for column, row in turned)
    costs = [[0.0] * (len(worths[0]) + 1), *([0.0, *(-worth for worth in line)] for line in worths)]
    owners = [0] * len(costs[0])
    by_row, by_column = [0.0] * len(costs), [0.0] * len(owners)
    for row in range(1, len(costs)):
        _enter(row, costs, owners, by_row, by_column)
    found = ((row - 1, column - 1) for column, row in enumerate(owners) if row and column)
    return sorted((row, column) for row, column in found if worths[row][column] > 0)


def _enter(
    row: int, costs: list[list[float]], owners: list[int], by_row: list[float], by_column: list[float]
) -> None:
    """Row ``row`` gets a column; rows before it may move to others."""
    count = len(owners) - 1
    owners[0], here = row, 0
    least, before, is_seen = [inf] * (count + 1), [0] * (count + 1), [False] * (count + 1)
    while owners[here]:
        is_seen[here] = True
        owner, step, following = owners[here], inf, 0
        for column in (column for column in range(1, count + 1) if not is_seen[column]):
            reduced = costs[owner][column] - by_row[owner] - by_column[column]
            if reduced < least[column]:
                least[column], before[column] = reduced, here
            if least[column] < step:
                step, following = least[column], column
        for column in range(count + 1):
            if is_seen[column]:
                by_row[owners[column]] += step
                by_column[column] -= step
            else:
                least[column] -= step
        here = following
    while here:
        owners[here] = owners[before[here]]
        here = before[here]

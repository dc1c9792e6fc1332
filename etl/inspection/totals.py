"""Lists of totals: a row a day with counts and averages tells nothing of single contacts."""

import re
from collections.abc import Sequence

from etl.inspection.columns import Column, words_of
from etl.inspection.families import families

_TOTAL = re.compile(
    r"(avg|averag|mean|total|count|number of|nb |nombre|rate\b|ratio|level|taux|moyen|pourcent|percent|%"
    r"|кол-?во|количеств|число|доля|средн|процент|уровень|всего|саны|орташа|үлесі)"
)
_PLURAL = re.compile(
    r"\b(\w+ )?(calls|contacts|appels|tickets|surveys|responses|звонков|вызовов|обращений|жалоб)\b"
)
_MOST_SINGLE = 0.34
_FEWEST = 3
_SHAPES = ("number", "clock", "span", "date")


def are_totals(columns: Sequence[Column]) -> bool:
    """Whether most columns are figures called counts, averages or shares, and none tells who or whether."""
    filled = [column for column in columns if column.count_filled]
    figures = [column for column in filled if _is_figure(column) and _is_total(column.name)]
    others = [
        column for column in filled
        if column not in figures and not column.is_like("date", 0.6) and not _is_running(column)
    ]  # fmt: skip
    is_told_apart = any(
        column.is_yes_no or "number" in families(words_of(column.name))[0] for column in others
    )
    return len(figures) >= _FEWEST and len(others) <= _MOST_SINGLE * len(filled) and not is_told_apart


def _is_figure(column: Column) -> bool:
    is_share = bool(column.values) and all(value.rstrip(" ").endswith("%") for value in column.values)
    return is_share or any(column.is_like(shape) for shape in _SHAPES[:3])


def _is_total(name: str) -> bool:
    lower = " ".join(name.lower().replace("_", " ").split())
    return bool(_TOTAL.search(lower) or _PLURAL.search(lower))


def _is_running(column: Column) -> bool:
    """A running number of the rows."""
    return column.is_like("integer") and column.uniqueness >= 0.999

"""What stands in each column, over the whole of it."""

import re
from dataclasses import dataclass

from etl.numbers import NO, YES
from warehouse.engine import Connection

MANY_VALUES = 60
EMPTY_WORDS = (
    "null",
    "n/a",
    "na",
    "nan",
    "none",
    "#n/a",
    "nil",
    "-",
    "--",
    "н/д",
    "нет данных",
    "(null)",
    "unknown",
)
_EMPTY_SQL = ", ".join("'" + word.replace("'", "''") + "'" for word in EMPTY_WORDS)
_DATE = (
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ,]+\d{2,4}|[A-Za-z]{3,9} \d{1,2},? \d{4}|20\d{6})"
)
_CLOCK = r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?"
_PATTERNS = {
    "integer": r"[+-]?\d{1,15}(\.0+)?",
    "number": r"[+-]?\d[\d \x{a0}\x{202f}]*([.,]\d+)?|[+-]?\d{1,3}([.,]\d{3})+([.,]\d+)?",
    "comma": r"[+-]?[\d \x{a0}\x{202f}]+,\d{1,2}|[+-]?\d+,\d{4,}",
    "point": r"[+-]?[\d,]*\d\.\d+",
    "date": _DATE + r"([T ,]+" + _CLOCK + r" ?([Zz]|[+-]\d\d:?\d\d)?)?",
    "timed": _DATE + r"[T ,]+" + _CLOCK + r".*",
    "clock": _CLOCK,
    "epoch": r"1[0-9]{9}(\.\d+)?",
    "epoch_ms": r"1[0-9]{12}",
    "phone": r"[+(]?[78(]?[\d() .-]{9,18}",
}


@dataclass(frozen=True)
class Column:
    """Facts of one column; shares are of its filled cells. ``values``: the commonest, most frequent first."""

    place: int
    name: str
    count: int
    count_filled: int
    count_distinct: int
    shares: dict[str, float]
    low: float | None
    high: float | None
    mean_length: float
    mean_words: float
    values: tuple[str, ...]
    empties: tuple[str, ...]

    def is_like(self, shape: str, least: float = 0.9) -> bool:
        """Whether nearly all filled cells have the ``shape``."""
        return self.count_filled > 0 and self.shares[shape] >= least

    @property
    def is_yes_no(self) -> bool:
        found = {value.lower() for value in self.values}
        return 0 < self.count_distinct <= 3 and found <= {*YES, *NO}

    @property
    def is_text(self) -> bool:
        """Sentences: many different ones, or long ones even if the same few come again."""
        if self.is_like("date", 0.6):
            return False
        is_varied = self.count_distinct > min(20, 0.05 * self.count_filled)
        return self.mean_words >= (3.5 if is_varied else 6)

    @property
    def uniqueness(self) -> float:
        return self.count_distinct / self.count_filled if self.count_filled else 0.0


def describe(connection: Connection, names: tuple[str, ...]) -> list[Column]:
    """Columns of table ``cells`` (c0, c1, ... text), the whole of each looked at."""
    return [_describe(connection, place, name) for place, name in enumerate(names)]


def _describe(connection: Connection, place: int, name: str) -> Column:
    cell = f"trim(c{place})"
    empties = tuple(
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT {cell} FROM cells WHERE lower({cell}) IN ({_EMPTY_SQL}) LIMIT 5"
        ).fetchall()
    )
    filled = f"(SELECT {cell} AS v FROM cells WHERE {cell} <> '' AND lower({cell}) NOT IN ({_EMPTY_SQL}))"
    shares = ", ".join(f"avg(regexp_full_match(v, $p_{shape})::INT) AS {shape}" for shape in _PATTERNS)
    row = connection.execute(
        f"SELECT count(*), count(DISTINCT v), avg(length(v)), "
        "avg(length(v) - length(replace(v, ' ', '')) + 1), "
        "min(try_cast(replace(v, ',', '.') AS DOUBLE)), max(try_cast(replace(v, ',', '.') AS DOUBLE)), "
        f"{shares} FROM {filled}",
        {f"p_{shape}": pattern for shape, pattern in _PATTERNS.items()},
    ).fetchone()
    count, distinct, length, words, low, high, *found = row or (0, 0, 0, 0, None, None)
    values = connection.execute(
        f"SELECT v FROM {filled} GROUP BY v ORDER BY count(*) DESC, v LIMIT {MANY_VALUES}"
    ).fetchall()
    total = connection.execute("SELECT count(*) FROM cells").fetchone()
    return Column(
        place, name, int(total[0]) if total else 0, count, distinct,
        {shape: float(share or 0) for shape, share in zip(_PATTERNS, found, strict=False)},
        low, high, float(length or 0), float(words or 0), tuple(value for (value,) in values), empties,
    )  # fmt: skip


def words_of(name: str) -> tuple[str, ...]:
    """A column name as words: ``AvgTalkDuration (min)`` -> avg, talk, duration, min."""
    parted = re.sub(r"(?<=[a-zа-яёәғқңөұүһі])(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])", " ", name)
    return tuple(re.findall(r"[^\W_]+", parted.lower().replace("ё", "е")))

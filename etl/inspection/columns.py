"""What stands in each column, over the whole of it."""

import re
from dataclasses import dataclass

from etl.month_words import is_worded
from etl.numbers import NO, YES
from etl.spans import WORDED
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
_CLOCK = r"\d{1,2} ?[:hHч] ?\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?"
_ZONE = r"( ?([Zz]|UTC|GMT|(UTC|GMT)?[+-]\d\d(:?\d\d)?))?"
_MONEY = r"(\p{Sc}|[A-Za-zА-Яа-я]{1,4}\.?)?"
_PATTERNS = {
    "integer": r"[+-]?\d{1,15}(\.0+)?",
    "number": r"[+-]?\d[\d \x{a0}\x{202f}]*([.,]\d+)?|[+-]?\d{1,3}([.,]\d{3})+([.,]\d+)?",
    "money": rf"\p{{Sc}}?\s?[+-]?\d[\d.,\s\x{{a0}}\x{{202f}}]*{_MONEY}",
    "comma": rf"[+-]?[\d \x{{a0}}\x{{202f}}]+,\d{{1,2}}\s?{_MONEY}|[+-]?\d+,\d{{4,}}",
    "point": r"\p{Sc}?[+-]?[\d,]*\d\.\d+",
    "date": _DATE + r"(([T ,]| à )+" + _CLOCK + _ZONE + r")?",
    "timed": _DATE + r"([T ,]| à )+" + _CLOCK + r".*",
    "clock": _CLOCK,
    "span": r"(?i)" + WORDED,
    "epoch": r"1[0-9]{9}(\.\d+)?",
    "epoch_ms": r"1[0-9]{12}",
    "serial": r"[34]\d{4}([.,]\d+)?",
    "phone": r"[+(]?[78(]?[\d() .-]{9,18}",
}
_LONGEST_DATE = 45


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
    def has_clock(self) -> bool:
        """Whether the days in it come with a time of day."""
        return self.shares["timed"] > 0.1

    @property
    def is_yes_no(self) -> bool:
        found = {value.lower() for value in self.values}
        return 0 < self.count_distinct <= 3 and found <= {*YES, *NO, "o"}

    @property
    def is_text(self) -> bool:
        """Sentences: many different ones, or long ones even if the same few come again."""
        if self.is_like("date", 0.6):
            return False
        is_varied = self.count_distinct > min(20, 0.05 * self.count_filled)
        return self.mean_words >= (3.5 if is_varied else 6)

    @property
    def is_running(self) -> bool:
        """The number of the row: 1, 2, 3 ..."""
        is_padded = any(value.startswith("0") and value != "0" for value in self.values)
        is_counted = (
            not is_padded and self.low in (0, 1) and self.high is not None and self.high <= self.count
        )
        return is_counted and self.is_like("integer") and self.uniqueness >= 0.98

    @property
    def uniqueness(self) -> float:
        return self.count_distinct / self.count_filled if self.count_filled else 0.0


def describe(connection: Connection, names: tuple[str, ...]) -> list[Column]:
    """Columns of table ``cells`` (c0, c1, ... text), the whole of each looked at.

    Each different cell is looked at once, and each shape of cells: a million phone numbers have a few.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE said (place INT, v VARCHAR, often BIGINT, is_empty BOOLEAN)"
    )
    for place in range(len(names)):
        connection.execute(
            f"INSERT INTO said SELECT {place}, trim(c{place}) AS v, count(*), lower(v) IN ({_EMPTY_SQL}) "
            "FROM cells GROUP BY v HAVING v <> ''"
        )
    (total,) = connection.execute("SELECT count(*) FROM cells").fetchone() or (0,)
    sizes, shares, values, empties = (
        _sizes(connection),
        _shares(connection),
        _values(connection),
        _empties(connection),
    )
    found = []
    for place, name in enumerate(names):
        count, distinct, length, word_count, low, high = sizes.get(place, _NOTHING)
        found.append(Column(
            place, name, total, count, distinct, shares.get(place, _NO_SHAPE), low, high, length, word_count,
            values.get(place, ()), empties.get(place, ()),
        ))  # fmt: skip
    return found


_Sizes = tuple[int, int, float, float, float | None, float | None]
_NOTHING: _Sizes = (0, 0, 0.0, 0.0, None, None)
_NO_SHAPE = {**dict.fromkeys(_PATTERNS, 0.0), "worded": 0.0}


def _sizes(connection: Connection) -> dict[int, _Sizes]:
    """Place -> cells, different ones, mean length, mean words, least and greatest number."""
    number = "try_cast(replace(v, ',', '.') AS DOUBLE)"
    rows = connection.execute(
        "SELECT place, sum(often)::BIGINT, count(*), (sum(often * length(v)) / sum(often))::DOUBLE, "
        "(sum(often * (length(v) - length(replace(v, ' ', '')) + 1)) / sum(often))::DOUBLE, "
        f"min({number}), max({number}) FROM said WHERE NOT is_empty GROUP BY place"
    ).fetchall()
    return {
        place: (count, distinct, length, words, low, high)
        for place, count, distinct, length, words, low, high in rows
    }


def _values(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Place -> the commonest cells, most frequent first."""
    rows = connection.execute(
        "SELECT place, v FROM said WHERE NOT is_empty "
        f"QUALIFY row_number() OVER (PARTITION BY place ORDER BY often DESC, v) <= {MANY_VALUES} "
        "ORDER BY place, often DESC, v"
    ).fetchall()
    found: dict[int, tuple[str, ...]] = {}
    for place, value in rows:
        found[place] = (*found.get(place, ()), value)
    return found


def _empties(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Place -> words in it that mean nothing is known."""
    rows = connection.execute(
        "SELECT place, list(v ORDER BY v) FROM said WHERE is_empty GROUP BY place"
    ).fetchall()
    return {place: tuple(words) for place, words in rows}


def _shares(connection: Connection) -> dict[int, dict[str, float]]:
    """Place -> shape -> share of the filled cells. Digits behind the second letter are all alike."""
    shapes = {shape: f"regexp_full_match(v, $p_{shape})" for shape in _PATTERNS}
    shapes["date"] += " OR in_words"
    shapes["timed"] += r" OR (in_words AND regexp_matches(v, '\d ?[:hч] ?\d\d'))"
    shapes["worded"] = "in_words"
    shares = ", ".join(f"sum(often * ({condition})::INT) / sum(often)" for condition in shapes.values())
    kinds = "left(v, 2) || translate(substr(v, 3), '0123456789', '5555555555')"
    # What is no date in figures may be one with its month in words; few cells get so far.
    has_both = "regexp_matches(v, '\\d') AND regexp_matches(v, '\\pL')"
    in_words = f"length(v) <= {_LONGEST_DATE} AND {has_both} AND {is_worded('v')}"
    alike = f"SELECT place, {kinds} AS v, sum(often) AS often FROM said WHERE NOT is_empty GROUP BY 1, 2"
    rows = connection.execute(
        f"SELECT place, {shares} FROM (SELECT *, coalesce({in_words}, false) AS in_words FROM ({alike})) "
        "GROUP BY place",
        {f"p_{shape}": pattern for shape, pattern in _PATTERNS.items()},
    ).fetchall()
    return {
        place: {shape: float(share) for shape, share in zip(shapes, found, strict=True)}
        for place, *found in rows
    }


def words_of(name: str) -> tuple[str, ...]:
    """A column name as words: ``AvgTalkDuration (min)`` -> avg, talk, duration, min."""
    parted = re.sub(r"(?<=[a-zа-яёәғқңөұүһі])(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])|(?<=[A-Z])(?=[A-Z][a-z]{2})", " ", name)
    parted = re.sub(r"№|#|\b[Nn][°º]", " number ", parted)
    return tuple(re.findall(r"[^\W_]+", parted.lower().replace("ё", "е")))

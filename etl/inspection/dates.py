"""The date format of a column, decided on evidence over the whole of it; what stays open is asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.inspection.columns import Column, words_of
from etl.times import strptime_codes
from warehouse.engine import Connection

_PARTED = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}")
_IS_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[- ][A-Za-z]{3}|[A-Za-z]{3,9} \d|20\d{6}")
_FOREIGN = {
    "de", "du", "des", "le", "la", "les", "et", "avis", "commentaire", "agence", "appel", "motif", "datum",
    "und", "der", "die", "das", "kommentar", "fecha", "comentario", "el", "los",
}  # fmt: skip
_DAYS_OF_A_MONTH = 5
_SUSPICIOUS_DAYS = 20
"""So many different dates without a day over 12 do not happen where the days are the days."""


@dataclass(frozen=True)
class Order:
    """Which of two numbers is the day. ``certain``: by evidence; ``why`` says which."""

    is_day_first: bool
    certain: bool
    why: str


@dataclass(frozen=True)
class DateFormat:
    """A format as a declaration writes it; ``question`` where the column alone cannot tell."""

    pattern: str
    note: str = ""
    question: str = ""
    choices: tuple[str, ...] = ()


def speaks_no_english(names: Sequence[str]) -> bool:
    """Whether column names are of a language whose dates begin with the day: month first is American."""
    words = {word for name in names for word in words_of(name)}
    return bool(words & _FOREIGN) or any(
        letter.isalpha() for word in words for letter in word if not letter.isascii()
    )


def format_of(
    connection: Connection, column: Column, latest: date, order: Order | None = None, own: Order | None = None
) -> DateFormat:
    """The format of ``column``; ``order`` as other columns showed it, ``latest``: no date is later.

    ``own``: what ``order_of`` says of the column, where that is known already.
    """
    if sure := _certain(column):
        return sure
    digits = [value for value in column.values if any(letter.isdigit() for letter in value)]
    sample = next((value for value in digits if _IS_DATE.match(value)), digits[0] if digits else "")
    if _YEAR_FIRST.match(sample):
        return _year_first(connection, column, sample)
    found = _PARTED.match(sample)
    if found is None:
        return _worded(sample)
    mark, year = found.group(2), "yyyy" if len(found.group(4)) == 4 else "yy"
    decided = own or order_of(connection, column, latest)
    if not decided.certain and order is not None and order.certain:
        decided = order
    day_first, month_first = (
        whole_format(f"{pair}{mark}{year}", _clock(sample)) for pair in (f"dd{mark}mm", f"mm{mark}dd")
    )
    if decided.certain:
        return DateFormat(day_first if decided.is_day_first else month_first, f"{column.name}: {decided.why}")
    return DateFormat(
        day_first, "", f"column '{column.name}': is '{sample}' day first or month first?",
        (day_first, month_first),
    )  # fmt: skip


def _certain(column: Column) -> DateFormat | None:
    """Forms that leave nothing open: seconds since 1970, months in words, days of a spreadsheet."""
    if column.is_like("epoch"):
        return DateFormat("unix")
    if column.is_like("epoch_ms"):
        return DateFormat("unix_ms")
    if column.is_like("worded", 0.5):
        return DateFormat("words")
    if column.is_like("serial", 0.8) and not column.is_like("date", 0.3):
        return DateFormat("excel", f"{column.name}: days of a spreadsheet, such as {column.values[0]}")
    return None


def order_of(connection: Connection, column: Column, latest: date) -> Order:
    """Day or month first: a number over 12, dots, dates in the future, and rows in the order of time."""
    first, second, mark, is_late_day, is_late_month, firsts, seconds = _evidence(connection, column, latest)
    is_one_month = min(firsts, seconds) == 1 and max(firsts, seconds) >= _DAYS_OF_A_MONTH
    signs = (
        (first > 12 >= second, True, f"day first: the first number goes up to {first}"),
        (second > 12 >= first, False, f"month first: the second number goes up to {second}"),
        (mark == ".", True, "day first: parted by dots"),
        (is_late_day != is_late_month, is_late_month, "the other order gives dates in the future"),
    )
    for holds, is_day, why in signs:
        if holds:
            return Order(is_day, True, why)
    if not firsts:
        return Order(True, False, "")
    is_sorted_day, is_sorted_month = _sorted(connection, column, _FIGURES, ("y", "b", "a"), ("y", "a", "b"))
    if is_sorted_day != is_sorted_month:
        return Order(is_sorted_day, True, "only this order puts the rows in order of time")
    if is_one_month:
        return Order(firsts > seconds, True, "one number never changes: the month")
    return Order(True, False, "")


_FIGURES = r"^(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4}|\d{2})"


def _evidence(
    connection: Connection, column: Column, latest: date
) -> tuple[int, int, str, bool, bool, int, int]:
    """Greatest first and second number, the mark, which order is later than today, how many differ."""
    row = connection.execute(
        "WITH days AS (SELECT DISTINCT regexp_extract(v, $figures, ['a', 'b', 'y']) AS p, "
        "regexp_extract(v, '[./-]') AS mark "
        f"FROM (SELECT DISTINCT left(trim(c{column.place}), 10) AS v FROM cells) "
        "WHERE regexp_matches(v, $figures)), numbers AS (SELECT mark, p.a::INT AS a, p.b::INT AS b, "
        "CASE WHEN length(p.y) = 2 THEN 2000 + p.y::INT ELSE p.y::INT END AS y FROM days) "
        "SELECT coalesce(max(a), 0), coalesce(max(b), 0), coalesce(mode(mark), ''), "
        "coalesce(max(y * 10000 + b * 100 + a) > $latest, false), "
        "coalesce(max(y * 10000 + a * 100 + b) > $latest, false), count(DISTINCT a), count(DISTINCT b) "
        "FROM numbers",
        {"figures": _bare(_FIGURES), "latest": int((latest + timedelta(days=1)).strftime("%Y%m%d"))},
    ).fetchone()
    return row if row is not None else (0, 0, "", False, False, 0, 0)


def _bare(pattern: str) -> str:
    """DuckDB names the groups itself."""
    return re.sub(r"\?P<\w+>", "", pattern)


def _sorted(
    connection: Connection, column: Column, shape: str, *orders: tuple[str, str, str]
) -> tuple[bool, bool]:
    """Whether the rows stand in order of time, for two orders of year, month and day."""
    names = re.findall(r"\?P<(\w+)>", shape)
    one, other = (f"p.{y}::INT * 10000 + p.{m}::INT * 100 + p.{d}::INT" for y, m, d in orders)
    row = connection.execute(
        "WITH days AS (SELECT place, regexp_extract(v, $shape, $names) AS p "
        f"FROM (SELECT rowid AS place, trim(c{column.place}) AS v FROM cells) "
        f"WHERE regexp_matches(v, $shape)), moves AS (SELECT {one} AS one, {other} AS other, "
        f"lag({one}) OVER (ORDER BY place) AS one_before, "
        f"lag({other}) OVER (ORDER BY place) AS other_before FROM days) "
        "SELECT count(*) FILTER (one < one_before) = 0 AND count(DISTINCT one) > 4, "
        "count(*) FILTER (other < other_before) = 0 AND count(DISTINCT other) > 4 FROM moves".replace(
            "$names", "[" + ", ".join(f"'{name}'" for name in names) + "]"
        ),
        {"shape": _bare(shape)},
    ).fetchone()
    return row or (False, False)


_YEAR_SHAPE = r"^(?P<y>\d{4})[-/.](?P<a>\d{1,2})[-/.](?P<b>\d{1,2})"


def _year_first(connection: Connection, column: Column, sample: str) -> DateFormat:
    row = connection.execute(
        "SELECT coalesce(max(p.a::INT), 0), coalesce(max(p.b::INT), 0), count(*) "
        "FROM (SELECT regexp_extract(v, $shape, ['y', 'a', 'b']) AS p "
        f"FROM (SELECT DISTINCT left(trim(c{column.place}), 10) AS v FROM cells) "
        "WHERE regexp_matches(v, $shape))",
        {"shape": _bare(_YEAR_SHAPE)},
    ).fetchone()
    middle, last, count = row or (0, 0, 0)
    mark = sample[4]
    usual = "iso" if mark == "-" else f"yyyy{mark}mm{mark}dd{_clock(sample)}"
    turned = f"yyyy{mark}dd{mark}mm{_clock(sample)}"
    if middle > 12 and last <= 12:
        return DateFormat(turned, f"{column.name}: year, day, month: the middle number goes up to {middle}")
    if last > 12 or count < _SUSPICIOUS_DAYS:
        return DateFormat(usual)
    is_usual, is_turned = _sorted(connection, column, _YEAR_SHAPE, ("y", "a", "b"), ("y", "b", "a"))
    if is_usual != is_turned:
        why = "only this order puts the rows in order of time"
        return DateFormat(usual if is_usual else turned, f"{column.name}: {why}")
    told = f"column '{column.name}': no day over 12 in {count} dates like '{sample}': day in the middle?"
    return DateFormat(usual, "", told, (usual, turned))


def _worded(sample: str) -> DateFormat:
    """Days written together."""
    if re.match(r"20\d{6}", sample):
        return DateFormat("yyyymmdd" + _clock(sample, start=8))
    return DateFormat("iso")


def _clock(sample: str, start: int = 0) -> str:
    """The format of the time behind the date, with what stands between them."""
    found = re.search(
        r"((?:[T ,]| à )+)(\d{1,2} ?[:hHч] ?\d{2}(:\d{2})?(\.\d+)?( ?)([AaPp]\.?[Mm])?)", sample[start:]
    )
    return "" if found is None else found.group(1) + clock_format(found.group(2))


def clock_format(sample: str) -> str:
    """The format of a time of day: ``3:53:50 PM`` is ``hh:MM:SS AM``, ``15h53`` is ``%Hh%M``."""
    if lettered := re.match(r"\d{1,2}( ?[hHч] ?)\d{2}", sample):
        return f"%H{lettered.group(1)}%M"
    hours = "hh" if re.search(r"[AaPp]\.?[Mm]", sample) else "HH"
    seconds = ":SS" if sample.count(":") == 2 else ""
    half = (" " if re.search(r"\d [AaPp]", sample) else "") + "AM" if hours == "hh" else ""
    return f"{hours}:MM{seconds}{half}"


def whole_format(day: str, clock: str) -> str:
    """A day with its time; in strptime's own codes where letters stand in the time (``14h05``)."""
    return f"{strptime_codes(day)}{clock}" if "%" in clock else f"{day}{clock}"

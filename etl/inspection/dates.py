"""The date format of a column, decided on evidence over the whole of it; what stays open is asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.inspection.columns import Column, words_of
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


def format_of(connection: Connection, column: Column, latest: date, order: Order | None = None) -> DateFormat:
    """The format of ``column``; ``order`` as other columns showed it, ``latest``: no date is later."""
    if column.is_like("epoch"):
        return DateFormat("unix")
    if column.is_like("epoch_ms"):
        return DateFormat("unix_ms")
    digits = [value for value in column.values if any(letter.isdigit() for letter in value)]
    sample = next((value for value in digits if _IS_DATE.match(value)), digits[0] if digits else "")
    if _YEAR_FIRST.match(sample):
        return _year_first(connection, column, sample)
    found = _PARTED.match(sample)
    if found is None:
        return _worded(sample)
    mark, year = found.group(2), "yyyy" if len(found.group(4)) == 4 else "yy"
    decided = order_of(connection, column, latest)
    if not decided.certain and order is not None and order.certain:
        decided = order
    day_first, month_first = (
        f"{pair}{mark}{year}{_clock(sample)}" for pair in (f"dd{mark}mm", f"mm{mark}dd")
    )
    if decided.certain:
        return DateFormat(day_first if decided.is_day_first else month_first, f"{column.name}: {decided.why}")
    return DateFormat(
        day_first, "", f"column '{column.name}': is '{sample}' day first or month first?",
        (day_first, month_first),
    )  # fmt: skip


def order_of(connection: Connection, column: Column, latest: date) -> Order:
    """Day or month first: a number over 12, dots, dates in the future, and rows in the order of time."""
    found = _evidence(connection, column, latest)
    first, second, mark, is_sorted_day, is_sorted_month, is_late_day, is_late_month, firsts, seconds = found
    is_one_month = min(firsts, seconds) == 1 and max(firsts, seconds) >= _DAYS_OF_A_MONTH
    signs = (
        (first > 12 >= second, True, f"day first: the first number goes up to {first}"),
        (second > 12 >= first, False, f"month first: the second number goes up to {second}"),
        (mark == ".", True, "day first: parted by dots"),
        (is_late_day != is_late_month, is_late_month, "the other order gives dates in the future"),
        (is_sorted_day != is_sorted_month, is_sorted_day, "only this order puts the rows in order of time"),
        (is_one_month, firsts > seconds, "one number never changes: the month"),
    )
    return next((Order(is_day, True, why) for holds, is_day, why in signs if holds), Order(True, False, ""))


def _evidence(
    connection: Connection, column: Column, latest: date
) -> tuple[int, int, str, bool, bool, bool, bool, int, int]:
    parts = r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})"
    row = connection.execute(
        "WITH parts AS (SELECT rowid AS place, regexp_extract(trim(c), $parts, ['a', 'b', 'y']) AS p, "
        "regexp_extract(trim(c), '[./-]') AS mark "
        f"FROM (SELECT rowid, c{column.place} AS c FROM cells) WHERE regexp_matches(trim(c), $parts)), "
        "numbers AS (SELECT place, mark, p.a::INT AS a, p.b::INT AS b, "
        "CASE WHEN length(p.y) = 2 THEN 2000 + p.y::INT ELSE p.y::INT END AS y FROM parts), "
        "moves AS (SELECT *, y * 10000 + b * 100 + a AS day_first, y * 10000 + a * 100 + b AS month_first, "
        "lag(y * 10000 + b * 100 + a) OVER (ORDER BY place) AS day_before, "
        "lag(y * 10000 + a * 100 + b) OVER (ORDER BY place) AS month_before FROM numbers) "
        "SELECT coalesce(max(a), 0), coalesce(max(b), 0), coalesce(mode(mark), ''), "
        "count(*) FILTER (day_first < day_before) = 0 AND count(DISTINCT day_first) > 4, "
        "count(*) FILTER (month_first < month_before) = 0 AND count(DISTINCT month_first) > 4, "
        "coalesce(max(day_first) > $latest, false), coalesce(max(month_first) > $latest, false), "
        "count(DISTINCT a), count(DISTINCT b) FROM moves",
        {"parts": parts, "latest": int((latest + timedelta(days=1)).strftime("%Y%m%d"))},
    ).fetchone()
    return row if row is not None else (0, 0, "", False, False, False, False, 0, 0)


def _year_first(connection: Connection, column: Column, sample: str) -> DateFormat:
    row = connection.execute(
        r"SELECT coalesce(max(regexp_extract(c, '^\d{4}[-/.](\d{1,2})', 1)::INT), 0), "
        r"coalesce(max(regexp_extract(c, '^\d{4}[-/.]\d{1,2}[-/.](\d{1,2})', 1)::INT), 0), "
        r"count(DISTINCT left(c, 10)) "
        f"FROM (SELECT trim(c{column.place}) AS c FROM cells) WHERE regexp_matches(c, $shape)",
        {"shape": r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"},
    ).fetchone()
    middle, last, count = row or (0, 0, 0)
    mark = sample[4]
    usual = "iso" if mark == "-" else f"yyyy{mark}mm{mark}dd{_clock(sample)}"
    turned = f"yyyy{mark}dd{mark}mm{_clock(sample)}"
    if middle > 12 and last <= 12:
        return DateFormat(turned, f"{column.name}: year, day, month: the middle number goes up to {middle}")
    if last <= 12 and count >= _SUSPICIOUS_DAYS:
        told = f"column '{column.name}': no day over 12 in {count} dates like '{sample}': day in the middle?"
        return DateFormat(usual, "", told, (usual, turned))
    return DateFormat(usual)


def _worded(sample: str) -> DateFormat:
    """Months in words, and days written together."""
    if re.match(r"20\d{6}", sample):
        return DateFormat("yyyymmdd" + _clock(sample, start=8))
    if found := re.match(r"(\d{1,2})([- ])([A-Za-z]{3,9})([- ,]+)(\d{4}|\d{2})", sample):
        month = "mmm" if len(found.group(3)) == 3 else "mmmm"
        year = "yyyy" if len(found.group(5)) == 4 else "yy"
        return DateFormat(f"dd{found.group(2)}{month}{found.group(4)}{year}{_clock(sample)}")
    if found := re.match(r"([A-Za-z]{3,9}) \d{1,2}(,?) \d{4}", sample):
        month = "mmm" if len(found.group(1)) == 3 else "mmmm"
        return DateFormat(f"{month} dd{found.group(2)} yyyy{_clock(sample)}")
    return DateFormat("iso")


def _clock(sample: str, start: int = 0) -> str:
    """The format of the time behind the date, with what stands between them."""
    found = re.search(r"([T ,]+)\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?)([AaPp][Mm])?", sample[start:])
    if found is None:
        return ""
    hours = "hh" if found.group(5) else "HH"
    seconds = ":SS" if found.group(2) else ""
    return f"{found.group(1)}{hours}:MM{seconds}{found.group(4)}{'AM' if found.group(5) else ''}".rstrip()

"""Dates and times as sources write them, as SQL that gives the operator's local time.

A date format is written as people do: ``dd.mm.yyyy HH:MM`` (mm month, MM minutes), or ``iso``, ``words``
(months in words, see ``etl.month_words``), ``unix``, ``unix_ms``, ``excel`` (days since 1899-12-30), or with
strptime's own ``%`` codes.
"""

import re

from etl.month_words import worded
from etl.values import Bound

NAMED = ("iso", "words", "unix", "unix_ms", "excel")
_TOKENS = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "m": "%m", "dd": "%d", "d": "%d",
    "HH": "%H", "H": "%H", "hh": "%I", "h": "%I", "MM": "%M", "SS": "%S", "ss": "%S", "fff": "%g",
    "AM": "%p", "PM": "%p", "am": "%p", "pm": "%p",
}  # fmt: skip
_TOKEN = re.compile("|".join(sorted(_TOKENS, key=len, reverse=True)))
_OFFSET = r"\d ?(Z|z|UTC|GMT|(UTC|GMT)?[+-]\d\d(:?\d\d)?)$"
_TAIL = r"(\d(?: ?[AaPp]\.?[Mm]\.?)?) ?(?:UTC|GMT|Z|z)?([+-]\d\d(?::?\d\d)?)?$"
_HALF_DAY = r"([AaPp])\. ?([Mm])\.?"


def strptime_codes(pattern: str) -> str:
    """``dd.mm.yyyy HH:MM`` as ``%d.%m.%Y %H:%M``; raises ValueError for a pattern without a year or day."""
    codes = pattern if "%" in pattern else _TOKEN.sub(lambda found: _TOKENS[found.group()], pattern)
    if not re.search(r"%[Yy]", codes) or not re.search(r"%d", codes):
        raise ValueError(f"'{pattern}' is no date format; write it like dd.mm.yyyy HH:MM, or iso")
    return codes


def local_time(cell: str, pattern: str, zone: str, operator_zone: str, bound: Bound) -> str:
    """SQL: ``cell`` (text) as TIMESTAMP in the operator's zone, NULL where it is no time.

    A value that carries its own offset is taken at its word, whatever ``zone`` says.
    """
    if pattern in ("unix", "unix_ms"):
        seconds = f"try_cast({cell} AS DOUBLE)" + (" / 1000" if pattern == "unix_ms" else "")
        return f"timezone({bound(operator_zone)}, to_timestamp({seconds}))"
    if pattern == "iso":
        return _iso(cell, zone, operator_zone, bound)
    if pattern == "excel":
        days = f"try_cast({cell} AS DOUBLE)"
        plain = f"TIMESTAMP '1899-12-30' + to_microseconds(round({days} * 86400)::BIGINT * 1000000)"
        return _moved(
            f"(CASE WHEN {days} BETWEEN 30000 AND 80000 THEN {plain} END)", zone, operator_zone, bound
        )

    moved = _moved(_plain(cell, pattern, bound), zone, operator_zone, bound)
    return f"coalesce({moved}, {_with_offset(cell, pattern, operator_zone, bound)})"


def _plain(cell: str, pattern: str, bound: Bound) -> str:
    """SQL: the moment as written, whatever its zone."""
    if pattern == "words":
        return f"coalesce({worded(cell)}, {_typed(cell)})"
    codes = strptime_codes(pattern)
    text = f"regexp_replace({cell}, '{_HALF_DAY}', '\\1\\2')" if "%p" in codes else cell
    tries = [f"try_strptime({text}, {bound(kin)})" for kin in _kindred(codes)]
    if "%b" in codes or "%B" in codes:
        tries.append(worded(cell))
    if not codes.startswith("%Y-"):
        tries.append(_typed(cell))
    return f"coalesce({', '.join(tries)})"


def _with_offset(cell: str, pattern: str, operator_zone: str, bound: Bound) -> str:
    """SQL: a time that carries its own zone behind it, in the operator's zone."""
    rest = f"regexp_replace({cell}, '{_TAIL}', '\\1')"
    sign = f"regexp_extract({cell}, '{_TAIL}', 2)"
    digits = f"replace({sign}[2:], ':', '')"
    minutes = (
        f"coalesce(try_cast({digits}[1:2] AS INT) * 60 + coalesce(try_cast({digits}[3:4] AS INT), 0), 0)"
    )
    east = f"CASE WHEN {sign}[1:1] = '-' THEN -1 ELSE 1 END * {minutes}"
    utc = f"{_plain(rest, pattern, bound)} - to_minutes({east})"
    has_zone = f"{rest} <> {cell}"
    return f"CASE WHEN {has_zone} THEN timezone({bound(operator_zone)}, timezone('UTC', {utc})) END"


def as_written(cell: str, pattern: str, bound: Bound) -> str:
    """SQL: ``cell`` as TIMESTAMP just as it is written, NULL where it is none; its zone is not heeded."""
    if pattern in ("unix", "unix_ms", "excel"):
        return local_time(cell, pattern, "UTC", "UTC", bound)
    if pattern == "iso":
        return f"try_cast(regexp_replace({cell}, '(\\d) ?(Z|z|[+-]\\d\\d:?\\d\\d)$', '\\1') AS TIMESTAMP)"
    return _plain(cell, pattern, bound)


def _kindred(codes: str) -> list[str]:
    """As declared; with seconds where minutes end it; the date alone where a time is declared."""
    found = [codes]
    if codes.endswith("%M"):
        found.append(codes + ":%S")
    if codes.endswith("%M:%S"):
        found.append(codes.removesuffix(":%S"))
    date_only = re.split(r"[ T]+%[HI]", codes)[0]
    if date_only != codes:
        found.append(date_only)
    elif "%H" not in codes and "%I" not in codes:
        found += [codes + " %H:%M:%S", codes + " %H:%M"]
    return found


def _typed(cell: str) -> str:
    """Cells that are dates by themselves (Excel, databases) come as ISO whatever text cells look like."""
    return f"CASE WHEN {cell}[5:5] = '-' AND {cell}[8:8] = '-' THEN try_cast({cell} AS TIMESTAMP) END"


def _iso(cell: str, zone: str, operator_zone: str, bound: Bound) -> str:
    own_offset = f"length({cell}) > 16 AND regexp_matches({cell}, '{_OFFSET}')"
    joined = f"regexp_replace({cell}, ' ?(UTC|GMT)$', 'Z')"
    joined = f"regexp_replace({joined}, ' ?(?:UTC|GMT)?([+-]\\d\\d(:?\\d\\d)?|Z)$', '\\1')"
    joined = f"regexp_replace({joined}, '([+-]\\d\\d)(\\d\\d)$', '\\1:\\2')"
    fixed = f"timezone({bound(operator_zone)}, try_cast({joined} AS TIMESTAMPTZ))"
    plain = _moved(f"try_cast({cell} AS TIMESTAMP)", zone, operator_zone, bound)
    # Seconds end most times, and then there is no room for an offset.
    is_plain = f"strlen({cell}) = 19 AND {cell}[17] = ':'"
    return f"CASE WHEN {is_plain} THEN {plain} WHEN {own_offset} THEN {fixed} ELSE {plain} END"


def _moved(plain: str, zone: str, operator_zone: str, bound: Bound) -> str:
    if zone == operator_zone:
        return plain
    return f"timezone({bound(operator_zone)}, timezone({bound(zone)}, {plain}))"

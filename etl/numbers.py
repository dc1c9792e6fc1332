"""Numbers, durations and yes/no words as sources write them, as SQL."""

from etl.declaration import TIME_UNITS
from etl.values import Bound

_SPACES = "'[\\s\u00a0\u2009\u202f'']'"
YES = ("yes", "y", "true", "1", "да", "д", "иә", "ия", "oui", "ok", "+")
NO = ("no", "n", "false", "0", "нет", "н", "жоқ", "жок", "non", "-")


def number(cell: str, decimal: str) -> str:
    """SQL: ``cell`` (text) as DOUBLE, NULL where it is none; spaces between thousands are taken out.

    Thousands marks are believed only where they stand every three digits: with a decimal point,
    ``1,234.5`` is a number and ``1,5`` is not.
    """
    clean = f"regexp_replace({cell}, {_SPACES}, '', 'g')"
    other = "," if decimal == "." else "."
    grouped = rf"'^[+-]?\d{{1,3}}(\{other}\d{{3}})+(\{decimal}\d+)?$'"
    pointed = f"replace({clean}, ',', '.')" if decimal == "," else clean
    without = f"replace({clean}, '{other}', '')"
    value = (
        f"CASE WHEN regexp_matches({clean}, {grouped}) "
        f"THEN try_cast(replace({without}, ',', '.') AS DOUBLE) ELSE try_cast({pointed} AS DOUBLE) END"
    )
    # Most cells are plain digits: they skip the two regular expressions.
    is_plain = f"regexp_full_match({cell}, '[0-9]{{1,15}}')"
    return f"CASE WHEN {is_plain} THEN try_cast({cell} AS DOUBLE) ELSE {value} END"


def seconds(cell: str, decimal: str, unit: str) -> str:
    """SQL: ``cell`` as seconds: a number of ``unit``, or written h:mm:ss or mm:ss."""
    factor = TIME_UNITS[unit]
    clock = r"'^\d+:[0-5]?\d(:[0-5]?\d(\.\d+)?)?$'"
    parts = f"list_reverse(string_split({cell}, ':'))"
    written = (
        f"coalesce(try_cast({parts}[3] AS DOUBLE), 0) * 3600 "
        f"+ try_cast({parts}[2] AS DOUBLE) * 60 + try_cast({parts}[1] AS DOUBLE)"
    )
    counted = number(cell, decimal) + ("" if factor == 1 else f" * {factor}")
    told = f"CASE WHEN regexp_matches({cell}, {clock}) THEN {written} END"
    return f"CASE WHEN contains({cell}, ':') THEN {told} ELSE {counted} END"


def yes_no(cell: str) -> str:
    """SQL: ``cell`` as BOOLEAN by the usual words of Russian, Kazakh, English and French."""
    is_yes, is_no = f"lower({cell}) IN ({_listed(YES)})", f"lower({cell}) IN ({_listed(NO)})"
    return f"CASE WHEN {is_yes} THEN true WHEN {is_no} THEN false END"


def choice(cell: str, choices: tuple[str, ...]) -> str:
    """SQL: ``cell`` as one of ``choices`` however it is written (case, spaces, hyphens), else NULL."""
    tidy = f"replace(replace(lower({cell}), ' ', '_'), '-', '_')"
    words = _listed(choices)
    # Nearly every cell is written as it should be: only the others are worked on.
    return f"CASE WHEN {cell} IN ({words}) THEN {cell} WHEN {tidy} IN ({words}) THEN {tidy} END"


def _listed(words: tuple[str, ...]) -> str:
    """Our own words as SQL: none comes from data or people."""
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def translated(cell: str, pairs: dict[str, str], bound: Bound) -> str:
    """SQL: ``cell`` through a value map: as written in the file -> what the contract says.

    ``"*"`` stands for every other value, ``""`` for an empty cell.
    """
    plain = {key.strip().lower(): value for key, value in pairs.items() if key not in ("*", "")}
    lines = [f"WHEN {bound(key)} THEN {bound(value)}" for key, value in plain.items()]
    rest = f"CASE WHEN {cell} IS NOT NULL THEN {bound(pairs['*'])} END" if "*" in pairs else cell
    mapped = f"CASE lower({cell}) {' '.join(lines)} ELSE {rest} END" if lines else rest
    return f"coalesce({mapped}, {bound(pairs[''])})" if "" in pairs else mapped

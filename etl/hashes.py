"""Hashes of keys that stay the same for as long as landing files live.

A hash is the first 8 bytes of the MD5 (RFC 1321), read as a little-endian number, of a UTF-8 text: for each
field that is not empty, in the contract's order, ``name=value`` and the letter U+001E; times as microseconds
since 1970, short and free texts with their length in bytes before them (``name=5:value``).  So no two rows
have one text, a field that a contract gains later changes no old hash, and no version of DuckDB changes any.
"""

from collections.abc import Mapping, Sequence

from etl.contracts import Contract, Field, Kind

VERSION = "md5-1"
"""Part of the fingerprint of every declaration: under another version files are read again."""
_LOWER_HALF = "18446744073709551615::UHUGEINT"  # md5_number_lower costs four times as much
_PLAIN = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.YES_NO, Kind.DATE)


def hash_of(fields: Sequence[Field], named: Mapping[str, str] | None = None) -> str:
    """SQL: UBIGINT hash of the landed values of ``fields`` (their names, or NULL where nothing is known).

    ``named``: field -> the SQL name its value has instead of its own.
    """
    parts = ", ".join(_part(field, (named or {}).get(field.name, field.landed_name)) for field in fields)
    return f"(md5_number(concat({parts})) & {_LOWER_HALF})::UBIGINT"


def key_hash(contract: Contract, named: Mapping[str, str] | None = None) -> str:
    """SQL: hash of what makes a row the same row."""
    return hash_of([contract[name] for name in contract.key], named)


def content_hash(contract: Contract) -> str:
    """SQL: hash of everything a landed row says, for comparing rows within one statement or connection.

    DuckDB's own, fast and not the same in every version: it is never stored.
    """
    return f"hash({', '.join(contract.landed)})"


def _part(field: Field, value: str) -> str:
    name = field.landed_name
    if field.kind is Kind.TIME:
        return f"'{name}=' || epoch_us({value})::VARCHAR || chr(30)"
    if field.kind in _PLAIN:
        return f"'{name}=' || {value}::VARCHAR || chr(30)"
    return f"'{name}=' || strlen({value})::VARCHAR || ':' || {value} || chr(30)"

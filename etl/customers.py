"""Customers are known by a keyed hash (HMAC-SHA256) of their phone or account, never by these themselves."""

import secrets
from pathlib import Path

from config.errors import NotReady
from config.instance import Instance
from warehouse.engine import Connection

_BLOCK = 64
KEY_LETTERS = 32
"""Letters of the hexadecimal hash that are kept: 128 bits, far from any accidental meeting."""


_SIGNS = "[\\s()+.\u00a0\\-]"
"""What people write between the figures of a number."""


def normal(cell: str) -> str:
    """SQL: one writing for one customer: digits only where it is a phone number, +7 and 8 the same."""
    return _normal(cell, _without_signs(cell))


def _without_signs(cell: str) -> str:
    return f"regexp_replace({cell}, '{_SIGNS}', '', 'g')"


def _normal(cell: str, digits: str) -> str:
    return (
        f"CASE WHEN regexp_full_match({digits}, '[78][0-9]{{10}}') THEN '7' || right({digits}, 10) "
        f"WHEN regexp_full_match({digits}, '[79][0-9]{{9}}') THEN '7' || {digits} "
        f"WHEN regexp_full_match({digits}, '[0-9]+') THEN coalesce(nullif(ltrim({digits}, '0'), ''), '0') "
        f"ELSE lower({cell}) END"
    )


def make_key(instance: Instance) -> None:
    """A new secret in ``keys/customer.key`` (32 random bytes, for its owner alone), unless there is one."""
    file = _key_file(instance)
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(secrets.token_hex(32) + "\n", "ascii")


def read_key(instance: Instance) -> bytes:
    """The secret; raises NotReady where it is missing or damaged."""
    file = _key_file(instance)
    try:
        key = bytes.fromhex(file.read_text("ascii").strip())
    except FileNotFoundError:
        raise NotReady(
            f"{file} is missing: restore it from the backup; customers cannot be matched without it."
        ) from None
    except ValueError:
        raise NotReady(f"{file} is damaged: restore it from the backup.") from None
    if len(key) < 16:
        raise NotReady(f"{file} is too short for a key: restore it from the backup.")
    return key


def _key_file(instance: Instance) -> Path:
    return instance.keys / "customer.key"


def make_customers(connection: Connection, key: bytes, source: str) -> None:
    """Table ``customers`` (customer_id as it came, customer_key): each distinct customer hashed once.

    ``source`` is a table with a column customer_id.
    """
    padded = key.ljust(_BLOCK, b"\x00")
    inner, outer = bytes(b ^ 0x36 for b in padded), bytes(b ^ 0x5C for b in padded)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE customers AS SELECT customer_id, "
        f"sha256($outer::BLOB || unhex(sha256($inner::BLOB || encode({_normal('customer_id', 'digits')}))))"
        f"[:{KEY_LETTERS}] AS customer_key "
        f"FROM (SELECT customer_id, {_without_signs('customer_id')} AS digits "
        f"FROM (SELECT DISTINCT customer_id FROM {source} WHERE customer_id IS NOT NULL))",
        {"inner": inner, "outer": outer},
    )

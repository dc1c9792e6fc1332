"""The key of a customer somebody asks for, however they write the number; the number itself goes nowhere."""

import hmac
import re
import unicodedata

from config.errors import WrongUse
from config.instance import Instance
from etl.customers import KEY_LETTERS, make_customers, read_key
from warehouse.engine import memory

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_TYPED = re.compile(r"[\d\s()+./\-]+")
"""What a telephone number is written with, once its dashes are plain ones."""
_WITH_CODE = 11
_INTERNATIONAL = re.compile(r"00(7\d{10})")


def customer_asked(instance: Instance, text: str) -> str:
    """The keyed hash that rows of this customer have: of a telephone number in any usual writing, or of an
    account.

    Raises WrongUse for an empty text, NotReady where the instance's key is missing.
    """
    written = plain(text)
    if not written:
        raise WrongUse("no customer given: type a telephone number or an account.")
    key = read_key(instance)
    return _hashed(key, _one_writing(written)) if written.isdecimal() else _as_landed(key, written)


def is_telephone(text: str) -> bool:
    """Whether ``text`` is a whole telephone number: 10 figures, or 11 with +7 or 8 before them."""
    written = plain(text)
    if not written.isdecimal() or ("+" in text and len(written) < _WITH_CODE):
        return False
    return re.fullmatch(r"7\d{10}", _one_writing(written)) is not None


def _one_writing(digits: str) -> str:
    """What ``etl.customers.normal`` makes of a number; at once, for the customer is on the line."""
    if re.fullmatch(r"[78]\d{10}", digits):
        return f"7{digits[1:]}"
    return f"7{digits}" if re.fullmatch(r"[79]\d{9}", digits) else digits.lstrip("0") or "0"


def _hashed(key: bytes, digits: str) -> str:
    return hmac.new(key, digits.encode("ascii"), "sha256").hexdigest()[:KEY_LETTERS]


def _as_landed(key: bytes, written: str) -> str:
    """By landing's own statement, whose small letters are those of the engine."""
    connection = memory()
    try:
        connection.execute(
            "CREATE TEMP TABLE asked AS SELECT $asked::VARCHAR AS customer_id", {"asked": written}
        )
        make_customers(connection, key, "asked")
        row = connection.execute("SELECT customer_key FROM customers").fetchone()
    finally:
        connection.close()
    assert row is not None  # noqa: S101  (one row in, one out)
    return str(row[0])


def plain(text: str) -> str:
    """``text`` as landing knows it: a telephone number as its digits, anything else without spaces around.

    Unicode's own digits, dashes and spaces, ``tel:``, strokes, and 007 for +7 are what people paste.
    """
    usual = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    usual = re.sub(r"^tel:\s*", "", usual, flags=re.IGNORECASE)
    if not _TYPED.fullmatch(usual):
        return usual
    digits = "".join(str(unicodedata.digit(letter)) for letter in usual if letter.isdigit())
    return _INTERNATIONAL.sub(r"\1", digits) if _INTERNATIONAL.fullmatch(digits) else digits

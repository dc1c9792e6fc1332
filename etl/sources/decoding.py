"""Text files as UTF-8: transcoded where needed, every byte that is no text marked instead of lost."""

import codecs
from pathlib import Path

from etl.sources.packed import unpacked

UNDECODABLE = "\ufdd0"
"""Stands for bytes that are no text in the declared encoding (Unicode reserves it: no real text has it)."""
UNDECODABLE_BYTES = UNDECODABLE.encode()
BLOCK = 1 << 22
_PLAIN = {"utf-8", "utf_8", "utf8", "utf-8-sig", "utf_8_sig", "ascii", "us-ascii"}


def _mark(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return UNDECODABLE, error.end
    raise error


codecs.register_error("sapa-mark", _mark)


def is_utf8(encoding: str) -> bool:
    """Whether DuckDB can read ``encoding`` as it stands."""
    return encoding.lower() in _PLAIN


def as_utf8(file: Path, encoding: str, work: Path) -> Path:
    """A UTF-8 file with the text of ``file``: the file itself where it is one, else a copy in ``work``."""
    plain = unpacked(file, work)
    encoding = _with_byte_order(plain, encoding)
    if is_utf8(encoding) and not _has_old_line_ends(plain):
        return plain
    target = work / "decoded.txt"
    decoder = codecs.getincrementaldecoder(encoding)(errors="sapa-mark")
    old_ends = _has_old_line_ends(plain)
    with plain.open("rb") as source, target.open("wb") as copy:
        while block := source.read(BLOCK):
            copy.write(_tidy(decoder.decode(block), old_ends))
        copy.write(_tidy(decoder.decode(b"", final=True), old_ends))
    return target


def decoded(block: bytes) -> bytes:
    """Whole lines of UTF-8, bytes that are no text replaced by the mark."""
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return block.decode("utf-8", errors="sapa-mark").encode()
    return block


def _tidy(text: str, old_ends: bool) -> bytes:
    return (text.replace("\r", "\n") if old_ends else text).encode()


def _with_byte_order(file: Path, encoding: str) -> str:
    """UTF-16 without its mark: which byte of a letter comes first shows in where the zeros are."""
    if encoding.lower().replace("_", "-") not in ("utf-16", "utf16"):
        return encoding
    with file.open("rb") as source:
        start = source.read(1 << 12)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return encoding
    return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"


def _has_old_line_ends(file: Path) -> bool:
    """Lines parted by a carriage return alone, as very old systems write them."""
    with file.open("rb") as source:
        start = source.read(1 << 16)
    return b"\r" in start[:-1] and b"\n" not in start and b"\x00" not in start

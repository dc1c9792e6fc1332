"""Text files as UTF-8: transcoded where needed, every byte that is no text marked instead of lost."""

import codecs
import gzip
import shutil
from pathlib import Path

from etl.problems import UnreadableFile

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
    plain = _unpacked(file, work)
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


def _has_old_line_ends(file: Path) -> bool:
    """Lines parted by a carriage return alone, as very old systems write them."""
    with file.open("rb") as source:
        start = source.read(1 << 16)
    return b"\r" in start[:-1] and b"\n" not in start and b"\x00" not in start


def _unpacked(file: Path, work: Path) -> Path:
    with file.open("rb") as source:
        if source.read(2) != b"\x1f\x8b":
            return file
    target = work / "unpacked"
    try:
        with gzip.open(file) as packed, target.open("wb") as copy:
            shutil.copyfileobj(packed, copy, BLOCK)
    except (EOFError, gzip.BadGzipFile):
        raise UnreadableFile(f"{file.name}: the packed file is cut off; deliver it again.") from None
    return target

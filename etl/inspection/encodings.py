"""Kind and encoding of a file, from its bytes."""

import re
from pathlib import Path

_BLOCK = 1 << 22
_LETTERS = re.compile(rb"[\x80-\xff]+")
_MAGIC = {
    "excel": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), "sqlite": (b"SQLite format 3",), "parquet": (b"PAR1",),
}  # fmt: skip
_QUEUE_LOG = re.compile(rb"^\d{9,11}(\.\d+)?\|[^|]*\|[^|]*\|[^|]*\|[A-Z]+")


def kind_of(file: Path) -> str:
    """The reader's kind: as its first bytes say."""
    with file.open("rb") as content:
        start = content.read(4096)
    for kind, marks in _MAGIC.items():
        if start.startswith(marks):
            return kind
    if _QUEUE_LOG.match(start):
        return "queue_log"
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith((b"[", b"{")):
        first = text.splitlines()[0].rstrip()
        is_lines = text.startswith(b"{") and first.endswith(b"}") and b"\n" in text
        return "ndjson" if is_lines else "json"
    return "csv"


def encoding_of(file: Path) -> str:
    """The likeliest text encoding of the whole file."""
    with file.open("rb") as content:
        start = content.read(1 << 16)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if start.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    if start[1::2].count(0) > len(start) // 5:
        return "utf-16-le"
    if start[::2].count(0) > len(start) // 5:
        return "utf-16-be"
    sample = _foreign_bytes(file)
    return "utf-8" if sample is None else _one_byte_encoding(sample)


def _foreign_bytes(file: Path) -> bytes | None:
    """None for UTF-8 (a few spoilt lines among many of it do not count); else bytes to judge by."""
    count_bad = count_foreign = 0
    sample = b""
    with file.open("rb") as content:
        while block := content.read(_BLOCK):
            block += content.readline()
            try:
                block.decode("utf-8")
                count_foreign += (
                    0 if block.isascii() else sum(not line.isascii() for line in block.splitlines())
                )
            except UnicodeDecodeError:
                lines = block.splitlines()
                bad = [line for line in lines if not _is_utf8(line)]
                count_foreign += sum(not line.isascii() for line in lines) - len(bad)
                count_bad += len(bad)
                sample += b"\n".join(bad)[: 1 << 20]
            if len(sample) > 1 << 21:
                break
    is_whole = count_bad * 20 <= count_foreign
    return None if is_whole else sample


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _one_byte_encoding(sample: bytes) -> str:
    """Cyrillic comes in whole words of high bytes, Western accents stand alone among plain letters."""
    runs = _LETTERS.findall(sample)
    high = sum(len(run) for run in runs)
    if not high:
        return "utf-8"
    if sum(len(run) for run in runs if len(run) >= 3) < 0.5 * high:
        return "cp1252"
    joined = b"".join(runs)
    count_low = sum(1 for byte in joined if 0x80 <= byte < 0xB0)
    if count_low > 0.4 * high:
        return "cp866"
    small_koi = sum(1 for byte in joined if 0xC0 <= byte < 0xE0)
    small_windows = sum(1 for byte in joined if byte >= 0xE0)
    return "koi8-r" if small_koi > 1.5 * small_windows else "cp1251"

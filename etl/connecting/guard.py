"""Looked at before anything opens an unknown file: is it a table at all, and does it unpack to a sane size?

A workbook is measured in a process of its own with little memory, for a file of a few kilobytes may claim
billions of cells: ``python -m etl.connecting.guard FILE`` prints rows and columns of each sheet.
"""

import subprocess
import sys
import zipfile
from pathlib import Path

from config.instance import PROJECT
from etl.inspection.encodings import encoding_of, kind_of
from etl.problems import UnreadableFile

MOST_COLUMNS = 500
MOST_CELLS = 12_000_000
MOST_UNPACKED = 1 << 30
_MEMORY = 3 << 30
_SECONDS = 60
_SAMPLE = 1 << 16
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1a\x1b")


def check(file: Path) -> None:
    """Raises UnreadableFile, in one line, for what is no table or would not fit."""
    if file.stat().st_size == 0:
        raise UnreadableFile(f"{file.name}: is empty; export it again.")
    kind = kind_of(file)
    if kind == "excel":
        _check_workbook(file)
    elif kind in ("csv", "json", "ndjson"):
        _check_text(file)
    elif kind == "sqlite":
        raise UnreadableFile(
            f"{file.name}: is a database; declare it on the server with 'python -m etl inspect'."
        )


def check_width(file: Path, count: int) -> None:
    """Raises UnreadableFile for more columns than any export of records has."""
    if count > MOST_COLUMNS:
        raise UnreadableFile(
            f"{file.name}: has {count:,} columns, more than {MOST_COLUMNS}; export only the columns you need."
        )


def _check_text(file: Path) -> None:
    with file.open("rb") as content:
        sample = content.read(_SAMPLE)
    is_wide_text = encoding_of(file).startswith("utf-16")
    count_odd = len(sample) - len(sample.translate(None, _CONTROLS))
    if not is_wide_text and (b"\x00" in sample or count_odd > len(sample) // 50):
        raise UnreadableFile(
            f"{file.name}: holds no text and no table; give a CSV, Excel, JSON or Parquet file."
        )


def _check_workbook(file: Path) -> None:
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise UnreadableFile(f"{file.name}: unpacks to {unpacked >> 20:,} MB; {_AS_CSV}")
    if _count_cells(file) > MOST_CELLS:
        raise UnreadableFile(f"{file.name}: claims more than {MOST_CELLS:,} cells; {_AS_CSV}")


_AS_CSV = "export it as CSV, or delete the empty rows and columns below and beside the table."


def _count_cells(file: Path) -> int:
    command = [sys.executable, "-m", "etl.connecting.guard", str(file.resolve())]
    try:
        done = subprocess.run(  # noqa: S603 (our own module, no shell)
            command, cwd=PROJECT, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"{file.name}: cannot be measured within {_SECONDS} s; {_AS_CSV}") from None
    if done.returncode == 0:
        return sum(int(rows) * int(columns) for rows, columns in map(str.split, done.stdout.splitlines()))
    if done.returncode == 3:
        return 0  # no workbook, or one with a password: the reader says which
    raise UnreadableFile(f"{file.name}: does not unpack within {_MEMORY >> 30} GB of memory; {_AS_CSV}")


def _measure(file: str) -> int:
    from python_calamine import CalamineError, CalamineWorkbook

    _be_modest()
    try:
        book = CalamineWorkbook.from_path(file)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            sys.stdout.write(f"{sheet.total_height} {sheet.total_width}\n")
    except (CalamineError, OSError):
        return 3
    return 0


def _be_modest() -> None:
    """Windows knows no such limit; there the count of cells alone protects."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(_measure(sys.argv[1]))

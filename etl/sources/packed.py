"""Packed text files: .gz, .bz2, and .zip with one file in it; known by their first bytes, not by names."""

import bz2
import gzip
import shutil
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

from etl.problems import LayoutChanged, UnreadableFile

_BLOCK = 1 << 22
_MARKS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"PK\x03\x04": "zip"}
_PARTS_OF_WORKBOOKS = ("[Content_Types].xml", "mimetype")


def unpacked(file: Path, work: Path) -> Path:
    """``file`` itself where it is not packed, else its content in ``work``.

    Raises UnreadableFile where it is cut off, LayoutChanged where it holds several files.
    """
    with file.open("rb") as source:
        start = source.read(4)
    kind = next((kind for mark, kind in _MARKS.items() if start.startswith(mark)), "")
    if not kind:
        return file
    target = work / "unpacked"
    try:
        with ExitStack() as closing, target.open("wb") as copy:
            packed = _opened(file, kind, closing)
            if packed is None:
                return file
            shutil.copyfileobj(packed, copy, _BLOCK)
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError):
        raise UnreadableFile(f"{file.name}: the packed file is damaged; deliver it again.") from None
    except RuntimeError:
        raise UnreadableFile(f"{file.name}: is protected by a password; deliver it without one.") from None
    except OSError as error:
        if error.errno is not None:  # of the disk, not of the content
            raise
        raise UnreadableFile(f"{file.name}: the packed file is damaged; deliver it again.") from None
    return target


def _opened(file: Path, kind: str, closing: ExitStack) -> IO[bytes] | None:
    if kind == "gzip":
        return cast(IO[bytes], closing.enter_context(gzip.open(file)))
    if kind == "bzip2":
        return closing.enter_context(bz2.open(file))
    archive = closing.enter_context(zipfile.ZipFile(file))
    names = [item.filename for item in archive.infolist() if not item.is_dir()]
    if any(name in names for name in _PARTS_OF_WORKBOOKS):
        return None  # a workbook, whatever its name says
    names = [name for name in names if not name.startswith("__MACOSX/")]
    if len(names) != 1:
        raise LayoutChanged(
            f"{file.name}: holds {len(names)} files; say which: path = 'zip://*.csv::file:///folder/{file.name}'."
        )
    return closing.enter_context(archive.open(names[0]))

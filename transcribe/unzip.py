"""Unpack a zip of someone else's: no path may leave the folder, no links, no more than the disk holds."""

import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from transcribe.errors import ModelError

Unpacked = Callable[[int, int], None]
"""Called with (bytes unpacked, bytes in all)."""
PIECE = 1 << 20


def unpack(archive: Path, folder: Path, unpacked: Unpacked | None = None) -> None:
    """Unpack ``archive`` into the new ``folder``. Raises ModelError in one line, unpacking nothing then."""
    folder.mkdir()
    try:
        with zipfile.ZipFile(archive) as source:
            members = [member for member in source.infolist() if not member.is_dir()]
            for member in members:
                _check(archive, member)
            total = sum(member.file_size for member in members)
            _check_space(archive, folder, total)
            done = 0
            for member in members:
                _extract(source, member, folder)
                done += member.file_size
                if unpacked:
                    unpacked(done, total)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ModelError(f"{archive}: not a whole zip file ({error}); download it again.") from None


def _check(archive: Path, member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename)
    leaves = path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename
    if leaves:
        raise ModelError(
            f"{archive}: refused: '{member.filename}' would be written outside the model's folder."
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ModelError(f"{archive}: refused: '{member.filename}' is a link.")
    if member.flag_bits & 1:
        raise ModelError(f"{archive}: refused: it asks for a password.")


def _check_space(archive: Path, folder: Path, total: int) -> None:
    free = shutil.disk_usage(folder.parent).free
    if total > free * 0.95:
        raise ModelError(
            f"{archive}: needs {total / 1e6:.0f} MB unpacked, only {free / 1e6:.0f} MB are free "
            f"in {folder.parent}."
        )


def _extract(source: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder.joinpath(*PurePosixPath(member.filename).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open(member) as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file, PIECE)

"""Files that are whole or not there: temporary name, flushed to disk, renamed."""

import os
from pathlib import Path


def write_text(file: Path, text: str) -> None:
    """Write ``text`` so that a crash leaves the old file or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(file.name + ".tmp")
    temporary.write_text(text, "utf8")
    move(temporary, file)


def move(temporary: Path, file: Path) -> None:
    """Put a finished file in its place, on disk before this returns."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(temporary, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    temporary.replace(file)
    _flush_folder(file.parent)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last; Windows offers no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

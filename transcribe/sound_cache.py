"""Recordings made ready for listening, kept on disk within a bound: sound in a format of browsers, loudness.

Files are named by the recording's path, size and time, so that a changed recording is made ready again and
``forget`` finds everything that was made of one.
"""

import hashlib
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = "cache/sounds"
"""In the instance."""
_making: dict[Path, threading.Lock] = defaultdict(threading.Lock)


@dataclass(frozen=True)
class SoundCache:
    """``folder`` holds at most about ``most_bytes``: what was not used for longest goes first."""

    folder: Path
    most_bytes: int

    def file(self, path: Path, ending: str, make: Callable[[Path], None]) -> Path:
        """What ``make`` writes of the recording ``path``: from the folder where it is there already."""
        wanted = self.folder / f"{_name(self.folder, path)}{_version(path)}{ending}"
        with _making[wanted]:
            if not wanted.exists():
                self.folder.mkdir(parents=True, exist_ok=True)
                temporary = wanted.with_name(f".{wanted.name}.{os.getpid()}.part")
                try:
                    make(temporary)
                    temporary.replace(wanted)
                finally:
                    temporary.unlink(missing_ok=True)
                self._keep_within(wanted)
        _touch(wanted)
        return wanted

    def _keep_within(self, newest: Path) -> None:
        files = [(file.stat(), file) for file in self.folder.iterdir() if file.is_file()]
        total = sum(facts.st_size for facts, _ in files)
        for facts, file in sorted(files, key=lambda each: each[0].st_mtime_ns):
            if total <= self.most_bytes:
                return
            if file != newest:
                file.unlink(missing_ok=True)
                total -= facts.st_size


def forget(folder: Path, paths: Iterable[Path]) -> list[Path]:
    """Remove what was made of these recordings; gives the files removed."""
    names = {_name(folder, path) for path in paths}
    gone = [file for file in cached(folder) if file.name.lstrip(".").partition("-")[0] + "-" in names]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def cached(folder: Path) -> list[Path]:
    """Every file made ready, and half-made ones a killed process left."""
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _name(folder: Path, path: Path) -> str:
    """By the path in the instance where it lies in it: an instance may be moved."""
    home, whole = folder.resolve().parents[1], path.resolve()
    told = whole.relative_to(home) if whole.is_relative_to(home) else whole
    return hashlib.sha256(str(told).encode("utf8", "surrogateescape")).hexdigest()[:24] + "-"


def _version(path: Path) -> str:
    facts = path.stat()
    return f"{facts.st_size}-{facts.st_mtime_ns}"


def _touch(file: Path) -> None:
    """Used now: the last to be removed. Another process may just have removed it: it is made again later."""
    try:
        os.utime(file)
    except FileNotFoundError:
        return

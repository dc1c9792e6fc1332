"""Folders of sound files: which files there are, and whether anything about them has changed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (
    ".wav", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".m4a", ".aac", ".wma", ".gsm", ".amr", ".webm",
    ".mp4", ".au",
)  # fmt: skip
_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Listing:
    """Sound files below ``root``, sorted; ``sha256``: of names, sizes and times of them and their JSON."""

    root: Path
    files: tuple[Path, ...]
    sha256: str
    size: int
    changed_ns: int


def parted(path: Path) -> tuple[Path, str]:
    """The folder of a declared path, and the pattern below it ('' for every sound file)."""
    wild = next((place for place, part in enumerate(path.parts) if _WILD.search(part)), None)
    if wild is None:
        return path, ""
    return Path(*path.parts[:wild]), "/".join(path.parts[wild:])


def listing(root: Path, pattern: str) -> Listing:
    """What lies below ``root`` now."""
    found = root.glob(pattern) if pattern else root.rglob("*")
    files = tuple(sorted(file for file in found if _is_sound(file, is_named=bool(pattern))))
    digest, size, newest = hashlib.sha256(), 0, 0
    for file in files:
        for item in (file, file.with_suffix(".json")):
            if item.exists():
                facts = item.stat()
                size, newest = size + facts.st_size, max(newest, facts.st_mtime_ns)
                digest.update(
                    f"{item.relative_to(root).as_posix()}|{facts.st_size}|{facts.st_mtime_ns}\n".encode()
                )
    return Listing(root, files, digest.hexdigest(), size, newest)


def without_customer(known: str, named: Mapping[str, str]) -> str:
    """Identifiers are shown to people: a customer's number in a name is replaced, the name stays unique."""
    customer = named.get("customer_id")
    if not customer:
        return known
    mark = hashlib.md5(known.encode(), usedforsecurity=False).hexdigest()[:8]
    return known.replace(customer, mark)


def _is_sound(file: Path, *, is_named: bool) -> bool:
    suffix = file.suffix.lower()
    is_fitting = suffix in SUFFIXES or (is_named and suffix not in (".json", ""))
    return is_fitting and not file.name.startswith((".", "~$")) and file.is_file()

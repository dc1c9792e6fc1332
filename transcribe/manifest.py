"""A model's own list of files with sizes and checksums, written when it is installed.

Vosk loads a model with a few changed bytes without a word; only checksums tell.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from transcribe.errors import ModelError

NAME = "sapa-model.json"
_AGAIN = "remove the folder and install it again with 'python -m transcribe models install'."


@dataclass(frozen=True)
class Manifest:
    """``files``: relative path -> (bytes, sha256)."""

    language: str
    source: str
    files: dict[str, tuple[int, str]]


def model_files(folder: Path) -> list[Path]:
    """Files that make the model, without our own, hidden ones and what only people read."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and file.name != NAME and not file.name.startswith((".", "README", "DEMO"))
    )


def listing(folder: Path) -> dict[str, tuple[int, str]]:
    """Relative path -> (bytes, sha256) of what is there now."""
    return {
        file.relative_to(folder).as_posix(): (file.stat().st_size, _sha256(file))
        for file in model_files(folder)
    }


def write(folder: Path, language: str, source: str) -> None:
    """Record the files of a freshly unpacked model."""
    content = {"language": language, "source": source, "files": listing(folder)}
    (folder / NAME).write_text(json.dumps(content, indent=1) + "\n", "utf8")


def read(folder: Path) -> Manifest | None:
    """The recorded list, None where the model was placed by hand."""
    file = folder / NAME
    if not file.is_file():
        return None
    try:
        content = json.loads(file.read_text("utf8"))
        files = {path: (int(size), str(digest)) for path, (size, digest) in content["files"].items()}
        return Manifest(str(content["language"]), str(content["source"]), files)
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        raise ModelError(f"{file}: cannot be read; {_AGAIN}") from None


def check_sizes(folder: Path) -> None:
    """Raise ModelError when a recorded file is missing or of another size (quick, before loading)."""
    told = read(folder)
    for path, (size, _) in (told.files if told else {}).items():
        file = folder / path
        if not file.is_file() or file.stat().st_size != size:
            raise ModelError(f"{folder}: {path} is missing or cut; {_AGAIN}")


def changed_files(folder: Path) -> list[str] | None:
    """Files that are missing, changed or new against the record; None when nothing was recorded."""
    told = read(folder)
    if told is None:
        return None
    now = listing(folder)
    return sorted(path for path in told.files.keys() | now.keys() if told.files.get(path) != now.get(path))


@lru_cache(maxsize=32)
def checksum(folder: Path) -> str:
    """One checksum of the whole model: of its list of files (recorded, else read now)."""
    told = read(folder)
    files = told.files if told else listing(folder)
    text = "\n".join(f"{digest}  {path}" for path, (_, digest) in sorted(files.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _sha256(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()

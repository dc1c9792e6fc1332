"""Files the page "Connect a source" may look at: uploads, kept apart, and what lies in ``incoming/``."""

import atexit
import os
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.errors import WrongUse
from config.instance import Instance
from etl.declaration import files_of, read_declarations

SUFFIXES = ("csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "json", "ndjson", "jsonl", "parquet")
"""What a browser may send; logs of exchanges, databases and sound files are declared on the server."""
MOST_MEGABYTES = 200
_MARK = "sapa-upload-"
_DAY_S = 86_400
_MOST_LISTED = 300
_LONGEST = 120


@dataclass(frozen=True)
class Waiting:
    """A file in ``incoming/``: ``name`` relative to it, ``size`` in bytes, ``source`` that takes it or ''."""

    name: str
    size: int
    changed: datetime
    source: str


def new_folder() -> Path:
    """A private place for uploads, outside the instance; ``forget_folder`` removes it.

    Places of a server that was stopped or killed meanwhile go now.
    """
    for old in Path(tempfile.gettempdir()).glob(f"{_MARK}*"):
        if _is_left(old):
            forget_folder(old)
    folder = Path(tempfile.mkdtemp(prefix=f"{_MARK}{os.getpid()}-"))
    atexit.register(forget_folder, folder)
    return folder


def _is_left(folder: Path) -> bool:
    """Whether its server, whose number is in its name, is gone; Windows cannot ask: there it goes by age."""
    try:
        if os.name != "nt":
            os.kill(int(folder.name.removeprefix(_MARK).split("-")[0]), 0)
        return time.time() - folder.stat().st_mtime > _DAY_S
    except (ProcessLookupError, ValueError):
        return True
    except OSError:
        return False


def forget_folder(folder: Path) -> None:
    """Remove a place of uploads with everything in it."""
    if is_ours(folder):
        shutil.rmtree(folder, ignore_errors=True)


def is_ours(path: Path) -> bool:
    """Whether ``path`` is, or lies in, a place of uploads."""
    root = Path(tempfile.gettempdir()).resolve()
    parts = path.resolve().relative_to(root).parts if path.resolve().is_relative_to(root) else ()
    return bool(parts) and parts[0].startswith(_MARK)


def keep_upload(folder: Path, name: str, content: bytes | memoryview) -> Path:
    """Put an upload into ``folder`` under a harmless name; an earlier one goes."""
    for old in folder.iterdir():
        old.unlink()
    file = folder / safe_name(name)
    file.write_bytes(content)
    file.chmod(0o600)
    return file


def safe_name(name: str) -> str:
    """``name`` without folders and without marks that paths and patterns give a meaning."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w .()+,@=-]", "_", last).strip(" .") or "file"
    stem, mark, suffix = plain.rpartition(".")
    return f"{(stem or suffix)[:_LONGEST]}{mark if stem else ''}{suffix[:12] if stem else ''}"


def waiting(instance: Instance) -> list[Waiting]:
    """Files in ``incoming/`` and its folders that could be tables, the newest first, at most 300."""
    root = incoming(instance)
    if not root.is_dir():
        return []
    known = _taken(instance)
    found = [file for file in root.rglob("*") if _is_offered(file, root)]
    found.sort(key=lambda file: -file.stat().st_mtime)
    return [_waiting(file, root, known) for file in found[:_MOST_LISTED]]


def find_waiting(instance: Instance, name: str) -> Path:
    """The file ``name`` of ``incoming/``; raises WrongUse for one outside of it or gone."""
    root = incoming(instance)
    file = (root / name).resolve()
    if not file.is_relative_to(root.resolve()) or not file.is_file():
        raise WrongUse(f"{name}: is not in incoming any more; choose another file.")
    return root / name


def incoming(instance: Instance) -> Path:
    """Where deliveries arrive."""
    return instance.home / "incoming"


def _is_offered(file: Path, root: Path) -> bool:
    suffix = file.suffix.lower().lstrip(".")
    is_plain = suffix in SUFFIXES and not file.name.startswith((".", "~$"))
    return is_plain and file.is_file() and file.resolve().is_relative_to(root.resolve())


def _waiting(file: Path, root: Path, known: dict[Path, str]) -> Waiting:
    facts = file.stat()
    changed = datetime.fromtimestamp(facts.st_mtime, UTC)
    return Waiting(file.relative_to(root).as_posix(), facts.st_size, changed, known.get(file.resolve(), ""))


def _taken(instance: Instance) -> dict[Path, str]:
    """Files that declared sources take already -> the source."""
    good, _bad = read_declarations(instance)
    return {file.resolve(): name for name, declared in good.items() for file in files_of(declared, instance)}

"""A settled proposal becomes a declared source: its name, where its next files arrive, its file."""

import re
import shutil
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from babel.dates import get_month_names

from config.errors import NotReady, WrongUse
from config.instance import Instance
from etl.connecting.files import incoming
from etl.declaration import declaration_from, files_of
from etl.durable import write_text

_SINGLE = str.maketrans("абвгдеёзийклмнопрстуфыэәғқңөұүһі", "abvgdeeziyklmnoprstufyeagknouuhi", "ьъ")
_DOUBLE = str.maketrans(
    {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya"}
)
_LANGUAGES = ("en", "ru", "kk")
_PATH_LINE = re.compile(r"^path = .*$", re.MULTILINE)


@dataclass(frozen=True)
class Saved:
    """Where a source was saved; ``backup``: what the file of that name held before, or None."""

    file: Path
    backup: Path | None


@lru_cache(maxsize=1)
def _months() -> "re.Pattern[str]":
    """A month's name, whole or short, in three languages: it differs from file to file as numbers do."""
    names = {
        name.rstrip(".").lower()
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for name in get_month_names(width, context, language).values()
    }
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])({listed})(?![^\W_])", re.IGNORECASE)


def suggested_name(file_name: str, contract: str) -> str:
    """A name for the source, from the file's letters: ``Жалобы май 2024.xlsx`` -> ``zhaloby``."""
    stem = _months().sub("", PurePosixPath(file_name).stem.lower()).translate(_SINGLE).translate(_DOUBLE)
    words = [word for word in re.findall(r"[a-z]+", stem) if len(word) > 1]
    return "_".join(words)[:40].strip("_") or contract


def suggested_path(file_name: str) -> str:
    """Where files like this one arrive: numbers and months of the name differ from file to file."""
    path = PurePosixPath(file_name)
    dateless = _months().sub("0", re.sub(r"[\[\]?*]", "?", path.stem))
    stem = re.sub(r"\d+([-_. ]*\d+)*", "*", dateless)
    folder = "" if str(path.parent) == "." else f"{path.parent}/"
    return f"incoming/{folder}{stem}{path.suffix}"


def check_path(path: str) -> str:
    """``path`` as the declaration will hold it; raises WrongUse for one that is not below ``incoming/``."""
    plain = PurePosixPath(path.strip().replace("\\", "/"))
    if plain.parts[:1] != ("incoming",) or ".." in plain.parts or len(plain.parts) < 2:
        raise WrongUse(f"{path}: give a place below incoming, such as incoming/nps_*.xlsx.")
    return plain.as_posix()


def with_path(toml: str, path: str) -> str:
    """The declaration's text with another place of its files."""
    quoted = '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _PATH_LINE.sub(lambda _found: f"path = {quoted}", toml, count=1)


def is_taken(instance: Instance, name: str) -> bool:
    """Whether a source of that name is declared."""
    return (instance.sources / f"{name}.toml").exists()


def save(instance: Instance, name: str, toml: str, *, replace: bool = False) -> Saved:
    """Write ``config/sources/<name>.toml``; with ``replace`` what stood there is kept beside it.

    Raises WrongUse or BadDeclaration in one line where name or text will not do, NotReady for a name in use.
    """
    declaration_from(tomllib.loads(toml), name=name, told_as=f"sources/{name}.toml")
    target, backup = instance.sources / f"{name}.toml", None
    if target.exists():
        if not replace:
            raise NotReady(
                f"{name}: a source of this name is there already; replace it, or give another name."
            )
        backup = target.with_name(f"{target.name}.bak-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        shutil.copyfile(target, backup)
    write_text(target, toml)
    return Saved(target, backup)


def keep_file(instance: Instance, file: Path, path: str) -> Path:
    """Copy an upload to where its source looks; a file of that name that is there already stays."""
    folder = instance.home / PurePosixPath(path).parent
    if any(mark in str(folder) for mark in "*?["):
        folder = incoming(instance)
    folder.mkdir(parents=True, exist_ok=True)
    target, number = folder / file.name, 1
    while target.exists():
        number += 1
        target = folder / f"{file.stem} ({number}){file.suffix}"
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(file, part)
    part.replace(target)
    return target


def takes(instance: Instance, values: dict[str, Any], path: str, file: Path) -> bool:
    """Whether a source with this ``path`` would find ``file`` by itself."""
    declaration = declaration_from({**values, "path": path}, name="trial", told_as="the proposal")
    return file.resolve() in {found.resolve() for found in files_of(declaration, instance)}

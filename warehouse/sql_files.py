"""SQL in files: a header of ``-- key: value`` lines, then the statement. One file is one table or one
query."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.errors import SapaError
from warehouse import engine

FOLDER = Path(__file__).parent / "sql"
_HEADER = re.compile(r"^-- (\w[\w ]*): ?(.*)$")
_LINE = re.compile(r"LINE (\d+):")


class BadSql(SapaError):
    """A statement failed; the message names the file and line. A defect of Sapa or an unexpected file."""


@dataclass(frozen=True)
class SqlFile:
    """``header``: its keys and values; ``body``: the statement; ``first_line``: where it begins in the
    file ``written_in``, the file's own or the one it is like."""

    path: Path
    header: dict[str, str]
    body: str
    first_line: int
    written_in: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def shown_path(self) -> str:
        return _shown(self.path)


@lru_cache(maxsize=256)
def read(folder: str, name: str) -> SqlFile:
    """The file ``sql/<folder>/<name>.sql``; a header line that starts with two spaces goes on with the
    value.

    A file may say ``like: other`` and only what differs: its own keys, ``with: word = word; ...`` (what
    other words stand for in its text) and ``only: condition`` (which of its rows).
    """
    path = FOLDER / folder / f"{name}.sql"
    lines = path.read_text("utf8").splitlines()
    count = next((i for i, line in enumerate(lines) if not line.startswith("--")), len(lines))
    own = SqlFile(path, _header(lines[:count]), "\n".join(lines[count:]), count + 1, path)
    return _like(read(folder, own.header["like"]), own) if "like" in own.header else own


def _like(other: SqlFile, own: SqlFile) -> SqlFile:
    """``other`` with what ``own`` says differently."""
    pairs = [pair.partition("=") for pair in own.header.get("with", "").split(";") if pair.strip()]
    other_words = {old.strip(): new.strip() for old, _, new in pairs}
    body = _said_with(other.body, other_words)
    if only := own.header.get("only"):
        body = f"select * from ({body}) where {only}"  # noqa: S608 (both from files of the project)
    inherited = {key: _said_with(text, other_words) for key, text in other.header.items()}
    said = {key: text for key, text in own.header.items() if key not in ("like", "with", "only")}
    return SqlFile(own.path, {**inherited, **said}, body, other.first_line, other.written_in)


def _said_with(text: str, words: dict[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def names(folder: str) -> list[str]:
    """Names of the files of a folder, sorted."""
    return sorted(path.stem for path in (FOLDER / folder).glob("*.sql"))


def execute(
    connection: engine.Connection,
    file: SqlFile,
    *,
    before: str = "",
    body: str | None = None,
    parameters: dict[str, Any] | None = None,
) -> engine.Connection:
    """Run ``before`` + the file's statement on one line with it, so that line numbers stay; raises BadSql."""
    statement = before + (file.body if body is None else body)
    try:
        return connection.execute(statement, parameters) if parameters else connection.execute(statement)
    except engine.Error as error:
        raise BadSql(f"{_shown(file.written_in)}{_line_of(error, file)}: {_first_line(error)}") from error


def _shown(path: Path) -> str:
    """Relative to the project."""
    return path.relative_to(FOLDER.parent.parent).as_posix()


def _header(lines: list[str]) -> dict[str, str]:
    header: dict[str, str] = {}
    key = ""
    for line in lines:
        if match := _HEADER.match(line):
            key = match[1]
            header[key] = match[2].strip()
        elif key and line.startswith("--   "):
            header[key] += " " + line[2:].strip()
        else:
            key = ""
    return header


def _line_of(error: engine.Error, file: SqlFile) -> str:
    match = _LINE.search(str(error))
    return f":{int(match[1]) + file.first_line - 1}" if match else ""


def _first_line(error: engine.Error) -> str:
    return str(error).strip().splitlines()[0]

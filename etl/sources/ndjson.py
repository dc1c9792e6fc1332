"""JSON: one object a line, or a document that holds a list of objects; nested values by path (``a.b``)."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl.declaration import Declaration
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.decoding import as_utf8
from etl.sources.json_records import records_of
from etl.sources.lines import broken_lines, make_lines, shifts_past
from etl.sources.raw import BrokenLine, Raw
from warehouse.engine import Connection

_SAMPLE = 2000
_DEEPEST = 4
_BOM = b"\xef\xbb\xbf"
_BAD = (
    "NOT coalesce(json_valid(text), false) OR json_type(CASE WHEN json_valid(text) THEN text END) <> 'OBJECT'"
)
Path_ = tuple[str, ...]


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Objects of ``file``; a row's line is its line, in a document its place in the list."""
    if declaration.kind_of(file) == "json":
        written = _document(file, declaration, work)
        return read_lines(written, declaration, connection, work, told_as=file.name)
    if declaration.records is None:
        return read_lines(
            file, declaration, connection, work, told_as=file.name, encoding=declaration.encoding
        )
    opened = _opened_lines(file, declaration, work)
    raw = read_lines(opened.written, declaration, connection, work, told_as=file.name)
    return replace(raw, shifts=opened.shifts, broken=opened.broken, count_blank=opened.count_blank)


def read_lines(
    file: Path,
    declaration: Declaration,
    connection: Connection,
    work: Path,
    *,
    told_as: str,
    encoding: str = "utf-8",
    is_sparse: bool = False,
) -> Raw:
    """Objects of ``file``, one a line. ``is_sparse``: a declared key that none has is empty, not missing."""
    make_lines(connection, file, encoding, work)
    broken = broken_lines(connection, _BAD, "not_json", "no JSON object")
    found = connection.execute("SELECT rowid FROM lines WHERE text IS NULL ORDER BY rowid").fetchall()
    blank = [row[0] for row in found]
    left_out = sorted([*blank, *(item.line - 1 for item in broken)])
    connection.execute("CREATE OR REPLACE TEMP TABLE left_out (line BIGINT)")
    if left_out:
        connection.executemany("INSERT INTO left_out VALUES (?)", [[line] for line in left_out])
    columns = _columns(connection, declaration, is_sparse=is_sparse)
    if not columns:
        raise LayoutChanged(f"{told_as}: holds no JSON objects; is it declared as the right kind?")
    cells = ", ".join(f"json_extract_string(text, $path{n}) AS c{n}" for n in range(len(columns)))
    return Raw(
        f"(SELECT {cells} FROM lines WHERE rowid NOT IN (SELECT line FROM left_out))", tuple(columns),
        {f"path{number}": _pointer(path) for number, path in enumerate(columns.values())},
        1, shifts_past(left_out), tuple(broken), len(blank),
    )  # fmt: skip


def write_records(target: Path, records: Iterable[Any]) -> int:
    """Records one a line, half characters replaced; returns their count."""
    count = 0
    with target.open("w", encoding="utf8", errors="replace") as lines:
        for record in records:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    return count


def _pointer(path: Path_) -> str:
    """A path as JSON Pointer (RFC 6901): keys may hold anything."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)


def _columns(connection: Connection, declaration: Declaration, *, is_sparse: bool) -> dict[str, Path_]:
    """Name -> path: keys of the whole file and, from its beginning, the paths of nested values."""
    good = "FROM lines WHERE rowid NOT IN (SELECT line FROM left_out)"
    names: dict[str, Path_] = {}
    for (text,) in connection.execute(f"SELECT text {good} LIMIT {_SAMPLE}").fetchall():
        for path in _paths(json.loads(text)):
            names.setdefault(".".join(path), path)
    rest = connection.execute(f"SELECT DISTINCT unnest(json_keys(text)) {good}").fetchall()
    inside = {path[0] for path in names.values()}
    names.update({name: (name,) for (name,) in rest if name not in inside})
    for name in (name for field in declaration.columns for name in declaration.source_columns(field)):
        path = tuple(name.split("."))
        if name not in names and (is_sparse or _is_anywhere(connection, good, path)):
            names[name] = path
    return names


def _is_anywhere(connection: Connection, good: str, path: Path_) -> bool:
    sql = f"SELECT 1 {good} AND json_exists(text, $path) LIMIT 1"
    return connection.execute(sql, {"path": _pointer(path)}).fetchone() is not None


def _paths(value: dict[str, Any], before: Path_ = ()) -> list[Path_]:
    found: list[Path_] = []
    for key, item in value.items():
        if isinstance(item, dict) and item and len(before) < _DEEPEST - 1:
            found += _paths(item, (*before, key))
        else:
            found.append((*before, key))
    return found


def _document(file: Path, declaration: Declaration, work: Path) -> Path:
    content = as_utf8(file, declaration.encoding, work).read_bytes()
    try:
        document = json.loads(content, parse_float=str)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{file.name}: byte {error.start} is no text in {declaration.encoding}; set encoding."
        ) from None
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{file.name}: is no JSON document: {error}; was it cut off?") from None
    target = work / "objects.ndjson"
    write_records(target, records_of(document, declaration.records, file.name))
    return target


class _Opened:
    """Records inside the objects of a file of lines, with the line each came from."""

    def __init__(self, written: Path) -> None:
        self.written = written
        self.count = 0
        self.count_blank = 0
        self._shifts: dict[int, int] = {}
        self._broken: list[BrokenLine] = []

    @property
    def shifts(self) -> tuple[tuple[int, int], ...]:
        return tuple(self._shifts.items())

    @property
    def broken(self) -> tuple[BrokenLine, ...]:
        return tuple(self._broken)

    def records(self, line: int, content: bytes, declaration: Declaration, told_as: str) -> list[Any]:
        """Records of one line; a line without any is blank, one that is no JSON is set aside."""
        if not content.strip():
            self.count_blank += 1
            return []
        try:
            found = records_of(
                json.loads(content.removeprefix(_BOM), parse_float=str), declaration.records, told_as
            )
        except (ValueError, RecursionError):
            shown = content.decode("utf-8", "replace").rstrip("\r\n")
            self._broken.append(BrokenLine(line, "not_json", "no JSON object", shown))
            return []
        self.count_blank += not found
        for _ in found:
            self._shifts[self.count] = line - 1 - self.count
            self.count += 1
        return found


def _opened_lines(file: Path, declaration: Declaration, work: Path) -> _Opened:
    opened = _Opened(work / "objects.ndjson")
    with as_utf8(file, declaration.encoding, work).open("rb") as lines:
        write_records(
            opened.written,
            (
                record
                for line, content in enumerate(lines, start=1)
                for record in opened.records(line, content, declaration, file.name)
            ),
        )
    return opened

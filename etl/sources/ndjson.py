"""JSON: one object a line, or a document that holds a list of objects; nested values by path (``a.b``)."""

import json
from pathlib import Path
from typing import Any

from etl.declaration import Declaration
from etl.masking import write_ndjson
from etl.problems import LayoutChanged, UnreadableFile
from etl.sources.lines import broken_lines, make_lines, shifts_past
from etl.sources.raw import Raw
from warehouse.engine import Connection

_SAMPLE = 2000
_BAD = (
    "NOT coalesce(json_valid(text), false) OR json_type(CASE WHEN json_valid(text) THEN text END) <> 'OBJECT'"
)


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Objects of ``file``; a row's line is its line, in a document its place in the list."""
    if declaration.kind_of(file) == "json":
        file = _as_lines(file, work / "objects.ndjson")
    make_lines(connection, file, declaration.encoding, work)
    broken = broken_lines(connection, _BAD, "not_json", "no JSON object")
    blank = [
        r[0]
        for r in connection.execute("SELECT rowid FROM lines WHERE text IS NULL ORDER BY rowid").fetchall()
    ]
    left_out = sorted([*blank, *(item.line - 1 for item in broken)])
    connection.execute("CREATE OR REPLACE TEMP TABLE left_out (line BIGINT)")
    if left_out:
        connection.executemany("INSERT INTO left_out VALUES (?)", [[line] for line in left_out])
    columns = _columns(connection, declaration)
    if not columns:
        raise LayoutChanged(f"{file.name}: holds no JSON objects; is it declared as the right kind?")
    cells = ", ".join(f"json_extract_string(text, $path{n}) AS c{n}" for n in range(len(columns)))
    return Raw(
        f"(SELECT {cells} FROM lines WHERE rowid NOT IN (SELECT line FROM left_out))", columns,
        {f"path{number}": json_path(name) for number, name in enumerate(columns)},
        1, shifts_past(left_out), tuple(broken), len(blank),
    )  # fmt: skip


def json_path(name: str) -> str:
    """``a.b`` as a JSON path; keys may hold blanks."""
    return "$" + "".join(f'."{part}"' for part in name.replace('"', "").split("."))


def _columns(connection: Connection, declaration: Declaration) -> tuple[str, ...]:
    """Keys of the whole file and, from its beginning, the paths of nested values."""
    good = "FROM lines WHERE rowid NOT IN (SELECT line FROM left_out)"
    names: dict[str, None] = {}
    for (text,) in connection.execute(f"SELECT text {good} LIMIT {_SAMPLE}").fetchall():
        for path in _paths(json.loads(text)):
            names[path] = None
    rest = connection.execute(f"SELECT DISTINCT unnest(json_keys(text)) {good}").fetchall()
    inside = {name.split(".")[0] for name in names}
    names.update({name: None for (name,) in rest if name not in inside})
    return tuple(names)


def _paths(value: dict[str, Any], before: str = "") -> list[str]:
    found: list[str] = []
    for key, item in value.items():
        if isinstance(item, dict) and before.count(".") < 3:
            found += _paths(item, f"{before}{key}.")
        else:
            found.append(f"{before}{key}")
    return found


def _as_lines(file: Path, target: Path) -> Path:
    try:
        document = json.loads(file.read_text("utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{file.name}: is no JSON document: {error}; was it cut off?") from None
    write_ndjson(target, _objects(file, document))
    return target


def _objects(file: Path, document: Any) -> list[dict[str, object]]:
    """The list itself, or the longest list of objects one level down."""
    lists = (
        [document]
        if isinstance(document, list)
        else list(document.values())
        if isinstance(document, dict)
        else []
    )
    fitting = [
        item for item in lists if isinstance(item, list) and any(isinstance(row, dict) for row in item)
    ]
    if not fitting:
        raise LayoutChanged(
            f"{file.name}: holds no list of JSON objects; export it as a list, or one object a line."
        )
    return max(fitting, key=len)

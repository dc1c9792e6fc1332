"""Text files of which each line is a record by itself."""

from pathlib import Path

from etl.sources.decoding import BLOCK, UNDECODABLE, as_utf8, decoded
from etl.sources.raw import BrokenLine
from warehouse import engine
from warehouse.engine import Connection

_LINES = (
    "CREATE OR REPLACE TEMP TABLE lines AS SELECT text FROM read_csv($file, delim = '\x1f', quote = '', "
    "escape = '', header = false, auto_detect = false, columns = {'text': 'VARCHAR'}, "
    "max_line_size = 33554432)"
)


def make_lines(connection: Connection, file: Path, encoding: str, work: Path) -> None:
    """Table ``lines`` (text; rowid = line - 1), blank lines NULL; bytes that are no text are marked."""
    text = as_utf8(file, encoding, work)
    try:
        connection.execute(_LINES, {"file": str(text)})
    except engine.Error:
        connection.execute(_LINES, {"file": str(_marked(text, work / "marked.txt"))})


def _marked(text: Path, target: Path) -> Path:
    with text.open("rb") as source, target.open("wb") as copy:
        while block := source.read(BLOCK):
            whole = decoded(block + source.readline())
            copy.write(whole.replace(b"\r\n", b"\n").replace(b"\r", b" "))
    return target


def broken_lines(connection: Connection, condition: str, reason: str, detail: str) -> list[BrokenLine]:
    """Lines for which ``condition`` (SQL over ``text``) holds, undecodable ones under their own reason."""
    found = connection.execute(
        "SELECT rowid + 1, text FROM lines "
        f"WHERE text IS NOT NULL AND ({condition} OR contains(text, $mark)) ORDER BY rowid",
        {"mark": UNDECODABLE},
    ).fetchall()
    return [_broken(line, text, reason, detail) for line, text in found]


def _broken(line: int, text: str, reason: str, detail: str) -> BrokenLine:
    if UNDECODABLE in text:
        text = text.replace(UNDECODABLE, "\ufffd")
        return BrokenLine(line, "undecodable", "bytes that are no text in the declared encoding", text)
    return BrokenLine(line, reason, detail, text)


def shifts_past(removed: list[int]) -> tuple[tuple[int, int], ...]:
    """Where records left out (numbers from 0, sorted) push the later ones on: (record, shift) pairs."""
    last: dict[int, int] = {}
    for count, record in enumerate(removed):
        last[record - count] = count + 1
    return tuple(sorted(last.items()))

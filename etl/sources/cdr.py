"""Asterisk's call detail records (``Master.csv``): one row per call, made of its legs.

The file has no header; its columns are those Asterisk writes, 16 to 21 of them, by its settings.  Legs with
one linkedid, else one uniqueid, are one call.  What comes out is named in ``etl.known_layouts.CDR_COLUMNS``;
a row's line is its place among the calls.
"""

import csv
from dataclasses import replace
from pathlib import Path

from etl.declaration import Declaration
from etl.known_layouts import CDR_COLUMNS
from etl.problems import LayoutChanged
from etl.sources import csv as text_table
from etl.sources.decoding import BLOCK, as_utf8
from etl.sources.raw import Raw
from warehouse import engine
from warehouse.engine import Connection

_ALWAYS = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start",
    "answer", "end", "duration", "billsec", "disposition", "amaflags",
)  # fmt: skip
_BY_WIDTH = {
    16: (), 17: ("uniqueid",), 18: ("uniqueid", "userfield"),
    19: ("peeraccount", "linkedid", "sequence"), 20: ("uniqueid", "peeraccount", "linkedid", "sequence"),
    21: ("uniqueid", "userfield", "peeraccount", "linkedid", "sequence"),
}  # fmt: skip
_SQL = Path(__file__).with_suffix(".sql")


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Calls of the file; lines that are no legs are set aside."""
    names = _names(file, as_utf8(file, declaration.encoding, work))
    headed = _with_header(as_utf8(file, declaration.encoding, work), names, work / "cdr.csv")
    plain = declaration.model_copy(
        update={"delimiter": ",", "quote": '"', "header_row": 1, "encoding": "utf-8", "kind": "csv"}
    )
    legs = _legs(text_table.read(headed, plain, connection, work), connection)
    known = {name: f"c{place}" for place, name in enumerate(names)}
    wanted = (*_ALWAYS, "uniqueid", "linkedid", "sequence")
    cells = ", ".join(
        f"nullif({known.get(name, 'NULL')}, '') AS {engine.identifier(name)}" for name in wanted
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE legs AS SELECT row_number() OVER () AS place, {cells} FROM cdr_lines"
    )
    connection.execute(_SQL.read_text("utf8"))
    made = ", ".join(f"{name}::VARCHAR AS c{number}" for number, name in enumerate(CDR_COLUMNS))
    broken = tuple(replace(item, line=item.line - 1) for item in legs.broken)
    return Raw(
        f"(SELECT {made} FROM cdr_calls)", CDR_COLUMNS, {}, 1, broken=broken, count_blank=legs.count_blank
    )


def _legs(raw: Raw, connection: Connection) -> Raw:
    """Table ``cdr_lines`` of every good line, faulty ones told by the Raw that is returned."""
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE cdr_lines AS SELECT * FROM {raw.relation}", raw.parameters
        )
        counted = connection.execute("SELECT count(*) FROM cdr_lines").fetchone()
        if raw.count_expected is None or counted == (raw.count_expected,):
            return raw
    except engine.Error:
        if raw.otherwise is None:
            raise
    return _legs(raw.otherwise(), connection) if raw.otherwise else raw


def _names(file: Path, text: Path) -> tuple[str, ...]:
    with text.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        try:
            width = len(next(csv.reader(lines), []))
        except csv.Error:
            width = 0
    if width not in _BY_WIDTH:
        raise LayoutChanged(
            f"{file.name}: {width} columns where Asterisk's Master.csv has 16 to 21; declare it as csv with "
            "its own columns."
        )
    return (*_ALWAYS, *_BY_WIDTH[width])


def _with_header(text: Path, names: tuple[str, ...], target: Path) -> Path:
    with text.open("rb") as source, target.open("wb") as copy:
        copy.write((",".join(names) + "\n").encode())
        first = source.read(BLOCK).removeprefix(b"\xef\xbb\xbf")
        while first:
            copy.write(first)
            first = source.read(BLOCK)
    return target

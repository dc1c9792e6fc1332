"""Asterisk's ``queue_log`` as the exchange writes it: one row per call, made of the call's lines.

Columns: callid, entered_at, ended_at (seconds since 1970), queue, agent, caller, wait_s, talk_s, is_answered,
count_transfers.  A call still open at the end of the log has no end yet; a later log completes it.
"""

from pathlib import Path

from etl.declaration import Declaration
from etl.known_layouts import QUEUE_LOG_COLUMNS
from etl.sources.lines import broken_lines, make_lines
from etl.sources.raw import Raw
from warehouse.engine import Connection

_BAD = "NOT regexp_matches(text, '^[0-9]{9,11}(\\.[0-9]+)?\\|[^|]*\\|[^|]*\\|[^|]*\\|[A-Z]+')"
_SQL = Path(__file__).with_suffix(".sql")


def read(file: Path, declaration: Declaration, connection: Connection, work: Path) -> Raw:
    """Calls of the log; a row's line is its place among the calls, lines cut off are set aside."""
    make_lines(connection, file, declaration.encoding, work)
    broken = broken_lines(connection, _BAD, "not_a_log_line", "not epoch|call|queue|agent|event|...")
    connection.execute("CREATE OR REPLACE TEMP TABLE bad_lines (line BIGINT)")
    if broken:
        connection.executemany("INSERT INTO bad_lines VALUES (?)", [[item.line] for item in broken])
    connection.execute(_SQL.read_text("utf8"))
    cells = ", ".join(f"{name} AS c{number}" for number, name in enumerate(QUEUE_LOG_COLUMNS))
    return Raw(f"(SELECT {cells} FROM calls)", QUEUE_LOG_COLUMNS, {}, 1, broken=tuple(broken))

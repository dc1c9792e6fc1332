"""Rows that were not taken: each fault with file, line, column, reason and the masked line."""

from collections import Counter
from pathlib import Path
from typing import Any

from etl.checks import Check
from etl.contracts import Kind
from etl.mapping import Mapping, checks, values
from etl.masking import masked, write_ndjson
from etl.sources.raw import BrokenLine, cell_names
from etl.values import Bound
from warehouse.engine import Connection

CUSTOMER_TOKEN = "<CUSTOMER>"  # noqa: S105 (no password)
_SHOWN = 60
_COLUMNS = (
    "{'line': 'BIGINT', 'column_name': 'VARCHAR', 'reason': 'VARCHAR', 'detail': 'VARCHAR', "
    "'masked_line': 'VARCHAR', 'customer_key': 'VARCHAR'}"
)
Fault = tuple[int, str, str, str, str]
"""line, column as the file names it, reason, detail, the line."""


def write_quarantine(
    connection: Connection, mapping: Mapping, lineage: dict[str, object], work: Path
) -> Path:
    """Write the faults of the staged file to a file in ``work``; ``lineage``: load_id, source, file."""
    faults = _of_rows(connection, mapping) + [_of_line(broken) for broken in mapping.raw.broken]
    listed, file = work / "quarantine.ndjson", work / "quarantine.parquet"
    write_ndjson(listed, _masked_rows(sorted(faults), _customers(connection, mapping)))
    connection.execute(
        "COPY (SELECT $load_id::VARCHAR AS load_id, $source::VARCHAR AS source, $file::VARCHAR AS file, * "
        f"FROM read_json($listed, format = 'newline_delimited', columns = {_COLUMNS})) "
        "TO $target (FORMAT parquet)",
        {**lineage, "listed": str(listed), "target": str(file)},
    )
    return file


def fault_counts(connection: Connection, mapping: Mapping) -> dict[tuple[str, str], int]:
    """(column, reason) -> rows, the most frequent first."""
    faults = _of_rows(connection, mapping) + [_of_line(broken) for broken in mapping.raw.broken]
    return dict(Counter((fault[1], fault[2]) for fault in faults).most_common())


def _customers(connection: Connection, mapping: Mapping) -> dict[int, str]:
    """Line -> keyed hash of the customer in it, so that a rejected row can be erased too."""
    if not any(field.kind is Kind.CUSTOMER for field in mapping.fields):
        return {}
    query = "SELECT line, customer_key FROM numbered JOIN customers USING (customer_id) WHERE is_bad"
    return dict(connection.execute(query).fetchall())


def _masked_rows(faults: list[Fault], customers: dict[int, str]) -> list[dict[str, object]]:
    details = masked([fault[3] for fault in faults])
    lines = masked([fault[4] for fault in faults])
    return [
        {
            "line": fault[0],
            "column_name": fault[1],
            "reason": fault[2],
            "detail": detail,
            "masked_line": line,
            "customer_key": customers.get(fault[0]),
        }
        for fault, detail, line in zip(faults, details, lines, strict=True)
    ]


def _of_line(broken: BrokenLine) -> Fault:
    return broken.line, "", broken.reason, broken.detail, broken.text[:2000]


def _of_rows(connection: Connection, mapping: Mapping) -> list[Fault]:
    """Every fault of every bad row: checks that say the same of one column count once."""
    bound = Bound()
    cells = cell_names(len(mapping.raw.columns))
    kept = ", ".join(f"raw_cells[{number}] AS {cell}" for number, cell in enumerate(cells, start=1))
    bad = f"(SELECT line, raw_cells, {kept} FROM numbered WHERE is_bad)"
    made = values(mapping, bad, bound)
    tries = " UNION ALL ".join(_fault_query(mapping, check) for check in checks(mapping))
    if not tries:
        return []
    found = connection.execute(f"WITH made AS MATERIALIZED ({made}) {tries}", bound.values).fetchall()
    return _once([_fault(mapping, row) for row in found])


def _fault_query(mapping: Mapping, check: Check) -> str:
    order = list(REASON_ORDER).index(check.reason) if check.reason in REASON_ORDER else len(REASON_ORDER)
    return (
        f"SELECT line, '{check.field}', '{check.reason}', x_{check.field}, raw_cells, {order} "
        f"FROM made WHERE coalesce({check.condition}, false)"
    )


REASON_ORDER = (
    "missing",
    "not_a_number",
    "not_a_date",
    "not_one_of",
    "not_yes_or_no",
    "not_whole",
    "out_of_range",
)


def _once(faults: list[tuple[int, Fault]]) -> list[Fault]:
    """The first reason of each line and column: a value out of range and not whole has one fault."""
    best: dict[tuple[int, str], tuple[int, Fault]] = {}
    for order, fault in faults:
        place = (fault[0], fault[1])
        if place not in best or order < best[place][0]:
            best[place] = (order, fault)
    return [fault for _, fault in best.values()]


def _fault(mapping: Mapping, row: tuple[Any, ...]) -> tuple[int, Fault]:
    line, field, reason, text, cells, order = row
    is_customer = mapping.contract[field].kind is Kind.CUSTOMER
    shown = CUSTOMER_TOKEN if is_customer else (text or "")[:_SHOWN]
    detail = "empty" if reason == "missing" else f"found '{shown}'"
    return order, (line, _column(mapping, field), reason, detail, _line(mapping, cells))


def _column(mapping: Mapping, field: str) -> str:
    names = [mapping.raw.columns[place] for place in mapping.places.get(field, ())]
    return " + ".join(names) or field


def _line(mapping: Mapping, cells: list[str | None]) -> str:
    """The row again, customers and columns nobody asked for left out: names may stand there."""
    customers, used = set(), set()
    for field, found in mapping.places.items():
        used |= set(found)
        if mapping.contract[field].kind is Kind.CUSTOMER:
            customers |= set(found)
    shown = [
        CUSTOMER_TOKEN if place in customers and cell else (cell or "") if place in used else "…"
        for place, cell in enumerate(cells)
    ]
    return mapping.raw.separator.join(shown)[:2000]

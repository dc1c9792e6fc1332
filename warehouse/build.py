"""Building a snapshot: landed files -> staging -> facts -> marts in a new database file, then published.

Each table is one file of ``sql/``; this module says only in which order they are made.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.instance import Instance
from config.settings import load_settings
from warehouse import engine, landed_files, reference, sql_files
from warehouse.publish import building, new_snapshot_id, publish
from warehouse.snapshot import FORMAT, Snapshot, current

Progress = Callable[[str], None]

SCHEMAS = ("dims", "facts", "marts", "meta")
STAGING = (
    *(f"stg_{contract}" for contract in landed_files.CONTRACTS),
    "stg_transcribed", "stg_utterances", "stg_analysed_texts", "stg_script_findings",
)  # fmt: skip
DIMS = (
    "channels", "processes", "products", "reasons", "steps",
    "units", "agents", "agent_history", "categories", "criteria",
)  # fmt: skip
FACTS = (
    "contacts", "surveys", "ratings", "cases", "case_events", "calls", "utterances", "findings", "steps",
    "events", "improvements", "robocalls", "payments", "activations", "mystery_visits",
    "knowledge_tests", "coachings",
)  # fmt: skip
MARTS = ("contact_days", "survey_days", "answer_days")
META = ("sources", "quarantine", "recordings_failed", "period", "snapshot")


def build(instance: Instance, progress: Progress | None = None) -> Snapshot:
    """Build a snapshot of all that is committed and publish it; ``progress`` is told each step.

    A build that fails leaves the published snapshot as it was and no file behind.  Raises NotReady where the
    instance lacks something, or where another build is running.
    """
    say = progress or (lambda step: None)
    snapshot_id = new_snapshot_id()
    with building(instance, snapshot_id) as path:
        with _writing(path) as connection, tempfile.TemporaryDirectory(prefix="sapa-build-") as work:
            say("staging")
            _set_variables(connection, instance, snapshot_id, Path(work))
            _stage(connection)
            _make_tables(connection, say)
        say("publishing")
        publish(instance, path, snapshot_id)
    return current(instance)


@contextmanager
def _writing(path: Path) -> Iterator[engine.Connection]:
    """A database being made; everything is in its one file afterwards."""
    connection = engine.open_new(path)
    try:
        yield connection
        connection.execute("checkpoint")
    finally:
        connection.close()


def _set_variables(connection: engine.Connection, instance: Instance, snapshot_id: str, work: Path) -> None:
    for name, value in _variables(instance, snapshot_id, work).items():
        connection.execute(f"set variable {engine.identifier(name)} = ?", [value])


def _variables(instance: Instance, snapshot_id: str, work: Path) -> dict[str, Any]:
    """Everything the statements take from outside, by the name they ask for it with getvariable()."""
    settings = load_settings(instance)
    loads = landed_files.committed_loads(instance)
    days = reference.calendar(instance)
    landed = landed_files.landed_files(instance, loads)
    return {
        **{f"landed_{contract}": files for contract, files in landed.items()},
        **landed_files.other_files(instance),
        **{f"reference_{name}": file for name, file in reference.list_files(instance).items()},
        "reference_categories": _rows_file(work, "categories", reference.categories(instance)),
        "reference_criteria": _rows_file(work, "criteria", reference.criteria(instance)),
        "loads": _rows_file(work, "loads", loads),
        "quarantine": landed_files.quarantine_files(instance, loads),
        "complaint_days": days.complaint.days,
        "appeal_days": days.appeal.days,
        "repeated_error_days": settings.windows.repeated_error_days,
        "repeated_error_findings": settings.windows.repeated_error_findings,
        "home": str(instance.home),
        "format": FORMAT,
        "snapshot_id": snapshot_id,
        "built_at": datetime.now(UTC).replace(tzinfo=None),
        "operator": settings.operator.name,
        "time_zone": settings.operator.time_zone,
        "settings": settings.model_dump_json(),
    }


def _rows_file(work: Path, name: str, rows: list[dict[str, Any]]) -> str:
    return str(reference.write_rows(work / f"{name}.json", rows))


def _stage(connection: engine.Connection) -> None:
    """Macros, the loads, and a view per record type; nothing is read yet but the loads."""
    for schema in SCHEMAS:
        connection.execute(f"create schema {engine.identifier(schema)}")
    for name in sql_files.names("macros"):
        sql_files.execute(connection, sql_files.read("macros", name))
    _make(connection, "meta", "loads")
    sql_files.execute(connection, sql_files.read("staging", "build_macros"))
    landed = sql_files.read("staging", "landed")
    for contract in landed_files.CONTRACTS:
        view = f"create temp view {engine.identifier(f'landed_{contract}')} as "
        sql_files.execute(connection, landed, before=view, body=landed.body.replace("{contract}", contract))
    for name in STAGING:
        _view(connection, name)


def _make_tables(connection: engine.Connection, say: Progress) -> None:
    for name in DIMS:
        _make(connection, "dims", name)
    for name in FACTS:
        say(f"facts.{name}")
        if name == "findings":
            _view(connection, "stg_scorecards")
        _make(connection, "facts", name)
    say("marts")
    _name_unknown_codes(connection)
    for name in MARTS:
        _make(connection, "marts", name)
    for name in META:
        _make(connection, "meta", name)


def _view(connection: engine.Connection, name: str) -> None:
    before = f"create temp view {engine.identifier(name)} as "
    sql_files.execute(connection, sql_files.read("staging", name), before=before)


def _make(connection: engine.Connection, schema: str, name: str) -> None:
    before = f"create table {schema}.{engine.identifier(name)} as "
    sql_files.execute(connection, sql_files.read(schema, name), before=before)


def _name_unknown_codes(connection: engine.Connection) -> None:
    """Give every code that facts use and no reference knows a row, so that no figure loses its label."""
    file = sql_files.read("dims", "unknown_codes")
    for table in DIMS:
        if table == "agent_history":
            continue
        column = _key(connection, table)
        tables = _facts_with(connection, column)
        if tables:
            each = (f"select {column} from facts.{engine.identifier(t)}" for t in tables)  # noqa: S608
            seen = " union all ".join(each)
            body = (
                file.body.replace("{dim}", f"dims.{table}")
                .replace("{column}", column)
                .replace("{seen}", seen)
            )
            sql_files.execute(connection, file, body=body)


def _key(connection: engine.Connection, table: str) -> str:
    """The key of a reference is its first column."""
    statement = f"select * from dims.{engine.identifier(table)} limit 0"  # noqa: S608
    found = connection.execute(statement).description
    return engine.identifier(str(found[0][0]))


def _facts_with(connection: engine.Connection, column: str) -> list[str]:
    found = connection.execute(
        "select table_name from information_schema.columns where table_schema = 'facts' and column_name = ?",
        [column.strip('"')],
    )
    return [str(row[0]) for row in found.fetchall()]

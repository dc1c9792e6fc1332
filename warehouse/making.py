"""Tables and views of a snapshot, each one file of ``sql/``; and what their statements take from outside."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from config.instance import Instance
from config.settings import load_settings
from warehouse import deadlines, engine, landed_files, reference, sql_files, working_time
from warehouse.inputs import Inputs
from warehouse.snapshot import FORMAT

Values = dict[str, Any]
Progress = Callable[[str], None]

SCHEMAS = ("dims", "facts", "marts", "meta")
STAGING = (
    *(f"stg_{contract}" for contract in landed_files.CONTRACTS if contract != "utterances"),
    "stg_said_elsewhere", "stg_talks", "stg_transcribed", "stg_utterances",
    "enriched_texts", "stg_analysed_texts", "stg_script_findings", "stg_call_measures",
    "stg_replies", "stg_reports", "stg_case_causes", "stg_deadlines",
)  # fmt: skip
DIMS = (
    "channels", "processes", "products", "reasons", "steps",
    "units", "agents", "agent_history", "categories", "criteria",
)  # fmt: skip
REFERENCES = ("agents", "units", "channels", "processes", "products", "reasons")
"""Record types that the references are made of."""
FACTS = (
    "events", "contacts", "surveys", "ratings", "cases", "case_events", "calls", "utterances", "findings",
    "steps", "improvements", "robocalls", "payments", "activations", "mystery_visits",
    "knowledge_tests", "coachings",
)  # fmt: skip
_DAYS = {
    "contacts": ("contacts", "started_at"),
    "surveys": ("surveys", "sent_at"),
    "ratings": ("ratings", "rated_at"),
    "payments": ("payments", "paid_at"),
    "robocalls": ("robocalls", "called_at"),
}
"""Facts that can be long -> their record type and the column that says the day."""
MARTS = (
    "contact_days", "contact_hours", "contact_months", "promise_days", "repeat_days",
    "survey_days", "survey_months", "answer_days", "answer_months", "judged_months", "rating_months",
    "answers", "case_stages", "debt_calls",
)  # fmt: skip
META = ("sources", "quarantine", "recordings_failed", "period", "snapshot", "inputs")


@dataclass(frozen=True)
class Code:
    """A reference, its key as an identifier, and the facts that have it."""

    dim: str
    key: str
    facts: tuple[str, ...]


def set_variables(connection: engine.Connection, values: Values) -> None:
    """What the statements ask for with getvariable()."""
    for name, value in values.items():
        connection.execute(f"set variable {engine.identifier(name)} = ?", [value])


def variables(
    instance: Instance, loads: list[dict[str, Any]], inputs: Inputs, snapshot_id: str, work: Path
) -> Values:
    """Everything a build takes from outside, by the name the statements ask for it."""
    settings = load_settings(instance)
    days, due, causes = (
        reference.calendar(instance), deadlines.deadlines(instance), reference.categories(instance),
    )  # fmt: skip
    landed = landed_files.landed_files(instance, loads)
    return {
        **{f"landed_{contract}": files for contract, files in landed.items()},
        **landed_files.other_files(instance),
        **{f"reference_{name}": file for name, file in reference.list_files(instance).items()},
        "reference_categories": _rows_file(work, "categories", causes),
        "reference_criteria": _rows_file(work, "criteria", reference.criteria(instance)),
        "loads": _rows_file(work, "loads", loads),
        "inputs": _rows_file(work, "inputs", inputs.rows()),
        "quarantine": landed_files.quarantine_files(instance, loads),
        "reference_deadlines": _rows_file(work, "deadlines", deadlines.rows(due, causes)),
        "at_risk_days": due.at_risk.working_days,
        "at_risk_share": due.at_risk.share_left,
        "first_word_until": due.first_word.until,
        "reference_hours": _rows_file(work, "hours", working_time.hours(days)),
        "reference_days": _rows_file(work, "days", working_time.days(days)),
        "service_level_s": settings.windows.service_level_s,
        "service_level_office_s": settings.windows.service_level_office_s,
        "short_abandon_s": settings.windows.short_abandon_s,
        "repeat_contact_days": settings.windows.repeat_contact_days,
        "repeat_case_days": settings.windows.repeat_case_days,
        "reply_days": settings.windows.reply_days,
        "trifle_debt": settings.audits.trifle_debt,
        "payment_days": settings.audits.payment_days,
        "repeated_error_days": settings.windows.repeated_error_days,
        "repeated_error_findings": settings.windows.repeated_error_findings,
        "home": str(instance.home),
        "format": FORMAT,
        "snapshot_id": snapshot_id,
        "built_at": datetime.now(UTC).replace(tzinfo=None),
        "rows_exchanged": 0,
        "operator": settings.operator.name,
        "time_zone": settings.operator.time_zone,
        "settings": settings.model_dump_json(),
    }


def begin(connection: engine.Connection) -> None:
    """Schemas and formulas of a new database."""
    for schema in SCHEMAS:
        connection.execute(f"create schema {engine.identifier(schema)}")
    for name in sql_files.names("macros"):
        run(connection, "macros", name)


def stage_landed(connection: engine.Connection, but: Collection[str] = ()) -> None:
    """The loads, macros of a build, and a view of the landed rows of each record type, ``but`` some."""
    make(connection, "meta", "loads")
    run(connection, "staging", "build_macros")
    for contract in landed_files.CONTRACTS:
        if contract not in but:
            view(connection, "staging", "landed", name=f"landed_{contract}", contract=contract)


def stage(connection: engine.Connection) -> None:
    """A view of each record type as it holds; nothing of it is read yet."""
    for name in STAGING:
        view(connection, "staging", name)
    for name in ("stg_working_time", "stg_working_days"):
        run(connection, "staging", name, before=f"create or replace temp table {name} as ")
    view(connection, "staging", "stg_case_deadlines")


def make_fact(connection: engine.Connection, name: str) -> None:
    """Make, or make anew, a whole fact; later ones see all its rows as made.

    Readers skip what lies outside the days they ask for, so rows are kept in the order of their days.
    Sorting costs a third of the time, and most exports come in that order.
    """
    file = sql_files.read("facts", name)
    body = file.body
    if name in _DAYS and _is_in_order(connection, *_DAYS[name]):
        body = body.rpartition("\norder by ")[0]
    before = f"create table facts.{engine.identifier(name)} as "
    sql_files.execute(connection, file, before=before, body=body)
    show_made(connection, name, f"facts.{engine.identifier(name)}")


def _is_in_order(connection: engine.Connection, contract: str, day: str) -> bool:
    run(
        connection,
        "staging",
        "disorder",
        before="create or replace temp table found as ",
        contract=contract,
        day=day,
    )
    row = connection.execute("select coalesce(disorder, 1) <= 2 from found").fetchone()
    return bool(row and row[0])


def show_made(connection: engine.Connection, name: str, table: str) -> None:
    """View ``made_<fact>``: the rows that facts made after it may refer to."""
    connection.execute(f"create or replace temp view {engine.identifier(f'made_{name}')} as from {table}")
    if name == "calls":
        view(connection, "staging", "stg_scorecards")  # a scorecard may name only the recording


def insert_days(connection: engine.Connection, mart: str, days: list[date]) -> None:
    """Make the rows of ``days`` of a mart; the condition reaches the fact below its counting."""
    found = sql_files.read("marts", mart)
    marks = ", ".join(f"$day{place}" for place in range(len(days)))
    bound = {f"day{place}": day for place, day in enumerate(days)}
    body = f"({found.body}) where date in ({marks})"
    before = f"insert into marts.{engine.identifier(mart)} from "
    sql_files.execute(connection, found, before=before, body=body, parameters=bound)


def view(connection: engine.Connection, folder: str, file: str, *, name: str = "", **words: str) -> None:
    """Make, or make anew, the temporary view ``name`` (the file's own) of a statement; see ``filled``."""
    before = f"create or replace temp view {engine.identifier(name or file)} as "
    run(connection, folder, file, before=before, **words)


def make(connection: engine.Connection, schema: str, name: str) -> None:
    """Make, or make anew, the table ``schema.name``."""
    run(connection, schema, name, before=f"create or replace table {schema}.{engine.identifier(name)} as ")


def run(connection: engine.Connection, folder: str, file: str, *, before: str = "", **words: str) -> None:
    """Execute a statement with ``{word}`` replaced by identifiers, or queries made of them."""
    found = sql_files.read(folder, file)
    body = found.body
    for word, text in words.items():
        body = body.replace("{" + word + "}", text)
    sql_files.execute(connection, found, before=before, body=body)


def name_unknown_codes(connection: engine.Connection) -> None:
    """Give every code that facts use and no reference knows a row, so that no figure loses its label."""
    for code in codes(connection):
        name_codes(connection, code, [f"facts.{table}" for table in code.facts])


def codes(connection: engine.Connection) -> list[Code]:
    """References whose key, their first column, facts have."""
    tables = _columns(connection)
    keys = {dim: tables["dims", dim][0] for dim in DIMS if dim != "agent_history"}
    found = [
        Code(dim, engine.identifier(key), tuple(fact for fact in FACTS if key in tables["facts", fact]))
        for dim, key in keys.items()
    ]
    return [code for code in found if code.facts]


def name_codes(connection: engine.Connection, code: Code, tables: Collection[str]) -> None:
    """Give codes of ``tables`` that the reference does not know a row of their own."""
    seen = " union all ".join(f"select {code.key} from {table}" for table in tables)  # noqa: S608
    run(connection, "dims", "unknown_codes", dim=f"dims.{code.dim}", column=code.key, seen=seen)


def _columns(connection: engine.Connection) -> dict[tuple[str, str], list[str]]:
    """Schema and table -> its columns in order."""
    found = connection.execute(
        "select schema_name, table_name, list(column_name order by column_index) "
        "from duckdb_columns() where not internal group by all"
    )
    return {(schema, table): columns for schema, table, columns in found.fetchall()}


def _rows_file(work: Path, name: str, rows: list[dict[str, Any]]) -> str:
    return str(reference.write_rows(work / f"{name}.json", rows))

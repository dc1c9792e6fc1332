"""The JSON schema of a declared source, for editors: ``config/sources/schema.json`` is made by this."""

import json
from typing import Any

from etl.computed import OPERATIONS
from etl.contracts import CONTRACTS
from etl.declaration import KINDS, TIME_UNITS, Declaration
from etl.times import NAMED

HINT = "#:schema ./schema.json"
"""First line of a declaration: taplo and editors that use it find the schema by it."""
_DRAFT = "http://json-schema.org/draft-07/schema#"
DESCRIPTIONS = {
    "contract": "The record type its rows are.",
    "path": "A file, a pattern or a folder, relative to the instance, or an address such as sftp://host/folder/*.csv.",
    "kind": "How the files are read; left out, their suffix tells.",
    "encoding": "The encoding of text files, such as utf-8, cp1251, cp1252 or utf-16.",
    "delimiter": "The character between cells; left out, the header row tells.",
    "quote": "The character around texts that hold the delimiter.",
    "header_row": "The row with the column names, counted from 1; rows above it are skipped.",
    "header_rows": "How many rows the column names take; two are joined with a stroke.",
    "sheet": "The sheet; * reads every sheet that holds the columns; left out, the one that does.",
    "table": "The table of a database.",
    "query": "The statement that gives the rows of a database, in place of a table.",
    "records": "The path to the list of records within a JSON answer or file.",
    "pattern": "The pattern file names follow, with fields in braces.",
    "sidecar": "Whether facts are also read from the JSON beside a sound file.",
    "empty": "Words that mean an empty cell.",
    "blank_without": "Fields without which a row is no record and counts as blank.",
    "decimal": "The decimal mark of numbers.",
    "date_format": "How dates are written: such as dd.mm.yyyy HH:MM, or iso, words, unix, unix_ms, excel.",
    "date_formats": "Field = date format, where it differs.",
    "time_zone": "The zone of times without one of their own, such as Asia/Almaty; left out, the operator's.",
    "columns": "Field = column of the file; several columns are joined by a blank.",
    "aliases": "Field = other names its column has had.",
    "constants": "Field = the same value for every row, or for the empty cells of its column.",
    "values": "Field = table: word of the file = value; * is any other, an empty key an empty cell.",
    "scale": "Field = lowest and highest mark of the scale it was given on.",
    "units": "Field in seconds = what the file counts in.",
    "computed": 'Field = one operation on columns, such as { first_word = "Office" }.',
    "known_columns": "Columns the file is known to have: one that is not listed stops it.",
    "ignore": "Names or patterns of columns that may come and go; * is any.",
    "url": "The address of a database or a service; secrets as ${NAME}.",
    "cursor": "The column or key that grows with every change: only newer rows are asked for.",
    "headers": "Headers sent with every request; secrets as ${NAME}.",
    "parameters": "Parameters sent with every request.",
    "since": "The parameter that tells the service from where on to answer.",
    "paging": "How the service gives its answer in pages.",
    "location": "Options for reaching the files of a remote path; secrets as ${NAME}.",
    "every": "How often a watching run asks, such as 15 minutes.",
    "retention": "Whether rules of retention may remove its sound files outside of the instance.",
    "expected": "How often something should come, such as 1 day; silence beyond it is told.",
}
"""Key -> one plain sentence."""


def schema() -> dict[str, Any]:
    """The schema as a dictionary; draft 7, which editors for TOML read."""
    made = Declaration.model_json_schema(ref_template="#/definitions/{model}")
    keys = {name: dict(rule) for name, rule in made["properties"].items() if name != "name"}
    for name, rule in keys.items():
        rule.pop("title", None)
        rule["description"] = DESCRIPTIONS.get(name, "")
    keys["contract"]["enum"] = list(CONTRACTS)
    keys["kind"]["enum"] = list(KINDS)
    keys["units"]["additionalProperties"] = {"enum": list(TIME_UNITS)}
    keys["date_format"]["examples"] = [*NAMED, "dd.mm.yyyy HH:MM", "mm/dd/yyyy hh:MM AM"]
    fields = {"enum": sorted({name for contract in CONTRACTS.values() for name in contract.names})}
    for section in (
        "columns",
        "aliases",
        "constants",
        "values",
        "scale",
        "units",
        "date_formats",
        "computed",
    ):
        keys[section]["propertyNames"] = fields
    return {
        "$schema": _DRAFT, "title": "A declared source of Sapa", "type": "object",
        "additionalProperties": False, "properties": keys, "definitions": _definitions(made.get("$defs", {})),
    }  # fmt: skip


def _definitions(models: dict[str, Any]) -> dict[str, Any]:
    found = {
        name: {key: rule for key, rule in model.items() if key != "title"} for name, model in models.items()
    }
    if "Computed" in found:
        found["Computed"]["description"] = f"One of: {', '.join(OPERATIONS)}."
    return found


def as_text() -> str:
    """What ``python -m etl schema`` prints."""
    return json.dumps(schema(), ensure_ascii=False, indent=1)

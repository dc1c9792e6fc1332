"""Which files a snapshot is built from: only those of committed loads, and of transcripts and analysed
texts."""

import json
from pathlib import Path
from typing import Any

from config.errors import NotReady
from config.instance import Instance

CONTRACTS = (
    "contacts", "surveys", "ratings", "cases", "case_events", "recordings", "utterances",
    "evaluations", "mystery_visits", "knowledge_tests", "coachings", "process_steps",
    "robocalls", "payments", "activations", "events", "improvements",
    "agents", "units", "channels", "processes", "products", "reasons",
)  # fmt: skip
"""Record types; each has a folder in landing with a file ``_schema.parquet`` of no rows."""


def committed_loads(instance: Instance) -> list[dict[str, Any]]:
    """The load reports of landing/loads, oldest first. A load without its report does not count, nor does one
    that another says it replaces."""
    reports = [_report(path) for path in sorted((instance.landing / "loads").glob("*.json"))]
    replaced = {load_id for report in reports for load_id in report.get("replaces") or ()}
    return [report for report in reports if report["load_id"] not in replaced]


def landed_files(instance: Instance, loads: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Record type -> its Parquet files, the schema first. Raises NotReady where one is missing."""
    files = {contract: [schema(instance, f"landing/{contract}/_schema.parquet")] for contract in CONTRACTS}
    for load in loads:
        if load.get("parquet") and load["contract"] in files:
            files[load["contract"]].append(existing(instance, load))
    return files


def quarantine_files(instance: Instance, loads: list[dict[str, Any]]) -> list[str]:
    """Quarantine files of committed loads that are there (retention may have removed some), the schema
    first."""
    paths = [instance.home / load["quarantine"] for load in loads if load.get("quarantine")]
    return [schema(instance, "quarantine/_schema.parquet"), *(str(path) for path in paths if path.exists())]


def other_files(instance: Instance) -> dict[str, list[str]]:
    """What speech recognition and text analysis made -> their files, the schema first."""
    return {
        "transcript_recordings": _with_schema(instance, "transcripts", "recordings.parquet", "*/*."),
        "transcript_utterances": _with_schema(instance, "transcripts", "utterances.parquet", "*/*."),
        "enriched_texts": _with_schema(instance, "enriched/texts", "parquet", "[!_.]*."),
        "enriched_corrections": _corrections(instance),
        "enriched_findings": _with_schema(instance, "enriched/findings", "parquet", "[!_.]*."),
        "enriched_replies": _with_schema(instance, "enriched/replies", "parquet", "[!_.]*."),
        "enriched_reports": _with_schema(instance, "enriched/reports", "parquet", "[!_.]*."),
        "enriched_measures": _with_schema(instance, "enriched/measures", "parquet", "[!_.]*."),
    }


def _corrections(instance: Instance) -> list[str]:
    """Causes people set right: none before the first, so that the schema is the one of analysed texts."""
    found = sorted((instance.enriched / "corrections").glob("[!_.]*.parquet"))
    return [schema(instance, "enriched/texts/_schema.parquet"), *map(str, found)]


def schema(instance: Instance, name: str) -> str:
    """Path of a zero-row schema file; raises NotReady where it is missing."""
    path = instance.home / name
    if not path.exists():
        raise NotReady(f"{path} is missing; 'python -m etl load --home \"{instance.home}\"' makes it.")
    return str(path)


def _with_schema(instance: Instance, folder: str, ending: str, pattern: str) -> list[str]:
    """Files of a folder in order of name; temporary ones (their names begin with a dot) left out."""
    found = sorted((instance.home / folder).glob(pattern + ending))
    kept = [str(path) for path in found if not path.name.startswith(".")]
    return [schema(instance, f"{folder}/_schema.{ending}"), *kept]


def _report(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.read_text("utf8"))
    except (ValueError, OSError) as error:
        raise NotReady(
            f"{path}: the load report cannot be read ({error}); move it away and load again."
        ) from None
    if not isinstance(report, dict) or "load_id" not in report or "contract" not in report:
        raise NotReady(f"{path}: no load report (load_id or contract missing); move it away and load again.")
    return report


def existing(instance: Instance, load: dict[str, Any]) -> str:
    """Path of the rows a load landed; raises NotReady where it is missing."""
    path = instance.home / str(load["parquet"])
    if not path.exists():
        raise NotReady(
            f"{path} of load {load['load_id']} is missing; put it back from a backup, "
            f"or remove its report in {instance.landing / 'loads'} and load {load.get('file')} again."
        )
    return str(path)

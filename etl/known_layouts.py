"""Kinds of files whose layout is always the same: their columns need no declaring."""

from collections.abc import Mapping
from typing import Any

from etl.contracts import CONTRACTS
from etl.file_names import name_pattern

KNOWN_LAYOUTS = ("queue_log", "cdr", "sound_files", "transcripts")
QUEUE_LOG_COLUMNS = (
    "callid", "entered_at", "ended_at", "queue", "agent", "caller", "wait_s", "talk_s", "is_answered",
    "count_transfers",
)  # fmt: skip
"""What ``etl.sources.queue_log`` makes of an exchange's log of its queues."""
CDR_COLUMNS = (
    "callid", "started_at", "ended_at", "caller", "called", "context", "agent", "wait_s", "talk_s",
    "is_answered", "count_transfers", "disposition",
)  # fmt: skip
"""What ``etl.sources.cdr`` makes of an exchange's call detail records."""
TRANSCRIPT_COLUMNS = CONTRACTS["utterances"].names
"""A transcript may tell any field: in its name, in its JSON, by what it holds."""
_CALL_FIELDS = {
    "contact_id": "callid", "ended_at": "ended_at", "agent_id": "agent", "customer_id": "caller",
    "wait_s": "wait_s", "talk_s": "talk_s", "is_answered": "is_answered",
    "count_transfers": "count_transfers",
}  # fmt: skip


def known_layout(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` of a declaration with what its kind implies; what is declared goes before."""
    match values["kind"]:
        case "queue_log":
            fields = {**_CALL_FIELDS, "started_at": "entered_at"}
            implied = {"contract": "contacts", "date_format": "unix"}
        case "cdr":
            fields, implied = {**_CALL_FIELDS, "started_at": "started_at"}, {"contract": "contacts"}
        case "sound_files":
            return {"contract": "recordings", **values, "columns": _sound_columns(values)}
        case _:
            fields, implied = {name: name for name in TRANSCRIPT_COLUMNS}, {"contract": "utterances"}
    given = values.get("columns") or {}
    columns = {**fields, **given} if isinstance(given, dict) else given
    return {**implied, **values, "columns": columns}


def _sound_columns(values: Mapping[str, Any]) -> dict[str, str]:
    """Each field a folder of sound files tells is a column of that name."""
    told: tuple[str, ...] = ("recording_id", "sound_file", "started_at")
    if pattern := values.get("pattern"):
        told += name_pattern(str(pattern)).fields
    if str(values.get("sidecar", "")).lower() == "true":
        told += CONTRACTS["recordings"].names
    return {name: name for name in dict.fromkeys(told)}

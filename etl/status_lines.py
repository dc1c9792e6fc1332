"""``python -m etl status``."""

from datetime import UTC, datetime, timedelta

import typer

from config.cli import messages
from config.instance import Instance
from etl.api import SourceStatus, sources
from etl.display import show_rows
from transcribe.api import queue_state
from warehouse.publish import pointed_at

COLUMNS = (
    "source", "contract", "state", "files", "read", "loaded", "rejected", "duplicates", "blank",
    "first_day", "last_day", "last_load", "usual_interval", "message",
)  # fmt: skip


def show_status(instance: Instance, how: str) -> None:
    """Sources, one line each; then the queue of recordings and the snapshot."""
    found = sources(instance)
    show_rows([_row(source) for source in found], COLUMNS, how)
    if how != "table":
        return
    queue = queue_state(instance)
    typer.echo(
        f"recordings: {queue.done} heard, {queue.queued + queue.running} waiting, {queue.failed} failed"
    )
    typer.echo(f"snapshot: {pointed_at(instance) or 'none published yet'}")
    if hint := _next(found, instance):
        messages.print(hint, style="dim", markup=False)


def _next(found: list[SourceStatus], instance: Instance) -> str:
    """What to do about what is listed; empty where there is nothing to do."""
    states = {source.state for source in found}
    if not found:
        return f"Next: python -m etl inspect FILE --write NAME --home '{instance.home}'"
    if "broken" in states:
        return f"Next: correct the declaration in {instance.sources}, then python -m etl load"
    if "failed" in states or any(source.counts.rejected for source in found):
        return "Next: mend what was not taken (reasons: page Data health), then python -m etl retry"
    return "Next: python -m etl load" if "waiting" in states else ""


def _row(source: SourceStatus) -> dict[str, object]:
    counts = source.counts
    return {
        "source": source.name, "contract": source.contract, "state": source.state,
        "files": source.count_files,
        "read": counts.read, "loaded": counts.loaded, "rejected": counts.rejected,
        "duplicates": counts.duplicate, "blank": counts.blank, "first_day": source.first_day,
        "last_day": source.last_day, "last_load": _ago(source.last_load),
        "usual_interval": _length(source.usual_interval), "message": source.message,
    }  # fmt: skip


def _ago(moment: datetime | None) -> str:
    return f"{_length(datetime.now(UTC) - moment)} ago" if moment else ""


def _length(span: timedelta | None) -> str:
    if span is None:
        return ""
    minutes = int(span.total_seconds() // 60)
    if minutes >= 2880:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if minutes >= 120 else f"{minutes} min"

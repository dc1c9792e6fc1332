"""``python -m etl status`` and ``python -m etl messages``."""

import shutil
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import typer

from config.cli import messages
from config.errors import DonePartly
from config.instance import Instance
from config.settings import load_settings
from etl.display import show_rows
from etl.lock import holder
from etl.telling.messages import send_test, standing, tell
from etl.watching.heartbeat import heartbeat
from etl.watching.source_status import SourceStatus, sources
from transcribe.api import queue_state
from warehouse.publish import pointed_at

COLUMNS = (
    "source", "contract", "state", "files", "read", "loaded", "rejected", "duplicates", "blank",
    "first_day", "last_day", "last_load", "usual_interval", "next_due", "message",
)  # fmt: skip


def show_status(instance: Instance, how: str) -> None:
    """Sources, one line each; then who looks for new files, messages, disk, recordings, snapshot."""
    found = sources(instance)
    zone = ZoneInfo(load_settings(instance).operator.time_zone)
    show_rows([_row(source, zone) for source in found], COLUMNS, how)
    if how != "table":
        return
    queue = queue_state(instance)
    typer.echo(f"looking: {_looking(instance)}")
    typer.echo(f"messages: {_messages(instance)}")
    typer.echo(f"disk: {_disk(instance)}")
    typer.echo(
        f"recordings: {queue.done} heard, {queue.queued + queue.running} waiting, {queue.failed} failed"
    )
    typer.echo(f"snapshot: {pointed_at(instance) or 'none published yet'}")
    if hint := _next(found, instance):
        messages.print(hint, style="dim", markup=False)


def show_messages(instance: Instance, *, is_test: bool, is_dry: bool) -> None:
    """What was sent, or would be; raises DonePartly where an address could not be reached."""
    if is_test:
        told = send_test(instance)
    else:
        told = tell(instance, is_dry=is_dry)
        for trouble in told.new:
            typer.echo(f"new: {trouble.text}")
        for text in told.over:
            typer.echo(f"over: {text}")
        if not told.new and not told.over:
            typer.echo("nothing new to tell")
    for name in told.sent_to:
        typer.echo(f"sent: {name}")
    if not load_settings(instance).messages.urls:
        note = "Nothing is sent: no urls under [messages] in the settings."
        messages.print(note, style="dim", markup=False)
    if told.problems:
        raise DonePartly(" ".join(told.problems))


def _looking(instance: Instance) -> str:
    heart, busy = heartbeat(instance), holder(instance)
    looked = f"looked {_ago(heart.looked_at)}" if heart.looked_at else "never looked yet"
    pace = f", every {_length(heart.every)}" if heart.every else ", nobody watches (python -m etl watch)"
    silent = "; SILENT: the watcher ought to have looked again, start it" if heart.is_silent() else ""
    return f"{looked}{pace}{silent}" + (f"; a run is writing now ({busy})" if busy else "")


def _messages(instance: Instance) -> str:
    told = standing(instance)
    if not told.count_addresses:
        return "not set up, nothing is sent ([messages] in config/settings.toml)"
    sent = f", last sent {_ago(told.sent_at)}" if told.sent_at else ", none sent yet"
    problem = f"; {told.problem}" if told.problem else ""
    return f"{told.count_addresses} addresses{sent}, {told.count_open} troubles last{problem}"


def _disk(instance: Instance) -> str:
    usage = shutil.disk_usage(instance.home)
    least = load_settings(instance).messages.least_free_pct
    share = 100 * usage.free / usage.total
    full = "; NEARLY FULL" if share < least else ""
    return f"{usage.free / 2**30:.1f} GB of {usage.total / 2**30:.0f} GB free ({share:.0f} %){full}"


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


def _row(source: SourceStatus, zone: ZoneInfo) -> dict[str, object]:
    counts, due = source.counts, source.due_at
    return {
        "source": source.name, "contract": source.contract, "state": source.state,
        "files": source.count_files,
        "read": counts.read, "loaded": counts.loaded, "rejected": counts.rejected,
        "duplicates": counts.duplicate, "blank": counts.blank, "first_day": source.first_day,
        "last_day": source.last_day, "last_load": _ago(source.last_load),
        "usual_interval": _length(source.usual_interval),
        "next_due": f"{due.astimezone(zone):%Y-%m-%d %H:%M}" if due else "", "message": source.message,
    }  # fmt: skip


def _ago(moment: datetime | None) -> str:
    return f"{_length(datetime.now(UTC) - moment)} ago" if moment else ""


def _length(span: timedelta | None) -> str:
    if span is None:
        return ""
    seconds = int(span.total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    if seconds >= 172_800:
        return f"{seconds // 86_400} d"
    return f"{seconds // 3600} h" if seconds >= 7200 else f"{seconds // 60} min"

"""``python -m transcribe run | status | pause | resume | retry | worker``: the queue at the command line."""

import getpass
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from config.cli import DemoOption, HomeOption, messages, reading_instance
from config.errors import DonePartly, WrongUse
from config.instance import find_instance
from transcribe import api, show


def add_to(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("run")(run_queue)
    for command in (status, pause, resume, retry, worker):
        app.command()(command)


def run_queue(
    *,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes; 0: as the settings say, else as cores and memory hold.")
    ] = 0,
    cluster: Annotated[str, typer.Option(help="Hear on the Dask cluster at this address.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many recordings.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also those another full model has heard.")] = False,
    stay: Annotated[bool, typer.Option("--stay", help="Wait for more until stopped: for a service.")] = False,
    kind: show.FormatOption = "table",
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Hear every landed recording that was not heard yet."""
    from transcribe.run import transcribe_new

    if cluster and workers:
        raise WrongUse("give --workers or --cluster: a cluster has the workers that have joined it.")
    instance = find_instance(home, demo=demo, writing=True)
    started = time.monotonic()
    recordings = api.landed_recordings(instance)
    with _stoppable(), show.progress("recordings") as bar:
        task = bar.add_task("transcribing", total=None)
        result = transcribe_new(
            instance, recordings, workers=workers, limit=limit, again=again, cluster=cluster, stays=stay,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
    row = show.rounded(vars(result) | {"seconds": time.monotonic() - started})
    show.listing([row], list(row), kind)
    _say_paused(api.queue_state(instance))
    if result.failed:
        raise DonePartly(
            f"{result.failed} recordings were set aside; 'python -m transcribe status' says why."
        )


def status(home: HomeOption = None, demo: DemoOption = False, kind: show.FormatOption = "table") -> None:
    """The queue: counts by state, today, what waits, what is heard, what was set aside and why."""
    found = api.queue_overview(reading_instance(home, demo))
    state = _state_row(found.state)
    hearing = [vars(each) | {"since": _moment(each.since)} for each in found.hearing]
    aside = [vars(each) | {"at": _moment(each.at)} for each in found.set_aside]
    if kind == "json":
        days = [vars(each) | {"day": each.day.isoformat()} for each in found.days]
        show.listing([state | {"hearing": hearing, "set_aside": aside, "days": days}], (), kind)
        return
    if kind != "table":
        show.listing([state], list(state), kind)
        return
    show.listing([{"what": name, "value": value} for name, value in state.items()], ("what", "value"), kind)
    for rows in (hearing, aside):
        if rows:
            show.print_out("\n")
            show.listing(rows, list(rows[0]), kind)
    _say_paused(found.state)


def pause(home: HomeOption = None, demo: DemoOption = False) -> None:
    """Begin no more recordings, in no run, until 'resume'; what is being heard is finished."""
    instance = find_instance(home, demo=demo, writing=True)
    api.pause_queue(instance, getpass.getuser())
    show.print_out("paused\n")


def resume(home: HomeOption = None, demo: DemoOption = False) -> None:
    """Go on with a paused queue; a run that ended meanwhile must be started again."""
    was_paused = api.resume_queue(find_instance(home, demo=demo, writing=True))
    show.print_out("resumed\n" if was_paused else "was not paused\n")


def retry(
    recordings: Annotated[
        list[str] | None, typer.Argument(help="Identifiers; default: all set aside.")
    ] = None,
    home: HomeOption = None,
    demo: DemoOption = False,
) -> None:
    """Put recordings that were set aside back into the queue; 'run' hears them."""
    count = api.retry_recordings(find_instance(home, demo=demo, writing=True), recordings or ())
    show.print_out(f"queued again {count}\n")
    missing = len(set(recordings or ())) - count
    if missing > 0:
        raise DonePartly(f"{missing} of the given recordings are not among those set aside.")


def worker(
    address: Annotated[str, typer.Argument(help="Of the Dask scheduler, such as tls://speech-1:8786.")],
    recognisers: Annotated[
        int, typer.Option(min=0, help="Calls heard at once; 0: as cores and memory hold.")
    ] = 0,
    host: Annotated[str | None, typer.Option(help="Address of this machine for the others.")] = None,
) -> None:
    """Join a cluster and hear what 'run --cluster' sends; models are looked for in SAPA_MODELS."""
    from transcribe.cluster_worker import serve

    serve(address, recognisers, host)


def _state_row(state: api.QueueState) -> dict[str, Any]:
    """The state as people and programs read it: hours, and times with their zone."""
    row = vars(state) | {name: _moment(getattr(state, name)) for name in ("oldest_at", "paused_at", "run_at")}
    left = state.left_core_s
    hours = {
        "core_hours": round(state.core_s / 3600, 3),
        "left_core_hours": None if left is None else round(left / 3600, 3),
        "done_by": None if state.eta_s is None else _moment(time.time() + state.eta_s),
    }
    cost = {"cost": None if state.cost is None else round(state.cost, 4)}
    return show.rounded(row) | cost | hours


def _moment(at: float | None) -> str | None:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds") if at else None


def _say_paused(state: api.QueueState) -> None:
    if state.paused_at:
        since = timedelta(seconds=round(time.time() - state.paused_at))
        messages.print(
            f"the queue is paused for {since} (by {state.paused_by}): 'python -m transcribe resume'",
            markup=False,
        )


@contextmanager
def _stoppable() -> Iterator[None]:
    """Asked to end by the system, a run keeps what is finished, as after Ctrl-C."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)

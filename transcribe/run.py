"""One run: what is new goes into the queue, what is queued is heard, once.

File first, ledger second: whatever is killed between the two, the next run reads the transcript files it
does not know of, so nothing is heard twice and nothing is lost.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.instance import Instance
from config.settings import load_settings
from transcribe import control, store
from transcribe.choice import Choices
from transcribe.dispatcher import Dispatcher, Plan
from transcribe.executor import Executor
from transcribe.filling import Filling
from transcribe.ledger import QUEUED, Ledger, ledger_of
from transcribe.locks import only_one, only_one_at
from transcribe.machine import fitting_workers, this_host
from transcribe.models import in_use
from transcribe.queue_state import counts
from transcribe.recording import Progress, RecordingRef, TranscribeSummary
from transcribe.wordlist.names import word_list
from transcribe.workers import started


@dataclass(frozen=True)
class Wishes:
    """How to run; see transcribe_new."""

    workers: int = 0
    limit: int | None = None
    again: bool = False
    cluster: str = ""
    stays: bool = False


def transcribe_new(
    instance: Instance,
    recordings: Sequence[RecordingRef],
    *,
    workers: int = 0,
    progress: Progress | None = None,
    limit: int | None = None,
    again: bool = False,
    cluster: str = "",
    stays: bool = False,
) -> TranscribeSummary:
    """Hear every recording not heard yet, and whatever else is queued; at most ``limit``.

    ``workers``: processes, 0 for the setting (by default as many as cores and memory hold).  ``again``: hear
    those too that other models have heard; otherwise only a demonstration model's calls are heard again,
    once a full model is in use.  ``cluster``: hear on the Dask cluster at this address.  ``stays``: wait for
    more, read what lands meanwhile, until interrupted.  While the queue is paused nothing is begun.  A
    recording that cannot be heard is set aside with its reason and stops nothing.  Raises ModelError when
    recordings wait and there is no model at all, Busy when another run is under way.
    """
    wishes = Wishes(workers, limit, again, cluster, stays)
    with alone(instance) as ledger:
        store.prepare(instance.transcripts)
        return _run(instance, ledger, recordings, wishes, progress)


def enqueue(instance: Instance, recordings: Sequence[RecordingRef]) -> int:
    """Queue what is new for the run that is under way; how many wait."""
    with ledger_of(instance) as ledger:
        Filling(instance, ledger).fill(recordings, Choices(in_use(instance)))
        return counts(ledger)[QUEUED]


@contextmanager
def alone(instance: Instance) -> Iterator[Ledger]:
    """The ledger, owned by this run alone: by a lock beside the transcripts, and one in its database."""
    folder = instance.transcripts
    busy = f"{folder}: another run is transcribing; wait until it is done."
    with only_one(folder / ".lock", busy), ledger_of(instance) as ledger, only_one_at(ledger.engine, busy):
        yield ledger


def _run(
    instance: Instance,
    ledger: Ledger,
    recordings: Sequence[RecordingRef],
    wishes: Wishes,
    progress: Progress | None,
) -> TranscribeSummary:
    choices = Choices(in_use(instance), word_list(instance))
    filling = Filling(instance, ledger)
    ledger.take_back(f"{this_host()}:")
    filling.fill(recordings, choices, again=wishes.again)
    _catch_up(ledger, instance.transcripts)
    waiting = counts(ledger)[QUEUED]
    skipped = len(recordings) - ledger.count_queued([each.recording_id for each in recordings])
    is_paused = control.paused(ledger) is not None
    if not wishes.stays and (is_paused or not waiting):
        return TranscribeSummary(skipped=skipped, left=waiting)
    choices.check_any()
    plan = Plan(
        instance.home, instance.transcripts, choices, load_settings(instance).speech.storage, wishes.limit,
        wishes.stays, wishes.cluster, filling.refreshed, progress,
    )  # fmt: skip
    with _executor(instance, wishes, waiting) as executor:
        dispatcher = Dispatcher(ledger, executor, plan)
        dispatcher.run()
    return dispatcher.summary(skipped)


@contextmanager
def _executor(instance: Instance, wishes: Wishes, waiting: int) -> Iterator[Executor]:
    if wishes.cluster:
        from transcribe.cluster import connected

        with connected(wishes.cluster) as cluster:
            yield cluster
        return
    wished = wishes.workers or load_settings(instance).speech.workers
    count = wished or fitting_workers(model.bytes for model in in_use(instance).values())
    most = count if wishes.stays else min(count, wishes.limit or waiting, waiting)
    with started(most, instance.logs) as workers:
        yield workers


def _catch_up(ledger: Ledger, folder: Path) -> None:
    """Let the ledger know of transcript files that were written just before a run was killed."""
    known = ledger.known_batches()
    for batch in store.batch_names(folder):
        if batch not in known:
            ledger.note([batch], store.read_recordings(folder, batch))

"""One run: what is new goes into the queue, what is queued is heard, once.

File first, ledger second: whatever is killed between the two, the next run reads the transcript files it
does not know of, so nothing is heard twice and nothing is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.instance import Instance
from config.settings import load_settings
from transcribe import store
from transcribe.choice import Choices
from transcribe.dispatcher import Dispatcher
from transcribe.ledger import FILE, QUEUED, Ledger, Wanted
from transcribe.locks import only_one
from transcribe.models import in_use
from transcribe.recording import Progress, RecordingRef, TranscribeSummary
from transcribe.workers import cores, started, this_host


@dataclass(frozen=True)
class Wishes:
    """How to run; see transcribe_new."""

    workers: int = 0
    limit: int | None = None
    again: bool = False


def transcribe_new(
    instance: Instance,
    recordings: Sequence[RecordingRef],
    *,
    workers: int = 0,
    progress: Progress | None = None,
    limit: int | None = None,
    again: bool = False,
) -> TranscribeSummary:
    """Hear every recording not heard yet, and whatever else is queued; at most ``limit``.

    ``workers``: processes, 0 for the setting (which is one per core by default).  ``again``: hear those
    too that other models have heard; otherwise only a demonstration model's calls are heard again, once
    a full model is in use.  A recording that cannot be heard is set aside with its reason and stops
    nothing.  Raises ModelError when recordings wait and there is no model at all, Busy when another run
    is under way.
    """
    folder = instance.transcripts
    busy = f"{folder}: another run is transcribing; wait until it is done."
    with only_one(folder / ".lock", busy):
        store.prepare(folder)
        with Ledger(folder / FILE) as ledger:
            return _run(instance, ledger, recordings, Wishes(workers, limit, again), progress)


def _run(
    instance: Instance,
    ledger: Ledger,
    recordings: Sequence[RecordingRef],
    wishes: Wishes,
    progress: Progress | None,
) -> TranscribeSummary:
    choices = Choices(in_use(instance))
    _fill(ledger, recordings, choices, wishes.again)
    _catch_up(ledger, instance.transcripts)
    skipped = len(recordings) - ledger.count_queued([each.recording_id for each in recordings])
    waiting = ledger.counts()[QUEUED]
    to_do = waiting if wishes.limit is None else min(wishes.limit, waiting)
    if not to_do:
        return TranscribeSummary(skipped=skipped, left=waiting)
    choices.check_any()
    count = min(wishes.workers or load_settings(instance).speech.workers or cores(), to_do)
    with started(count, instance.logs) as pool:
        dispatcher = Dispatcher(ledger, instance.transcripts, pool, choices, to_do, progress)
        dispatcher.run()
    return dispatcher.summary(skipped)


def _fill(ledger: Ledger, recordings: Sequence[RecordingRef], choices: Choices, again: bool) -> None:
    """Queue what is new, and let all that is queued be heard by the models in use now."""
    ledger.take_back(f"{this_host()}:")
    ledger.enqueue([_wanted(each, choices) for each in recordings], again=again)
    for language in ledger.queued_languages():
        ledger.want(language, *choices.key(language))


def _wanted(recording: RecordingRef, choices: Choices) -> Wanted:
    size, changed_at = _file_state(recording.path)
    key, is_demo = choices.key(recording.language)
    return Wanted(
        recording_id=recording.recording_id,
        path=str(recording.path),
        agent_side=recording.agent_side,
        language=recording.language,
        day=recording.day.isoformat() if recording.day else None,
        priority=recording.priority,
        bytes=size,
        changed_at=changed_at,
        wanted=key,
        is_demo_wanted=is_demo,
    )


def _file_state(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return -1, 0
    return state.st_size, state.st_mtime_ns


def _catch_up(ledger: Ledger, folder: Path) -> None:
    """Let the ledger know of transcript files that were written just before a run was killed."""
    known = ledger.known_batches()
    for batch in store.batch_names(folder):
        if batch not in known:
            ledger.note([batch], store.read_recordings(folder, batch))

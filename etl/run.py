"""The whole run: load, hear new recordings, look at new texts and talks, publish a snapshot."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from config.instance import DEFAULTS, PROJECT, Instance
from etl.corrections import keep_corrections
from etl.durable import write_text
from etl.enrich import Enriched, enrich
from etl.load import Outcome, load_file, load_sources, remove_source
from etl.loads import LOADED, UNCHANGED, Load, read_loads
from etl.lock import writing
from etl.schemas import write_schemas
from etl.versions import note_versions
from etl.wish import Wish
from transcribe.api import TranscribeSummary, landed_recordings, transcribe_new


class Watcher(Protocol):
    """Who is told how a run goes on."""

    def step(self, name: str) -> None:
        """A new step begins."""

    def loaded(self, load: Load) -> None:
        """A file is done."""

    def went_on(self, done: int, total: int) -> None:
        """The step has come so far."""

    def finished(self, name: str, seconds: float) -> None:
        """The step is done."""


@dataclass
class Summary:
    """What a run did. ``snapshot_id`` is the one people see now; ``is_published``: it is new."""

    outcome: Outcome = field(default_factory=Outcome)
    heard: TranscribeSummary = field(default_factory=TranscribeSummary)
    enriched: Enriched = field(default_factory=lambda: Enriched(0, 0))
    snapshot_id: str = ""
    is_published: bool = False
    is_dry: bool = False
    seconds: float = 0.0
    seconds_of: dict[str, float] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return self.outcome.is_whole and not self.heard.failed


def run(instance: Instance, wish: Wish, watcher: Watcher) -> Summary:
    """Do everything that is new; raises Busy when another run is at it, and what loading raises."""
    started = time.monotonic()
    summary = Summary()
    with writing(instance) as work:
        with _step("load", watcher, summary):
            summary.outcome = _load(instance, wish, work, watcher)
        finish(instance, summary, work, watcher, workers=wish.workers)
    summary.seconds = time.monotonic() - started
    return summary


def check_only(instance: Instance, wish: Wish, watcher: Watcher) -> Summary:
    """What loading would do; writes nothing into the instance."""
    started = time.monotonic()
    with TemporaryDirectory(prefix="sapa-check-") as work:
        outcome = _load(instance, wish, Path(work), watcher, is_dry=True)
    return Summary(outcome, is_dry=True, seconds=time.monotonic() - started)


def remove(instance: Instance, source: str, watcher: Watcher) -> tuple[int, Summary]:
    """Take a source's rows back and publish; gives the count of its loads."""
    summary = Summary()
    with writing(instance):
        loads = remove_source(instance, source)
        publish(instance, summary, watcher)
    return len(loads), summary


def finish(instance: Instance, summary: Summary, work: Path, watcher: Watcher, *, workers: int = 0) -> None:
    """Everything behind the loading: hear, look at texts, publish where anything changed."""
    recordings = landed_recordings(instance)
    if recordings:
        with _step("transcribe", watcher, summary):
            summary.heard = transcribe_new(instance, recordings, workers=workers, progress=watcher.went_on)
    with _step("enrich", watcher, summary):
        summary.enriched = enrich(instance, work, lambda _, done, total: watcher.went_on(done, total))
    keep_corrections(instance, work)
    note_versions(instance, has_talks=bool(recordings))
    publish(instance, summary, watcher)


def publish(instance: Instance, summary: Summary, watcher: Watcher) -> None:
    """Build a snapshot where what goes into it differs from what the published one was made of."""
    from warehouse.build import refresh
    from warehouse.snapshot import current

    write_schemas(instance)
    inputs = inputs_of(instance)
    known = _published(instance)
    pointer = instance.warehouse / "CURRENT"
    if (
        known.get("inputs") == inputs
        and pointer.exists()
        and known.get("current") == pointer.read_text("utf8").strip()
    ):
        summary.snapshot_id = current(instance).id
        return
    with _step("publish", watcher, summary):
        summary.snapshot_id = refresh(instance).id
    summary.is_published = True
    made_of = {
        "inputs": inputs,
        "current": pointer.read_text("utf8").strip(),
        "snapshot_id": summary.snapshot_id,
    }
    write_text(_published_file(instance), json.dumps(made_of))


def inputs_of(instance: Instance) -> str:
    """A digest of everything a snapshot is made of, from names, sizes and times: cheap to ask."""
    digest = hashlib.sha256()
    for load in read_loads(instance):
        if load.status != UNCHANGED:
            same = load.load_id if load.status == LOADED else f"{load.file}|{load.file_sha256}|{load.message}"
            digest.update(f"{same}\n".encode())
    for folder in (instance.enriched, instance.transcripts, instance.config, DEFAULTS, PROJECT / "warehouse"):
        for file in sorted(folder.rglob("*")):
            is_queue = folder == instance.transcripts and file.suffix != ".parquet"  # changes meanwhile
            if file.is_file() and "__pycache__" not in file.parts and not is_queue:
                facts = file.stat()
                digest.update(f"{file.name}|{facts.st_size}|{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _load(instance: Instance, wish: Wish, work: Path, watcher: Watcher, *, is_dry: bool = False) -> Outcome:
    if wish.file is not None:
        return load_file(instance, wish.file, wish.sources[0], work, tell=watcher.loaded, is_dry=is_dry)
    return load_sources(
        instance, wish.sources, work, tell=watcher.loaded, is_dry=is_dry, is_retry=wish.is_retry
    )


@contextmanager
def _step(name: str, watcher: Watcher, summary: Summary) -> Iterator[None]:
    started = time.monotonic()
    watcher.step(name)
    yield
    summary.seconds_of[name] = time.monotonic() - started
    watcher.finished(name, summary.seconds_of[name])


def _published_file(instance: Instance) -> Path:
    return instance.landing / "published.json"


def _published(instance: Instance) -> dict[str, str]:
    file = _published_file(instance)
    try:
        return dict(json.loads(file.read_text("utf8")))
    except (OSError, ValueError):
        return {}  # nothing published by a run yet: the next one publishes

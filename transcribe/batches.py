"""What a run has finished: counted, written to files in batches, then told to the ledger. In that order."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from transcribe import rows, store
from transcribe.ledger import DONE, QUEUED, Ledger
from transcribe.queue_state import counts
from transcribe.recording import Progress

BATCH_RECORDINGS = 100
BATCH_S = 15.0


@dataclass
class Finishing:
    """Recordings that are done or set aside, on their way to the files."""

    ledger: Ledger
    folder: Path
    progress: Progress | None = None
    limit: int | None = None
    finished: list[rows.Finished] = field(default_factory=list)
    count_done: int = 0
    count_failed: int = 0
    total: int = 0
    flushed_at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._count()

    def add(self, done: rows.Finished) -> None:
        is_done = done.recording["status"] == DONE
        self.count_done += is_done
        self.count_failed += not is_done
        self.finished.append(done)
        if self.progress:
            self.progress(self.count_done + self.count_failed, self.total)

    def known(self, key: str) -> dict[str, object] | None:
        """The recordings row of this result, if it is there or on its way."""
        for each in self.finished:
            if each.recording["result_key"] == key and each.recording["status"] == DONE:
                return each.recording
        return self.ledger.known(key)

    def flush_if_due(self) -> None:
        if len(self.finished) >= BATCH_RECORDINGS or time.monotonic() - self.flushed_at > BATCH_S:
            self.flush()

    def flush(self) -> None:
        """Write what is finished, then tell the ledger; words before recordings that only refer to them."""
        self.flushed_at = time.monotonic()
        if not self.finished:
            return
        for is_repeated in (False, True):
            self._write([each for each in self.finished if each.is_repeated == is_repeated])
        self.finished.clear()
        self._count()

    def count_left(self) -> int:
        return counts(self.ledger)[QUEUED]

    def _count(self) -> None:
        """How many there are to do by now: more may have been queued meanwhile."""
        if self.progress:
            found = counts(self.ledger)
            most = self.count_done + self.count_failed + found[QUEUED] + found["running"]
            self.total = most if self.limit is None else min(self.limit, most)

    def _write(self, finished: list[rows.Finished]) -> None:
        """One batch: a pair of files a day."""
        by_day: dict[str, list[rows.Finished]] = defaultdict(list)
        for each in finished:
            by_day[each.job.day or f"{datetime.now(UTC):%Y-%m-%d}"].append(each)
        batch = store.new_batch()
        for day, those in sorted(by_day.items()):
            recordings = [each.recording for each in those]
            utterances = [row for each in those for row in each.utterances]
            self.ledger.note([store.write_day(self.folder, day, batch, recordings, utterances)], recordings)

"""Gives queued recordings to workers, one each, and takes what they answer to the files and the ledger."""

import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from transcribe import rows, store
from transcribe.choice import Choices
from transcribe.errors import ModelError
from transcribe.ledger import DONE, MOST_ATTEMPTS, QUEUED, Job, Ledger
from transcribe.recording import Progress, TranscribeSummary
from transcribe.worker import Answer, Decoded, Heard, Refused, Task
from transcribe.workers import LEAST_SECONDS, TIMES_DURATION, Worker, Workers

BATCH_RECORDINGS = 100
BATCH_S = 15.0
LEASE_MARGIN_S = 60.0
TICK_S = 0.5


@dataclass
class Dispatcher:
    """One run over at most ``to_do`` queued recordings."""

    ledger: Ledger
    folder: Path
    workers: Workers
    choices: Choices
    to_do: int
    progress: Progress | None = None
    finished: list[rows.Finished] = field(default_factory=list)
    waiting: dict[str, list[Job]] = field(default_factory=dict)  # result being heard -> the same sound again
    claimed: int = 0
    count_done: int = 0
    count_failed: int = 0
    audio_s: float = 0.0
    core_s: float = 0.0
    flushed_at: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Until nothing is queued or ``to_do`` are done. What is finished is kept whatever happens."""
        try:
            while self._give_out():
                for worker, answer in self.workers.answers(TICK_S):
                    self._take(worker, answer)
                if len(self.finished) >= BATCH_RECORDINGS or time.monotonic() - self.flushed_at > BATCH_S:
                    self._flush()
        finally:
            self._flush()
            self._let_go()

    def summary(self, skipped: int) -> TranscribeSummary:
        left = self.ledger.counts()[QUEUED]
        return TranscribeSummary(
            self.count_done, self.count_failed, skipped, left, self.audio_s, self.core_s
        )  # fmt: skip

    def _give_out(self) -> bool:
        """A job to each idle worker; whether any is at work."""
        for worker in self.workers.all:
            while worker.job is None and self.claimed < self.to_do:
                job = self.ledger.claim(worker.name, LEAST_SECONDS + LEASE_MARGIN_S)
                if job is None:
                    break
                self.claimed += 1
                self._start(worker, job)
        return any(worker.job for worker in self.workers.all)

    def _start(self, worker: Worker, job: Job) -> None:
        try:
            choice = self.choices.of(job.language)
        except ModelError as error:
            self._finish(rows.set_aside(job, job.wanted, str(error)))
            return
        worker.give(job, Task(job.path, job.agent_side, choice))
        self.ledger.extend(job.number, worker.seconds + LEASE_MARGIN_S)

    def _take(self, worker: Worker, answer: Answer | None) -> None:
        job = worker.job
        if job is None:
            return
        if isinstance(answer, Decoded):
            self._decide(worker, job, answer)
            return
        if answer is None:
            self._died(worker, job)
        elif isinstance(answer, Heard):
            self._heard(worker, job, answer)
        elif isinstance(answer, Refused):
            self._refused(worker, job, answer)
        worker.job = None

    def _died(self, worker: Worker, job: Job) -> None:
        how = self.workers.replace(worker)
        if not worker.is_settled:
            self._failed_once(worker, job, f"{job.path}: {how}")

    def _decide(self, worker: Worker, job: Job, answer: Decoded) -> None:
        """Whether this sound is to be heard, or its words are known or just being heard by another."""
        worker.allow(max(LEAST_SECONDS, TIMES_DURATION * answer.duration_s))
        self.ledger.extend(job.number, worker.seconds + LEASE_MARGIN_S)
        key = rows.result_key(answer.audio_id, job.wanted)
        known = self._known(key)
        if known:
            self._finish(rows.repeated(job, known))
        elif key in self.waiting:
            self.waiting[key].append(job)
        else:
            worker.result_key = key
            self.waiting[key] = []
        worker.is_settled = worker.result_key != key
        worker.tell(not worker.is_settled)

    def _known(self, key: str) -> dict[str, object] | None:
        for each in self.finished:
            if each.recording["result_key"] == key and each.recording["status"] == DONE:
                return each.recording
        return self.ledger.known(key)

    def _heard(self, worker: Worker, job: Job, answer: Heard) -> None:
        done = rows.heard(job, answer.transcript, self.choices.of(job.language), answer.seconds)
        self.audio_s += answer.transcript.duration_s
        self.core_s += answer.seconds
        self._finish(done)
        for follower in self.waiting.pop(worker.result_key, []):
            self._finish(rows.repeated(follower, done.recording))

    def _refused(self, worker: Worker, job: Job, answer: Refused) -> None:
        if answer.is_final:
            self._finish(rows.set_aside(job, job.wanted, answer.reason))
            self._free_followers(worker)
        else:
            self._failed_once(worker, job, answer.reason)

    def _failed_once(self, worker: Worker, job: Job, reason: str) -> None:
        """After a crash or a time-out: once more, later, then set aside."""
        if job.attempts < MOST_ATTEMPTS:
            self.ledger.try_again(job.number, reason)
            self.claimed -= 1
        else:
            self._finish(rows.set_aside(job, job.wanted, f"{reason} ({job.attempts} times)"))
        self._free_followers(worker)

    def _free_followers(self, worker: Worker) -> None:
        followers = self.waiting.pop(worker.result_key, [])
        self.ledger.give_back([job.number for job in followers])
        self.claimed -= len(followers)

    def _finish(self, done: rows.Finished) -> None:
        is_done = done.recording["status"] == DONE
        self.count_done += is_done
        self.count_failed += not is_done
        self.finished.append(done)
        if self.progress:
            self.progress(self.count_done + self.count_failed, self.to_do)

    def _flush(self) -> None:
        """Write what is finished, then tell the ledger; words before recordings that only refer to them."""
        self.flushed_at = time.monotonic()
        for is_repeated in (False, True):
            self._write([each for each in self.finished if each.is_repeated == is_repeated])
        self.finished.clear()

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

    def _let_go(self) -> None:
        """Whatever was not finished goes back to the queue."""
        jobs = [worker.job for worker in self.workers.all if worker.job and not worker.is_settled]
        jobs += [job for followers in self.waiting.values() for job in followers]
        self.ledger.give_back([job.number for job in jobs])

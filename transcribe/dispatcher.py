"""Gives queued recordings to an executor and takes what it answers to the files and the ledger.

It decides what is heard, and owns the ledger while it runs; where it is heard is the executor's affair.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from config.errors import SapaError
from transcribe import control, places, rows
from transcribe.batches import Finishing
from transcribe.choice import Choice, Choices
from transcribe.executor import Died, Executor, Lost, Told, Unable
from transcribe.ledger import MOST_ATTEMPTS, Job, Ledger
from transcribe.machine import this_host
from transcribe.recording import Progress, TranscribeSummary
from transcribe.wordlist.mending import with_names
from transcribe.worker import Decoded, Heard, Refused, Task

LEASE_S = 120.0
RENEW_S = 15.0
TICK_S = 0.5
MOST_LOSSES = 5  # machines that went away under one recording before it is set aside


@dataclass
class Hearing:
    """A job that is out. ``is_settled``: its words are known without it."""

    job: Job
    choice: Choice
    result_key: str = ""
    is_settled: bool = False


@dataclass
class Plan:
    """What a run is to do: at most ``limit`` recordings; ``stays``: wait for more until asked to end.

    ``refresh`` is called now and then by a run that stays: it queues what has landed meanwhile and returns
    the models in use then, None where nothing is new.
    """

    home: Path
    folder: Path
    choices: Choices
    storage: tuple[str, ...] = ()
    limit: int | None = None
    stays: bool = False
    where: str = ""
    refresh: Callable[[], Choices | None] = lambda: None
    progress: Progress | None = None


@dataclass
class Dispatcher:
    """One run over the queue."""

    ledger: Ledger
    executor: Executor
    plan: Plan
    out: dict[int, Hearing] = field(default_factory=dict)
    waiting: dict[str, list[Job]] = field(default_factory=dict)  # result being heard -> the same sound again
    claimed: int = 0
    audio_s: float = 0.0
    core_s: float = 0.0
    renewed_at: float = 0.0
    started_at: float = field(default_factory=time.time)

    def __post_init__(self) -> None:
        self.owner = f"{this_host()}:{os.getpid()}"
        self.finishing = Finishing(self.ledger, self.plan.folder, self.plan.progress, self.plan.limit)

    def run(self) -> None:
        """Until nothing waits, the queue is paused or the limit is reached; a run that stays: until asked
        to end. What is finished is kept whatever happens."""
        try:
            while self._give_out():
                for number, answer in self.executor.answers(TICK_S):
                    self._take(number, answer)
                for number, worker in self.executor.moved().items():
                    if number in self.out:
                        self.ledger.placed(number, worker)
                self._keep_house()
        finally:
            self.finishing.flush()
            self._let_go()
            self.ledger.tell(control.RUN, None)

    def summary(self, skipped: int) -> TranscribeSummary:
        done = self.finishing
        return TranscribeSummary(
            done.count_done, done.count_failed, skipped, done.count_left(), self.audio_s, self.core_s
        )  # fmt: skip

    def _give_out(self) -> bool:
        """As many jobs as can be taken; whether the run goes on."""
        is_paused = control.paused(self.ledger) is not None
        free, limit = self.executor.free(), self.plan.limit
        has_more = not is_paused
        while free and has_more and (limit is None or self.claimed < limit):
            job = self.ledger.claim(self.owner, LEASE_S)
            has_more = job is not None
            if job:
                self.claimed += 1
                free -= self._start(job)
        is_full = limit is not None and self.claimed >= limit
        return bool(self.out) or self.plan.stays or (has_more and not is_full)

    def _start(self, job: Job) -> bool:
        """Whether the job is out: one that cannot be heard at all is set aside."""
        try:
            places.check(job.path, self.plan.storage)
            choice = self.plan.choices.of(job.language)
        except SapaError as error:
            self.finishing.add(rows.set_aside(job, job.wanted, str(error)))
            return False
        if choice.key != job.wanted:  # queued by a process that knew other models
            self.ledger.want_one(job.number, choice.key, choice.is_demo)
            job = replace(job, wanted=choice.key)
        self.out[job.number] = Hearing(job, choice)
        task = Task(job.path, self.plan.home, job.bytes, job.agent_side, choice)
        self.ledger.placed(job.number, self.executor.give(job.number, task))
        return True

    def _take(self, number: int, answer: Told) -> None:
        hearing = self.out.get(number)
        if hearing is None:
            return
        if isinstance(answer, Decoded):
            self._decide(hearing, answer)
            return
        del self.out[number]
        if not hearing.is_settled:
            self._over(hearing, answer)

    def _over(self, hearing: Hearing, answer: Any) -> None:
        if isinstance(answer, Heard):
            self._heard(hearing, answer)
        elif isinstance(answer, Refused) and answer.is_final:
            self.finishing.add(rows.set_aside(hearing.job, hearing.job.wanted, answer.reason))
        elif isinstance(answer, Unable):
            self._give_back([hearing.job])
        elif isinstance(answer, Lost):
            self._failed_once(hearing.job, answer.reason, MOST_LOSSES)
        elif isinstance(answer, Died):
            self._failed_once(hearing.job, f"{hearing.job.path}: {answer.reason}", MOST_ATTEMPTS)
        elif isinstance(answer, Refused):
            self._failed_once(hearing.job, answer.reason, MOST_ATTEMPTS)
        self._give_back(self.waiting.pop(hearing.result_key, []))

    def _decide(self, hearing: Hearing, answer: Decoded) -> None:
        """Whether this sound is to be heard, or its words are known or just being heard by another."""
        key = rows.result_key(answer.audio_id, hearing.job.wanted)
        known = self.finishing.known(key)
        if known:
            self.finishing.add(rows.repeated(hearing.job, known))
        elif key in self.waiting:
            self.waiting[key].append(hearing.job)
        else:
            hearing.result_key, self.waiting[key] = key, []
        hearing.is_settled = hearing.result_key != key
        self.executor.decide(hearing.job.number, not hearing.is_settled)

    def _heard(self, hearing: Hearing, answer: Heard) -> None:
        job, words = hearing.job, with_names(answer.transcript, self.plan.choices.words)
        self.audio_s += words.duration_s
        self.core_s += answer.seconds
        # a cluster does not ask before it hears: the same sound may have come under another name meanwhile
        key = rows.result_key(words.audio_id, job.wanted)
        known = None if hearing.result_key else self.finishing.known(key)
        done = rows.repeated(job, known) if known else rows.heard(job, words, hearing.choice, answer.seconds)
        self.finishing.add(done)
        for follower in self.waiting.pop(hearing.result_key, []):
            self.finishing.add(rows.repeated(follower, done.recording))

    def _failed_once(self, job: Job, reason: str, most: int) -> None:
        """After a crash, a time-out or a loss: once more, later; then set aside."""
        if job.attempts < most:
            self.ledger.try_again(job.number, reason)
            self.claimed -= 1
        else:
            self.finishing.add(rows.set_aside(job, job.wanted, f"{reason} ({job.attempts} times)"))

    def _give_back(self, jobs: list[Job]) -> None:
        self.ledger.give_back([job.number for job in jobs])
        self.claimed -= len(jobs)

    def _keep_house(self) -> None:
        """Files written, leases renewed, news queued: each when it is due."""
        self.finishing.flush_if_due()
        if time.monotonic() - self.renewed_at < RENEW_S and self.renewed_at:
            return
        self.renewed_at = time.monotonic()
        self.ledger.renew(self.owner, LEASE_S)
        control.sign(self.ledger, self.owner, self.plan.where, self.executor.count, self.started_at)
        if self.plan.stays:
            self.plan.choices = self.plan.refresh() or self.plan.choices

    def _let_go(self) -> None:
        """Whatever was not finished goes back to the queue."""
        jobs = [hearing.job for hearing in self.out.values() if not hearing.is_settled]
        jobs += [job for followers in self.waiting.values() for job in followers]
        self.ledger.give_back([job.number for job in jobs])

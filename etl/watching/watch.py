"""``python -m etl watch``: loads whatever arrives, as soon as it is complete; no source stops another."""

import signal
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

from config.errors import SapaError
from config.instance import Instance
from config.settings import load_settings
from etl.declaration import Declaration, read_declarations
from etl.keeping.lines import told
from etl.keeping.retention import is_due, retain
from etl.load import Outcome, load_file, load_sources
from etl.loads import FAILED, UNCHANGED, Load, read_loads
from etl.lock import writing
from etl.problems import Busy
from etl.run import Summary, finish
from etl.telling.messages import tell
from etl.telling.troubles import failure_of
from etl.watching.arrivals import Arrival, Arrivals, every_s
from etl.watching.heartbeat import WATCH, beat, watch_ended

Say = Callable[[str], None]
BEAT_S, TELL_S, BUSY_S, PUBLISH_AGAIN_S = 20, 600, 5, 120
_LOOKS_ONCE = 10


class Ended(KeyboardInterrupt):
    """The system asked the watcher to end."""


_asked: list[int] = []
"""Signals that asked to end. DuckDB turns one that comes while it works into an error of its own."""


def watch(instance: Instance, say: Say, *, every: float | None = None, workers: int = 0) -> None:
    """Look and load until a person or the system ends it; ``every``: seconds between looks, None: as set."""
    _asked.clear()
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    watcher = Watcher(instance, say, every=every, workers=workers)
    say(f"watching {instance.home}: every {watcher.pause_s:g} s (Ctrl-C ends it)")
    try:
        while True:
            time.sleep(watcher.look())
    except Ended:
        say("asked to end: what was finished is kept")
    except KeyboardInterrupt:
        watch_ended(instance)
        say("stopped: what was finished is kept")


def watch_once(instance: Instance, say: Say, *, workers: int = 0) -> bool:
    """Load what is there, waiting for what is being copied and for another run; False where a file failed."""
    watcher, looks = Watcher(instance, say, workers=workers, stays=False), 0
    while looks < _LOOKS_ONCE:
        pause = watcher.look()
        if not watcher.is_kept_waiting and not watcher.unfinished:
            break
        looks += not watcher.is_kept_waiting
        time.sleep(pause)
    return watcher.is_whole


class Watcher:
    """One watching process. ``say`` takes a line for each load and for each thing that goes wrong."""

    def __init__(
        self,
        instance: Instance,
        say: Say,
        *,
        every: float | None = None,
        workers: int = 0,
        stays: bool = True,
    ) -> None:
        self.instance, self.is_whole, self.is_kept_waiting = instance, True, False
        self._said, self._every, self._workers, self._stays = say, every, workers, stays
        self._arrivals = Arrivals(instance, load_settings(instance).watch)
        self._told: dict[str, str] = {}
        self._is_unpublished = True
        self._beaten = self._messaged = self._publish_again = 0.0

    @property
    def unfinished(self) -> int:
        """Files that are still being written."""
        return self._arrivals.unfinished

    @property
    def pause_s(self) -> float:
        """Seconds between two looks."""
        return self._every or self._arrivals.settings.every_s

    def look(self) -> float:
        """One look at every source, and one run where any has something; seconds until the next look."""
        self._beat(at_once=True)
        try:
            self._arrivals.settings = load_settings(self.instance).watch
            good, bad = read_declarations(self.instance)
            loads = read_loads(self.instance)
            found = self._arrivals.look(list(good.values()), loads)
        except (SapaError, OSError) as error:
            self._tell_once("", f"cannot look: {_line(error)}")
            return self.pause_s
        self._declarations_told(bad)
        is_left = self._is_unpublished and bool(loads) and time.monotonic() >= self._publish_again
        self._go(found, is_wanted=bool(found) or is_left)
        return BUSY_S if self.is_kept_waiting else self._until_next(list(good.values()))

    def _go(self, found: list[Arrival], *, is_wanted: bool) -> None:
        self.is_kept_waiting = False
        try:
            if is_wanted:
                self._run(found)
        except Busy as error:
            self.is_kept_waiting = self._is_unpublished = True
            self._arrivals.forget(found)
            self._tell_once("busy", f"waiting: {_line(error)}")
            return
        self._told.pop("busy", None)
        self._retain()
        self._message(at_once=bool(found))

    def _run(self, found: list[Arrival]) -> None:
        """One run: the lock, every file, one snapshot."""
        summary = Summary()
        with writing(self.instance) as work:
            for arrival in found:
                self._load(arrival, work, summary.outcome)
            self._publish(summary, work)
        if summary.is_published:
            self._say(f"snapshot {summary.snapshot_id}")

    def _load(self, arrival: Arrival, work: Path, outcome: Outcome) -> None:
        name = arrival.declaration.name
        try:
            if arrival.files is None:
                problems = load_sources(self.instance, [name], work, tell=self.loaded).problems
            else:
                problems = []
                for file in arrival.files:
                    load_file(self.instance, file, name, work, tell=self.loaded)
        except Exception as error:  # also a defect of ours: the other sources must go on
            _end_if_asked()
            problems = [_line(error)]
        self._failed(f"source {name}", [f"failed  {name}  {problem}" for problem in problems])

    def _publish(self, summary: Summary, work: Path) -> None:
        self._is_unpublished = True
        try:
            finish(self.instance, summary, work, self, workers=self._workers)
        except Exception as error:  # the last good snapshot stays; tried again at the next look
            _end_if_asked()
            self.is_whole = False
            self._publish_again = time.monotonic() + PUBLISH_AGAIN_S
            self._tell_once("publish", f"nothing was published, tried again soon: {_line(error)}")
            return
        self._told.pop("publish", None)
        self._is_unpublished = False

    def _retain(self) -> None:
        """Once a day, what the rules of retention say is to go goes."""
        try:
            if not is_due(self.instance):
                return
            for line in told(retain(self.instance)):
                self._say(line)
        except Exception as error:  # also a defect of ours: looking for files must go on
            _end_if_asked()
            self._tell_once("retention", f"retention failed, tried again soon: {_line(error)}")
            return
        self._told.pop("retention", None)

    def loaded(self, load: Load) -> None:
        """A file is done: one line."""
        counts = load.counts
        if load.status == FAILED:
            self._failed(f"file {load.source} {load.file}", [f"failed  {load.source}  {failure_of(load)}"])
            return
        self._told.pop(f"file {load.source} {load.file}", None)
        if load.status != UNCHANGED:
            told = (f"{counts.read:,} read, {counts.loaded:,} loaded, {counts.rejected:,} rejected, "
                    f"{counts.duplicate:,} duplicates, {counts.blank:,} blank")  # fmt: skip
            self._say(f"{load.status}  {load.source}  {load.file}  {told}, {load.seconds:.1f} s")
        self._beat()

    def step(self, name: str) -> None:
        """A new step of the run begins."""
        self._beat()

    def went_on(self, done: int, total: int) -> None:
        """The step has come so far."""
        self._beat()

    def finished(self, name: str, seconds: float) -> None:
        """The step is done."""
        self._beat()

    def _beat(self, *, at_once: bool = False) -> None:
        if at_once or time.monotonic() - self._beaten >= BEAT_S:
            self._beaten = time.monotonic()
            beat(self.instance, WATCH, every=timedelta(seconds=self.pause_s) if self._stays else None)

    def _message(self, *, at_once: bool) -> None:
        """After each run, and every ten minutes: silence and a full disk show without any file."""
        if at_once or not self._messaged or time.monotonic() - self._messaged >= TELL_S:
            self._messaged = time.monotonic()
            for problem in tell(self.instance).problems:
                self._tell_once("messages", problem)

    def _until_next(self, declarations: list[Declaration]) -> float:
        settings = self._arrivals.settings
        often = [seconds for one in declarations if (seconds := every_s(one, settings))]
        settle = [max(settings.settle_s, 0.05)] if self.unfinished else []
        return float(min([self.pause_s, *often, *settle]))

    def _declarations_told(self, bad: Mapping[str, SapaError]) -> None:
        self._told.pop("", None)
        for name, error in bad.items():
            self._tell_once(f"declaration {name}", f"failed  {name}  {_line(error)}")

    def _tell_once(self, key: str, line: str) -> None:
        """What stays wrong is said once, not at each look."""
        if self._told.get(key) != line:
            self._told[key] = line
            self._say(line)

    def _failed(self, key: str, lines: list[str]) -> None:
        if not lines:
            self._told.pop(key, None)
            return
        self.is_whole = False
        self._tell_once(key, "\n".join(lines))

    def _say(self, line: str) -> None:
        self._said(f"{datetime.now():%Y-%m-%d %H:%M:%S}  {line}")


def _line(error: Exception) -> str:
    told = str(error) if isinstance(error, SapaError | OSError) else f"{type(error).__name__}: {error}"
    return " ".join(told.split())


def _end(number: int, _frame: FrameType | None) -> None:
    _asked.append(number)
    _end_if_asked()


def _end_if_asked() -> None:
    if _asked:
        raise Ended if _asked[0] == signal.SIGTERM else KeyboardInterrupt

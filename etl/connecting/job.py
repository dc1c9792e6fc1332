"""A load the page began: runs beside the dashboard, is asked how it goes, can be called off."""

import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from config.errors import NotReady
from config.instance import PROJECT, Instance
from etl.connecting.files import forget_folder, is_ours, new_folder

STEPS = ("load", "transcribe", "enrich", "publish")
RUNNING = ("starting", "waiting", "running")


@dataclass(frozen=True)
class Progress:
    """``state``: starting, waiting (for another run), running, done, failed, cancelled.

    ``done`` of ``total`` counts within ``step``; ``summary``: counts of rows by their fate, first_day,
    last_day, files, seconds, and ``problems`` in one line each.
    """

    source: str
    state: str = "starting"
    step: str = ""
    done: int = 0
    total: int = 0
    message: str = ""
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


class Job:
    """One load in a process of its own."""

    def __init__(self, instance: Instance, source: str, file: Path | None) -> None:
        self.progress = Progress(source)
        self._last_line, self._own = "", None if file is None else _own_folder(file)
        if self._own and file:
            file = self._own / file.name
        command = [sys.executable, "-m", "etl.connecting.run", str(instance.home), source]
        self._process = subprocess.Popen(  # noqa: S603 (our own module, no shell)
            [*command, str(file)] if file else command, cwd=PROJECT, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf8",
        )  # fmt: skip
        threading.Thread(target=self._listen, daemon=True).start()

    def cancel(self) -> None:
        """Stop it: what was committed stays, nothing of the rest is seen by anybody."""
        self.progress = replace(self.progress, state="cancelled")
        self._process.terminate()

    def _listen(self) -> None:
        stream = self._process.stdout
        if stream is not None:
            for line in stream:
                self._hear(line)
            stream.close()
        code = self._process.wait()
        if self._own:
            forget_folder(self._own)
        if self.progress.is_running:
            told = self._last_line or f"exit code {code}"
            self.progress = replace(self.progress, state="failed", message=f"Loading ended by itself: {told}")

    def _hear(self, line: str) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            self._last_line = line.strip()[:300] or self._last_line
            return
        if self.progress.is_running and isinstance(event, dict):
            self.progress = _after(self.progress, event)


def _own_folder(file: Path) -> Path | None:
    """An upload goes with its session: the load, which may outlast it, holds the file by another name."""
    if not is_ours(file):
        return None
    folder = new_folder()
    try:
        os.link(file, folder / file.name)
    except OSError:
        shutil.copyfile(file, folder / file.name)
    return folder


def _after(now: Progress, event: dict[str, Any]) -> Progress:
    if "waiting" in event:
        return replace(now, state="waiting", message=str(event["waiting"]))
    if "step" in event:
        return replace(now, state="running", step=str(event["step"]), done=0, total=0, message="")
    if "total" in event:
        return replace(now, done=int(event["done"]), total=int(event["total"]))
    if "error" in event:
        return replace(now, state="failed", message=str(event["error"]))
    if "summary" in event:
        problems = event["summary"]["problems"]
        state = "failed" if problems and not event["summary"]["read"] else "done"
        return replace(now, state=state, message=" ".join(problems), summary=event["summary"])
    return now


_jobs: dict[Path, Job] = {}
_guard = threading.Lock()


def start(instance: Instance, source: str, file: Path | None = None) -> Job:
    """Begin to load ``source`` (or ``file`` as it says); raises NotReady while one begun here still runs."""
    with _guard:
        current = _jobs.get(instance.home)
        if current and current.progress.is_running:
            raise NotReady(f"{current.progress.source} is being loaded now; wait until it is done.")
        _jobs[instance.home] = Job(instance, source, file)
        return _jobs[instance.home]


def job_of(instance: Instance) -> Job | None:
    """The last load the page began for this instance."""
    return _jobs.get(instance.home)

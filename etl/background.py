"""A run that a page starts: a process of its own, followed through files, so that it outlives the page."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.instance import PROJECT, Instance

_LOOK_S, _LEFT_S = 0.3, 86_400


@dataclass(frozen=True)
class Progress:
    """``step``: load, transcribe, enrich or publish; ``total`` 0 where the end is not known."""

    step: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Ended:
    """``code`` as on the command line: 0 done, 3 nothing changed, 4 in part; ``message``: why not all."""

    code: int
    message: str
    count_files: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0


class Background:
    """``python -m etl <command>`` on an instance, started now. Raises nothing when the page goes away."""

    def __init__(self, instance: Instance, command: Sequence[str] = ("retry",)) -> None:
        instance.logs.mkdir(parents=True, exist_ok=True)
        _remove_left(instance.logs)
        stem = instance.logs / f"retry-{os.getpid()}-{time.time_ns()}"
        self._said, self._result = stem.with_suffix(".log"), stem.with_suffix(".json")
        asked = [
            sys.executable, "-m", "etl", *command, "--home", str(instance.home), "--format", "json",
        ]  # fmt: skip
        environment = {**os.environ, "SAPA_PROGRESS": "json"}
        with self._said.open("wb") as said, self._result.open("wb") as result:
            self._process = subprocess.Popen(  # noqa: S603
                asked, cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL, stdout=result, stderr=said,
                start_new_session=True,
            )  # fmt: skip

    def progress(self) -> Iterator[Progress]:
        """How it goes on, until it has ended."""
        now = Progress("load")
        yield now
        while self._process.poll() is None:
            time.sleep(_LOOK_S)
            if (newest := _newest(self._said)) and newest != now:
                now = newest
                yield now

    def ended(self) -> Ended:
        """Waits for the end; what it did. Its two files are removed."""
        code, summary = self._process.wait(), _summary(self._result)
        message = _error(self._said)
        for file in (self._said, self._result):
            file.unlink(missing_ok=True)
        totals = summary.get("totals", {})
        return Ended(
            code, message, len(summary.get("files", [])), int(totals.get("loaded", 0)),
            int(totals.get("rejected", 0)),
        )  # fmt: skip


def _remove_left(folder: Path) -> None:
    """Files of runs whose page went away before they ended."""
    for file in folder.glob("retry-*"):
        if time.time() - file.stat().st_mtime > _LEFT_S:
            file.unlink(missing_ok=True)


def _newest(said: Path) -> Progress | None:
    step, done, total = "", 0, 0
    for line in said.read_text("utf8", errors="replace").splitlines():
        event = _event(line)
        if event.get("event") == "step":
            step, done, total = str(event["name"]), 0, 0
        elif event.get("event") == "loaded":
            done += 1
        elif event.get("event") == "went_on":
            done, total = int(event["done"]), int(event["total"])
    return Progress(step, done, total) if step else None


def _event(line: str) -> dict[str, str]:
    try:
        return dict(json.loads(line))
    except ValueError:
        return {}  # a line for people, or one being written


def _error(said: Path) -> str:
    """The one line that says why it did not do everything; empty where it did."""
    lines = said.read_text("utf8", errors="replace").splitlines()
    return next((line.removeprefix("error: ") for line in reversed(lines) if line.startswith("error: ")), "")


def _summary(file: Path) -> dict[str, dict[str, int]]:
    try:
        return dict(json.loads(file.read_text("utf8")))
    except ValueError:
        return {}  # it ended before it had anything to sum up

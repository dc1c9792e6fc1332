"""``python -m etl.connecting.run HOME SOURCE [FILE]``: load one source, telling each step as a line of JSON.

The page runs it as a process of its own: the dashboard stays quick, and whoever leaves the page does not
stop the load.  While another run holds the instance it waits and says so.
"""

import json
import sys
import time
from pathlib import Path

from config.errors import SapaError
from config.instance import Instance, find_instance
from etl.loads import Load
from etl.problems import Busy
from etl.run import Summary, run
from etl.wish import Wish

_PAUSE_S = 1.0


class Teller:
    """Tells a run's progress on stdout."""

    def step(self, name: str) -> None:
        _say(step=name)

    def loaded(self, load: Load) -> None:
        _say(file=load.file, status=load.status, message=load.message)

    def went_on(self, done: int, total: int) -> None:
        _say(done=done, total=total)

    def finished(self, name: str, seconds: float) -> None:
        _say(finished=name, seconds=round(seconds, 1))


def main(home: str, source: str, file: str = "") -> int:
    """0: loaded, or the exit code of what stopped it."""
    try:
        instance = find_instance(Path(home))
        summary = _patiently(instance, Wish([source], Path(file) if file else None))
    except SapaError as error:
        _say(error=str(error))
        return error.exit_code
    _say(summary=_plain(summary))
    return 0


def _patiently(instance: Instance, wish: Wish) -> Summary:
    while True:
        try:
            return run(instance, wish, Teller())
        except Busy as error:
            _say(waiting=str(error))
            time.sleep(_PAUSE_S)


def _plain(summary: Summary) -> dict[str, object]:
    loads = summary.outcome.loads
    names = ("read", "loaded", "rejected", "duplicate", "blank", "corrected", "late")
    return {
        **{name: sum(getattr(load.counts, name) for load in loads) for name in names},
        "problems": [
            *summary.outcome.problems, *(load.message for load in loads if load.status == "failed"),
        ],
        "first_day": min((load.first_day for load in loads if load.first_day), default=None),
        "last_day": max((load.last_day for load in loads if load.last_day), default=None),
        "files": len(loads), "snapshot_id": summary.snapshot_id, "seconds": round(summary.seconds, 1),
    }  # fmt: skip


def _say(**event: object) -> None:
    sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Commands of the product as processes of their own that can be killed, without paying for imports each time.

A server process imports the product once and forks for each command; the child is the command, leader of its
own process group, as a shell would start it.
"""

import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from config.instance import PROJECT

_IMPORTED = (
    "config.cli", "etl.run", "etl.display", "etl.sources", "etl.wish", "transcribe.run", "transcribe.worker",
    "warehouse.build", "warehouse.metrics", "warehouse.printing", "text.masking",
)  # fmt: skip


@dataclass
class Command:
    """A running command; ``log`` takes what it prints."""

    server: "Server"
    pid: int
    log: Path

    def kill(self, *, whole_group: bool = True) -> bool:
        """SIGKILL; whether it was still running."""
        was_running = self.wait(0) is None
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL) if whole_group else os.kill(self.pid, signal.SIGKILL)
        self.wait(10)
        return was_running

    def helpers(self) -> list[int]:
        """Processes it started that are still there."""
        found = (_group_and_state(path) for path in Path("/proc").glob("[0-9]*/stat"))
        return [pid for pid, group, state in found if group == self.pid != pid and state != "Z"]

    def wait(self, seconds: float = 60) -> int | None:
        """Its exit code, below 0 for a signal; None where it still runs."""
        return self.server.ask(wait=self.pid, seconds=seconds)


def _group_and_state(stat: Path) -> tuple[int, int, str]:
    """Process, process group and state, from ``/proc``; zeros for one that has just gone."""
    with suppress(OSError):
        state, _, group, *_ = stat.read_text("utf8", "replace").rpartition(")")[2].split()
        return int(stat.parent.name), int(group), state
    return 0, 0, ""


@dataclass
class Server:
    """Starts commands: ``start("etl", "load", "--home", home, log=file)``."""

    process: "subprocess.Popen[str]"

    def start(self, module: str, *arguments: str, log: Path, most_bytes: int = 0) -> Command:
        """``most_bytes``: how long a file it may write; 0 for any."""
        pid = self.ask(start=[module, *arguments], log=str(log), most_bytes=most_bytes)
        assert pid is not None
        return Command(self, pid, log)

    def run(self, module: str, *arguments: str, log: Path, most_bytes: int = 0) -> int:
        """Run to the end; its exit code."""
        code = self.start(module, *arguments, log=log, most_bytes=most_bytes).wait()
        assert code is not None, f"{module} {arguments} did not end: {log.read_text()}"
        return code

    def ask(self, **question: Any) -> int | None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer: int | None = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def server() -> Iterator[Server]:
    """A server for the time of a test module."""
    command = [sys.executable, "-m", "tests.fault_server"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Server(process)
        assert process.stdin
        process.stdin.close()
        process.wait(10)


def _serve() -> None:
    for name in _IMPORTED:
        import_module(name)
    ended: dict[int, int] = {}
    for line in sys.stdin:
        question = json.loads(line)
        if "start" in question:
            answer: int | None = _forked(question)
        else:
            answer = _ended(ended, question["wait"], question["seconds"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _forked(question: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        _become(question)
    with suppress(PermissionError, ProcessLookupError):  # the child may have done it, or be done
        os.setpgid(pid, pid)
    return pid


def _become(question: dict[str, Any]) -> None:
    """The child: the command, its prints in the log; never returns."""
    code = 70
    try:
        log = os.open(question["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number in (1, 2):
            os.dup2(log, number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        if question["most_bytes"]:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (question["most_bytes"], question["most_bytes"]))
        module, *arguments = question["start"]
        sys.argv = [f"python -m {module}", *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _ended(ended: dict[int, int], pid: int, seconds: float) -> int | None:
    until = time.monotonic() + seconds
    while pid not in ended:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            ended[pid] = os.waitstatus_to_exitcode(status)
        elif time.monotonic() > until:
            return None
        else:
            time.sleep(0.002)
    return ended[pid]


if __name__ == "__main__":
    _serve()

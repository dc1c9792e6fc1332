"""Helper processes never outlive the command that started them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.instance import PROJECT

SLEEPERS = """
import time
from config.processes import pool
from tests.test_config_processes import pid
if __name__ == "__main__":
    with pool(2) as processes:
        print(*processes.map(pid, range(4)), flush=True)
        list(processes.map(time.sleep, [60, 60]))
"""


def pid(_number: int) -> int:
    """The process this runs in."""
    time.sleep(0.05)
    return os.getpid()


@pytest.mark.skipif(not Path("/proc").exists(), reason="asks /proc which processes are there")
def test_a_killed_command_leaves_no_helper_behind(tmp_path: Path) -> None:
    script = tmp_path / "sleepers.py"
    script.write_text(SLEEPERS)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as command:
        assert command.stdout
        helpers = {int(word) for word in command.stdout.readline().split()}
        assert helpers
        command.send_signal(signal.SIGKILL)
    until = time.monotonic() + 10
    while alive := [helper for helper in helpers if Path(f"/proc/{helper}").exists()]:
        assert time.monotonic() < until, f"{alive} go on"
        time.sleep(0.02)

"""How long a newcomer waits: the demo operator built, built again, and the dashboard's first answer.

Wall seconds of one run on this machine, beside the goals: demo under 60 s, second start under 8 s.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from config.instance import PROJECT

GOALS = {"demo built": 60.0, "second start": 8.0}


def main() -> None:
    """Measure in a folder of its own, which goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "demo"
        built = _seconds_of("etl", "demo", "--home", str(home))
        again = _seconds_of("etl", "demo", "--home", str(home))
        metric = _seconds_of("warehouse", "metric", "nps", "--by", "month", "--home", str(home))
        serving = _seconds_until_served(home)
    measured = {
        "demo built": built,
        "demo found current": again,
        "dashboard answers": serving,
        "second start": again + serving,
        "a metric on the command line": metric,
    }
    for what, seconds in measured.items():
        goal = f"  goal {GOALS[what]:.0f} s" if what in GOALS else ""
        print(f"{what:<30} {seconds:6.1f} s{goal}")


def _seconds_of(*words: str) -> float:
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", *words], cwd=PROJECT, capture_output=True, check=False)
    # 4: done in part; the demo holds broken files on purpose.
    if done.returncode not in (0, 4):
        sys.exit(done.stderr.decode())
    return time.monotonic() - began


def _seconds_until_served(home: Path) -> float:
    """From the command to the first page that answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui.serve", "--home", str(home), "--port", str(port)]
    began = time.monotonic()
    server = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL, env=os.environ)
    try:
        while not _answers(f"http://localhost:{port}/"):
            if time.monotonic() - began > 60:
                sys.exit("the dashboard did not answer within 60 s")
            time.sleep(0.1)
        return time.monotonic() - began
    finally:
        server.terminate()
        server.wait(10)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    main()

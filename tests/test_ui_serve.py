"""Serving starts, says where, stops when told, and says one line when it cannot."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from config.instance import PROJECT
from tests.tiny_warehouse import shared_tiny


def _serve(home: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "ui.serve", "--home", str(home), *more]
    return subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not Windows's")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_dashboard_answers_and_ends_quietly(ending: signal.Signals) -> None:
    port = _free_port()
    server = _serve(shared_tiny()[0].home, "--port", str(port))
    try:
        _wait_for(f"http://localhost:{port}/healthz")
    finally:
        server.send_signal(ending)
        _, said = server.communicate(timeout=20)
    assert server.returncode == 0
    assert f"http://localhost:{port}" in said
    assert said.rstrip().endswith("dashboard stopped.")
    assert "Traceback" not in said


def test_a_port_in_use_is_one_line() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        server = _serve(shared_tiny()[0].home, "--port", str(port), "--address", "127.0.0.1")
        _, said = server.communicate(timeout=30)
    assert server.returncode == 3
    assert said.startswith(f"error: port {port} is in use")
    assert said.count("\n") == 1


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")

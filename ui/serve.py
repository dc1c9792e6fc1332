"""Serve the dashboard: ``python -m ui.serve [--demo | --home FOLDER] [--port 8501]``."""

import errno
import os
import signal
import socket
import subprocess
import sys
from typing import Annotated

import typer

from config.cli import DemoOption, HomeOption, messages, new_app, run
from config.errors import NotReady, WrongUse
from config.instance import PROJECT, find_instance

app = new_app("Serve the dashboard of one instance.")


@app.command()
def serve(
    home: HomeOption = None,
    demo: DemoOption = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0: from other machines.")
    ] = "localhost",
) -> None:
    """Serve the dashboard until Ctrl-C."""
    instance = find_instance(home, demo=demo)
    _check_free(address, port)
    messages.print(
        f"instance: {instance.name}\ndashboard: [bold]http://{address}:{port}[/bold]  (Ctrl-C stops it)"
    )
    raise typer.Exit(_serve(str(instance.home), address, port))


def _check_free(address: str, port: int) -> None:
    """Raises NotReady where another program holds the port, WrongUse for an address that is not ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise NotReady(
                    f"port {port} is in use: stop what holds it, or choose another with --port {port + 1} "
                    f"(make run PORT={port + 1})."
                ) from None
            raise WrongUse(f"cannot listen on {address}:{port}: {error.strerror}.") from None


def _serve(home: str, address: str, port: int) -> int:
    """Run Streamlit as a child in a session of its own, so that Ctrl-C reaches us and we end it quietly."""
    command = [
        sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.headless=true",
        f"--server.port={port}", f"--server.address={address}", "--logger.level=warning",
        "--browser.gatherUsageStats=false", "--server.fileWatcherType=none", "--server.showEmailPrompt=false",
    ]  # fmt: skip
    environment = {**os.environ, "SAPA_HOME": home}
    child = subprocess.Popen(  # noqa: S603
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    for ending in (signal.SIGINT, signal.SIGTERM):  # also where a script started us with Ctrl-C ignored
        signal.signal(ending, signal.default_int_handler)
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait(timeout=10)
        messages.print("dashboard stopped.")
        return 0


if __name__ == "__main__":
    run(app, "ui.serve")

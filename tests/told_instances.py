"""The demo operator with rules of one's own, and a service on this machine that takes what is sent."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from config.instance import Instance


@dataclass
class Postbox:
    """``status``: what it answers; ``taken``: the messages it took."""

    port: int = 0
    status: int = 200
    taken: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"json://127.0.0.1:{self.port}"


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    box = Postbox()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if box.status == 200:
                box.taken.append(body)
            self.send_response(box.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Taking)
    box.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield box
    server.shutdown()
    thread.join()
    server.server_close()


def beside(demo: Instance, home: Path, rules: str = "") -> Instance:
    """An instance with the demo's figures and rules of its own; what it writes stays in ``home``."""
    instance = Instance(home)
    for folder in (instance.config, instance.landing, instance.journal, instance.warehouse):
        folder.mkdir(parents=True)
    shutil.copy(demo.config / "settings.toml", instance.config / "settings.toml")
    for file in demo.warehouse.iterdir():
        (instance.warehouse / file.name).symlink_to(file)
    declare(instance, rules)
    return instance


def declare(instance: Instance, rules: str) -> None:
    if rules:
        (instance.config / "alerts.toml").write_text(rules, "utf8")

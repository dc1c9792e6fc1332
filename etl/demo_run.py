"""Build the demo operator: its source files are written, then the same run as for any operator."""

import hashlib
import json
import shutil
import time

import etl.demo
from config.instance import PROJECT, Instance
from etl.beginning import complete, demo_mark
from etl.demo_followups import write_followups
from etl.durable import write_text
from etl.run import Summary, Watcher, inputs_of, run
from etl.wish import Wish
from warehouse.snapshot import current


def build_demo(instance: Instance, scale: float, watcher: Watcher, *, again: bool) -> Summary | None:
    """Write and load the demo; None where it stands already, made by the same code at this scale."""
    wanted: dict[str, object] = {"scale": scale, "code": _code()}
    made = _made(instance)
    has_sources = not again and {key: made.get(key) for key in wanted} == wanted
    if (
        has_sources
        and made.get("inputs") == inputs_of(instance)
        and (instance.warehouse / "CURRENT").exists()
    ):
        return None
    started = time.monotonic()
    if not has_sources or "written" not in made:
        _write(instance, scale, wanted, watcher)
    summary = run(instance, Wish(), watcher)
    summary.seconds = time.monotonic() - started
    if summary.is_whole:
        write_followups(instance, current(instance))
        done = {**wanted, "written": True, "inputs": inputs_of(instance), "snapshot_id": summary.snapshot_id}
        write_text(demo_mark(instance), json.dumps(done))
    return summary


def standing(instance: Instance) -> str:
    """The snapshot of a demo that stands."""
    return str(json.loads(demo_mark(instance).read_text("utf8"))["snapshot_id"])


def _write(instance: Instance, scale: float, wanted: dict[str, object], watcher: Watcher) -> None:
    started = time.monotonic()
    watcher.step("demo")
    _clear(instance)
    write_text(demo_mark(instance), json.dumps(wanted))
    etl.demo.write_sources(instance.home, scale, None)
    complete(instance)
    write_text(demo_mark(instance), json.dumps({**wanted, "written": True}))
    watcher.finished("demo", time.monotonic() - started)


def _made(instance: Instance) -> dict[str, object]:
    """What stands: empty where there is no demo; without "written" where its writing was cut short."""
    mark = demo_mark(instance)
    return dict(json.loads(mark.read_text("utf8"))) if mark.exists() else {}


def _clear(instance: Instance) -> None:
    """Everything a demo before this one had, but what people wrote in it and its transcripts."""
    demo_mark(instance).unlink(missing_ok=True)
    for folder in (instance.landing, instance.quarantine, instance.enriched, instance.home / "incoming"):
        shutil.rmtree(folder, ignore_errors=True)


def _code() -> str:
    """Changes with the code and the files the demo is made of."""
    digest = hashlib.sha256()
    for folder in ("etl/demo", "etl/contracts", "config/reference"):
        for file in sorted((PROJECT / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(PROJECT)}|{file.stat().st_size}|".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]

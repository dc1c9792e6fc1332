"""How long each page waits for its data on a large operator, for several filters, in cold processes.

A process opens one page as a browser session does and goes.  Before that it shows the page of a tiny
operator, so that the program is loaded as on a server that runs; nothing of the large operator's file is in
memory.
Counted is every question that the page asks and keeps (``st.cache_data``): wall milliseconds of all of them
together, CPU milliseconds of all threads, and the slowest one (``--scale 1``: 33 million contacts, 20 million
surveys, 20 million ratings; about 12 GB of room in ``--at``).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from bench.year import write_year
from config.instance import PROJECT, Instance
from etl.beginning import make_instance
from etl.enrich import enrich
from warehouse import metrics
from warehouse.build import build
from warehouse.scope import OWNER
from warehouse.snapshot import Snapshot, current

GOAL_MS = 300.0
YEAR_DAYS = 365
PAGES = (
    "overview", "nps", "compare", "channels", "agents", "agent", "gemba", "complaints", "errors", "followup",
)  # fmt: skip
PEOPLE = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'
AGENT = "a0007"
_TINY = (40, 0.01)
"""Days and scale of the operator that is looked at first."""


@dataclass(frozen=True)
class Asked:
    """One question of a page and what it took."""

    what: str
    wall_ms: float
    cpu_ms: float


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--scale", type=float, default=1.0, help="share of a large operator's rows")
    words.add_argument("--days", type=int, default=YEAR_DAYS, help="days of history")
    words.add_argument("--at", type=Path, default=None, help="where there is room")
    words.add_argument("--home", type=Path, default=None, help="an instance that stands already")
    words.add_argument("--pages", default=",".join(PAGES), help="some of the pages, with commas between")
    words.add_argument("--each", action="store_true", help="also every question above a tenth of the goal")
    words.add_argument("--tiny", type=Path, default=None, help=argparse.SUPPRESS)
    words.add_argument("--page", default="", help=argparse.SUPPRESS)
    words.add_argument("--address", default="{}", help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.page:
        asked = _one_page(Instance(given.home), Instance(given.tiny), given.page, json.loads(given.address))
        print(json.dumps([(one.what, one.wall_ms, one.cpu_ms) for one in asked]))
        return
    with tempfile.TemporaryDirectory(dir=given.at, prefix="sapa-pages-") as folder:
        tiny = make_operator(Path(folder) / "tiny", *_TINY)
        home = given.home or make_operator(Path(folder) / "operator", given.days, given.scale)
        report(home, tiny, given.pages.split(","), is_each=given.each)


def make_operator(home: Path, days: int, scale: float) -> Path:
    """Some days of an operator, built as any other; its folder."""
    instance = Instance(home)
    make_instance(home)
    (instance.config / "people.toml").write_text(PEOPLE, "utf8")
    write_year(instance, days=days, scale=scale)
    enrich(instance, home)
    began = time.monotonic()
    build(instance)
    print(f"built in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return home


def report(home: Path, tiny: Path, pages: list[str], *, is_each: bool = False) -> None:
    """One line a page and set of filters: wall and CPU ms of all its questions, and the slowest."""
    sets = addresses(current(Instance(home)))
    print(f"{'page':<11}{'filters':<22}{'wall ms':>8}{'cpu ms':>8}{'asked':>7}  slowest question")
    walls: dict[str, list[float]] = {}
    for page in pages:
        for name, address in sets.items():
            asked = _in_a_process(home, tiny, page, address)
            wall, cpu = sum(one.wall_ms for one in asked), sum(one.cpu_ms for one in asked)
            walls.setdefault(page, []).append(wall)
            slowest = max(asked, key=lambda one: one.wall_ms, default=Asked("-", 0, 0))
            worst = f"{slowest.what} ({slowest.wall_ms:.0f} ms)"
            mark = "" if wall <= GOAL_MS else "  ABOVE"
            print(f"{page:<11}{name:<22}{wall:>8.0f}{cpu:>8.0f}{len(asked):>7}  {worst}{mark}", flush=True)
            for one in asked:
                if is_each and one.wall_ms > GOAL_MS / 10:
                    print(f"{'':<33}{one.wall_ms:>8.0f}{one.cpu_ms:>8.0f}  {one.what}")
    for page, found in walls.items():
        print(f"{page:<11}median {statistics.median(found):.0f} ms, worst {max(found):.0f} ms")


def addresses(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    """Sets of filters as addresses: the codes there are most of, the last full month unless it says other."""
    most = {word: _most(snapshot, word) for word in ("unit", "channel", "process", "region", "segment")}
    last = snapshot.info.last_complete_month or date.today()
    quarter = f"{last.year}-Q{(last.month - 1) // 3 + 1}"
    week = f"{last.year}-W{last.isocalendar().week:02d}"
    return {
        "everything": {},
        "unit": {"unit": most["unit"]},
        "region, channel": {"region": most["region"], "channel": most["channel"]},
        "unit, process": {"unit": most["unit"], "process": most["process"]},
        "segment": {"segment": most["segment"]},
        "week": {"period": week},
        "quarter": {"period": quarter},
        "quarter, channel": {"period": quarter, "channel": most["channel"]},
    }


def _most(snapshot: Snapshot, word: str) -> str:
    found = metrics.metric(snapshot, OWNER, "contacts", by=(word,)).dropna(subset=[word])
    return str(found.sort_values("count")[word].iloc[-1])


def _in_a_process(home: Path, tiny: Path, page: str, address: dict[str, str]) -> list[Asked]:
    """What a process asks that has asked nothing of this operator before."""
    words = ["--home", str(home), "--tiny", str(tiny), "--page", page, "--address", json.dumps(address)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages_at_scale", *words], cwd=PROJECT, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{page} {address}: {done.stderr[-2000:]}")
    return [Asked(*one) for one in json.loads(done.stdout.splitlines()[-1])]


def _one_page(instance: Instance, tiny: Instance, page: str, address: dict[str, str]) -> list[Asked]:
    """The questions of one opening of a page, the longest first."""
    import pytest
    import streamlit

    asked: list[Asked] = []
    depth: list[str] = []
    for kind in ("cache_data", "cache_resource"):
        setattr(streamlit, kind, _told(getattr(streamlit, kind), asked, depth))
    from tests.app_pages import open_page

    with pytest.MonkeyPatch.context() as patch:
        more = {"agent": AGENT} if page == "agent" else {}
        open_page(patch, tiny, f"{page}.py", lang="en", **more)
        asked.clear()
        _forget_file(instance)
        open_page(patch, instance, f"{page}.py", lang="en", **address, **more)
    return sorted(asked, key=lambda one: -one.wall_ms)


def _forget_file(instance: Instance) -> None:
    """The system keeps nothing of the snapshot in its memory."""
    file = instance.warehouse / (instance.warehouse / "CURRENT").read_text("utf8").strip()
    handle = os.open(file, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _told(keep: Any, asked: list[Asked], depth: list[str]) -> Any:
    """``st.cache_data`` or ``cache_resource`` that also writes down what each new answer took."""

    def of_question(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            depth.append(function.__name__)
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                return function(*given, **named)
            finally:
                depth.pop()
                if not depth and function.__module__.startswith("ui."):
                    what = f"{function.__name__} {_question(given)}"
                    spent = time.perf_counter() - wall, time.process_time() - cpu
                    asked.append(Asked(what, 1000 * spent[0], 1000 * spent[1]))

        return timed

    def kept(function: Callable[..., Any] | None = None, **settings: Any) -> Any:
        if function is not None:
            return keep(of_question(function), **settings)
        return lambda later: keep(of_question(later), **settings)

    kept.clear = keep.clear  # type: ignore[attr-defined]
    return kept


def _question(given: tuple[Any, ...]) -> str:
    """What was asked, without snapshot, key and scope, shortened."""
    last = given[-1] if given else ""
    name = getattr(last, "name", "")
    by = ",".join(getattr(last, "by", ()))
    period = getattr(last, "period", None)
    days = f"{period.start}..{period.end}" if period else ""
    return " ".join(word for word in (str(name), by, days) if word) or str(last)[:60]


if __name__ == "__main__":
    main()

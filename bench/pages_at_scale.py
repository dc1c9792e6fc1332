"""How long each page waits for its data on a large operator, for several filters, in cold processes.

A process asks for one page's data and goes, so nothing is kept from the page before; the system's file cache
is dropped where that is allowed.  Median and worst milliseconds a page, the slowest question, and what is
above the goal (``--scale 1``: 33 million contacts, 20 million surveys; about 10 GB of room in ``--at``).
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.year import write_year
from config.instance import PROJECT, Instance
from etl.beginning import make_instance
from etl.enrich import enrich
from warehouse import metrics
from warehouse.build import build
from warehouse.period import Period
from warehouse.scope import OWNER
from warehouse.snapshot import Snapshot, current

GOAL_MS = 300.0
YEAR_DAYS = 365
_DROP = Path("/proc/sys/vm/drop_caches")


@dataclass(frozen=True)
class Question:
    """A metric as a page asks for it. has_before: with its change; is_trend: over all months."""

    name: str
    by: tuple[str, ...] = ()
    has_before: bool = False
    is_trend: bool = False


PAGES: dict[str, tuple[Question, ...]] = {
    "overview": (
        Question("nps", has_before=True), Question("nps_lost", ("reason",)),
        Question("response_rate", has_before=True), Question("ar", has_before=True),
        Question("complaint_rate", has_before=True), Question("nps", ("month",), is_trend=True),
    ),
    "nps": (
        Question("nps", has_before=True), Question("survey_coverage", has_before=True),
        Question("online_share", has_before=True), Question("response_rate", ("month",), is_trend=True),
        Question("survey_coverage", ("month",), is_trend=True),
        Question("nps", ("process",), has_before=True),
        Question("nps", ("unit", "month"), is_trend=True),
    ),
    "channels": (
        Question("contacts", ("channel", "month"), is_trend=True), Question("promise_kept", ("channel",)),
        Question("service_level", ("half_hour",)), Question("asa", ("half_hour",)),
        Question("abandonment", has_before=True), Question("transfers", has_before=True),
        Question("repeat_contacts", has_before=True), Question("automation_hours", ("process",)),
    ),
    "agents": (
        Question("adjusted_ar", ("agent",)), Question("adjusted_nps", ("agent",)),
        Question("ar_coverage", ("month",), is_trend=True),
    ),
    "gemba": (Question("wait", has_before=True), Question("nps", ("unit",)), Question("on_time")),
}  # fmt: skip


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--scale", type=float, default=1.0, help="share of a large operator's rows")
    words.add_argument("--days", type=int, default=YEAR_DAYS, help="days of history")
    words.add_argument("--at", type=Path, default=None, help="where there is room")
    words.add_argument("--home", type=Path, default=None, help="an instance that stands already")
    words.add_argument("--page", default="", help=argparse.SUPPRESS)
    words.add_argument("--filters", default="{}", help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.page:
        print(json.dumps(_one_page(Instance(given.home), given.page, json.loads(given.filters))))
    elif given.home:
        report(given.home)
    else:
        home = Path(tempfile.mkdtemp(prefix="sapa-pages-", dir=given.at))
        try:
            make_operator(home, given.days, given.scale)
            report(home)
        finally:
            shutil.rmtree(home)


def make_operator(home: Path, days: int, scale: float) -> None:
    """Some days of an operator, built as any other."""
    instance = Instance(home)
    make_instance(home)
    write_year(instance, days=days, scale=scale)
    enrich(instance, home)
    began = time.monotonic()
    build(instance)
    print(f"built in {time.monotonic() - began:.0f} s", file=sys.stderr)


def report(home: Path) -> None:
    """One line a page."""
    snapshot = current(Instance(home))
    sets = filter_sets(snapshot)
    print(f"{'page':<10}{'median ms':>11}{'worst ms':>10}  slowest question")
    for page in PAGES:
        taken = [_in_a_process(home, page, codes) for codes in sets]
        totals = [sum(one.values()) for one in taken]
        slowest = max(((ms, name) for one in taken for name, ms in one.items()))
        mark = "" if max(totals) <= GOAL_MS else "  above the goal"
        worst = f"{slowest[1]} ({slowest[0]:.0f} ms)"
        print(f"{page:<10}{statistics.median(totals):>11.0f}{max(totals):>10.0f}  {worst}{mark}")


def filter_sets(snapshot: Snapshot) -> list[dict[str, list[str]]]:
    """Everything, one unit, one channel, one process of a unit: the codes there are most of."""
    codes = {
        word: metrics.metric(snapshot, OWNER, "contacts", by=(word,)).sort_values("count")[word].dropna()
        for word in ("unit", "channel", "process")
    }
    most = {word: [str(some.iloc[-1])] for word, some in codes.items() if len(some)}
    wanted: tuple[tuple[str, ...], ...] = ((), ("unit",), ("channel",), ("unit", "process"))
    return [{word: most[word] for word in words if word in most} for words in wanted]


def _in_a_process(home: Path, page: str, codes: dict[str, list[str]]) -> dict[str, float]:
    """Question -> milliseconds, in a process that has asked nothing before."""
    _drop_file_cache()
    words = ["--home", str(home), "--page", page, "--filters", json.dumps(codes)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages_at_scale", *words],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


def _drop_file_cache() -> None:
    try:
        _DROP.write_text("1", "ascii")
    except OSError:
        return  # only an administrator of the host may; the process is new all the same


def _one_page(instance: Instance, page: str, codes: dict[str, list[str]]) -> dict[str, float]:
    metrics.catalogue()  # read once a server, not once a page; so is what answers are made with
    import pandas  # noqa: F401

    snapshot = current(instance)
    last = snapshot.info.last_complete_month or snapshot.info.last_day or date.today()
    month = Period.month(last)
    taken: dict[str, float] = {}
    for question in PAGES[page]:
        began = time.perf_counter()
        _ask(snapshot, question, month, codes)
        taken[f"{question.name} by {','.join(question.by) or '-'}"] = 1000 * (time.perf_counter() - began)
    return taken


def _ask(snapshot: Snapshot, question: Question, month: Period, codes: dict[str, list[str]]) -> None:
    known = metrics.catalogue()[question.name].dimensions
    kept = {word: some for word, some in codes.items() if word in known}
    name, by = question.name, question.by
    if question.has_before:
        metrics.change(snapshot, OWNER, name, now=month, before=month.before(), by=by, filters=kept)
    else:
        period = Period(None, month.end) if question.is_trend else month
        metrics.metric(snapshot, OWNER, name, by=by, period=period, filters=kept)


if __name__ == "__main__":
    main()

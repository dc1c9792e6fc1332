"""How long a customer is looked for by number among the rows of a large operator.

Asked is what the page of cases asks: the customer's cases, contacts, surveys and recorded calls, the hundred
newest of each, for customers drawn by chance and for strangers.  CPU milliseconds of all threads and wall
milliseconds; the first customer is asked with nothing of the snapshot in memory (``--scale 1``: 33 million
contacts, 11 million recordings; about 16 GB in ``--at``).
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.year import AGENT, DRAW, NUMBER, Delivery, land, write_year
from config.instance import Instance
from etl.api import customer_asked
from etl.beginning import make_instance
from etl.enrich import enrich
from warehouse import engine, rows
from warehouse.build import build
from warehouse.period import Period
from warehouse.scope import OWNER
from warehouse.snapshot import Snapshot, current

GOAL_MS = 300.0
ASKED = ("cases", "contacts", "surveys", "calls")
CASES_A_DAY, CALLS_A_DAY = 1_000, 30_000
MOST_ROWS = 100
NUMBER_TYPED = "+7 (701) 555-12-34"
CASE = {
    "case_id": f"'K' || {NUMBER}",
    "kind": "if(i % 3 = 0, 'appeal', 'complaint')",
    "registered_at": "$at::TIMESTAMP + to_seconds(30000 + i * 39000 // $count)",
    "contact_id": f"'C' || {NUMBER}",
    "status": "'closed'",
    "text": "'no service since the morning, number ' || i || ' of the queue, nobody answers me'",
}
CALL = {
    "recording_id": f"'A' || {NUMBER}",
    "sound_file": f"{NUMBER} || '.wav'",
    "started_at": "$at::TIMESTAMP + to_seconds(28800 + i * 39000 // $count)",
    "contact_id": f"'C' || {NUMBER}",
    "agent_id": AGENT,
}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--scale", type=float, default=1.0, help="share of a large operator's rows")
    words.add_argument("--days", type=int, default=365, help="days of history")
    words.add_argument("--at", type=Path, default=None, help="where there is room")
    words.add_argument("--home", type=Path, default=None, help="an instance that stands already")
    words.add_argument("--customers", type=int, default=40, help="how many are looked for")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(dir=given.at, prefix="sapa-find-") as folder:
        home = given.home or make_operator(Path(folder) / "operator", given.days, given.scale)
        report(Instance(home), given.customers)


def make_operator(home: Path, days: int, scale: float) -> Path:
    """The year with cases and recordings beside its contacts, built as any other; its folder."""
    instance = Instance(home)
    make_instance(home)
    write_year(instance, days=days, scale=scale)
    with engine.memory() as connection:
        connection.execute(DRAW)
        for day in range(days):
            land(connection, instance, Delivery("cases", CASE, int(CASES_A_DAY * scale), day))
            land(connection, instance, Delivery("recordings", CALL, int(CALLS_A_DAY * scale), day))
    enrich(instance, home)
    began = time.process_time()
    build(instance)
    print(f"built: {time.process_time() - began:.0f} s of CPU")
    return home


def report(instance: Instance, customers: int) -> None:
    """A line a kind of rows and one for all together: first, median and slowest, CPU and wall ms."""
    snapshot = current(instance)
    keys = [*_drawn(snapshot, customers), *(f"{place:032x}" for place in range(customers // 4))]
    _forget(snapshot.path)
    asked = [[_ask(snapshot, name, key) for name in ASKED] for key in keys]
    found = sum(one.count for those in asked for one in those)
    print(f"{_size(snapshot)}; {len(keys)} customers, {found} rows found")
    print(f"{'CPU / wall ms':<14}{'first':>16}{'median':>16}{'slowest':>16}")
    for place, name in enumerate(ASKED):
        print(f"{name:<14}{_line([those[place] for those in asked])}")
    print(f"{'together':<14}{_line([_together(those) for those in asked])}   goal {GOAL_MS:.0f}")
    began = time.process_time()
    customer_asked(instance, NUMBER_TYPED)
    print(f"a number hashed: {1000 * (time.process_time() - began):.1f} ms of CPU")


@dataclass(frozen=True)
class Took:
    """What one question found, and its milliseconds."""

    count: int
    cpu_ms: float
    wall_ms: float


def _ask(snapshot: Snapshot, name: str, key: str) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    found = rows.rows(
        snapshot, OWNER, name, period=Period(), filters={"customer_key": (key,)}, limit=MOST_ROWS
    )
    return Took(len(found), 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall))


def _together(those: Sequence[Took]) -> Took:
    return Took(
        sum(one.count for one in those), sum(one.cpu_ms for one in those), sum(one.wall_ms for one in those)
    )


def _line(those: Sequence[Took]) -> str:
    """The first customer, the median and the slowest of the others."""
    rest = those[1:]
    parts = [
        those[0],
        Took(
            0, statistics.median(one.cpu_ms for one in rest), statistics.median(one.wall_ms for one in rest)
        ),
        Took(0, max(one.cpu_ms for one in rest), max(one.wall_ms for one in rest)),
    ]
    return "".join(f"{f'{one.cpu_ms:.0f} / {one.wall_ms:.0f}':>16}" for one in parts)


def _drawn(snapshot: Snapshot, count: int) -> list[str]:
    """Customers of contacts drawn by chance, always the same."""
    found = snapshot.cursor().execute(
        "select distinct customer_key from (select customer_key from facts.contacts "
        "using sample reservoir(4000 rows) repeatable (7)) order by customer_key"
    )
    return [str(row[0]) for row in found.fetchall()][:count]


def _size(snapshot: Snapshot) -> str:
    counts = [
        (name, snapshot.cursor().execute(f"select count(*) from facts.{name}").fetchone()) for name in ASKED
    ]
    return ", ".join(f"{row[0]:,} {name}" for name, row in counts if row)


def _forget(file: Path) -> None:
    """The system keeps nothing of the snapshot in its memory."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


if __name__ == "__main__":
    main()

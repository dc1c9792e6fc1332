"""How long a day's exports take, added to a year: two CSV files loaded and published on top of what is there.

Wall seconds of one run beside a plain copy of the snapshot (``--scale 1``: 33 million contacts, 20 million
surveys, about 10 GB of room in the folder of ``--at``), for a quarter of the year and for all of it.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bench.year import DRAW, Delivery, contacts_of, surveys_of, write_year
from config.instance import PROJECT, Instance
from etl.beginning import make_instance
from etl.enrich import enrich
from warehouse import engine
from warehouse.build import build
from warehouse.snapshot import current

GOAL_S = 15.0
SOURCE = """contract = "{contract}"
path = "incoming/{contract}_*.csv"
[columns]
{columns}
"""
PHONE = "'7701' || (1000000 + draw(i, $day, 1, 3000000))"


@dataclass(frozen=True)
class Measured:
    """Seconds and GiB of one history."""

    days: int
    snapshot: float
    built: float
    copied: float
    landed: float
    published: float
    total: float
    cpu: float
    memory: float


def main() -> None:
    """Measure in a folder of its own, which goes afterwards."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--scale", type=float, default=1.0, help="share of a large operator's rows")
    words.add_argument(
        "--at", type=Path, default=None, help="where there is room (default: the temporary folder)"
    )
    given = words.parse_args()
    print(
        f"{'days':>5}{'snapshot':>11}{'built':>9}{'copy':>8}{'landing':>9}{'publish':>9}{'total':>8}{'cpu':>8}{'memory':>10}"
    )
    for days in (91, 365):
        with tempfile.TemporaryDirectory(dir=given.at, prefix="sapa-year-") as folder:
            found = measure(Path(folder) / "operator", days, given.scale)
        print(
            f"{found.days:>5}{found.snapshot:>7.2f} GiB{found.built:>7.1f} s{found.copied:>6.1f} s"
            f"{found.landed:>7.1f} s{found.published:>7.1f} s{found.total:>6.1f} s"
            f"{found.cpu:>6.1f} s{found.memory:>6.2f} GiB"
        )
    print(f"goal: total under {GOAL_S:.0f} s at scale 1, growing no more than the copy")


def measure(home: Path, days: int, scale: float) -> Measured:
    """Write ``days`` days, build once, then add the next day as its operator would."""
    instance = make_instance(home)
    write_year(instance, days=days, scale=scale)
    enrich(instance, home)
    began = time.monotonic()
    snapshot = build(instance)
    built = time.monotonic() - began
    size, copied = snapshot.path.stat().st_size / 2**30, seconds_of_copy(snapshot.path)
    deliver(instance, days, scale)
    return add(instance, Measured(days, size, built, copied, 0, 0, 0, 0, 0))


def add(instance: Instance, so_far: Measured) -> Measured:
    """Load and publish what lies in ``incoming/``."""
    before = current(instance).id
    began, used = time.monotonic(), cpu_seconds()
    command = [sys.executable, "-m", "etl", "load", "--home", str(instance.home), "--format", "json"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    total = time.monotonic() - began
    told = json.loads(done.stdout)
    if told["totals"]["rejected"] or told["snapshot_id"] == before:
        raise SystemExit(f"not all was added: {told['totals']}, snapshot {told['snapshot_id']}")
    landed = sum(file["seconds"] for file in told["files"])
    return replace(
        so_far,
        landed=landed,
        published=publishing(done.stderr),
        total=total,
        cpu=cpu_seconds() - used,
        memory=peak_memory(),
    )


def deliver(instance: Instance, day: int, scale: float) -> None:
    """The exports of ``day``: new rows, corrections, a fifth of the surveys about yesterday's contacts."""
    contacts = replace(contacts_of(day, scale), count=int(90_000 * scale))
    surveys = replace(surveys_of(day, scale), count=int(60_000 * scale))
    with engine.memory() as connection:
        connection.execute(DRAW)
        _export(connection, instance, _of_yesterday(contacts, "contact_id", 0.995))
        late = _of_yesterday(surveys, "contact_id", 0.8)
        _export(connection, instance, _of_yesterday(late, "survey_id", 0.98))


def _of_yesterday(delivery: Delivery, key: str, beyond: float) -> Delivery:
    """The last rows, ``beyond`` so large a share, have the identifiers of the day before."""
    own = delivery.values[key]
    other = own.replace("$day", "($day - 1)")
    changed = {**delivery.values, key: f"if(i >= {int(beyond * delivery.count)}, {other}, {own})"}
    return replace(delivery, values=changed)


def _export(connection: engine.Connection, instance: Instance, delivery: Delivery) -> None:
    """The CSV file and the declaration of its source."""
    values = {k: v for k, v in delivery.values.items() if not k.startswith("score_")}
    if "customer_key" in values:
        values["customer_id"] = PHONE
        del values["customer_key"]
    delivery = replace(delivery, values=values)
    file = instance.home / "incoming" / f"{delivery.contract}_{delivery.date}.csv"
    file.parent.mkdir(exist_ok=True)
    connection.execute(
        f"COPY ({delivery.query}) TO $target (HEADER)", {**delivery.bound, "target": str(file)}
    )
    columns = "\n".join(f'{name} = "{name}"' for name in values)
    declared = instance.sources / f"{delivery.contract}.toml"
    declared.write_text(SOURCE.format(contract=delivery.contract, columns=columns), "utf8")


def seconds_of_copy(file: Path) -> float:
    """A plain copy beside it, on disk."""
    began = time.monotonic()
    copied = shutil.copyfile(file, file.with_suffix(".copy"))
    descriptor = os.open(copied, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    seconds = time.monotonic() - began
    Path(copied).unlink()
    return seconds


def publishing(told: str) -> float:
    """Seconds of the last step, as the command says them on stderr."""
    return float(told.rsplit(" s", 1)[0].rsplit(maxsplit=1)[-1]) if " s" in told else 0.0


def cpu_seconds() -> float:
    """CPU seconds of all commands run so far; they tell more than wall seconds on a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak_memory() -> float:
    """GiB of the largest command run so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20


if __name__ == "__main__":
    main()

"""How fast files are loaded, from CSV to published snapshot, beside a bare read, a script, pandas, dlt.

Every measurement is a process of its own; the best of ``--times`` runs counts.  On a busy machine believe the
seconds of CPU rather than those of the clock.  ``python -m bench.load_speed [--rows 5000000] [--times 2]``.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bench.load_rivals import write_rows
from config.instance import PROJECT

SMALL = 500_000
"""Rows for those that would take too long with all."""
DECLARATION = """contract = "surveys"
path = "incoming/*.csv"
[columns]
survey_id = "survey_id"
contact_id = "contact_id"
customer_id = "phone"
sent_at = "sent_at"
answered_at = "answered_at"
score = "score"
reason_id = "reason"
channel_id = "channel"
unit_id = "unit"
agent_id = "agent"
process_id = "process"
segment = "segment"
"""
COMMENTS = (
    "Оператор {n} долго искал договор, потом все решил. Мой номер +7 701 {p:07}, перезвоните.",
    "Интернет көп үзіледі, шебер келмеді, {n} рет хабарластым, ешкім жауап бермеді.",
    "Very polite, thank you! My account is {p} and the bill of {n} tenge is right now.",
    "Почему списали {n} тенге? карта 4400 4301 2345 {n:04}, ответьте на почту client{n}@example.com",
    "рахмет, бәрі жақсы {n}", "всё отлично {n}", "Жаман, очень долго ждал на линии минут {n}, потом сбросили",
)  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds on the clock, seconds of CPU of it and its children, MiB at its peak."""

    wall: float
    cpu: float
    peak: int


def main(
    rows: Annotated[int, typer.Option(help="Survey rows of the big file.")] = 5_000_000,
    times: Annotated[int, typer.Option(help="Runs each; the best counts.")] = 2,
    dlt_python: Annotated[Path | None, typer.Option(help="A Python that has dlt[duckdb] installed.")] = None,
    memory: Annotated[
        bool, typer.Option("--memory", help="Also the peak for a fifth and the double.")
    ] = False,
) -> None:
    """Print costs and ratios."""
    with tempfile.TemporaryDirectory(prefix="sapa-bench-") as folder:
        work = Path(folder)
        big, small = write_rows(work / "big.csv", rows), write_rows(work / "small.csv", min(rows, SMALL))
        _against_all(big, small, work, times, dlt_python)
        if memory:
            for count in (rows // 5, rows * 2):
                cost = _sapa(write_rows(work / "other.csv", count), work, "load_only")
                print(
                    f"{f'loading {count:,} rows':<34}{cost.wall:8.1f} s {cost.cpu:8.1f} s CPU "
                    f"{cost.peak:6} MiB"
                )
    _comments()


def _against_all(big: Path, small: Path, work: Path, times: int, dlt_python: Path | None) -> None:
    costs = {
        "Sapa, to the snapshot": _best(times, lambda: _sapa(big, work, "load")),
        "Sapa, loading alone": _best(times, lambda: _sapa(big, work, "load_only")),
        "bare read_csv": _best(times, lambda: _rival("bare", big, work)),
        "hand-written script": _best(times, lambda: _rival("script", big, work)),
        "Sapa, small file": _best(times, lambda: _sapa(small, work, "load")),
        "pandas, small file": _best(1, lambda: _rival("pandas", small, work)),
    }
    for name, cost in costs.items():
        print(f"{name:<34}{cost.wall:8.1f} s {cost.cpu:8.1f} s CPU {cost.peak:6} MiB")
    whole, few = costs["Sapa, to the snapshot"], costs["Sapa, small file"]
    _ratio("of a bare read_csv", whole, costs["bare read_csv"], "at most 4")
    _ratio("of the script", whole, costs["hand-written script"], "at most 1.3")
    _ratio("pandas takes, of Sapa's", costs["pandas, small file"], few, "at least 3")
    if dlt_python is None:
        print("dlt: not installed (give --dlt-python)")
        return
    dlt = _rival("dlt", small, work, str(dlt_python))
    print(f"{'dlt, small file':<34}{dlt.wall:8.1f} s {dlt.cpu:8.1f} s CPU {dlt.peak:6} MiB")
    _ratio("dlt takes, of Sapa's", dlt, few, "at least 100")


def _ratio(what: str, one: Cost, other: Cost, goal: str) -> None:
    print(f"  x {what:<30} {one.wall / other.wall:8.2f}   {one.cpu / other.cpu:8.2f} CPU      goal: {goal}")


def _best(times: int, run: Callable[[], Cost]) -> Cost:
    """The run that took least CPU: what others do on the machine only ever adds."""
    return min((run() for _ in range(times)), key=lambda cost: cost.cpu)


def _sapa(file: Path, work: Path, how: str) -> Cost:
    """A fresh instance, the file in its folder, and the command people use (or its loading part)."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        home = Path(folder) / "op"
        subprocess.run(
            [sys.executable, "-m", "etl", "init", str(home)], cwd=PROJECT, capture_output=True, check=True
        )
        (home / "config" / "sources" / "nps.toml").write_text(DECLARATION)
        (home / "incoming").mkdir(exist_ok=True)
        os.link(file, home / "incoming" / file.name)
        if how == "load":
            return _cost([sys.executable, "-m", "etl", "load", "--home", str(home)])
        return _cost([sys.executable, "-m", "bench.load_rivals", "sapa", str(home), str(work)])


def _rival(name: str, file: Path, work: Path, python: str = sys.executable) -> Cost:
    with tempfile.TemporaryDirectory(dir=work) as folder:
        return _cost([python, "-m", "bench.load_rivals", name, str(file), folder])


def _cost(command: list[str]) -> Cost:
    """Run ``command`` under a small process that counts what its children took."""
    counting = (
        "import json, resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); sys.stderr.buffer.write(done.stderr); "
        "print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss // 1024])); "
        "sys.exit(0 if done.returncode == 0 else 1)"
    )
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", counting, *command], cwd=PROJECT, capture_output=True, check=False
    )
    wall = time.monotonic() - began
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()[-2000:]}")
    cpu, peak = json.loads(done.stdout)
    return Cost(wall, cpu, peak)


def _comments() -> None:
    """Masking of short mixed comments, all different, in one process."""
    from text.api import mask_many

    texts = [COMMENTS[n % len(COMMENTS)].format(n=n, p=n * 7919 % 10_000_000) for n in range(30_000)]
    mask_many(texts[:100])
    began = time.process_time()
    mask_many(texts)
    rate = len(texts) / (time.process_time() - began)
    print(f"{'comments masked':<34}{rate:8.0f} a second and core      goal: at least 5000")


if __name__ == "__main__":
    typer.run(main)

"""The speech queue with a backlog: queueing, claiming, the page's figures; and one very long recording.

    python -m bench.backlog                       # 100,000 jobs in SQLite
    python -m bench.backlog --ledger postgresql+psycopg://user@host/database
    python -m bench.backlog --long 12             # hours: wall seconds and memory of hearing it

A claim is to take less than 5 ms (99 of 100).  Processor and wall milliseconds stand side by side, for a
machine that does other things as well.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from transcribe import queue_state
from transcribe.ledger import Ledger, Wanted
from transcribe.ledger_engine import sqlite_address
from transcribe.priority import shuffle_of

CLAIMS = 1000
HEAR = """
import resource, sys, time
from pathlib import Path
from transcribe import audio, choice, models, speech
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
sound = audio.decode(Path(sys.argv[1]))
decoded = time.process_time()
words = speech.transcribe(sound, choice.choose(models.in_use(None), "ru"), "left").words
status = Path("/proc/self/status").read_text().splitlines()
own = [line.split() for line in status if line.startswith("RssAnon")]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{sound.duration_s / 3600:.1f} h, {len(sound.channels)} channels, {len(words)} words: "
      f"decoded in {decoded - started:.0f} s of a core, heard in {time.process_time() - decoded:.0f} s; "
      f"own memory at the end {int(own[0][1]) / 1024:.0f} MB, at most {peak / 1024:.0f} MB with mapped files")
"""


def main() -> None:
    """Measure in a folder of its own, which goes afterwards."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--jobs", type=int, default=100_000)
    words.add_argument("--ledger", default="", help="address of an empty database (default: a SQLite file)")
    words.add_argument("--long", type=float, default=0, help="hours of a recording to hear instead")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="sapa-backlog-") as folder:
        if given.long:
            _long(Path(folder), given.long)
        else:
            _backlog(given.ledger or sqlite_address(Path(folder) / "ledger.sqlite"), given.jobs)


def _backlog(place: str, count: int) -> None:
    with Ledger(place) as ledger:
        with ledger.engine.begin() as connection:
            connection.execute(text("DELETE FROM jobs"))
        calls = [_wanted(number) for number in range(count)]
        _timed(f"queue {count} calls", lambda: ledger.enqueue(calls))
        _timed("queue them again, all known", lambda: ledger.enqueue(calls))
        _timed("set priorities", lambda: ledger.prioritise(2))
        _timed("set them again, none changed", lambda: ledger.prioritise(2))
        _claims(ledger)
        _timed("the page's figures", lambda: queue_state.overview(ledger, ZoneInfo("Asia/Almaty"), 30))


def _wanted(number: int) -> Wanted:
    return Wanted(
        recording_id=f"call-{number}", path=f"incoming/{number}.wav", agent_side="left", language="ru",
        day=f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}", bytes=1_900_000 + number, changed_at=1,
        wanted="key", is_demo_wanted=False, agent_id=str(number % 500), call_at=float(number),
        is_urgent=number % 50 == 0, shuffle=shuffle_of(f"call-{number}"), kind=".wav",
    )  # fmt: skip


def _timed(what: str, act: Callable[[], object]) -> None:
    wall, core = time.perf_counter(), time.process_time()
    act()
    print(f"{what:<32} {time.process_time() - core:8.2f} s of a core {time.perf_counter() - wall:8.2f} s")


def _claims(ledger: Ledger) -> None:
    """Claim and note where, as a dispatcher does."""
    spent: list[tuple[float, float]] = []
    for _ in range(CLAIMS):
        wall, core = time.perf_counter(), time.process_time()
        if job := ledger.claim("bench:1", 600):
            spent.append((time.process_time() - core, time.perf_counter() - wall))
            ledger.placed(job.number, "bench:2")
    for name, times in (("core", [core for core, _ in spent]), ("wall", [wall for _, wall in spent])):
        ordered = sorted(1000 * each for each in times)
        middle, late = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
        print(f"claim, ms {name:<22} {middle:8.2f} median {late:8.2f} p99 (n = {len(ordered)})")


def _long(folder: Path, hours: float) -> None:
    """Ten minutes of talk, hours of silence, ten minutes of talk; heard in a process of its own."""
    import av
    import numpy as np

    from config.instance import PROJECT
    from transcribe.audio import RATE, decode

    call = decode(next((PROJECT / "etl" / "demo" / "recordings").glob("*.wav")).absolute())
    sound = np.ascontiguousarray(np.stack(call.channels))
    silence = np.zeros((2, 60 * RATE), np.int16)
    with av.open(str(folder / "long.wav"), "w", format="wav") as target:
        stream: Any = target.add_stream("pcm_mulaw", rate=8000, layout="stereo")
        resampler: Any = av.AudioResampler(format="s16", layout="stereo", rate=8000)
        written = 0.0
        while written < hours * 3600:
            piece = sound if written < 600 or written > hours * 3600 - 600 else silence
            frame = av.AudioFrame.from_ndarray(piece, format="s16p", layout="stereo")
            frame.sample_rate = RATE
            for part in resampler.resample(frame):
                part.pts = None
                target.mux(stream.encode(part))
            written += piece.shape[1] / RATE
        target.mux(stream.encode(None))
    subprocess.run([sys.executable, "-c", HEAR, str(folder / "long.wav")], cwd=PROJECT, check=True)


if __name__ == "__main__":
    main()

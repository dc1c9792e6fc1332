"""How fast a month of transcripts is searched, how large its index is, how fast it is made; FTS5 beside it.

One day is written (``--calls``, 25 utterances of 10 words each, Russian, Kazakh and English words in all
their forms, frequent as in speech); the other days of the month are links to it, so that the engine looks
through as many calls as a month has. A search is the whole way: what was typed, index, texts, marks, gate.
FTS5 gets the same tokens of the one day. Milliseconds (see ``_timed``), after one search that is not counted
("cold": a fresh process, the system's file cache dropped where that is allowed).
"""

import argparse
import itertools
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from tantivy import Query

from config.instance import Instance
from text.lemmas import is_russian, readings
from text.search_tokens import asked, tokens, words
from warehouse import engine
from warehouse.period import Period
from warehouse.scope import OWNER, Scope
from warehouse.search import shards, state
from warehouse.search.asking import Order, search
from warehouse.search.matching import query_of
from warehouse.search.query import parse
from warehouse.search.state import State
from warehouse.search.talks import Said, Talk
from warehouse.snapshot import Snapshot

FIRST_DAY = date(2022, 7, 1)
UTTERANCES, WORDS, UNITS, AGENTS = 25, 10, 9, 900
LISTS = Path(__file__).parent.parent / "text" / "words"
ENDINGS = ("", "ға", "дың", "лар", "ларды", "ымыз", "да", "дан", "мен")
_DROP = Path("/proc/sys/vm/drop_caches")


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--calls", type=int, default=90_000, help="calls a day")
    said.add_argument("--days", type=int, default=31)
    said.add_argument("--at", type=Path, default=None, help="where there is room")
    said.add_argument("--home", type=Path, default=None, help=argparse.SUPPRESS)
    given = said.parse_args()
    if given.home:
        _ask_once(given.home)
        return
    home = Path(tempfile.mkdtemp(prefix="sapa-search-", dir=given.at))
    try:
        make(home, given.calls, given.days)
        report(home)
        rival(home, given.calls)
    finally:
        shutil.rmtree(home)


def vocabulary() -> list[str]:
    """Words in their forms, the most frequent first."""
    found: list[str] = []
    for path in sorted(LISTS.glob("*_??.txt")):
        code = path.stem[-2:]
        for line in path.read_text("utf8").splitlines():
            if not line.startswith("#"):
                found += [form for word in line.split() if word.isalpha() for form in _forms(word, code)]
    mixed = list(dict.fromkeys(found))
    random.Random(7).shuffle(mixed)
    return mixed


def _forms(word: str, code: str) -> list[str]:
    if code == "kk":
        return [word + ending for ending in ENDINGS]
    if code == "ru" and is_russian(word):
        return sorted({one.word for one in readings(word)[0].lexeme})[:14]
    return [word]


def talks(calls: int) -> Iterator[Talk]:
    """Calls of one day."""
    drawn, known = random.Random(1), vocabulary()
    weights = list(itertools.accumulate(1 / (place + 8) for place in range(len(known))))
    for number in range(calls):
        spoken = drawn.choices(known, cum_weights=weights, k=UTTERANCES * WORDS)
        utterances = tuple(
            Said(("agent", "customer")[turn % 2], "ru", turn * 6.0, " ".join(spoken[turn * WORDS :][:WORDS]))
            for turn in range(UTTERANCES)
        )
        codes: dict[str, tuple[str, ...]] = {
            "unit_id": (f"u{number % UNITS}",), "agent_id": (f"a{number % AGENTS}",), "language": ("ru",),
            "score": (str(number % 11),), "broken": ("any",) if number % 7 == 0 else (),
        }  # fmt: skip
        yield Talk(f"r{number:06}", _midnight() + number * 86_400 // calls, codes, utterances)


def _midnight() -> int:
    return int(datetime.combine(FIRST_DAY, datetime.min.time(), UTC).timestamp())


def make(home: Path, calls: int, days: int) -> None:
    """A month: a day written, the others linked; and a snapshot that knows the calls."""
    instance = Instance(home)
    folder = state.folder(instance)
    names = {FIRST_DAY + timedelta(days=place): f"day{place:02}" for place in range(days)}
    folder.mkdir(parents=True)
    began, used = time.monotonic(), time.process_time()
    shards.write(folder / "day00", talks(calls))
    wall, core = time.monotonic() - began, time.process_time() - used
    size = sum(file.stat().st_size for file in (folder / "day00").iterdir())
    for name in list(names.values())[1:]:
        shutil.copytree(folder / "day00", folder / name, copy_function=os.link)
    state.write(instance, State("bench", True, names, 1))
    _snapshot_file(home, calls, days)
    count = calls * UTTERANCES
    print(f"{calls * days:,} calls, {count * days:,} utterances in {days} days")
    print(f"a day: {wall:.0f} s ({count / wall:,.0f} utterances/s; {count / core:,.0f} a core second)")
    print(f"       {size / 1e6:,.0f} MB, {size / calls:,.0f} bytes a call; texts "
          f"{_kept(folder / 'day00') / 1e6:,.0f} MB of it")  # fmt: skip


def _kept(shard: Path) -> int:
    return sum(file.stat().st_size for file in shard.glob("*.store"))


def _snapshot_file(home: Path, calls: int, days: int) -> None:
    with engine.open_new(home / "bench.duckdb") as connection:
        connection.execute("create schema facts")
        connection.execute(
            f"create table facts.calls as select day.day::date as date, printf('r%06d', n) as recording_id, "
            "day.day as started_at, 'u' || n % 9 as unit_id, 'a' || n % 900 as agent_id, n % 11 as score "
            f"from generate_series(timestamp '{FIRST_DAY}', date '{FIRST_DAY}' + {days - 1}, "
            f"interval 1 day) as day(day), range({calls}) as calls(n)"
        )


def _open(home: Path) -> Snapshot:
    connection = engine.open_readonly(home / "bench.duckdb")
    return Snapshot("bench", home / "bench.duckdb", None, connection)  # type: ignore[arg-type]


def questions() -> dict[str, str]:
    """What is asked: words of every call, of one in ten, of one in a hundred, together and as a phrase."""
    known = vocabulary()
    return {
        "word of nearly every call": known[1], "word of one in ten": known[150], "rare word": known[3000],
        "two words": f"{known[40]} {known[150]}", "three words": f"{known[20]} {known[60]} {known[90]}",
        "phrase": f'"{known[3]} {known[12]}"', "without": f"{known[150]} -{known[40]}",
        "beginning": f"{known[150][:4]}*",
    }  # fmt: skip


UNIT = Scope("manager", "manager", ("u3",), None, True)
LAST_WEEK = Period(FIRST_DAY + timedelta(days=24), FIRST_DAY + timedelta(days=31))


def report(home: Path) -> None:
    """A line a question: all of the month, one unit of it, its last week; newest first and best first."""
    instance, snapshot = Instance(home), _open(home)
    heads = "".join(f"{head:>20}" for head in ("month", "best first", "one unit", "last week"))
    print(f"\n{'ms, median / p95 (core)':<28}{'calls':>10}{heads}")
    for name, text in questions().items():
        found = search(instance, snapshot, OWNER, text, period=Period(), limit=20)
        cells = [
            _searched(instance, snapshot, OWNER, text, Period()),
            _searched(instance, snapshot, OWNER, text, Period(), order="best"),
            _searched(instance, snapshot, UNIT, text, Period()),
            _searched(instance, snapshot, OWNER, text, LAST_WEEK),
        ]
        print(f"{name:<28}{found.count:>10,}" + "".join(f"{cell:>20}" for cell in cells))
    is_dropped = _drop()
    done = subprocess.run(
        [sys.executable, "-m", "bench.search", "--home", str(home)],
        capture_output=True,
        text=True,
        check=True,
    )
    print(
        f"first search of a process: {done.stdout.strip()} ms{'' if is_dropped else ' (files in the cache)'}"
    )


def _ask_once(home: Path) -> None:
    snapshot = _open(home)
    began = time.perf_counter()
    search(Instance(home), snapshot, OWNER, questions()["two words"], period=Period(), limit=20)
    print(f"{(time.perf_counter() - began) * 1000:.0f}")


def _drop() -> bool:
    try:
        _DROP.write_text("3")
    except OSError:
        return False
    return True


def _searched(
    instance: Instance,
    snapshot: Snapshot,
    scope: Scope,
    text: str,
    period: Period,
    *,
    order: Order = "newest",
) -> str:
    ask = partial(search, instance, snapshot, scope, text, period=period, order=order, limit=20)
    return _timed(ask)


def _timed(ask: Callable[[], object], times: int = 20) -> str:
    """Median and p95 of the wall clock, and the median of what one core did, which others do not disturb."""
    walls, cores = [], []
    for _ in range(times + 1):
        began, used = time.perf_counter(), time.process_time()
        ask()
        walls.append((time.perf_counter() - began) * 1000)
        cores.append((time.process_time() - used) * 1000)
    ordered = sorted(walls[1:])
    median, late = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
    return f"{median:.0f} / {late:.0f} ({statistics.median(cores[1:]):.1f})"


def rival(home: Path, calls: int) -> None:
    """The same tokens of one day in SQLite FTS5, and the same searches of that day in both."""
    path = home / "rival.sqlite"
    connection = sqlite3.connect(path)
    connection.execute(
        "create virtual table said using fts5(agent, customer, content='', "
        """tokenize="unicode61 remove_diacritics 0 tokenchars '=~<>-'")"""
    )
    connection.execute("create table calls (id integer primary key, unit text, texts text)")
    began, used = time.monotonic(), time.process_time()
    for number, talk in enumerate(talks(calls)):
        sides = [_line(talk, side) for side in ("agent", "customer")]
        connection.execute("insert into said(rowid, agent, customer) values (?, ?, ?)", (number, *sides))
        texts = "\n".join(one.text for one in talk.said)
        connection.execute("insert into calls values (?, ?, ?)", (number, talk.codes["unit_id"][0], texts))
    connection.commit()
    wall, core = time.monotonic() - began, time.process_time() - used
    count = calls * UTTERANCES
    print(f"\nFTS5, a day: {wall:.0f} s ({count / wall:,.0f} utterances/s; "
          f"{count / core:,.0f} a core second), {path.stat().st_size / 1e6:,.0f} MB")  # fmt: skip
    _side_by_side(home, connection)


def _line(talk: Talk, side: str) -> str:
    return " ".join(
        token
        for one in talk.said
        if one.speaker == side
        for word in words(one.text)
        for token in tokens(word, "ru")
    )


def _side_by_side(home: Path, connection: sqlite3.Connection) -> None:
    """The engines alone: how many calls, and the texts of the newest 20."""
    shard = shards.open_shard(state.folder(Instance(home)) / "day00", FIRST_DAY)
    print(
        f"{'engine alone, a day, ms':<28}{'tantivy':>20}{'FTS5':>20}{'tantivy, unit':>20}{'FTS5, unit':>20}"
    )
    for name, text in questions().items():
        wanted = parse(text)
        if wanted.unwanted or any(part.is_beginning or len(part.words) > 1 for part in wanted.parts):
            continue
        match = " AND ".join('("' + '" OR "'.join(asked(part.words[0])) + '")' for part in wanted.parts)
        cells = [
            _timed(partial(_shard, shard, query_of(wanted, OWNER, {}))),
            _timed(partial(_fts, connection, match, "")),
            _timed(partial(_shard, shard, query_of(wanted, UNIT, {}))),
            _timed(partial(_fts, connection, match, "and unit = 'u3'")),
        ]
        print(f"{name:<28}" + "".join(f"{cell:>20}" for cell in cells))


def _shard(shard: shards.Shard, query: Query) -> None:
    for match in shards.ask(shard, query, 20, is_newest=True)[1]:
        shards.read(match)


def _fts(connection: sqlite3.Connection, match: str, unit: str) -> None:
    joined = f"from said join calls on calls.id = said.rowid where said match ? {unit}"
    connection.execute(f"select count(*) {joined}", (match,)).fetchone()
    connection.execute(f"select calls.* {joined} order by said.rowid desc limit 20", (match,)).fetchall()


if __name__ == "__main__":
    main()

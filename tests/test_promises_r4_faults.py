"""Promise R4: a broken file or a full disk publishes no half-load and says what to do; a run mends it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.instance import Instance
from etl.loads import FAILED, LOADED
from tests.etl_instances import HEADER, deliver, load, new_instance, only
from tests.fault_content import content
from tests.fault_files import table_file
from tests.fault_operator import LINKED, Prepared, day
from tests.fault_server import Server

HEAD = HEADER.replace("\n", ";contact\n")
KINDS = ("xlsx", "parquet", "json")
NAMES = ("cut", "renamed", "missing", "encoding", "good")
ROWS = "".join(day(3).surveys[1:11] + day(3).surveys[13:23])
TABLE = """contract = "surveys"
path = "incoming/{file}"
{more}
[columns]
survey_id = "id"
sent_at = "sent"
score = "score"
"""


def _sources() -> dict[str, str]:
    """A source for each fault: one broken file stops only itself."""
    texts = {name: LINKED.replace("*.csv", f"{name}.csv") for name in NAMES}
    return {**texts, **{f"cut_{kind}": TABLE.format(file=f"cut.{kind}", more="") for kind in KINDS}}


def _whole(instance: Instance) -> None:
    for name in NAMES:
        deliver(instance, f"{name}.csv", HEAD + ROWS.replace("d3s", name))
    for kind in KINDS:
        file = deliver(instance, f"cut.{kind}", b"")
        table_file(file, ["id", "sent", "score"], [[f"{kind}{i}", "2022-03-01 10:00", i] for i in range(9)])


def _broken(instance: Instance) -> None:
    """The same files, each with its fault."""
    _whole(instance)
    incoming = instance.home / "incoming"
    deliver(instance, "cut.csv", (incoming / "cut.csv").read_bytes()[:-8])
    deliver(instance, "renamed.csv", (incoming / "renamed.csv").read_text().replace("score", "points", 1))
    deliver(instance, "missing.csv", "id;sent;phone;comment;contact\nm1;2022-03-01;;;\n")
    deliver(instance, "encoding.csv", (incoming / "encoding.csv").read_text().encode("cp1251"))
    for kind in KINDS:
        whole = (incoming / f"cut.{kind}").read_bytes()
        deliver(instance, f"cut.{kind}", whole[: len(whole) * 2 // 3])


TOLD = {
    "cut.csv": (r"line \d+", "again"),
    "renamed.csv": ("'score'", "points", "aliases"),
    "missing.csv": ("'score'", "One of: comment, contact, id, phone, sent", "columns"),
    "encoding.csv": ("declared encoding", "cp1251"),
    "cut.xlsx": ("spreadsheet", "Zip", "again"),
    "cut.parquet": ("Parquet", "end of file", "again"),
    "cut.json": ("JSON", r"line \d+", "cut off"),
}
"""File -> what its message tells: expected, found, what to do."""


def test_broken_files_stop_only_themselves_and_say_what_to_do(commands: Server, tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", **_sources())
    undisturbed = Instance(shutil.copytree(instance.home, tmp_path / "undisturbed"))
    _whole(undisturbed)
    _broken(instance)
    log = tmp_path / "log"
    assert commands.run("etl", "load", "--home", str(undisturbed.home), log=log) == 0, log.read_text()
    assert commands.run("etl", "load", "--home", str(instance.home), log=log) == 4, log.read_text()
    said = log.read_text()
    for file, words in TOLD.items():
        (message,) = re.findall(rf"^failed: (?:incoming/)?({re.escape(file)}.*)$", said, re.MULTILINE)
        assert all(re.search(word, message) for word in words), message
    assert content(instance)["facts.surveys"].startswith("20 rows")
    _whole(instance)
    assert commands.run("etl", "load", "--home", str(instance.home), log=log) == 0, log.read_text()
    assert _figures(instance) == _figures(undisturbed)


@pytest.mark.parametrize(
    ("encoding", "lost", "why"),
    [("utf-8", 1, "letter"), ("utf-16", 1, "letter"), ("utf-8", 13, "quote"), ("utf-8", 2, "cells")],
)
def test_a_file_cut_off_within_a_letter_or_a_quoted_cell_is_not_taken(
    tmp_path: Path, encoding: str, lost: int, why: str
) -> None:
    instance = new_instance(tmp_path / "op", nps=f'encoding = "{encoding}"\n' + LINKED)
    content = HEAD + ROWS + 'x1;2022-03-03 20:00;5;;"связь;\nплохая'
    deliver(instance, "a.csv", content.encode(encoding)[:-lost])
    done = only(load(instance))
    assert (done.status, done.rows_read) == (FAILED, 0)
    assert re.search(rf"a.csv: ends in the middle of line \d+ .*{why}.*again", done.message), done.message


def test_a_last_line_without_its_line_break_is_a_line(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=LINKED)
    deliver(instance, "a.csv", (HEAD + ROWS).rstrip("\n"))
    done = only(load(instance))
    assert (done.status, done.rows_read) == (LOADED, len(ROWS.splitlines()))


def test_a_database_file_cut_off_is_not_taken(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=TABLE.format(file="a.sqlite", more='table = "answers"'))
    file = deliver(instance, "a.sqlite", b"")
    table_file(file, ["id", "sent", "score"], [[f"a{i}", "2022-03-01 10:00", i] for i in range(9)])
    whole = file.read_bytes()
    file.write_bytes(whole[:5000])
    done = only(load(instance))
    assert done.status == FAILED
    assert f"5,000 bytes where its header tells {len(whole):,}" in done.message


@pytest.mark.parametrize("free_kib", [16, 200, 3000])
def test_a_full_disk_leaves_what_is_published_and_the_next_run_goes_on(
    commands: Server, operator: Prepared, disk: Path, tmp_path: Path, free_kib: int
) -> None:
    """Full while rows land, while calls are heard, and while the snapshot is built."""
    instance = operator.copy(disk / "op")
    with (disk / "filler").open("wb") as filler:
        filler.write(bytes(shutil.disk_usage(disk).free - free_kib * 1024))
    log = tmp_path / "log"
    assert commands.run("etl", "load", "--workers", "1", "--home", str(instance.home), log=log) == 3
    _one_line_about_space(log)
    assert content(instance) == operator.before
    (disk / "filler").unlink()
    _goes_on(commands, operator, instance, log)


def test_a_file_that_may_not_grow_is_a_full_disk(
    commands: Server, operator: Prepared, tmp_path: Path
) -> None:
    """Quotas and limits of the system look so; nobody need be root to try it."""
    instance, log = operator.copy(tmp_path / "op"), tmp_path / "log"
    arguments = ("etl", "load", "--workers", "1", "--home", str(instance.home))
    assert commands.run(*arguments, log=log, most_bytes=1 << 20) == 3
    _one_line_about_space(log)
    assert content(instance) == operator.before
    _goes_on(commands, operator, instance, log)


def _one_line_about_space(log: Path) -> None:
    (error,) = re.findall(r"^error: (.*)$", log.read_text(), re.MULTILINE)
    assert "no space left" in error.lower() and "again" in error and "defect" not in error, error


def _goes_on(commands: Server, operator: Prepared, instance: Instance, log: Path) -> None:
    # 4: done in part, for the file nobody can read
    assert commands.run("etl", "load", "--workers", "1", "--home", str(instance.home), log=log) == 4
    assert content(instance) == operator.after


def _figures(instance: Instance) -> dict[str, str]:
    return {table: said for table, said in content(instance).items() if not table.startswith("meta.")}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("a disk that can be filled needs root, to mount it")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a disk that can be filled cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)

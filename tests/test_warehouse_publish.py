"""A reader sees the last good snapshot whole, whatever happens to a build."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.errors import NotReady
from config.instance import PROJECT, Instance
from tests.tiny_warehouse import (
    CONTACTS,
    Row,
    empty_instance,
    land,
    shared_tiny,
    tiny_instance,
    tiny_warehouse,
)
from warehouse import engine, sql_files
from warehouse.build import build, refresh
from warehouse.metrics import metric
from warehouse.publish import building, pointed_at
from warehouse.scope import OWNER
from warehouse.snapshot import Snapshot, current, open_snapshot


def count(snapshot: Snapshot) -> int:
    return int(metric(snapshot, OWNER, "contacts")["count"][0])


def more(contacts: int, start: int) -> list[Row]:
    return [{**CONTACTS[0], "contact_id": f"new{start + i}"} for i in range(contacts)]


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    """Landed."""
    return tiny_instance(tmp_path / "operator with spaces")


@pytest.fixture
def published(tmp_path: Path) -> Instance:
    return tiny_warehouse(tmp_path / "operator with spaces")[0]


def test_a_published_file_is_whole_and_alone(instance: Instance) -> None:
    snapshot = build(instance)
    assert pointed_at(instance) == snapshot.path.name == f"warehouse-{snapshot.id}.duckdb"
    assert sorted(path.name for path in instance.warehouse.iterdir()) == sorted(
        [".lock", "CURRENT", snapshot.path.name]
    )
    assert current(instance) is snapshot


def test_the_last_three_snapshots_are_kept_and_never_the_current_one_lost(published: Instance) -> None:
    instance = published
    ids = [build(instance).id for _ in range(3)]
    kept = {path.stem.removeprefix("warehouse-") for path in instance.warehouse.glob("*.duckdb")}
    assert len(kept) == 3 and ids[-1] in kept
    (instance.warehouse / "warehouse-99990101T000000-ffffff.duckdb").write_bytes(b"")
    build(instance)
    assert current(instance).path.exists()


def test_a_build_that_fails_leaves_everything_as_it_was(published: Instance) -> None:
    instance, before = published, current(published)
    listed = sorted(path.name for path in instance.warehouse.iterdir())
    victim = next((instance.landing / "contacts").glob("2*.parquet"))
    victim.write_bytes(b"PAR1 this is no Parquet")
    with pytest.raises(sql_files.BadSql, match=r"warehouse/sql/"):
        build(instance)
    assert sorted(path.name for path in instance.warehouse.iterdir()) == listed
    assert current(instance) is before and count(before) == len(CONTACTS)
    victim.unlink()
    with pytest.raises(NotReady, match="put it back from a backup"):
        build(instance)


def test_two_builds_never_overlap(instance: Instance) -> None:
    with building(instance, "first"), pytest.raises(NotReady, match="another build is running"):
        build(instance)


def test_a_reader_keeps_its_snapshot_while_another_is_published(published: Instance) -> None:
    instance, old = published, current(published)
    land(instance, "contacts", more(7, 0), number=90)
    new = build(instance)
    assert count(old) == len(CONTACTS) and count(new) == count(current(instance)) == len(CONTACTS) + 7


def test_readers_of_a_running_publisher_see_whole_snapshots_only(published: Instance) -> None:
    instance = published
    allowed = {len(CONTACTS) + 5 * i for i in range(4)}
    seen, wrong, stop = set[int](), list[object](), threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add(count(current(instance)))
                time.sleep(0.05)
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for i in range(3):
        land(instance, "contacts", more(5, 100 * i), number=91 + i)
        build(instance)
    time.sleep(0.05)
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong and seen <= allowed and max(allowed) in seen


def test_no_row_of_one_thread_reaches_another() -> None:
    """Eight threads, each asking for its own unit and process on cursors of its own."""
    snapshot = shared_tiny()[1]
    asks = [
        {"unit": [unit], "process": [process]}
        for unit in ("cc1", "off1")
        for process in ("repair", "connect")
    ]
    truth = [metric(snapshot, OWNER, "contacts", by=("month",), filters=ask) for ask in asks]
    wrong = []

    def read(number: int) -> None:
        for turn in range(15):
            which = (number + turn) % len(asks)
            if not metric(snapshot, OWNER, "contacts", by=("month",), filters=asks[which]).equals(
                truth[which]
            ):
                wrong.append(which)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_a_killed_build_leaves_the_last_snapshot_and_the_next_build_cleans_up(published: Instance) -> None:
    instance, before = published, current(published)
    home = str(instance.home)
    adding = (
        "import sys; from pathlib import Path; from config.instance import Instance; "
        "from warehouse.build import refresh; refresh(Instance(Path(sys.argv[1])))"
    )
    land(instance, "contacts", more(1, 0), number=90)
    for delay, words in ((0.9, ["-m", "warehouse", "build", "--home", home]), (0.7, ["-c", adding, home])):
        process = subprocess.Popen([sys.executable, *words], cwd=PROJECT, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen = open_snapshot(instance.warehouse / str(pointed_at(instance)))
        assert count(seen) == len(CONTACTS) + (seen.id != before.id)  # it may have been done in time
    after = build(instance)
    assert after.id > before.id
    assert not list(instance.warehouse.glob(".building-*"))


def test_a_full_disk_is_told_in_one_line_and_the_published_snapshot_stays(published: Instance) -> None:
    instance, size = published, current(published).path.stat().st_size
    with small_disk(instance.warehouse, int(1.5 * size)):
        shutil.copy(instance.home / "kept" / "CURRENT", instance.warehouse)
        before = Path(shutil.copy(instance.home / "kept" / current(instance).path.name, instance.warehouse))
        land(instance, "contacts", more(4_000, 0), number=90)
        for attempt in (build, refresh):
            with pytest.raises(NotReady, match="no space left on the disk"):
                attempt(instance)
            assert {path.name for path in instance.warehouse.iterdir()} == {".lock", "CURRENT", before.name}
        assert count(open_snapshot(before)) == len(CONTACTS)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """``folder`` on a disk of ``size`` bytes; what was in it is in ``kept`` beside it."""
    folder.rename(folder.with_name("kept"))
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.name == "nt" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("disks can only be mounted by root")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_an_empty_instance_builds_and_answers_with_no_rows(tmp_path: Path) -> None:
    snapshot = build(empty_instance(tmp_path))
    assert snapshot.info.first_day is None and snapshot.info.last_complete_month is None
    for name in ("nps", "ar_coverage", "fair_ar", "complaint_rate", "step_time"):
        assert metric(snapshot, OWNER, name, by=("month",)).empty


def test_before_the_first_snapshot_the_remedy_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="no snapshot is published yet; run"):
        current(empty_instance(tmp_path))


def test_a_damaged_snapshot_is_named_with_the_remedy(published: Instance) -> None:
    path = current(published).path.with_name("warehouse-20000101T000000-000000.duckdb")
    path.write_bytes(b"no database" * 1000)
    (published.warehouse / "CURRENT").write_text(path.name, "utf8")
    with pytest.raises(NotReady, match=r"cannot be read .* run 'python -m warehouse build'"):
        current(published)


def test_a_snapshot_cannot_be_made_to_read_other_files() -> None:
    cursor = shared_tiny()[1].cursor()
    with pytest.raises(engine.Error, match="disabled by configuration"):
        cursor.execute("select * from read_text('/etc/hostname')")
    with pytest.raises(engine.Error):
        cursor.execute("create table facts.intruder as select 1")

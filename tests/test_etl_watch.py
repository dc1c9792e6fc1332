"""The watcher takes complete files, one broken source stops no other, two runs never overlap."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.cli import exit_code
from config.instance import PROJECT, Instance
from etl.__main__ import app
from etl.loads import read_loads
from etl.lock import holder, writing
from etl.watching.heartbeat import LOAD, WATCH, beat, heartbeat, watch_ended
from etl.watching.source_status import deliveries, sources
from etl.watching.watch import Watcher, watch_once
from tests.etl_instances import deliver, landed, new_instance
from warehouse.publish import pointed_at

SOURCE = """contract = "surveys"
path = "incoming/{name}_*.csv"
delimiter = ";"
[columns]
survey_id = "id"
sent_at = "sent"
score = "score"
"""
HEADER = "id;sent;score\n"
Lines = list[str]


def three(home: Path, **settings: float) -> Instance:
    """An instance with the sources nps, ru and kk; files settle at once unless told otherwise."""
    instance = new_instance(home, **{name: SOURCE.format(name=name) for name in ("nps", "ru", "kk")})
    given = {"settle_s": 0, "every_s": 1, **settings}
    text = "[watch]\n" + "".join(f"{key} = {value}\n" for key, value in given.items())
    (instance.config / "settings.toml").write_text(text, "utf8")
    return instance


def rows(*ids: str) -> str:
    return HEADER + "".join(f"{one};2022-03-01;9\n" for one in ids)


def ids(instance: Instance) -> list[str]:
    return [row[0] for row in landed(instance, "surveys", "survey_id")]


def test_a_changed_layout_stops_its_file_alone_and_the_last_snapshot_stays(tmp_path: Path) -> None:
    instance, lines = three(tmp_path / "op"), Lines()
    for name in ("nps", "ru", "kk"):
        deliver(instance, f"{name}_1.csv", rows(f"{name}1"))
    assert watch_once(instance, lines.append)
    before = pointed_at(instance)
    deliver(instance, "ru_2.csv", "id;sent;balls\nx;2022-03-02;9\n")
    assert not watch_once(instance, lines.append)
    assert pointed_at(instance) is not None and sorted(ids(instance)) == ["kk1", "nps1", "ru1"]
    deliver(instance, "kk_2.csv", rows("kk2"))
    deliver(instance, "nps_2.csv", rows("nps2"))
    watch_once(instance, lines.append)
    assert sorted(ids(instance)) == ["kk1", "kk2", "nps1", "nps2", "ru1"]
    assert pointed_at(instance) != before
    (failed,) = [line for line in lines if "failed" in line]
    assert "ru_2.csv" in failed and "score" in failed, "told once, not at each look"


def test_a_half_copied_file_is_left_until_it_stays_the_same(tmp_path: Path) -> None:
    instance, lines = three(tmp_path / "op", settle_s=0.4), Lines()
    watcher = Watcher(instance, lines.append)
    deliver(instance, "nps_1.csv", rows("a"))
    deliver(instance, "nps_2.csv", HEADER + "b;2022")
    watcher.look()
    assert watcher.unfinished == 2 and not ids(instance)
    time.sleep(0.5)
    deliver(instance, "nps_2.csv", rows("b", "c"))
    watcher.look()
    assert ids(instance) == ["a"] and watcher.unfinished == 1
    time.sleep(0.5)
    watcher.look()
    assert sorted(ids(instance)) == ["a", "b", "c"] and not watcher.unfinished


def test_a_failed_file_is_tried_again_when_it_or_its_declaration_changes(tmp_path: Path) -> None:
    instance, lines = three(tmp_path / "op"), Lines()
    deliver(instance, "ru_1.csv", "id;sent;balls\nx;2022-03-02;9\n")
    watcher = Watcher(instance, lines.append)
    watcher.look()
    watcher.look()
    assert len([line for line in lines if "failed" in line]) == 1
    file = instance.sources / "ru.toml"
    file.write_text(file.read_text() + '[aliases]\nscore = ["balls"]\n')
    watcher.look()
    assert ids(instance) == ["x"]


def test_a_wrong_declaration_is_told_once_and_the_others_go_on(tmp_path: Path) -> None:
    instance, lines = three(tmp_path / "op"), Lines()
    (instance.sources / "ru.toml").write_text('contract = "survey"\npath = "x"\n', "utf8")
    deliver(instance, "nps_1.csv", rows("a"))
    watcher = Watcher(instance, lines.append)
    watcher.look()
    watcher.look()
    assert ids(instance) == ["a"] and len([line for line in lines if "did you mean" in line]) == 1


def test_what_cannot_be_published_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.watching.watch.PUBLISH_AGAIN_S", 0)
    instance, lines = three(tmp_path / "op"), Lines()
    deliver(instance, "nps_1.csv", rows("a"))
    instance.warehouse.rmdir()
    instance.warehouse.write_text("in the way")
    watcher = Watcher(instance, lines.append)
    watcher.look()
    watcher.look()
    assert ids(instance) == ["a"] and not watcher.is_whole
    assert len([line for line in lines if "nothing was published" in line]) == 1
    instance.warehouse.unlink()
    watcher.look()
    assert pointed_at(instance)


def test_it_waits_for_another_run_and_says_so(tmp_path: Path) -> None:
    instance, lines = three(tmp_path / "op"), Lines()
    deliver(instance, "nps_1.csv", rows("a"))
    watcher = Watcher(instance, lines.append)
    with writing(instance):
        assert f"process {os.getpid()}" in (holder(instance) or "")
        watcher.look()
        watcher.look()
        assert watcher.is_kept_waiting and not ids(instance)
    assert holder(instance) is None
    watcher.look()
    assert ids(instance) == ["a"] and len([line for line in lines if "waiting" in line]) == 1


def test_asking_who_writes_keeps_no_run_from_starting(tmp_path: Path) -> None:
    instance = three(tmp_path / "op")
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            holder(instance)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(30):
            with writing(instance):
                pass
    finally:
        stop.set()
        asking.join()


def test_a_source_with_its_own_pace_is_looked_at_so_often(tmp_path: Path) -> None:
    instance, lines = three(tmp_path / "op"), Lines()
    file = instance.sources / "nps.toml"
    file.write_text('every = "2 hours"\n' + file.read_text())
    watcher = Watcher(instance, lines.append)
    watcher.look()
    deliver(instance, "nps_1.csv", rows("a"))
    deliver(instance, "kk_1.csv", rows("k"))
    watcher.look()
    assert ids(instance) == ["k"]


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_and_leaves_a_heartbeat(tmp_path: Path, ending: signal.Signals) -> None:
    instance = three(tmp_path / "op")
    deliver(instance, "nps_1.csv", rows("a"))
    command = [sys.executable, "-m", "etl", "watch", "--every", "0.2", "--home", str(instance.home)]
    process = subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    until = time.monotonic() + 30
    while pointed_at(instance) is None and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(ending)
    told, _ = process.communicate(timeout=20)
    assert process.returncode == 0 and "Traceback" not in told, told
    assert len([line for line in told.splitlines() if "  loaded  " in line]) == 1 and ids(instance) == ["a"]
    heart = heartbeat(instance)
    assert heart.looked_at is not None and holder(instance) is None
    # a person who ends it means it; the system that ends it will be missed
    assert heart.is_silent(datetime.now(UTC) + timedelta(hours=1)) == (ending == signal.SIGTERM)


def test_the_command_once_ends_with_four_where_a_file_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    instance = three(tmp_path / "op")
    deliver(instance, "nps_1.csv", rows("a"))
    assert exit_code(app, "etl", ["watch", "--once", "--home", str(instance.home)]) == 0
    deliver(instance, "nps_2.csv", "a;b\n1;2\n")
    assert exit_code(app, "etl", ["watch", "--once", "--home", str(instance.home)]) == 4
    capsys.readouterr()
    assert exit_code(app, "etl", ["status", "--home", str(instance.home)]) == 0
    told = capsys.readouterr().out
    assert "looking: looked" in told and "messages: not set up" in told and "disk:" in told


def test_the_heartbeat_knows_a_watcher_that_fell_silent(tmp_path: Path) -> None:
    instance = three(tmp_path / "op")
    assert heartbeat(instance).looked_at is None and not heartbeat(instance).is_silent()
    begun = datetime(2022, 3, 1, tzinfo=UTC)
    beat(instance, LOAD, now=begun)
    assert not heartbeat(instance).is_silent(begun + timedelta(days=9)), "nobody said they would watch"
    beat(instance, WATCH, every=timedelta(minutes=1), now=begun + timedelta(minutes=1))
    assert not heartbeat(instance).is_silent(begun + timedelta(minutes=5))
    assert heartbeat(instance).is_silent(begun + timedelta(minutes=7))
    watch_ended(instance)
    assert not heartbeat(instance).is_silent(begun + timedelta(days=9))
    for number in range(4):  # a timer starts it anew each time
        beat(instance, WATCH, now=begun + timedelta(minutes=15 * number))
    assert heartbeat(instance).every == timedelta(minutes=15)
    (instance.landing / "heartbeat.json").write_text("{half", "utf8")
    assert heartbeat(instance).looked_at is None


def test_mending_a_declaration_does_not_change_when_files_came(tmp_path: Path) -> None:
    instance, lines = three(tmp_path / "op"), Lines()
    deliver(instance, "nps_1.csv", rows("a"))
    watch_once(instance, lines.append)
    (first,) = read_loads(instance)
    record = instance.landing / "loads" / f"{first.load_id}.json"
    earlier = first.load_id.replace(first.load_id[:8], "20220301")
    moved = json.loads(record.read_text()) | {"load_id": earlier}
    record.unlink()
    record.with_name(f"{earlier}.json").write_text(json.dumps(moved))
    file = instance.sources / "nps.toml"
    file.write_text(file.read_text() + '[aliases]\nscore = ["balls"]\n')
    watch_once(instance, lines.append)
    (delivery,) = deliveries(instance, datetime(2022, 1, 1, tzinfo=UTC))
    assert delivery.at.date() == datetime(2022, 3, 1).date() and delivery.rows_loaded == 1


def test_a_declared_rhythm_turns_a_source_silent(tmp_path: Path) -> None:
    instance, lines = three(tmp_path / "op"), Lines()
    file = instance.sources / "nps.toml"
    file.write_text('expected = "daily"\n' + file.read_text())
    deliver(instance, "nps_1.csv", rows("a"))
    watch_once(instance, lines.append)
    states = {one.name: one for one in sources(instance)}
    assert states["nps"].state == "fresh" and states["nps"].due_at and states["kk"].state == "waiting"
    later = datetime.now(UTC) + timedelta(days=2)
    assert {one.name: one.state for one in sources(instance, later)}["nps"] == "silent"

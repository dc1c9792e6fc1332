"""Exactly once: the same rows again change nothing, newer ones correct, a killed run leaves no half."""

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from config.instance import Instance
from etl.load import remove_source
from etl.loads import LOADED, UNCHANGED, read_loads
from etl.lock import writing
from etl.problems import Busy
from tests.etl_instances import (
    HEADER,
    SURVEYS,
    adds_up,
    deliver,
    landed,
    load,
    new_instance,
    only,
    quarantined,
)

ROWS = [f"a{i};2022-03-{i % 28 + 1:02};{i % 11};8701000{i:04};\n" for i in range(200)]


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return new_instance(tmp_path / "op", nps=SURVEYS)


def test_the_same_file_again_or_under_another_name_changes_nothing(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + "".join(ROWS))
    assert only(load(instance)).rows_loaded == 200
    assert only(load(instance)).status == UNCHANGED
    deliver(instance, "b.csv", HEADER + "".join(ROWS))
    again = load(instance)
    assert [item.status for item in again.loads] == [UNCHANGED, UNCHANGED] and not again.is_changed
    assert all(adds_up(item) for item in again.loads) and len(landed(instance, "surveys")) == 200


def test_reordered_and_overlapping_rows_are_duplicates(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + "".join(ROWS[:150]))
    load(instance)
    deliver(instance, "b.csv", HEADER + "".join(reversed(ROWS[100:])))
    second = load(instance).loads[1]
    assert (second.rows_loaded, second.rows_duplicate, second.rows_corrected) == (50, 50, 0)


def test_a_known_key_with_new_content_is_a_correction(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + ROWS[5])
    load(instance)
    deliver(instance, "b.csv", HEADER + ROWS[5].replace(";5;", ";6;"))
    second = load(instance).loads[1]
    assert (second.rows_loaded, second.rows_corrected) == (1, 1)
    assert landed(instance, "surveys", "survey_id, score") == [("a5", 5), ("a5", 6)]


def test_within_a_file_the_last_row_of_a_key_counts(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + ROWS[5] + ROWS[5].replace(";5;", ";6;"))
    done = only(load(instance))
    assert (done.rows_loaded, done.rows_duplicate) == (1, 1)
    assert landed(instance, "surveys", "score") == [(6,)]


def test_rows_without_an_identifier_are_known_by_content(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS.replace('survey_id = "id"\n', ""))
    deliver(instance, "a.csv", HEADER + ROWS[1] * 2 + ROWS[2])
    assert only(load(instance)).rows_loaded == 3
    deliver(instance, "b.csv", HEADER + ROWS[2] + ROWS[1] + ROWS[3])
    second = load(instance).loads[1]
    assert (second.rows_loaded, second.rows_duplicate) == (1, 2)


def test_a_retry_after_the_declaration_is_mended_takes_the_rejected_rows(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + ROWS[1] + "x;01.03.2022;3;;\n")
    assert only(load(instance)).rows_rejected == 1
    declared = instance.sources / "nps.toml"
    declared.write_text(declared.read_text().replace("delimiter", 'date_format = "dd.mm.yyyy"\ndelimiter'))
    mended = only(load(instance, is_retry=True))
    assert (mended.rows_loaded, mended.rows_rejected) == (2, 0)
    assert len(landed(instance, "surveys")) == 2 and quarantined(instance) == []
    assert [item.status for item in read_loads(instance)] == [LOADED]


def test_a_source_taken_back_leaves_nothing_behind(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + ROWS[1] + "bad;bad;bad;;\n")
    load(instance)
    remove_source(instance, "nps")
    assert landed(instance, "surveys") == [] and quarantined(instance) == [] and read_loads(instance) == []


def test_a_run_that_finds_another_one_says_so(instance: Instance) -> None:
    with writing(instance), pytest.raises(Busy, match=str(os.getpid())), writing(instance):
        pass


def _load_in_a_process(home: Path) -> None:
    load(Instance(home))


@pytest.mark.parametrize("after_s", [0.05, 0.2, 0.4])
def test_a_killed_run_leaves_nothing_half_done(instance: Instance, after_s: float) -> None:
    deliver(instance, "a.csv", HEADER + "".join(f"k{i};2022-03-01;9;;word {i}\n" for i in range(6_000)))
    process = multiprocessing.get_context("fork").Process(target=_load_in_a_process, args=(instance.home,))
    process.start()
    time.sleep(after_s)
    if process.is_alive() and process.pid:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    for record in (instance.landing / "loads").glob("*.json"):
        assert (instance.home / json.loads(record.read_text())["parquet"]).exists()
    load(instance)
    assert len(landed(instance, "surveys", "survey_id")) == 6_000
    assert not (instance.landing / ".work").exists()
    named = {item.parquet for item in read_loads(instance)}
    files = {f.relative_to(instance.home).as_posix() for f in instance.landing.rglob("*-nps.parquet")}
    assert files == named - {None}

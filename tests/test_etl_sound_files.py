# ruff: noqa: E501  (names of files are shown as they stand)
"""Recordings without an index: a folder of sound files is a source by itself."""

import json
import os
import wave
from pathlib import Path

import pytest

from config.cli import exit_code
from config.instance import Instance
from etl.__main__ import app
from etl.file_names import name_pattern
from etl.inspection.sounds import pattern_of
from etl.loads import UNCHANGED
from tests.etl_instances import adds_up, landed, load, new_instance, only, quarantined
from transcribe.api import landed_recordings

NAMED = """kind = "sound_files"
path = "calls/**/*.wav"
time_zone = "Asia/Almaty"
pattern = "{agent_id}_{started_at:%Y-%m-%dT%H-%M-%S}_{customer_id}"
"""


def sound(file: Path) -> Path:
    """A tenth of a second of silence."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(8000)
        target.writeframes(b"\x00\x00" * 800)
    return file


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return new_instance(tmp_path / "op", calls=NAMED)


def test_names_tell_agent_time_and_customer(instance: Instance) -> None:
    sound(instance.home / "calls" / "2021" / "ChrisL_2021-12-01T06-01-22_87015550101.wav")
    sound(instance.home / "calls" / "AnnaB_2021-12-02T07-00-00_87015550102.wav")
    done = only(load(instance))
    assert done.rows_loaded == 2 and adds_up(done)
    rows = landed(instance, "recordings", "agent_id, started_at::VARCHAR, recording_id, sound_file")
    assert [row[:2] for row in rows] == [
        ("ChrisL", "2021-12-01 06:01:22"), ("AnnaB", "2021-12-02 07:00:00"),
    ]  # fmt: skip
    assert all("8701" not in row[2] for row in rows)
    assert all(Path(ref.path).is_file() for ref in landed_recordings(instance))


def test_only_new_files_are_new_and_the_same_folder_is_unchanged(instance: Instance) -> None:
    sound(instance.home / "calls" / "A_2021-12-01T06-01-22_87015550101.wav")
    load(instance)
    assert only(load(instance)).status == UNCHANGED
    sound(instance.home / "calls" / "B_2021-12-01T06-01-22_87015550101.wav")
    again = only(load(instance))
    assert (again.rows_read, again.rows_loaded, again.rows_duplicate) == (2, 1, 1)


def test_a_name_unlike_the_pattern_and_a_day_that_is_none_are_set_aside(instance: Instance) -> None:
    for name in ("Auto0_Mono", "C_2021-13-01T06-01-22_87015550101", "D_2021-12-01T06-01-22_87015550101"):
        sound(instance.home / "calls" / f"{name}.wav")
    done = only(load(instance))
    assert (done.rows_read, done.rows_loaded, done.rows_rejected) == (3, 1, 2)
    assert [(row[0], row[2]) for row in quarantined(instance)] == [(1, "name_differs"), (2, "not_a_date")]


def test_without_a_pattern_the_files_own_time_and_the_json_beside_serve(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", calls='kind = "sound_files"\npath = "calls"\nsidecar = true\n')
    first = sound(instance.home / "calls" / "Auto0_Mono.wav")
    os.utime(first, (1_638_338_482, 1_638_338_482))
    told = {"agent_id": "a7", "started_at": "2022-01-05T10:00:00", "language": "ru", "unknown": 1}
    sound(instance.home / "calls" / "b.wav").with_suffix(".json").write_text(json.dumps(told))
    sound(instance.home / "calls" / "c.wav").with_suffix(".json").write_text("{broken")
    assert only(load(instance)).rows_rejected == 1
    rows = landed(instance, "recordings", "recording_id, started_at::VARCHAR, agent_id, language")
    assert rows == [
        ("Auto0_Mono", "2021-12-01 12:01:22", None, None), ("b", "2022-01-05 10:00:00", "a7", "ru"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stems", "pattern"),
    [
        (["Auto0_Mono", "Auto1_Mono"], None),
        (
            ["GUID_12345_AGENT_ChrisL_DT_2021-12-01T06-01-22", "GUID_12346_AGENT_BobK_DT_2021-12-01T07-01-22"],
            "GUID_{contact_id}_AGENT_{agent_id}_DT_{started_at:%Y-%m-%dT%H-%M-%S}",
        ),
        (["GUID_12345_AGENT_ChrisL_DT_2021-12-01T06-01-22"], "GUID_{contact_id}_AGENT_{agent_id}_DT_{started_at:%Y-%m-%dT%H-%M-%S}"),
        (
            [f"in-600-7701555010{n}-20240301-10111{n}-170928787{n}.123" for n in range(9)],
            "in-600-{customer_id}-{started_at:%Y%m%d-%H%M%S}-{contact_id}",
        ),
        ([f"{['Anna', 'Bob'][n % 2]}_2021-12-0{n + 1}" for n in range(6)], "{agent_id}_{started_at:%Y-%m-%d}"),
    ],
)  # fmt: skip
def test_the_pattern_of_names_is_found_on_evidence(stems: list[str], pattern: str | None) -> None:
    assert pattern_of(stems) == pattern
    assert pattern is None or all(name_pattern(pattern).facts(stem) for stem in stems)


def test_inspect_of_a_folder_or_one_file_proposes_a_source_that_loads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    instance = new_instance(tmp_path / "op")
    for n in range(3):
        sound(instance.home / "calls" / f"call_{n}.wav")
    where = ["--home", str(instance.home)]
    assert exit_code(app, "etl", ["inspect", str(instance.home / "calls" / "call_1.wav"), *where]) == 0
    told = capsys.readouterr()
    assert 'path = "calls/*.wav"' in told.out and "modification time" in told.out
    assert exit_code(app, "etl", ["inspect", str(instance.home / "calls"), "--write", "calls", *where]) == 0
    assert only(load(instance)).rows_loaded == 3
    assert exit_code(app, "etl", ["inspect", str(instance.home / "incoming"), *where]) == 2


def test_a_pattern_that_is_none_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    instance = new_instance(tmp_path / "op", calls=NAMED.replace("{agent_id}_", "{agnt_id}_"))
    assert exit_code(app, "etl", ["check", "calls", "--home", str(instance.home)]) == 4
    assert "agnt_id" in capsys.readouterr().err

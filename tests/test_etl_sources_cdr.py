"""An exchange's call detail records become calls, whatever number of legs each has."""

from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from tests.etl_instances import adds_up, deliver, landed, load, new_instance, only, quarantined

DECLARED = """kind = "cdr"
path = "incoming/Master.csv*"
time_zone = "UTC"
[columns]
process_id = "context"
[constants]
channel_id = "phone"
"""
COLUMNS = (
    "contact_id, started_at, ended_at, agent_id, process_id, wait_s, talk_s, is_answered, count_transfers"
)


def leg(start: str, answer: str, end: str, channel: str = "", billsec: int = 0, **other: str) -> str:
    disposition = "ANSWERED" if answer else "NO ANSWER"
    day = "2022-03-01"
    when = [f"{day} {time}" if time else "" for time in (start, answer, end)]
    row = [
        "", "87011112233", "100", "support", '""Ivan"" <87011112233>', "SIP/trunk-0001", channel,
        other.get("app", "Dial"), "x", *when, "60", str(billsec), disposition, "DOCUMENTATION",
    ]  # fmt: skip
    rest = [
        other[name] for name in ("uniqueid", "userfield", "peer", "linkedid", "sequence") if name in other
    ]
    return ",".join(f'"{cell}"' for cell in (*row, *rest)) + "\n"


def test_legs_of_one_call_are_one_contact(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", cdr=DECLARED)
    deliver(
        instance, "Master.csv",
        leg("10:00:00", "", "10:00:20", "PJSIP/101-0a", uniqueid="1.1", userfield="")
        + leg("10:00:20", "10:00:30", "10:01:30", "PJSIP/102-0b", 60, uniqueid="1.1", userfield="")
        + leg("10:01:30", "10:01:31", "10:02:01", "Local/103@queue-0c;1", 30, uniqueid="1.1", userfield="")
        + leg("11:00:00", "11:00:01", "11:00:45", "", 44, app="Queue", uniqueid="2.1", userfield="")
        + leg("12:00:00", "12:00:00", "12:00:09", "", 9, app="Playback", uniqueid="3.1", userfield="")
        + "cut off,line\n",
    )  # fmt: skip
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_rejected) == (3, 1), done.message
    at = partial(datetime, 2022, 3, 1)
    assert landed(instance, "contacts", COLUMNS) == [
        ("1.1", at(16), at(16, 2, 1), "103", "support", 30, 90, True, 1),
        ("2.1", at(17), at(17, 0, 45), None, "support", 45, None, False, 0),
        ("3.1", at(18), at(18, 0, 9), None, "support", None, None, None, 0),
    ]  # fmt: skip
    assert quarantined(instance)[0][0:3] == (6, "", "ragged") and "8701" not in str(quarantined(instance))


@pytest.mark.parametrize(
    ("other", "contact"),
    [
        ({}, "SIP/trunk-0001@2022-03-01 10:00:00"),
        ({"uniqueid": "7.1"}, "7.1"),
        ({"uniqueid": "7.2", "userfield": "", "peer": "", "linkedid": "7.1", "sequence": "3"}, "7.1"),
    ],
)
def test_every_width_asterisk_writes(tmp_path: Path, other: dict[str, str], contact: str) -> None:
    instance = new_instance(tmp_path / "op", cdr=DECLARED)
    deliver(instance, "Master.csv.1", leg("10:00:00", "10:00:10", "10:01:00", "SIP/101-1", 50, **other))
    assert only(load(instance)).rows_loaded == 1
    assert landed(instance, "contacts", "contact_id, agent_id, wait_s, talk_s") == [(contact, "101", 10, 50)]


def test_another_table_is_told(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", cdr=DECLARED)
    deliver(instance, "Master.csv", "id;date\n1;2022-03-01\n")
    assert "16 to 21" in only(load(instance)).message

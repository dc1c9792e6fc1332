"""Every other kind of file, made here as its programs would write it."""

import json
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from config.instance import Instance
from etl.loads import FAILED
from tests.etl_instances import adds_up, deliver, landed, load, new_instance, only, quarantined
from warehouse import engine

RATINGS = """contract = "ratings"
path = "incoming/{file}"
{more}
[columns]
rating_id = "id"
rated_at = "when"
rating = "stars"
"""


def make(tmp_path: Path, file: str, more: str = "") -> Instance:
    return new_instance(tmp_path / "op", r=RATINGS.format(file=file, more=more))


def test_a_workbook_with_title_rows_and_another_sheet_first(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.xlsx", 'header_row = 3\ndate_format = "dd.mm.yyyy"')
    book = xlsxwriter.Workbook(deliver(instance, "r.xlsx", b""), {"default_date_format": "dd.mm.yyyy hh:mm"})
    book.add_worksheet("Pivot").write_row(0, 0, ["stars", "count"])
    sheet = book.add_worksheet("Data")
    sheet.write(0, 0, "Ratings of March")
    sheet.write_row(2, 0, ["id", "when", "stars"])
    sheet.write_row(3, 0, [101, datetime(2022, 3, 4, 9, 30), 5])
    sheet.write_row(4, 0, ["102", "05.03.2022", 4])
    sheet.write_row(5, 0, [103, "31.02.2022", 3])
    sheet.write(9, 5, "made by me")
    book.close()
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_rejected, done.rows_blank) == (2, 1, 4)
    assert landed(instance, "ratings", "rating_id, rated_at, rating, line") == [
        ("101", datetime(2022, 3, 4, 9, 30), 5, 4), ("102", datetime(2022, 3, 5), 4, 5),
    ]  # fmt: skip
    assert quarantined(instance)[0][:3] == (6, "when", "not_a_date")


def test_a_workbook_that_is_none_is_told(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.xlsx")
    deliver(instance, "r.xlsx", b"PK\x03\x04 no workbook")
    assert only(load(instance)).status == FAILED


def test_one_json_object_a_line_with_nested_values(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.ndjson")
    declared = instance.sources / "r.toml"
    declared.write_text(declared.read_text().replace('"stars"', '"answer.stars"'))
    rows: list[object] = [
        {"id": "a", "when": "2022-03-01T10:00:00Z", "answer": {"stars": 5}},
        ["no", "object"],
    ]
    lines = [json.dumps(row) for row in rows]
    deliver(
        instance,
        "r.ndjson",
        "\n".join([lines[0], "{broken", "", lines[1], lines[0].replace('"a"', '"b"')]) + "\n",
    )
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_rejected, done.rows_blank) == (2, 2, 1)
    assert landed(instance, "ratings", "rating_id, rated_at, line") == [
        ("a", datetime(2022, 3, 1, 16), 1), ("b", datetime(2022, 3, 1, 16), 5),
    ]  # fmt: skip
    assert [fault[0] for fault in quarantined(instance)] == [2, 4]


def test_a_json_document_with_the_list_inside(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.json")
    deliver(
        instance, "r.json", json.dumps({"page": 1, "items": [{"id": 1, "when": "2022-03-01", "stars": 4}]})
    )
    assert only(load(instance)).rows_loaded == 1


def test_parquet_and_a_cut_off_one(tmp_path: Path) -> None:
    instance = make(tmp_path, "*.parquet")
    file = deliver(instance, "r.parquet", b"")
    engine.memory().execute(
        "COPY (SELECT 7 AS id, TIMESTAMP '2022-03-01 10:00:00' AS when, 5 AS stars "
        "UNION ALL SELECT 8, NULL, 5) "
        "TO $file (FORMAT parquet)", {"file": str(file)},
    )  # fmt: skip
    deliver(instance, "s.parquet", file.read_bytes()[:-20])
    whole, cut = load(instance).loads
    assert (whole.rows_loaded, whole.rows_rejected) == (1, 1)
    assert cut.status == FAILED and "deliver it again" in cut.message


def test_a_table_of_a_database(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.sqlite", 'table = "answers"')
    with sqlite3.connect(deliver(instance, "r.sqlite", b"")) as database:
        database.execute("CREATE TABLE other (x)")
        database.execute("CREATE TABLE answers (id INTEGER, [when] TEXT, stars INTEGER)")
        database.execute("INSERT INTO answers VALUES (1, '2022-03-01', 5), (2, '2022-03-01', 9)")
    database.close()
    done = only(load(instance))
    assert (done.rows_loaded, done.rows_rejected) == (1, 1)


def test_an_exchange_log_becomes_calls(tmp_path: Path) -> None:
    instance = new_instance(
        tmp_path / "op",
        calls='kind = "queue_log"\npath = "incoming/queue_log"\n[columns]\nprocess_id = "queue"\n',
    )
    deliver(
        instance, "queue_log",
        "1646100000|NONE|NONE|NONE|QUEUESTART|\n"
        "1646100010|c1|support|NONE|ENTERQUEUE||87011112233|1\n"
        "1646100025|c1|support|SIP/101|CONNECT|15|c1b|3\n"
        "1646100030|c2|support|NONE|ENTERQUEUE||87011112244|1\n"
        "garbage\n"
        "1646100050|c2|support|NONE|ABANDON|1|1|20\n"
        "1646100085|c1|support|SIP/101|COMPLETECALLER|15|60|1\n",
    )  # fmt: skip
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_rejected) == (2, 1)
    columns = "contact_id, started_at, agent_id, process_id, wait_s, talk_s, is_answered"
    assert landed(instance, "contacts", columns) == [
        ("c1", datetime(2022, 3, 1, 8, 0, 10), "101", "support", 15.0, 60.0, True),
        ("c2", datetime(2022, 3, 1, 8, 0, 30), None, "support", 20.0, None, False),
    ]  # fmt: skip


def test_an_exchange_log_with_every_way_a_call_can_go(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", calls='kind = "queue_log"\npath = "incoming/queue_log"\n')
    enter = "|support|NONE|ENTERQUEUE||87011112233|1\n"
    deliver(
        instance, "queue_log",
        f"1646100000|c1{enter}1646100005|c1|support|SIP/101|RINGNOANSWER|5000\n"
        "1646100010|c1|support|SIP/102|CONNECT|10|x|3\n1646100040|c1|support|SIP/102|BLINDTRANSFER|200|int|10|30|1\n"
        f"1646100100|c2{enter}1646100160|c2|support|NONE|EXITWITHTIMEOUT|1|1|60\n"
        f"1646100200|c3{enter}1646100260|c3|support|NONE|EXITWITHTIMEOUT|1|1|60\n"
        f"1646100261|c3|night{enter[8:]}1646100271|c3|night|SIP/103|CONNECT|10|x|3\n"
        "1646100331|c3|night|SIP/103|COMPLETEAGENT|10|60|1\n",
    )  # fmt: skip
    assert only(load(instance)).rows_loaded == 3
    columns = "contact_id, agent_id, wait_s, talk_s, is_answered, count_transfers"
    assert landed(instance, "contacts", columns) == [
        ("c1", "102", 10.0, 30.0, True, 1), ("c2", None, 60.0, None, False, 0),
        ("c3", "103", 10.0, 60.0, True, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "decimal", "seconds"),
    [
        ("75", ".", 75), ("75,5", ",", 75.5), ("1 200", ".", 1200), ("0:01:15", ".", 75), ("01:15", ".", 75),
        ("1.234,5", ",", 1234.5),
    ],
)  # fmt: skip
def test_durations_as_people_write_them(tmp_path: Path, written: str, decimal: str, seconds: float) -> None:
    declared = f'contract = "contacts"\npath = "incoming/c.csv"\ndelimiter = ";"\ndecimal = "{decimal}"\n'
    instance = new_instance(
        tmp_path / "op", c=declared + '[columns]\ncontact_id = "id"\nstarted_at = "at"\ntalk_s = "t"\n'
    )
    deliver(instance, "c.csv", f"id;at;t\n1;2022-03-01;{written}\n")
    load(instance)
    assert landed(instance, "contacts", "talk_s") == [(seconds,)]


def test_recordings_are_found_beside_the_file_that_names_them(tmp_path: Path) -> None:
    declared = 'contract = "recordings"\npath = "incoming/calls/index.csv"\n[columns]\n'
    declared += 'recording_id = "id"\nsound_file = "file"\nstarted_at = "at"\n'
    instance = new_instance(tmp_path / "op", calls=declared)
    deliver(instance, "calls/index.csv", "id,file,at\n1,one.wav,2022-03-01\n")
    load(instance)
    assert landed(instance, "recordings", "sound_file") == [("incoming/calls/one.wav",)]

"""Workbooks, JSON and Parquet as people and programs really lay them out."""

import gzip
import json
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from config.instance import Instance
from etl.load import remove_source
from etl.loads import FAILED, LOADED
from etl.sources.headers import joined_header
from tests.etl_instances import adds_up, deliver, landed, load, new_instance, only, quarantined
from warehouse import engine

RATINGS = """contract = "ratings"
path = "incoming/{file}"
{more}
[columns]
rating_id = "{id}"
rated_at = "{at}"
rating = "{stars}"
"""


def make(
    tmp_path: Path, file: str, more: str = "", *, id: str = "id", at: str = "when", stars: str = "stars"
) -> Instance:
    text = RATINGS.format(file=file, more=more, id=id, at=at, stars=stars)
    return new_instance(tmp_path / "op", r=text)


def test_a_header_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    instance = make(
        tmp_path, "r.xlsx", "header_row = 2\nheader_rows = 2", at="Дата", stars="Оценка / Балл", id="№"
    )
    book = xlsxwriter.Workbook(deliver(instance, "r.xlsx", b""))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Отчёт")
    for column, name in enumerate(("№", "Дата")):
        sheet.merge_range(1, column, 2, column, name)
    sheet.merge_range(1, 2, 1, 3, "Оценка")
    sheet.write_row(2, 2, ["Балл", "Текст"])
    sheet.write_row(3, 0, [1, "2022-03-01", 5, "ok"])
    book.close()
    assert only(load(instance)).rows_loaded == 1
    assert landed(instance, "ratings", "rating_id, rating, line") == [("1", 5, 4)]


def test_names_over_names_where_the_file_tells_no_merged_cells() -> None:
    rows = [["№", "Rating", "", "", "Agent"], ["", "Score", "Text", "", ""]]
    assert joined_header(rows, (), 0) == ["№", "Rating / Score", "Rating / Text", "", "Agent"]
    assert joined_header([["a", "b"]], (), 0) == ["a", "b"]


def test_dates_as_dates_texts_and_bare_numbers_in_one_column(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.xlsx", 'date_format = "dd.mm.yyyy HH:MM"')
    book = xlsxwriter.Workbook(deliver(instance, "r.xlsx", b""), {"default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "when", "stars"])
    sheet.write_row(1, 0, [1, datetime(2024, 3, 4), 5])
    sheet.write_row(2, 0, [2, "05.03.2024 10:30", 5])
    sheet.write_row(3, 0, [3, 45357.75, 5])
    sheet.write_formula(4, 0, "=NA()", None, "#N/A")
    sheet.write_row(4, 1, ["06.03.2024", 5])
    book.close()
    done = only(load(instance))
    assert (done.rows_loaded, done.rows_rejected) == (3, 1)
    assert [row[0] for row in landed(instance, "ratings", "rated_at")] == [
        datetime(2024, 3, 4), datetime(2024, 3, 5, 10, 30), datetime(2024, 3, 6, 18),
    ]  # fmt: skip
    assert quarantined(instance)[0][:3] == (5, "id", "missing")


def test_times_beyond_a_day_and_a_long_blank_end(tmp_path: Path) -> None:
    declared = 'contract = "contacts"\npath = "incoming/c.xlsx"\n[columns]\n'
    declared += 'contact_id = "id"\nstarted_at = "at"\ntalk_s = "talk"\n'
    instance = new_instance(tmp_path / "op", c=declared)
    book = xlsxwriter.Workbook(deliver(instance, "c.xlsx", b""))
    sheet = book.add_worksheet("Pivot")
    sheet.write(0, 0, "sum of talk")
    sheet = book.add_worksheet("Data")
    span = book.add_format({"num_format": "[h]:mm:ss"})
    sheet.write_row(0, 0, ["id", "at", "talk", "", "mine"])
    sheet.write_row(1, 0, [1, "2024-03-04"])
    sheet.write_number(1, 2, 0.9 + 1 / 86400, span)
    sheet.write_row(2, 0, [2, "2024-03-04"])
    sheet.write_datetime(2, 2, timedelta(hours=23, minutes=59), span)
    for row in range(3, 22_003):
        sheet.write_string(row, 1, " ")
    book.close()
    started = time.process_time()
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_blank) == (2, 22_000)
    assert time.process_time() - started < 5
    assert [row[0] for row in landed(instance, "contacts", "talk_s")] == [77761.0, 86340.0]


def test_records_inside_records_keep_what_holds_them(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.json", 'records = "calls.ratings"', id="no", at="calls.day", stars="stars")
    calls = [
        {"day": "2022-03-01", "ratings": [{"no": 1, "stars": 5}, {"no": 2, "stars": 9}, "odd"]},
        {"day": "2022-03-02", "ratings": [{"no": 3, "stars": 4}]},
        {"day": "2022-03-02", "ratings": []},
    ]
    deliver(instance, "r.json", gzip.compress(json.dumps({"calls": calls}).encode("utf-8-sig")))
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_rejected) == (2, 2), done.message
    assert landed(instance, "ratings", "rating_id, rated_at") == [
        ("1", datetime(2022, 3, 1)), ("3", datetime(2022, 3, 2)),
    ]  # fmt: skip


def test_records_inside_lines_are_told_by_their_line(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.ndjson", 'records = "ratings"', at="day", stars="stars")
    lines = [
        {"ratings": [{"id": 1, "day": "2022-03-01", "stars": 5}, {"id": 2, "day": "2022-03-01", "stars": 6}]},
        {"ratings": []},
        {"ratings": [{"id": 3, "day": "2022-03-01", "stars": 4}]},
    ]
    text = (
        "\ufeff"
        + json.dumps(lines[0])
        + "\n{broken\n"
        + json.dumps(lines[1])
        + "\n"
        + json.dumps(lines[2])
        + "\n"
    )
    deliver(instance, "r.ndjson", text)
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_rejected, done.rows_blank) == (2, 2, 1)
    assert landed(instance, "ratings", "rating_id, line") == [("1", 1), ("3", 4)]
    assert [(fault[0], fault[2]) for fault in quarantined(instance)] == [(1, "out_of_range"), (2, "not_json")]


def test_keys_may_hold_anything(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.ndjson", id="a.b/c", at="when ~1", stars="x.y.z")
    row = {"a.b/c": 7, "when ~1": "2022-03-01", "x": {"y": {"z": 5}}}
    deliver(instance, "r.ndjson", json.dumps(row) + "\n")
    assert only(load(instance)).rows_loaded == 1
    assert landed(instance, "ratings", "rating_id, rating") == [("7", 5)]


@pytest.mark.parametrize(
    "content", [b"[1, 2", b'{"a": {}}', b"\xff\xfe[", b"[" * 100_000, b"null", b"", b"{}"]
)
def test_a_document_that_is_none_is_one_line(tmp_path: Path, content: bytes) -> None:
    instance = make(tmp_path, "r.json")
    deliver(instance, "r.json", content)
    done = only(load(instance))
    assert done.status == FAILED and "\n" not in done.message and done.message


def test_structures_of_parquet_by_path_and_lists_refused(tmp_path: Path) -> None:
    instance = make(tmp_path, "r.parquet", id="call.id", at="call.at", stars="stars")
    file = deliver(instance, "r.parquet", b"")
    engine.memory().execute(
        "COPY (SELECT {'id': 7.0::DOUBLE, 'at': TIMESTAMPTZ '2022-03-01 10:00:00+00'} AS call, 5.0 AS stars, "
        "[1] AS tags) TO $file (FORMAT parquet)", {"file": str(file)},
    )  # fmt: skip
    assert only(load(instance)).rows_loaded == 1
    assert landed(instance, "ratings", "rating_id, rated_at") == [("7", datetime(2022, 3, 1, 16))]
    refused = make(tmp_path / "b", "r.parquet", id="tags", at="call.at", stars="stars")
    deliver(refused, "r.parquet", file.read_bytes())
    assert "column 'tags' holds a list" in only(load(refused)).message


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return make(tmp_path_factory.mktemp("kept"), "r.*")


VALUE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([{"id": 1}])
ROW = st.dictionaries(st.sampled_from(["id", "when", "stars", "a.b", "", "\x00"]), VALUE, max_size=5) | VALUE


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(ROW, max_size=6), suffix=st.sampled_from(["json", "ndjson"]), cut=st.integers(-4, 0),
    junk=st.binary(max_size=3),
)  # fmt: skip
def test_no_json_however_odd_is_more_than_one_line_or_loses_a_row(
    kept: Instance, rows: list[object], suffix: str, cut: int, junk: bytes
) -> None:
    remove_source(kept, "r")
    for file in (kept.home / "incoming").glob("r.*"):
        file.unlink()
    good = {"id": "x", "when": date(2022, 3, 1).isoformat(), "stars": 5}
    every = [*rows, good]
    text = json.dumps(every) if suffix == "json" else "\n".join(map(json.dumps, every)) + "\n"
    content = text.encode() + junk
    deliver(kept, f"r.{suffix}", content[: len(content) + cut])
    done = only(load(kept))
    assert adds_up(done) and "\n" not in done.message
    if done.status == LOADED:
        assert done.rows_loaded == len(landed(kept, "ratings"))
        assert done.rows_read >= len(every) - 1

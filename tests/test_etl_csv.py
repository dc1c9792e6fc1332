"""Text tables as real systems export them: nothing is lost, every bad line is told by its number."""

import bz2
import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.instance import Instance
from etl.load import remove_source
from etl.loads import FAILED, LOADED
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

GOOD = "a1;2022-03-01 10:00;9;+7 701 123-45-67;fine\n"


def test_each_bad_line_is_kept_with_its_number_and_reason(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    lines = [
        GOOD.encode(),
        b"a2;2022-03-01;11;;\n",
        b"a3;2022-13-45;5;;\n",
        b"\n",
        b"a4;2022-03-01;5\n",
        b'a5;2022-03-01;5;;"never closed\n',
        b"a6;2022-03-01;five;;\n",
        b"a7;2022-03-01;5;;\xff\xfe\n",
        b"a8;2022-03-01;7.5;;\n",
        b";;;;\n",
        b"a9;2022-03-02 11:00;0;;last\n",
    ]
    deliver(instance, "a.csv", HEADER.encode() + b"".join(lines))
    done = only(load(instance))
    assert adds_up(done)
    assert (done.rows_read, done.rows_loaded, done.rows_rejected, done.rows_blank) == (11, 2, 7, 2)
    assert [(line, reason) for line, _, reason, _, _ in quarantined(instance)] == [
        (3, "out_of_range"), (4, "not_a_date"), (6, "ragged"), (7, "bad_quotes"),
        (8, "not_a_number"), (9, "undecodable"), (10, "not_whole"),
    ]  # fmt: skip
    assert [row[0] for row in landed(instance, "surveys", "line")] == [2, 12]


def test_personal_data_is_masked_in_landing_and_in_quarantine(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(
        instance, "a.csv",
        HEADER + "a1;2022-03-01;9;87011234567;call me on +7 701 123 45 67\n"
        "a2;2022-03-01;99;87011234567;call me on +7 701 123 45 67\n",
    )  # fmt: skip
    load(instance)
    ((key, comment),) = landed(instance, "surveys", "customer_key, comment")
    assert len(key) == 32 and "701" not in comment and "<PHONE>" in comment
    ((*_, line),) = quarantined(instance)
    assert "701" not in line and "<CUSTOMER>" in line
    for file in tmp_path.rglob("*.parquet"):
        assert b"87011234567" not in file.read_bytes()


def test_one_customer_has_one_key_however_the_number_is_written(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    numbers = ("+7 (701) 123-45-67", "87011234567", "7011234567", "77011234567")
    deliver(instance, "a.csv", HEADER + "".join(f"a{i};2022-03-01;9;{n};\n" for i, n in enumerate(numbers)))
    load(instance)
    assert len(set(landed(instance, "surveys", "customer_key"))) == 1


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [
        ("utf-8", ";", "\r\n"), ("utf-8-sig", ",", "\n"), ("cp1251", "\t", "\r\n"), ("utf-16", "|", "\n"),
        ("utf-8", ";", "\r"),
    ],
)  # fmt: skip
def test_the_same_rows_land_from_every_dialect(
    tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    declared = SURVEYS.replace(
        'delimiter = ";"', f'delimiter = "{delimiter}"\nencoding = "{encoding}"'.replace("\t", "\\t")
    )
    instance = new_instance(tmp_path / "op", nps=declared)
    rows = [
        "id;sent;score;phone;comment",
        "b1;2022-03-01 10:00;10;;всё хорошо",
        'b2;2022-03-02;0;;"два; слова"',
        "b3;2022-03-03;;;",
    ]
    text = (
        end.join(rows).replace(";", delimiter).replace(f'"два{delimiter} слова"', f'"два{delimiter} слова"')
        + end
    )
    deliver(instance, "a.csv", text.encode(encoding))
    done = only(load(instance))
    assert (done.rows_loaded, done.rows_rejected) == (3, 0)
    assert landed(instance, "surveys", "survey_id, score") == [("b1", 10), ("b2", 0), ("b3", None)]


def test_a_cell_over_several_lines_is_one_row_and_lines_stay_right(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(
        instance, "a.csv", HEADER + 'a1;2022-03-01;9;;"two\nlines"\na2;2022-03-01;99;;\na3;2022-03-02;8;;\n'
    )
    assert only(load(instance)).rows_loaded == 2
    assert landed(instance, "surveys", "survey_id, line") == [("a1", 2), ("a3", 5)]
    assert quarantined(instance)[0][0] == 4


def test_a_file_cut_off_within_a_row_is_not_taken_at_all(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(instance, "a.csv", HEADER + GOOD * 3 + "a9;2022-03")
    done = only(load(instance))
    assert done.status == FAILED and "line 5" in done.message and "again" in done.message
    assert landed(instance, "surveys") == []


def test_a_wrong_encoding_is_told_and_nothing_is_taken(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    rows = "".join(f"a{i};2022-03-01;9;;очень плохо\n" for i in range(30))
    deliver(instance, "a.csv", (HEADER + rows).encode("cp1251"))
    done = only(load(instance))
    assert done.status == FAILED and "cp1251" in done.message


def test_a_renamed_column_stops_that_file_and_names_the_near_one(tmp_path: Path) -> None:
    other = SURVEYS.replace("*.csv", "other/*.csv")
    instance = new_instance(tmp_path / "op", nps=SURVEYS, other=other)
    deliver(instance, "a.csv", HEADER.replace("score", "scores") + GOOD)
    deliver(instance, "other/b.csv", HEADER + GOOD)
    outcome = load(instance)
    by_source = {item.source: item for item in outcome.loads}
    assert by_source["nps"].status == FAILED and "'scores'" in by_source["nps"].message
    assert by_source["other"].status == LOADED and not outcome.is_whole


def test_an_alias_carries_a_renamed_column(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS + '[aliases]\nscore = ["scores"]\n')
    deliver(instance, "a.csv", HEADER.replace("score", "scores") + GOOD)
    assert only(load(instance)).rows_loaded == 1


CELL = st.sampled_from(
    [
        "a1",
        "a2",
        "b7",
        "",
        "9",
        "11",
        "x",
        '"',
        '"q"',
        "2022-03-01",
        "2022-99-01",
        "\xa0",
        "a;b",
        "\t",
        "я",
        "'",
    ]
)
LINE = st.lists(CELL, min_size=0, max_size=7).map(";".join)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return new_instance(tmp_path_factory.mktemp("kept") / "op", nps=SURVEYS)


@settings(max_examples=15, deadline=None)
@given(lines=st.lists(LINE, max_size=25), good=st.integers(0, 3), junk=st.binary(max_size=6))
def test_every_row_read_is_accounted_for_whatever_the_file_holds(
    kept: Instance, lines: list[str], good: int, junk: bytes
) -> None:
    remove_source(kept, "nps")
    body = "\n".join([*lines, *[f"k{i};2022-03-01;9;;" for i in range(good)]]).encode()
    deliver(kept, "a.csv", HEADER.encode() + body + b"\n" + junk.replace(b"\x00", b"") + b"\n")
    done = only(load(kept))
    assert adds_up(done)
    if done.status == LOADED:
        assert done.rows_loaded == len(landed(kept, "surveys"))
        assert done.rows_rejected == len({fault[0] for fault in quarantined(kept)})


def test_a_header_in_the_middle_is_no_row(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(instance, "a.csv", HEADER + GOOD + HEADER + GOOD.replace("a1", "a2") + HEADER.strip())
    done = only(load(instance))
    assert adds_up(done) and (done.rows_loaded, done.rows_rejected, done.rows_blank) == (2, 0, 2)
    assert [row[0] for row in landed(instance, "surveys", "line")] == [2, 4]


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".zip", None)])
def test_a_packed_file_is_unpacked_and_a_cut_off_one_is_told(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes] | None
) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS.replace("*.csv", "*"))
    content = (HEADER + "".join(GOOD.replace("a1", f"a{n}") for n in range(500))).encode("utf-8-sig")
    if pack is None:
        file = deliver(instance, "a.csv.zip", b"")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("folder/a.csv", content)
    else:
        file = deliver(instance, f"a.csv{suffix}", pack(content))
    deliver(instance, f"b.csv{suffix}", file.read_bytes()[:-30])
    whole, cut = load(instance).loads
    assert whole.rows_loaded == 500 and cut.status == FAILED and "deliver it again" in cut.message


def test_an_archive_of_several_files_is_told_how_to_be_read(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS.replace("*.csv", "*"))
    with zipfile.ZipFile(deliver(instance, "a.zip", b""), "w") as packed:
        packed.writestr("a.csv", HEADER + GOOD)
        packed.writestr("b.csv", HEADER + GOOD)
    assert "holds 2 files" in only(load(instance)).message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_with_and_without_its_mark(tmp_path: Path, encoding: str) -> None:
    declared = SURVEYS.replace("[columns]", 'encoding = "utf-16"\n[columns]')
    instance = new_instance(tmp_path / "op", nps=declared)
    deliver(instance, "a.csv", (HEADER + GOOD.replace("fine", "жақсы")).encode(encoding))
    assert only(load(instance)).rows_loaded == 1
    assert landed(instance, "surveys", "comment") == [("жақсы",)]


MUTATION = st.tuples(
    st.integers(0, 600),
    st.sampled_from(
        [b"", b"\x00", b"\r", b"\n", b"\r\n", b'"', b";", b"\xff", b"\xef\xbb\xbf", b"\xfe\xff", b"'"]
    ),
    st.integers(0, 3),
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(
    changes=st.lists(MUTATION, max_size=8),
    encoding=st.sampled_from(["utf-8", "cp1251", "utf-16"]),
    cut=st.integers(0, 700),
    pack=st.sampled_from([None, None, None, gzip.compress, bz2.compress]),
)  # fmt: skip
def test_no_file_however_damaged_is_more_than_one_line_or_loses_a_row(
    kept: Instance,
    changes: list[tuple[int, bytes, int]],
    encoding: str,
    cut: int,
    pack: Callable[[bytes], bytes] | None,
) -> None:
    remove_source(kept, "nps")
    content = (HEADER + "".join(f'k{i};2022-03-01;9;;"всё\nхорошо"\n' for i in range(12))).encode(encoding)
    for place, inserted, removed in changes:
        content = content[:place] + inserted + content[place + removed :]
    content = content[:cut]
    deliver(kept, "a.csv", pack(content) if pack else content)
    done = only(load(kept))
    assert adds_up(done) and "\n" not in done.message
    if done.status == LOADED:
        assert done.rows_loaded == len(landed(kept, "surveys"))
        assert done.rows_rejected == len({fault[0] for fault in quarantined(kept)})


def test_a_declaration_that_no_longer_fits_leaves_the_rows_read_before(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(instance, "a.csv", HEADER + GOOD)
    load(instance)
    (instance.sources / "nps.toml").write_text(SURVEYS.replace('"score"', '"no such column"'), "utf8")
    assert [only(load(instance)).status for _ in range(2)] == [FAILED] * 2
    assert len(landed(instance, "surveys")) == 1
    (instance.sources / "nps.toml").write_text(SURVEYS, "utf8")
    load(instance)
    assert len(landed(instance, "surveys")) == 1

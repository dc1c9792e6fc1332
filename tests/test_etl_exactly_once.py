"""Exactly once: however often, in whatever pieces and order rows are delivered, they count once (R2, R3)."""

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.instance import Instance
from etl.load import load_file, remove_source
from etl.loads import Load
from etl.lock import writing
from tests.etl_instances import HEADER, SURVEYS, adds_up, deliver, landed, load, new_instance, only
from warehouse import engine

ROWS = [f"a{i:03};2022-03-{i % 28 + 1:02};{i % 11};8701000{i:04};said {i % 7}\n" for i in range(60)]
WITHOUT_ID = SURVEYS.replace('survey_id = "id"\n', "")


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return new_instance(tmp_path / "op", nps=SURVEYS)


def in_force(instance: Instance, contract: str = "surveys") -> str:
    """Hash of the rows that hold, whatever file brought them: the newest of each key, in order."""
    connection = engine.memory()
    try:
        row = connection.execute(
            "SELECT md5(string_agg(content, '|' ORDER BY content)) FROM ("
            "SELECT arg_max((survey_id, customer_key, sent_at, answered_at, score, comment), "
            "(load_id, line))::VARCHAR AS content FROM read_parquet($f) GROUP BY key_hash)",
            {"f": str(instance.landing / contract / "*.parquet")},
        ).fetchone()
    finally:
        connection.close()
    assert row
    return str(row[0])


@pytest.mark.parametrize("declared", [SURVEYS, WITHOUT_ID], ids=["own key", "key by content"])
def test_again_renamed_reordered_and_overlapping_rows_change_nothing(tmp_path: Path, declared: str) -> None:
    instance = new_instance(tmp_path / "op", nps=declared)
    deliver(instance, "a.csv", HEADER + "".join(ROWS))
    load(instance)
    count, content = len(landed(instance, "surveys")), in_force(instance)
    mixed = random.Random(1).sample(ROWS, len(ROWS))
    for name, rows in {"b.csv": ROWS, "c.csv": mixed, "d.csv": ROWS[20:50], "e.csv": ROWS[::-1]}.items():
        deliver(instance, name, HEADER + "".join(rows))
        done = load(instance).loads
        assert all(adds_up(item) for item in done)
        assert (len(landed(instance, "surveys")), in_force(instance)) == (count, content), name


def test_pieces_give_what_the_whole_gives(tmp_path: Path) -> None:
    whole, pieces = (new_instance(tmp_path / name, nps=SURVEYS) for name in ("whole", "pieces"))
    (pieces.keys / "customer.key").write_bytes((whole.keys / "customer.key").read_bytes())
    deliver(whole, "all.csv", HEADER + "".join(ROWS))
    load(whole)
    for number, rows in enumerate((ROWS[:25], ROWS[40:], ROWS[10:45])):
        deliver(pieces, f"{9 - number}.csv", HEADER + "".join(rows))
        load(pieces)
    assert in_force(pieces) == in_force(whole)
    assert len(landed(pieces, "surveys")) == len(ROWS)


def test_two_files_of_one_run_that_share_rows_are_taken_once(instance: Instance) -> None:
    deliver(instance, "a.csv", HEADER + "".join(ROWS[:40]))
    deliver(instance, "b.csv", HEADER + "".join(ROWS[20:]))
    first, second = load(instance).loads
    assert (first.rows_loaded, second.rows_loaded, second.rows_duplicate) == (40, 20, 20)


def test_a_key_comes_again_far_behind_rising_ones(instance: Instance) -> None:
    rows = [f"k{i:06};2022-03-01;{i % 11};;\n" for i in range(130_000)]
    deliver(instance, "a.csv", HEADER + "".join(rows) + rows[5])
    done = only(load(instance))
    assert (done.rows_read, done.rows_loaded, done.rows_duplicate) == (130_001, 130_000, 1)
    swapped = [*rows[65_000:], *rows[:65_000]]
    deliver(instance, "b.csv", HEADER + "".join(swapped))
    assert load(instance).loads[-1].rows_duplicate == 130_000


def test_removing_a_source_removes_its_rows_only_and_loading_brings_them_back(tmp_path: Path) -> None:
    other = SURVEYS.replace("incoming/*.csv", "other/*.csv")
    instance = new_instance(tmp_path / "op", nps=SURVEYS, other=other)
    deliver(instance, "a.csv", HEADER + "".join(ROWS[:30]))
    deliver(instance, "../other/b.csv", HEADER + "".join(ROWS[30:]))
    load(instance)
    content = in_force(instance)
    assert [item.source for item in remove_source(instance, "nps")] == ["nps"]
    assert {row[0] for row in landed(instance, "surveys", "source")} == {"other"}
    load(instance)
    assert in_force(instance) == content


GOOD = st.builds(
    "{};2022-03-{:02};{};8701{:07};{}".format,
    st.integers(0, 30).map("k{}".format), st.integers(1, 28), st.integers(0, 10), st.integers(0, 999),
    st.sampled_from(["", "хорошо", "көп рахмет", "ok, fine", '"two; cells"', '"he said ""no"""', " x "]),
)  # fmt: skip
ODD = st.sampled_from([
    "", "   ", ";;;;", ";2022-03-01;5;;", "k1;not a day;5;;", "k2;2022-03-01;77;;", "k3;2022-03-01",
    "k4;a;b;c;d;e;f", 'k5;2022-03-01;4;;"open', 'k6;2022-03-01;4;;a"b', '"', "k7;2022-03-01;4;;\x00",
    "k8;2022-03-01;4,5;;", "\t",
    'k9;2022-03-01;3;;"two\nlines"', "k10;2022-03-01;1;;\u00a0", "k11;2022-03-01;2;;\xff",
])  # fmt: skip
LINES = st.lists(st.one_of(GOOD, GOOD, ODD), max_size=14)
ENDS = st.sampled_from(["\n", "\r\n"])


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Instance, Path]]:
    with TemporaryDirectory() as folder:
        instance = new_instance(Path(folder) / "op", nps=SURVEYS)
        with writing(instance) as work:
            yield instance, work


def _delivered(place: tuple[Instance, Path], name: str, content: bytes) -> Load:
    instance, work = place
    file = deliver(instance, name, content)
    (done,) = load_file(instance, file, "nps", work, tell=lambda _: None).loads
    return done


@settings(max_examples=20, deadline=None)
@given(lines=LINES, end=ENDS, tail=st.sampled_from(["", "\n", "\n\n\n"]))
def test_every_line_of_any_file_is_accounted_for(
    place: tuple[Instance, Path], lines: list[str], end: str, tail: str
) -> None:
    text = HEADER.strip() + end + end.join(lines) + tail
    content = text.encode("latin-1") if "\xff" in text and text.isascii() else text.encode()
    done = _delivered(place, "any.csv", content)
    if done.status == "failed":  # cut off within a row, or nothing in it can be read: then nothing is taken
        assert done.rows_read == 0 and "any.csv" in done.message
    else:
        assert adds_up(done), done


Rows = list[tuple[int, int]]
ROWS_OF_A_FILE = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 10)), max_size=8)


@settings(max_examples=8, deadline=None)
@given(deliveries=st.lists(ROWS_OF_A_FILE, max_size=4))
def test_the_last_word_on_a_key_holds(deliveries: list[Rows]) -> None:
    with TemporaryDirectory() as folder:
        instance = new_instance(Path(folder) / "op", nps=SURVEYS)
        expected: dict[str, int] = {}
        with writing(instance) as work:
            for number, rows in enumerate(deliveries):
                lines = "".join(f"k{key};2022-03-01;{score};;\n" for key, score in rows)
                done = _delivered((instance, work), f"{number}.csv", (HEADER + lines).encode())
                assert adds_up(done)
                expected |= {f"k{key}": score for key, score in rows}
        held: dict[Any, Any] = dict(landed(instance, "surveys", "survey_id, score"))
    assert held == expected

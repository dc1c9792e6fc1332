"""Hashes of keys are the same in any version of anything, and different for different rows."""

import hashlib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contracts import CONTRACTS
from etl.hashes import hash_of, key_hash
from tests.etl_instances import HEADER, SURVEYS, deliver, landed, load, new_instance
from warehouse import engine


def test_a_hash_can_be_worked_out_without_duckdb(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS)
    deliver(instance, "a.csv", HEADER + "ы1;2022-03-01T10:00:00;9;;\n")
    load(instance)
    assert landed(instance, "surveys", "key_hash") == [(number("survey_id=3:ы1\x1e"),)]


def test_so_can_the_key_of_a_row_without_one(tmp_path: Path) -> None:
    instance = new_instance(tmp_path / "op", nps=SURVEYS.replace('survey_id = "id"\n', ""))
    deliver(instance, "a.csv", HEADER + "ы1;2022-03-01T10:00:00;9;;\n" * 2)
    load(instance)
    moment = 1_646_128_800_000_000
    content = number(f"sent_at={moment}\x1eanswered_at={moment}\x1escore=9\x1e")
    keys = [f"{content:x}-{occurrence}" for occurrence in (1, 2)]
    hashes = [number(f"survey_id={len(key)}:{key}\x1e") for key in keys]
    assert landed(instance, "surveys", "survey_id, key_hash") == list(zip(keys, hashes, strict=True))


def number(text: str) -> int:
    """The first 8 bytes of the MD5, little-endian."""
    return int.from_bytes(hashlib.md5(text.encode()).digest()[:8], "little")


TEXT = st.text("ab:=\x1e1", max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.none() | TEXT, st.none() | TEXT), min_size=2, max_size=8, unique=True))
def test_no_two_rows_have_one_text(rows: list[tuple[str | None, str | None]]) -> None:
    contract = CONTRACTS["surveys"]
    fields = [contract["survey_id"], contract["contact_id"]]
    connection = engine.memory()
    connection.execute("CREATE TABLE t (survey_id VARCHAR, contact_id VARCHAR)")
    connection.executemany("INSERT INTO t VALUES (?, ?)", [list(row) for row in rows])
    found = connection.execute(f"SELECT count(DISTINCT {hash_of(fields)}) FROM t").fetchone()
    connection.close()
    assert found == (len(rows),) and "survey_id" in key_hash(contract)

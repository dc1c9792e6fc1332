"""What people set right overrides what was found, and what was registered, from the next snapshot on."""

import hashlib
from pathlib import Path

import pytest

from config.instance import Instance
from etl.corrections import keep_corrections
from journal.api import Journal
from tests.tiny_warehouse import tiny_instance
from tests.tiny_warehouse.rows import CASES
from warehouse.build import build, refresh
from warehouse.snapshot import Snapshot

TEXT = str(CASES[0]["text"])
HASH = hashlib.md5(TEXT.encode(), usedforsecurity=False).hexdigest()


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return tiny_instance(tmp_path / "home")


def _cause(snapshot: Snapshot) -> list[str | None]:
    found = snapshot.cursor().execute("select category_id from facts.cases where text = ?", [TEXT]).fetchall()
    return [row[0] for row in found]


def test_a_correction_counts_in_the_next_snapshot_and_undone_no_more(
    instance: Instance, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    assert keep_corrections(instance, work) == 0
    assert _cause(build(instance)) == [CASES[0]["category_id"]]
    book = Journal(instance).corrections
    book.correct(HASH, [str(CASES[0]["category_id"])], ["staff_rude", "queue_ivr"], "aigul")
    assert keep_corrections(instance, work) == 1
    assert _cause(refresh(instance)) == ["staff_rude"], "also where only what is new would be added"
    book.undo(HASH, "aigul")
    assert keep_corrections(instance, work) == 0
    assert _cause(refresh(instance)) == [CASES[0]["category_id"]]


def test_what_did_not_change_is_not_written_again(instance: Instance, tmp_path: Path) -> None:
    Journal(instance).corrections.correct(HASH, [], ["praise"], "aigul")
    keep_corrections(instance, tmp_path)
    (file,) = (instance.enriched / "corrections").glob("*.parquet")
    before = file.stat().st_mtime_ns
    keep_corrections(instance, tmp_path)
    assert file.stat().st_mtime_ns == before

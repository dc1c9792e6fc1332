"""What customers say is analysed once: a second load looks only at what is new."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from config.instance import Instance
from etl.enriched_files import known
from tests.talks import Said, hear, looked_at
from tests.tiny_warehouse import tiny_instance
from text import analysis
from warehouse import engine

FIRST: dict[str, Sequence[Said]] = {"rec0": [("customer", 0.0, 4.0, "интернет не работает третий день")]}
SECOND: dict[str, Sequence[Said]] = {
    "rec1": [
        ("customer", 0.0, 4.0, "интернет не работает третий день"),
        ("customer", 5.0, 8.0, "верните деньги за подписку"),
    ]
}


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return tiny_instance(tmp_path / "home")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Texts in the order in which they are really analysed."""
    texts: list[str] = []
    really = analysis._chunk

    def told(path: Path, instance: Instance | None, chunk: list[str]) -> list[analysis.TextResult]:
        texts.extend(chunk)
        return really(path, instance, chunk)

    monkeypatch.setattr(analysis, "_chunk", told)
    yield texts


def hashes(instance: Instance) -> Sequence[str]:
    with engine.memory() as connection:
        rows = connection.execute(
            "SELECT text_hash FROM read_parquet($files)", {"files": known(instance, "texts")}
        ).fetchall()
    return [row[0] for row in rows]


def test_nothing_is_analysed_twice(instance: Instance, tmp_path: Path, seen: list[str]) -> None:
    hear(instance, FIRST, name="0900")
    looked_at(instance, tmp_path / "work")
    assert "интернет не работает третий день" in seen
    seen.clear()
    assert not looked_at(instance, tmp_path / "work").is_changed
    assert seen == []
    hear(instance, SECOND, name="1000")
    looked_at(instance, tmp_path / "work")
    assert seen == ["верните деньги за подписку"]
    assert len(hashes(instance)) == len(set(hashes(instance)))


def test_under_another_version_everything_is_looked_at_again(
    instance: Instance, tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(instance, FIRST, name="0900")
    looked_at(instance, tmp_path / "work")
    before = sorted(seen)
    seen.clear()
    monkeypatch.setattr(analysis, "VERSION", "later")
    looked_at(instance, tmp_path / "work")
    assert sorted(seen) == before and len(hashes(instance)) == len(before)

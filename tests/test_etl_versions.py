"""A new taxonomy or speech model marks trends from the day of its first use; the first ones are no news."""

import json
from datetime import date
from pathlib import Path

import pytest

from config.instance import Instance
from etl import versions
from etl.versions import new_versions, note_versions
from tests.tiny_warehouse import tiny_instance
from transcribe.api import ModelInUse


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return tiny_instance(tmp_path / "home")


def test_what_was_used_from_the_beginning_is_no_event_and_a_change_is_one(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "models_in_use", lambda _home: [ModelInUse("ru", "small-ru", False)])
    note_versions(instance, has_talks=True)
    note_versions(instance, has_talks=True)
    assert new_versions(instance) == []
    taxonomy = instance.config_file("taxonomy.toml").read_text("utf8")
    (instance.config / "taxonomy.toml").write_text(f"# ours\n{taxonomy}", "utf8")
    monkeypatch.setattr(versions, "models_in_use", lambda _home: [ModelInUse("ru", "large-ru", False)])
    note_versions(instance, has_talks=True)
    found = {one.kind: one for one in new_versions(instance)}
    assert set(found) == {"taxonomy", "model"}
    assert (found["model"].version, found["model"].language) == ("large-ru", "ru")
    assert abs((found["model"].since - date.today()).days) <= 1


def test_models_count_only_where_there_are_talks(instance: Instance) -> None:
    note_versions(instance, has_talks=False)
    kept = json.loads((instance.landing / "versions.json").read_text("utf8"))
    assert set(kept) == {"taxonomy"}

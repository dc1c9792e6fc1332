"""Several models hear the same calls: each result is added, none is overwritten, none is made twice."""

import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from config.instance import Instance
from tests.transcribe_sounds import MODELS, call, encode, new_instance, sound, without_other_models
from transcribe import models
from transcribe.audio import RATE
from transcribe.recording import RecordingRef
from transcribe.run import transcribe_new

FIRST, SECOND = "vosk-model-small-ru-0.22", "vosk-model-ru-0.42"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    """With one full model in use: the demonstration model under another name."""
    without_other_models(monkeypatch)
    made = new_instance(tmp_path / "home")
    shutil.copytree(MODELS / "tiny-ru", made.models / FIRST)
    models.use(made, FIRST)
    return made


@pytest.fixture
def refs(tmp_path: Path) -> list[RecordingRef]:
    start = int((call("ru").turns[0][1] + 2) * RATE)
    path = encode(sound("ru")[:, : start + RATE], tmp_path / "call.wav")
    return [RecordingRef("one", path, "left", "ru")]


def files(instance: Instance) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(instance.transcripts.glob("*/*.parquet"))}


def rows(instance: Instance, what: str) -> list[dict[str, Any]]:
    found = sorted(instance.transcripts.glob(f"*/*.{what}.parquet"))
    return [row for file in found for row in pq.read_table(file).to_pylist()]


def second_model(instance: Instance) -> None:
    """Another full model of the language, of other content, so of another checksum."""
    folder = instance.models / SECOND
    shutil.copytree(MODELS / "tiny-ru", folder)
    (folder / "more.txt").write_text("more", "ascii")
    models.use(instance, SECOND)


def test_another_model_is_added_when_asked_for_and_leaves_what_was_there(
    instance: Instance, refs: list[RecordingRef]
) -> None:
    transcribe_new(instance, refs, workers=1)
    before = files(instance)
    second_model(instance)
    assert transcribe_new(instance, refs, workers=1).done == 0
    assert transcribe_new(instance, refs, workers=1, again=True).done == 1
    after = files(instance)
    assert {path: after[path] for path in before} == before
    assert [row["model"] for row in rows(instance, "recordings")] == [FIRST, SECOND]
    assert len({row["audio_id"] for row in rows(instance, "recordings")}) == 1
    assert len({row["result_key"] for row in rows(instance, "utterances")}) == 2


def test_going_back_to_a_model_hears_nothing_again(instance: Instance, refs: list[RecordingRef]) -> None:
    transcribe_new(instance, refs, workers=1)
    second_model(instance)
    transcribe_new(instance, refs, workers=1, again=True)
    said = rows(instance, "utterances")
    models.use(instance, FIRST)
    back = transcribe_new(instance, refs, workers=1, again=True)
    assert (back.done, back.audio_s) == (1, 0)
    assert rows(instance, "utterances") == said
    assert {row["model"] for row in said} == {FIRST, SECOND}

"""Many recordings: each heard once, whoever is killed; a bad one stops nothing."""

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]
import pytest

from config.errors import SapaError
from config.instance import Instance
from tests.transcribe_sounds import MODELS, call, encode, new_instance, sound, without_other_models
from transcribe.api import landed_recordings, transcribe_new
from transcribe.audio import RATE
from transcribe.recording import RecordingRef


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    without_other_models(monkeypatch)
    return new_instance(tmp_path / "home")


def recordings(folder: Path, count: int = 4) -> list[RecordingRef]:
    """Recordings of different sound, the agent on the left."""
    folder.mkdir(exist_ok=True)
    made = []
    for i in range(count):
        path = encode(sound("ru")[:, : RATE * (4 + i)], folder / f"call{i}.wav", "alaw.wav")
        made.append(RecordingRef(f"r{i}", path, "left", "ru", day=date(2022, 7, 1 + i % 2)))
    return made


def stored(instance: Instance, what: str) -> list[dict[str, Any]]:
    files = sorted(instance.transcripts.glob(f"*/*.{what}.parquet"))
    return [row for file in files for row in pq.read_table(file).to_pylist()]


def assert_each_once(instance: Instance, count: int) -> None:
    """Every recording done once, every sound's words stored once."""
    done = [row["recording_id"] for row in stored(instance, "recordings") if row["status"] == "done"]
    assert sorted(done) == sorted(f"r{i}" for i in range(count))
    said = Counter((row["audio_id"], row["utterance_no"]) for row in stored(instance, "utterances"))
    assert set(said.values()) == {1}
    heard = {row["audio_id"] for row in stored(instance, "recordings") if row["status"] == "done"}
    assert heard == {audio_id for audio_id, _ in said}


def test_both_sides_are_stored_with_masked_words_and_a_second_run_hears_nothing(
    instance: Instance, tmp_path: Path
) -> None:
    refs = [RecordingRef("r0", call("ru").path, "left", "ru", day=date(2022, 7, 1))]
    first = transcribe_new(instance, refs)
    assert (first.done, first.failed, first.left) == (1, 0, 0)
    said = stored(instance, "utterances")
    assert {(row["channel"], row["speaker"]) for row in said} == {(0, "agent"), (1, "customer")}
    assert any("<" in row["text"] for row in said)
    assert all(row["text"] == " ".join(word["word"] for word in row["words"]) for row in said)
    (recording,) = stored(instance, "recordings")
    assert recording["is_demo_model"]
    assert recording["model"] == "tiny-ru"
    second = transcribe_new(instance, refs)
    assert (second.done, second.skipped, second.core_s) == (0, 1, 0)
    assert stored(instance, "utterances") == said


def test_the_same_sound_under_two_names_is_heard_once(instance: Instance, tmp_path: Path) -> None:
    (ref,) = recordings(tmp_path / "calls", 1)
    copy = tmp_path / "calls" / "copy.wav"
    shutil.copy(ref.path, copy)
    result = transcribe_new(instance, [ref, RecordingRef("r1", copy, "left", "ru", day=ref.day)], workers=2)
    assert result.done == 2
    assert result.audio_s == pytest.approx(4, abs=0.1)
    assert_each_once(instance, 2)


def test_a_full_model_hears_again_what_only_the_demonstration_model_had_heard(
    instance: Instance, tmp_path: Path
) -> None:
    refs = recordings(tmp_path / "calls", 1)
    transcribe_new(instance, refs)
    shutil.copytree(MODELS / "tiny-ru", instance.models / "vosk-model-small-ru-0.22")
    again = transcribe_new(instance, refs)
    assert again.done == 1
    assert [row["model"] for row in stored(instance, "recordings")] == ["tiny-ru", "vosk-model-small-ru-0.22"]


def test_without_any_model_one_line_says_what_to_do(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcribe.models.DEMO_MODELS", tmp_path / "none")
    with pytest.raises(SapaError, match="models install small-ru") as caught:
        transcribe_new(instance, recordings(tmp_path / "calls", 1))
    assert "\n" not in str(caught.value)
    assert transcribe_new(new_instance(tmp_path / "empty"), []).done == 0


def landed(instance: Instance, refs: list[RecordingRef]) -> None:
    """Let the recordings land as a source's rows do."""
    folder = instance.landing / "recordings"
    folder.mkdir(parents=True)
    (instance.landing / "loads").mkdir()
    rows = [
        {"recording_id": ref.recording_id, "sound_file": Path(ref.path).name, "agent_side": ref.agent_side,
         "language": ref.language, "started_at": None, "source": "calls"}
        for ref in refs
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows), folder / "one.parquet")
    load = {"load_id": "one", "source": "calls", "contract": "recordings", "status": "loaded",
            "file": "incoming/calls/index.csv", "parquet": "landing/recordings/one.parquet"}  # fmt: skip
    (instance.landing / "loads" / "one.json").write_text(json.dumps(load), "utf8")


def test_landed_rows_name_their_sound_files_beside_their_own_file(instance: Instance) -> None:
    (instance.home / "incoming").mkdir()
    refs = recordings(instance.home / "incoming" / "calls", 2)
    landed(instance, refs)
    assert [(each.recording_id, each.path) for each in landed_recordings(instance)] == [
        (ref.recording_id, ref.path) for ref in refs
    ]

"""Real recordings go through every stage, with the full models where SAPA_MODELS names them.

SAPA_TEST_ALL=1 takes all four hundred; else one of six of the short ones.
"""

import itertools
from pathlib import Path

import pyarrow.parquet as pq

from tests.amounts import ALL
from tests.transcribe_sounds import MODELS, new_instance
from transcribe import recogniser
from transcribe.api import RecordingRef, transcribe_new
from transcribe.audio import RATE, decode
from transcribe.speakers import told_apart

SOUNDS = (".wav", ".mp3")
HEADLESS = "missing_wav_header"


def real_recordings(folder: Path) -> list[RecordingRef]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in SOUNDS)
    prompts = [path for path in files if "ru_prompts" in path.parts]
    if not ALL:
        files = prompts[::6] + [path for path in files if path not in prompts]
    return [
        RecordingRef(
            path.relative_to(folder).as_posix(), path, language="ru" if "ru_prompts" in path.parts else "en"
        )
        for path in files
    ]


def test_every_real_recording_is_heard_or_set_aside_with_its_reason(real_data: Path, tmp_path: Path) -> None:
    refs = real_recordings(real_data / "audio")
    assert len(refs) >= 70
    instance = new_instance(tmp_path / "home")
    result = transcribe_new(instance, refs, workers=2)
    rows = [
        row
        for file in instance.transcripts.glob("*/*.recordings.parquet")
        for row in pq.read_table(file).to_pylist()
    ]
    assert (result.done + result.failed, result.left, len(rows)) == (len(refs), 0, len(refs))
    aside = {row["recording_id"]: row["reason"] for row in rows if row["status"] != "done"}
    assert set(aside) == {ref.recording_id for ref in refs if HEADLESS in ref.recording_id}
    assert all("header" in reason for reason in aside.values())
    assert result.audio_s > 400
    heard = [row for row in rows if row["status"] == "done"]
    assert all(row["duration_s"] > 0 and row["count_channels"] in (1, 2) for row in heard)


def test_a_real_mono_call_is_split_into_two_voices_that_take_turns(real_data: Path) -> None:
    """Two people of a support call; who is who is not known here, only that both come back again."""
    samples = decode(real_data / "audio" / "en_calls" / "Auto0_Mono.wav").channels[0][: 100 * RATE]
    said = [("en", phrase) for phrase in recogniser.hear(MODELS / "tiny-en", samples)]
    voices = [part.voice for part in told_apart(samples, said)]
    assert {1, 2} == set(voices)
    assert sum(a != b for a, b in itertools.pairwise(voices)) >= 6

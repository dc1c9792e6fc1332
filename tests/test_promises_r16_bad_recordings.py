"""R16: a bad recording never stops the queue; it is set aside with its reason after few attempts."""

import shutil
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from config.instance import Instance
from tests.test_transcribe_run import assert_each_once, recordings, stored
from tests.transcribe_sounds import encode, new_instance, sound, with_declared_bytes, without_other_models
from transcribe.api import queue_overview, transcribe_new
from transcribe.recording import RecordingRef

HOURS_OF_SILENCE = 1


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    without_other_models(monkeypatch)
    return new_instance(tmp_path / "home")


def _empty(file: Path) -> None:
    file.touch()


def _header_only(file: Path) -> None:
    _silence(file, 0)


def _text(file: Path) -> None:
    file.write_text("not sound " * 100, "utf8")


def _noise(file: Path) -> None:
    file.write_bytes(bytes(i * 7919 % 251 for i in range(5000)))


def _headless(file: Path) -> None:
    encode(sound("ru"), file)
    file.write_bytes(file.read_bytes()[100:])


def _cut(file: Path) -> None:
    with_declared_bytes(encode(sound("ru"), file), 1 << 28)


def _cut_mp3(file: Path) -> None:
    encode(sound("ru"), file, "mp3")
    file.write_bytes(file.read_bytes()[:3000])


def _picture(file: Path) -> None:
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))


def _folder(file: Path) -> None:
    file.mkdir()


def _missing(_file: Path) -> None:
    pass


def _silence(file: Path, seconds: float) -> None:
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(8000)
        out.writeframes(b"\x80" * int(8000 * seconds))


BAD: dict[str, Callable[[Path], None]] = {
    "empty.wav": _empty, "header.wav": _header_only, "text.wav": _text, "noise.wav": _noise,
    "headless.wav": _headless, "cut.wav": _cut, "cut.mp3": _cut_mp3, "picture.mp3": _picture,
    "folder.wav": _folder, "missing.wav": _missing,
}  # fmt: skip


def test_bad_recordings_are_set_aside_with_their_reason_beside_good_ones(
    instance: Instance, tmp_path: Path
) -> None:
    folder = tmp_path / "calls"
    good = recordings(folder, 3)
    for name, make in BAD.items():
        make(folder / name)
    bad = [RecordingRef(name, folder / name, day=good[0].day) for name in BAD]
    foreign = RecordingRef("foreign", good[0].path, language="de")
    result = transcribe_new(instance, [*bad, foreign, *good], workers=2)
    reasons = {row["recording_id"]: row["reason"] for row in stored(instance, "recordings") if row["reason"]}
    assert set(reasons) == {*BAD, "foreign"}
    assert all("\n" not in reason and len(reason) > 20 for reason in reasons.values()), reasons
    assert (result.done, result.failed, result.left) == (3, len(BAD) + 1, 0)
    assert_each_once(instance, 3)
    told = queue_overview(instance)
    assert {each.recording_id for each in told.set_aside} == set(reasons)
    assert all(1 <= each.attempts <= 2 for each in told.set_aside)
    assert transcribe_new(instance, [*bad, foreign, *good]).failed == 0  # nothing is tried again unasked
    shutil.copy(good[0].path, folder / "missing.wav")
    assert transcribe_new(instance, bad).done == 1


def test_an_hour_of_silence_is_heard_in_seconds_and_hold_up_nobody(
    instance: Instance, tmp_path: Path
) -> None:
    good = recordings(tmp_path / "calls", 1)
    _silence(tmp_path / "silence.wav", HOURS_OF_SILENCE * 3600)
    result = transcribe_new(instance, [RecordingRef("silence", tmp_path / "silence.wav"), *good], workers=1)
    assert (result.done, result.failed, result.left) == (2, 0, 0)
    (row,) = (row for row in stored(instance, "recordings") if row["recording_id"] == "silence")
    assert row["duration_s"] == pytest.approx(HOURS_OF_SILENCE * 3600)
    assert row["count_words"] == 0

"""``python -m transcribe`` as a person types it: data on stdout, one line per mistake, honest exit codes."""

import csv
import io
import json
from pathlib import Path

import pytest

from config.cli import exit_code
from config.errors import SapaError
from tests.transcribe_sounds import call, encode, new_instance, sound, without_other_models
from transcribe.__main__ import app
from transcribe.api import RecordingRef, transcribe_new
from transcribe.output import COLUMNS


@pytest.fixture(autouse=True)
def _only_the_demo_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_other_models(monkeypatch)
    monkeypatch.setattr("config.instance.DEMO_HOME", tmp_path / "no demo")


def typed(capfdbinary: pytest.CaptureFixture[bytes], *words: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    code = exit_code(app, "transcribe", [str(word) for word in words])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return encode(sound("ru"), tmp_path / "a call.wav", "alaw.wav")


def test_a_file_is_heard_without_any_instance_and_nothing_is_stored(
    capfdbinary: pytest.CaptureFixture[bytes], recording: Path
) -> None:
    before = sorted(recording.parent.rglob("*"))
    code, out, err = typed(
        capfdbinary, "file", recording, "--language", "ru", "--left", "agent", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert tuple(rows[0]) == COLUMNS
    assert {(row["channel"], row["speaker"]) for row in rows} == {("0", "agent"), ("1", "customer")}
    start_s = call("ru").turns[0][1]
    assert float(rows[0]["start_s"]) == pytest.approx(start_s, abs=0.4)
    assert "demonstration model" in err
    assert sorted(recording.parent.rglob("*")) == before


def test_every_format_says_the_same_words(capfdbinary: pytest.CaptureFixture[bytes], recording: Path) -> None:
    def said(kind: str) -> str:
        return typed(capfdbinary, "file", recording, "--model", "tiny-ru", "--format", kind)[1]

    words = [row["word"] for row in csv.DictReader(io.StringIO(said("csv")))]
    assert [row["word"] for row in json.loads(said("json"))] == words
    lines = said("text").splitlines()
    assert [word for line in lines for word in line.split("] ", 1)[1].split()] == words
    vtt = said("vtt")
    assert vtt.startswith("WEBVTT\n")
    assert vtt.count(" --> ") == len(lines)
    assert "<PHONE>" not in vtt


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("file", "nothing.wav"), 3, "no such file"),
        (("file", "empty.wav"), 3, "0 bytes"),
        (("file", "empty.wav", "--model", "tny-ru"), 2, "did you mean tiny-ru"),
        (("file", "empty.wav", "--format", "srt"), 2, "unknown format 'srt'"),
        (("file", "empty.wav", "--left", "boss"), 2, "One of: agent, customer"),
        (("file", "empty.wav", "--language", "fr"), 3, "no model for language 'fr'"),
        (("run",), 2, "no instance named"),
        (("run", "--home", "nowhere"), 3, "is no Sapa instance"),
        (("models", "install", "small-ru"), 2, "no instance named"),
        (("models", "install", "--home", "home"), 2, "name of a model"),
        (("models", "install", "small-ru", "--home", "home"), 3, "--from FILE.zip"),
        (("models", "install", "smal-ru", "--home", "home"), 2, "did you mean small-ru"),
        (("models", "install", "--from", "none.zip", "--home", "home"), 2, "no such file"),
        (("models", "use", "vosk", "--home", "home"), 2, "unknown model 'vosk'"),
        (("listen",), 2, "No such command"),
    ],
)
def test_a_mistake_gets_one_line_and_its_exit_code(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...], code: int, expected: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAPA_MODELS_URL", "http://127.0.0.1:9")
    new_instance(tmp_path / "home")
    (tmp_path / "empty.wav").touch()
    found, out, err = typed(capfdbinary, *words)
    assert (found, out) == (code, "")
    assert expected in err
    assert len(err.strip().splitlines()) == 1


def test_the_queue_is_seen_and_what_was_set_aside_can_be_tried_again(
    capfdbinary: pytest.CaptureFixture[bytes], recording: Path, tmp_path: Path
) -> None:
    instance = new_instance(tmp_path / "home")
    bad = tmp_path / "bad.wav"
    bad.touch()
    transcribe_new(
        instance, [RecordingRef("good", recording, "left", "ru"), RecordingRef("bad", bad)], workers=1
    )
    code, out, _ = typed(capfdbinary, "status", "--home", instance.home, "--format", "json")
    (state,) = json.loads(out)
    assert (code, state["done"], state["failed"], state["queued"]) == (0, 1, 1, 0)
    assert "0 bytes" in state["set_aside"][0]["reason"]
    bad.write_bytes(recording.read_bytes())
    assert typed(capfdbinary, "retry", "--home", instance.home)[:2] == (0, "queued again 1\n")
    code, out, _ = typed(capfdbinary, "run", "--home", instance.home, "--format", "csv")
    assert code == 0
    assert next(csv.DictReader(io.StringIO(out)))["done"] == "1"


def test_models_are_listed_with_the_one_in_use(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = typed(capfdbinary, "models", "list", "--format", "csv")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert (rows["tiny-ru"]["in_use"], rows["tiny-ru"]["demo"]) == ("True", "True")
    assert rows["vosk-model-small-ru-0.22"]["installed"] == "False"
    assert typed(capfdbinary, "models", "verify", "tiny-ru")[0] == 0


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    from transcribe.locks import only_one
    from transcribe.run import transcribe_new as run_alone

    instance = new_instance(tmp_path / "home")
    with only_one(instance.transcripts / ".lock", "busy"), pytest.raises(SapaError, match="another run"):
        run_alone(instance, [])

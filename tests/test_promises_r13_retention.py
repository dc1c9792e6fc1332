"""Promise R13: what is older than the rules allow goes every day; trying it dry lists exactly what goes."""

import shutil
import wave
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from config.cli import exit_code
from config.errors import NotReady
from config.instance import Instance
from etl.__main__ import app
from etl.keeping import log, retention
from etl.keeping.retention import is_due, retain, would_go
from etl.keeping.rules import rules
from etl.watching.watch import Watcher
from tests.etl_instances import deliver, landed, load, new_instance
from tests.fault_bytes import plain_text
from transcribe import store
from ui.call import sounds
from warehouse import rows
from warehouse.build import build
from warehouse.period import Period
from warehouse.scope import OWNER, Scope
from warehouse.snapshot import current

DAY = date(2022, 7, 1)
"""The operator's clock of the tests."""
QUALITY = Scope("q", "head_of_quality", None, None, True)
RULES = """
[retention]
audio_days = 90
transcript_days = 60
quarantine_days = 30
texts_days = {surveys = 60}
rows_days = {ratings = 60}
"""
SURVEYS = """contract = "surveys"
path = "incoming/surveys*.csv"
[columns]
survey_id = "id"
sent_at = "at"
score = "score"
comment = "comment"
"""
RATINGS = """contract = "ratings"
path = "incoming/ratings*.csv"
[columns]
rating_id = "id"
rated_at = "at"
rating = "rating"
"""
TALKS = """contract = "utterances"
path = "incoming/talks*.csv"
[columns]
recording_id = "recording"
started_at = "at"
utterance_no = "no"
text = "text"
"""
RECORDINGS = """contract = "recordings"
path = "{folder}/index.csv"
[columns]
recording_id = "recording"
sound_file = "file"
started_at = "at"
"""


def _sound(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\1\1" * 8000)


def _deliver(instance: Instance, outside: Path) -> None:
    deliver(instance, "surveys.csv", "id,at,score,comment\nold,2022-03-01,2,давнийотзыв\n"
            "new,2022-06-20,9,свежийотзыв\nbad,2022-03-01,99,плохаястрока\n")  # fmt: skip
    deliver(instance, "talks.csv", "recording,at,no,text\ntalk,2022-03-01,1,чужаязапись\n")
    deliver(instance, "ratings.csv", "id,at,rating\nold,2022-03-01,1\nnew,2022-06-20,5\n")
    for folder, name in ((instance.home / "incoming" / "calls", "in"), (outside, "out")):
        for kind, day in (("old", "2022-03-01"), ("mid", "2022-04-20"), ("new", "2022-06-20")):
            _sound(folder / f"{name}_{kind}.wav")
            with (folder / "index.csv").open("a", encoding="utf8") as index:
                index.write("recording,file,at\n" if kind == "old" else "")
                index.write(f"{name}_{kind},{name}_{kind}.wav,{day} 10:00\n")


def _hear(instance: Instance, outside: Path) -> None:
    store.prepare(instance.transcripts)
    for kind, day in (("old", "2022-03-01"), ("mid", "2022-04-20"), ("new", "2022-06-20")):
        heard, said = [], []
        for name, folder in (("in", "incoming/calls"), ("out", str(outside))):
            both = {"audio_id": f"{name}{kind}", "model": "m", "language": "ru", "confidence": 0.9,
                    "count_words": 1, "result_key": f"{name}{kind}-k"}  # fmt: skip
            heard.append(both | {
                "recording_id": f"{name}_{kind}", "path": f"{folder}/{name}_{kind}.wav", "status": "done",
                "reason": "", "model_checksum": "0", "duration_s": 1.0, "count_channels": 1,
                "seconds_spent": 0.1, "transcribed_at": datetime(2022, 7, 1), "is_demo_model": False,
            })  # fmt: skip
            word = {"word": f"сказано{kind}", "start_s": 0.1, "end_s": 0.4, "confidence": 0.9}
            said.append(both | {"channel": 0, "speaker": "unknown", "utterance_no": 1, "start_s": 0.1,
                                "end_s": 0.4, "text": f"сказано{kind}", "words": [word]})  # fmt: skip
        store.write_day(instance.transcripts, day, f"b-{kind}", heard, said)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Old and new of everything, of ours in the instance and of somebody else's outside."""
    root = tmp_path_factory.mktemp("r13")
    outside = root / "shared"
    instance = new_instance(
        root / "op", surveys=SURVEYS, talks=TALKS, ratings=RATINGS,
        calls=RECORDINGS.format(folder="incoming/calls"), elsewhere=RECORDINGS.format(folder=outside),
    )  # fmt: skip
    (instance.config / "settings.toml").write_text(RULES, "utf8")
    outside.mkdir()
    _deliver(instance, outside)
    outcome = load(instance)
    assert not outcome.problems and len(outcome.loads) == 5, outcome
    for file in (instance.landing / "loads").glob("*.json"):  # loaded in spring
        text = file.read_text("utf8")
        began = text.index('"finished_at": "') + len('"finished_at": "')
        file.write_text(text[:began] + "2022-05-01" + text[began + 10 :], "utf8")
    _hear(instance, outside)
    build(instance)
    return instance


@pytest.fixture
def operator(full: Instance, tmp_path: Path) -> Iterator[Instance]:
    """A copy; what lies outside is put back afterwards."""
    yield Instance(Path(shutil.copytree(full.home, tmp_path / "op")).resolve())
    _sound(_outside(full) / "out_old.wav")


def _outside(full: Instance) -> Path:
    return full.home.parent / "shared"


def _listed(gone: tuple[log.Gone, ...]) -> dict[str, int]:
    return {f"{one.what} {one.contract}".strip(): one.count for one in gone}


def _calls(instance: Instance) -> list[tuple[object, ...]]:
    found = rows.rows(current(instance), OWNER, "calls", period=Period(None, None))
    columns = ["recording_id", "status", "count_words", "duration_s"]
    found = found[found["recording_id"] != "talk"]  # its words are counted in its text
    return sorted(found[columns].itertuples(index=False, name=None))


def test_what_the_dry_run_lists_is_what_goes_and_nothing_else(full: Instance, operator: Instance) -> None:
    calls, before = _calls(operator), plain_text(operator)
    foretold = would_go(operator, DAY)
    assert plain_text(operator) == before
    assert _listed(foretold) == {
        "sounds": 1, "sounds_elsewhere": 1, "transcripts": 5, "quarantine": 1, "texts surveys": 1,
        "rows ratings": 1,
    }  # fmt: skip
    done = retain(operator, DAY)
    assert done.gone == foretold
    assert [one.gone for one in log.runs(operator)] == [foretold]
    assert sum(_listed(would_go(operator, DAY)).values()) == 1  # what is not ours stays where it is
    _check_what_is_left(operator)
    assert (_outside(full) / "out_old.wav").exists()
    assert _calls(operator) == calls  # no call is lost, nor what was measured of it


def _check_what_is_left(operator: Instance) -> None:
    text = plain_text(operator)
    gone = ("давнийотзыв", "плохаястрока", "сказаноold", "сказаноmid", "чужаязапись")
    assert [word for word in gone if word in text] == []
    assert [word for word in ("свежийотзыв", "сказаноnew") if word not in text] == []
    assert [row[0] for row in landed(operator, "surveys", "survey_id")] == ["old", "new"]
    assert [row[0] for row in landed(operator, "ratings", "rating_id")] == ["new"]
    inside = sorted(file.name for file in (operator.home / "incoming" / "calls").glob("*.wav"))
    assert inside == ["in_mid.wav", "in_new.wav"]
    assert len(list(operator.warehouse.glob("*.duckdb"))) == 1


def test_stopped_before_publishing_it_is_published_by_the_next_run(
    operator: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(retention, "publish_anew", dies)
        retain(operator, DAY)
    old = current(operator).id
    assert is_due(operator)
    retain(operator, DAY)
    assert current(operator).id != old
    assert len(list(operator.warehouse.glob("*.duckdb"))) == 1
    assert not is_due(operator)


def test_a_call_without_its_sound_or_text_is_not_played_and_says_why(operator: Instance) -> None:
    retain(operator, DAY)
    shot = current(operator)
    heard = {
        name: sounds.audible(operator, shot, QUALITY, name)
        for name in ("in_old", "out_old", "in_mid", "in_new", "out_new")
    }
    assert heard["in_old"] == heard["out_old"] == sounds.Silent(sounds.SOUND_GONE)
    assert heard["in_mid"] == sounds.Silent(sounds.TEXT_GONE)
    assert isinstance(heard["in_new"], sounds.Audible) and isinstance(heard["out_new"], sounds.Audible)
    assert log.sound_gone(operator, date(2022, 3, 1)) == DAY
    assert log.sound_gone(operator, date(2022, 4, 20)) is None


def test_sounds_elsewhere_are_removed_where_their_source_leaves_them_to_us(
    full: Instance, operator: Instance
) -> None:
    declared = operator.sources / "elsewhere.toml"
    declared.write_text("retention = true\n" + declared.read_text("utf8"), "utf8")
    done = retain(operator, DAY)
    assert _listed(done.gone)["sounds"] == 2
    assert _listed(done.gone)["sounds_elsewhere"] == 0
    left = sorted(file.name for file in _outside(full).glob("*.wav"))
    assert left == ["out_mid.wav", "out_new.wav"]


def test_days_later_more_goes(full: Instance) -> None:
    """The clock moved: each rule takes what has grown too old since."""
    counts = [_listed(would_go(full, DAY + timedelta(days=days))) for days in (0, 30, 120)]
    assert [one["sounds"] for one in counts] == [1, 2, 3]
    assert [one["transcripts"] for one in counts] == [5, 5, 7]
    assert [one["texts surveys"] for one in counts] == [1, 1, 2]
    assert would_go(full, DAY - timedelta(days=60))[0].count == 0


def test_the_watcher_applies_the_rules_once_a_day(
    operator: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(retention, "today", lambda _settings: DAY)
    watcher = Watcher(operator, said.append, stays=False)
    assert is_due(operator)
    watcher._retain()
    assert len([line for line in said if "retention" in line]) == 6
    assert not is_due(operator)
    watcher._retain()
    assert len(log.runs(operator)) == 1
    done = log.runs(operator)[0]
    log.file_of(operator).unlink()
    log.add(operator, replace(done, at=datetime.now(UTC) - timedelta(hours=25)))
    assert is_due(operator)


def test_without_a_rule_everything_is_kept(full: Instance, capfd: pytest.CaptureFixture[str]) -> None:
    settings = full.config / "settings.toml"
    kept = settings.read_text("utf8")
    settings.write_text("", "utf8")
    try:
        assert would_go(full, DAY) == ()
        assert not is_due(full)
        assert exit_code(app, "etl", ["retention", "--dry-run", "--home", str(full.home)]) == 0
        assert "no rule is set" in capfd.readouterr().err
    finally:
        settings.write_text(kept, "utf8")


def test_the_command_lists_what_goes(full: Instance, capfd: pytest.CaptureFixture[str]) -> None:
    command = ["retention", "--dry-run", "--format", "csv", "--home", str(full.home)]
    assert exit_code(app, "etl", command) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "what,contract,before,count,bytes,oldest,newest"
    assert lines[1].startswith("sounds,,")
    assert not log.file_of(full).exists()


def test_an_unknown_record_type_is_told(full: Instance) -> None:
    settings = full.config / "settings.toml"
    kept = settings.read_text("utf8")
    settings.write_text("[retention]\ntexts_days = {survey = 3}\n", "utf8")
    try:
        with pytest.raises(NotReady, match="did you mean surveys"):
            rules(full, DAY)
    finally:
        settings.write_text(kept, "utf8")

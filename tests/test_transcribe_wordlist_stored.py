"""A changed word list reaches calls heard before, without their sound; what readers take is the newest."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]
import pytest

from config.cli import exit_code
from config.instance import Instance
from tests.transcribe_sounds import encode, new_instance, sound, without_other_models
from transcribe import rows, store
from transcribe.__main__ import app
from transcribe.api import RecordingRef, transcribe_new
from transcribe.audio import RATE
from transcribe.choice import choose
from transcribe.ledger import Job, ledger_of
from transcribe.models import in_use
from transcribe.transcript import Transcript, Utterance, Word
from transcribe.wordlist import names, stored

LIST = 'near = ["тариф"]\n[[name]]\nname = "Супер Связь"\n'
HEARD = (("тариф", 1.0), ("с", 0.7), ("утра", 0.8), ("связь", 0.9))


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    """Two calls heard on one day, one of them with a near miss; no sound is there any more."""
    without_other_models(monkeypatch)
    made = new_instance(tmp_path / "home")
    store.prepare(made.transcripts)
    finished = [_heard("near", HEARD), _heard("other", (("да", 0.5),))]
    utterances = [row for each in finished for row in each.utterances]
    store.write_day(
        made.transcripts, "2022-07-01", store.new_batch(), [each.recording for each in finished], utterances
    )
    return made


def _heard(name: str, said: tuple[tuple[str, float], ...]) -> rows.Finished:
    words = tuple(Word(word, i * 0.5, i * 0.5 + 0.4, sure) for i, (word, sure) in enumerate(said))
    utterances = (Utterance(0, words, "ru", "tiny-ru"),)
    transcript = Transcript(f"sound-{name}", 9.0, 1, utterances, "ru", ("tiny-ru",), True)
    job = Job(1, name, f"{name}.wav", "left", "ru", "2022-07-01", 1, 1, "key")
    return rows.heard(job, transcript, choose(in_use(None), "ru"), 0.1)


def _newest(instance: Instance) -> dict[str, dict[str, Any]]:
    """What readers take: of each sound the utterance stored last, with its recording's newest row."""
    found: dict[str, dict[str, Any]] = {}
    for what in ("utterances", "recordings"):
        for file in sorted(instance.transcripts.glob(f"*/*.{what}.parquet")):
            for row in pq.read_table(file).to_pylist():
                before: dict[str, Any] = found.get(row["audio_id"], {}).get(what, {})
                if row.get("transcribed_at", datetime.max) >= before.get("transcribed_at", datetime.min):
                    found.setdefault(row["audio_id"], {})[what] = row
    return found


def _mend(instance: Instance, text: str | None) -> stored.Mending:
    file = instance.config / "words.toml"
    file.unlink(missing_ok=True)
    if text is not None:
        file.write_text(text, "utf8")
    return stored.mend(instance)


def test_names_come_and_go_with_the_list_and_nothing_is_lost(instance: Instance) -> None:
    before = _newest(instance)
    done = _mend(instance, LIST)
    assert (done.recordings, done.changed) == (2, 1)
    assert done.names == {("Супер Связь", "с утра связь"): 1}
    now = _newest(instance)["sound-near"]
    assert now["utterances"]["text"] == "тариф Супер Связь"
    assert now["utterances"]["count_words"] == now["recordings"]["count_words"] == 3
    assert now["recordings"]["word_list"] is not None
    assert _mend(instance, LIST).changed == 0
    assert _mend(instance, None).changed == 1
    after = _newest(instance)
    assert {key: row["utterances"] for key, row in after.items()} == {
        key: row["utterances"] for key, row in before.items()
    }
    hours = {key: row["recordings"]["transcribed_at"].replace(microsecond=0) for key, row in after.items()}
    assert hours == {
        key: row["recordings"]["transcribed_at"].replace(microsecond=0) for key, row in before.items()
    }


def test_the_queue_takes_no_mended_call_for_one_to_be_heard(instance: Instance) -> None:
    _mend(instance, LIST)
    with ledger_of(instance) as ledger:
        assert len(ledger.known_batches()) == 1
        assert ledger.claim("me", 10) is None


def test_a_dry_run_tells_and_writes_nothing(
    instance: Instance, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (instance.config / "words.toml").write_text(LIST, "utf8")
    files = sorted(instance.transcripts.rglob("*.parquet"))
    words = ["mend", "--dry-run", "--format", "csv", "--home", str(instance.home)]
    assert exit_code(app, "transcribe", words) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode().splitlines() == ["name,heard,count", "Супер Связь,с утра связь,1"]
    assert "1 would be changed" in err.decode()
    assert sorted(instance.transcripts.rglob("*.parquet")) == files


def test_only_days_asked_for_are_looked_at(
    instance: Instance, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (instance.config / "words.toml").write_text(LIST, "utf8")
    assert stored.mend(instance, since="2022-07-02").recordings == 0
    assert exit_code(app, "transcribe", ["mend", "--since", "July", "--home", str(instance.home)]) == 2
    assert "2026-03-01" in capfdbinary.readouterr().err.decode()


def test_what_is_heard_from_now_on_is_noted_with_the_list(instance: Instance, tmp_path: Path) -> None:
    (instance.config / "words.toml").write_text(LIST, "utf8")
    file = encode(sound("ru")[:, : RATE * 4], tmp_path / "new.wav")
    transcribe_new(instance, [RecordingRef("new", file, "left", "ru", day=date(2022, 7, 2))], workers=1)
    rows = [row["recordings"] for row in _newest(instance).values() if "recordings" in row]
    noted = {row["recording_id"]: row["word_list"] for row in rows}
    assert noted == {"near": None, "other": None, "new": names.load(instance.config / "words.toml").checksum}

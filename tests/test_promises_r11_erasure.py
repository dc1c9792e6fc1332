"""Promise R11: one command erases a customer everywhere; a byte scan finds nothing, and no old file brings
the person back."""

import hashlib
import shutil
import sqlite3
import wave
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from config.cli import exit_code
from config.errors import WrongUse
from config.instance import Instance
from etl.__main__ import app
from etl.enrich import enrich
from etl.erasing import erasing, pending, tombstones
from etl.erasing.erasing import erase, key_of, would_erase
from etl.learn import own_rows
from etl.lock import writing
from etl.run import Summary, finish
from journal.api import Closing, Journal, Task, corrections
from tests.etl_instances import adds_up, deliver, landed, load, new_instance, quarantined
from tests.fault_bytes import plain_text
from text.api import answering
from text.training.installed import named
from text.training.train import labelled, train
from transcribe import sound_cache, store
from transcribe.api import evaluations
from transcribe.evaluation.forgetting import mark
from transcribe.evaluation.result import Confusion, Errors, Evaluation, ModelUsed, NameFound, save
from transcribe.ledger import ledger_of
from warehouse import engine
from warehouse.build import build
from warehouse.snapshot import current

PERSON, OTHER = "+7 701 555 66 77", "+7 702 111 22 33"
UNIQUE = ("сиреневыйжираф", "бирюзовыйкит", "лиловаясова", "CONTACT-A1", "RECORDING-A1", "CASE-A1",
          "SURVEY-A1", "RATING-A1", "7015556677", "RECORDING-A2", "CONTACT-A2")  # fmt: skip
KEPT = ("CONTACT-B1", "RECORDING-B1", "жёлтаялампа")
PERSONS_TEXTS = ("сиреневыйжираф и спасибо", "сиреневыйжираф опять", "лиловаясова", "бирюзовыйкит")
CORRECTED = ("сиреневыйжираф опять", "спасибо", "жёлтаялампа")
"""The person's alone, everybody's, somebody else's."""
SOURCES = {
    "contacts": 'contract = "contacts"\npath = "incoming/contacts*.csv"\n[columns]\n'
    'contact_id = "contact"\nstarted_at = "at"\ncustomer_id = "phone"\n',
    "surveys": 'contract = "surveys"\npath = "incoming/surveys*.csv"\n[columns]\nsurvey_id = "id"\n'
    'contact_id = "contact"\nsent_at = "at"\nscore = "score"\ncomment = "comment"\ncustomer_id = "phone"\n',
    "ratings": 'contract = "ratings"\npath = "incoming/ratings*.csv"\n[columns]\nrating_id = "id"\n'
    'contact_id = "contact"\nrated_at = "at"\nrating = "rating"\ncomment = "comment"\n',
    "cases": 'contract = "cases"\npath = "incoming/cases*.csv"\n[columns]\ncase_id = "case"\n'
    'registered_at = "at"\ncontact_id = "contact"\ntext = "text"\n[constants]\nkind = "complaint"\n',
    "recordings": 'contract = "recordings"\npath = "incoming/recordings/*.csv"\n[columns]\n'
    'recording_id = "recording"\nsound_file = "file"\nstarted_at = "at"\ncontact_id = "contact"\n',
}
FILES = {
    "contacts.csv": ["contact,at,phone", f"CONTACT-A1,2022-03-01 10:00,{PERSON}",
                     "CONTACT-A2,2022-03-02 10:00,8 (701) 555-66-77", f"CONTACT-B1,2022-03-01 11:00,{OTHER}"],
    "surveys.csv": ["id,contact,at,score,comment,phone",
                    f"SURVEY-A1,CONTACT-A1,2022-03-01 12:00,2,сиреневыйжираф и спасибо,{PERSON}",
                    f"SURVEY-B1,CONTACT-B1,2022-03-01 12:00,3,жёлтаялампа,{OTHER}",
                    f"SURVEY-A2,CONTACT-A1,2022-03-01 12:00,99,бирюзовыйкит,{PERSON}",
                    f"SURVEY-B2,CONTACT-B1,2022-03-02 12:00,9,спасибо,{OTHER}",
                    f"SURVEY-A3,CONTACT-A2,2022-03-02 12:00,9,спасибо,{PERSON}"],
    "ratings.csv": ["id,contact,at,rating,comment", "RATING-A1,CONTACT-A1,2022-03-01 12:05,1,лиловаясова",
                    "RATING-B1,CONTACT-B1,2022-03-01 12:05,5,хорошо"],
    "cases.csv": ["case,at,contact,text", "CASE-A1,2022-03-03 09:00,CONTACT-A1,сиреневыйжираф опять"],
    "recordings/index.csv": ["recording,file,at,contact", "RECORDING-A1,a1.wav,2022-03-01 10:00,CONTACT-A1",
                             "RECORDING-A2,a2.wav,2022-03-02 10:00,CONTACT-A2",
                             "RECORDING-B1,b1.wav,2022-03-01 11:00,CONTACT-B1"],
}  # fmt: skip


class _Nobody:
    """Is told of steps and says nothing."""

    def __getattr__(self, _name: str) -> object:
        return lambda *_: None


def _deliver(instance: Instance) -> None:
    for name, lines in FILES.items():
        deliver(instance, name, "\n".join(lines) + "\n")


def _sound(path: Path, value: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes([value, 1]) * 8000)


def _hear(instance: Instance) -> None:
    """As the recogniser stores what it hears; the job is in the ledger too."""
    folder = instance.transcripts
    store.prepare(folder)
    recordings, utterances = [], []
    for name, said in (("A1", "лиловаясова сказала"), ("A2", "бирюзовыйкит"), ("B1", "жёлтаялампа")):
        base = {"audio_id": f"sound-{name}", "model": "m", "language": "ru", "confidence": 0.9,
                "count_words": 2, "result_key": f"sound-{name}-k"}  # fmt: skip
        recordings.append(base | {
            "recording_id": f"RECORDING-{name}", "path": f"incoming/recordings/{name.lower()}.wav",
            "status": "done", "reason": "", "model_checksum": "0", "duration_s": 1.0,
            "count_channels": 1, "seconds_spent": 0.1, "transcribed_at": datetime(2022, 4, 1),
            "is_demo_model": False,
        })  # fmt: skip
        words = [{"word": word, "start_s": 0.1, "end_s": 0.4, "confidence": 0.9} for word in said.split()]
        utterances.append(base | {"channel": 0, "speaker": "unknown", "utterance_no": 1, "start_s": 0.1,
                                  "end_s": 0.4, "text": said, "words": words})  # fmt: skip
    batch = store.write_day(folder, "2022-03-01", store.new_batch(), recordings, utterances)
    with ledger_of(instance) as ledger:
        ledger.note([batch], [row | {"transcribed_at": str(row["transcribed_at"])} for row in recordings])


def _write_journal(instance: Instance) -> None:
    journal = Journal(instance)
    for name in ("A1", "B1"):
        task = Task(f"survey:SURVEY-{name}", None, datetime(2022, 3, 1), datetime(2022, 3, 3))
        journal.followups.close(
            task, Closing(f"записка {name}", "resolved", "agent"), "asel", datetime(2022, 3, 2)
        )
        journal.followups.keep_draft(
            "asel", f"rating:RATING-{name}", "сиреневыйжираф" if name == "A1" else "x"
        )
        journal.add_play(recording_id=f"RECORDING-{name}", person="asel", address_id=name)
        journal.searches.add(person="asel", subject="case", asked=f"CASE-{name}", count_found=1)
    for text in CORRECTED:
        journal.corrections.correct(_md5(text), [], ["praise"], "asel")
    for person in (PERSON, OTHER):
        journal.searches.add(person="asel", subject="customer", asked=key_of(instance, person), count_found=3)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _measure(instance: Instance) -> None:
    """Two evaluations of recognition: one heard the person, one somebody else."""
    for at, name, word in (("2022-05-01", "A1", "лиловаясова"), ("2022-05-02", "B1", "жёлтаялампа")):
        mistaken = Confusion(word, "сова", 2)
        save(instance, Evaluation(
            f"{at}T10:00:00", "references", "1", (ModelUsed("m", "0", False),), 2, 2.0,
            (f"RECORDING-{name}.wav: not audio",), (Errors("all", "", 2, 9, 2, 0, 0, 22.2, 5.0, 40.0, 9.0),),
            (mistaken,), (), "list", (NameFound("Turbo", 1, 0, 0, 0, (mistaken,)),),
            marks=(f"sound-{name}", mark(f"RECORDING-{name}.wav")),
        ))  # fmt: skip


def _teach(instance: Instance) -> None:
    """A model of causes learns from two texts of the person, one of them somebody else's too."""
    own = ["сиреневыйжираф опять", "спасибо"]
    praised = [*own, *(f"спасибо, мастер {number} всё починил" for number in range(9))]
    lost = [f"интернет пропал {number} раз" for number in range(11)]
    labels = ["praise"] * len(praised) + ["no_service"] * len(lost)
    rows = labelled([*praised, *lost], labels, "category")
    train(instance, "own-category", "category", rows)
    assert answering(instance, "category").name == "own-category"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """An operator with two customers everywhere: landed, rejected, heard, analysed, published, noted."""
    instance = new_instance(tmp_path_factory.mktemp("r11") / "op", **SOURCES)
    _deliver(instance)
    for name in ("a1", "a2", "b1"):
        _sound(instance.home / "incoming" / "recordings" / f"{name}.wav", ord(name[0]) + ord(name[1]))
    outcome = load(instance)
    assert not outcome.problems and all(one.status == "loaded" for one in outcome.loads), outcome
    _hear(instance)
    work = instance.home / "work"
    work.mkdir()
    enrich(instance, work)
    shutil.rmtree(work)
    build(instance)
    build(instance)  # an older snapshot stands beside
    _write_journal(instance)
    _measure(instance)
    _teach(instance)
    for name, text in (("a1", "бирюзовыйкит"), ("b1", "")):
        cache = sound_cache.SoundCache(instance.home / sound_cache.FOLDER, 10**9)
        file = instance.home / "incoming" / "recordings" / f"{name}.wav"
        cache.file(file, ".x", partial(_tell, text))
    return instance


def _tell(text: str, file: Path) -> None:
    file.write_text(text, "utf8")


@pytest.fixture
def operator(full: Instance, tmp_path: Path) -> Instance:
    return _copy(full, tmp_path / "op")


@dataclass(frozen=True)
class Gone:
    """The operator after the person was erased, what was foretold and what was reported."""

    instance: Instance
    foretold: erasing.Report
    report: erasing.Report


@pytest.fixture(scope="module")
def gone(full: Instance, tmp_path_factory: pytest.TempPathFactory) -> Gone:
    instance = _copy(full, tmp_path_factory.mktemp("gone") / "op")
    before = _times(instance)
    foretold = would_erase(instance, PERSON)
    assert _times(instance) == before  # trying changes nothing
    return Gone(instance, foretold, erase(instance, PERSON))


def _times(instance: Instance) -> dict[Path, int]:
    files = (file for file in instance.home.rglob("*") if file.is_file() and ".sqlite" not in file.name)
    return {file: file.stat().st_mtime_ns for file in files}


def _copy(instance: Instance, home: Path) -> Instance:
    return Instance(Path(shutil.copytree(instance.home, home)).resolve())


@pytest.fixture
def after(gone: Gone, tmp_path: Path) -> Instance:
    """A copy of the operator without the person."""
    return _copy(gone.instance, tmp_path / "after")


def _everything(instance: Instance) -> str:
    """The bytes of every file, rows of columnar files and of snapshots, as text."""
    found = [plain_text(instance)]
    for file in sorted(instance.warehouse.glob("*.duckdb")):
        connection = engine.open_readonly(file)
        tables = connection.execute(
            "SELECT table_schema || '.' || table_name FROM information_schema.tables "
            "WHERE table_type = 'BASE TABLE'"
        ).fetchall()
        for (table,) in tables:
            found += [
                str(row) for row in connection.execute(f"SELECT t::VARCHAR FROM {table} AS t").fetchall()
            ]
        connection.close()
    return "\n".join(found)


def _needles(instance: Instance) -> list[str]:
    return [*UNIQUE, key_of(instance, PERSON), *(_md5(text) for text in PERSONS_TEXTS), mark("RECORDING-A1")]


def test_the_fixture_holds_the_person_everywhere(full: Instance) -> None:
    text = _everything(full)
    assert [needle for needle in _needles(full) if needle not in text] == ["7015556677"]  # never stored
    assert len(list(full.warehouse.glob("*.duckdb"))) == 2


def _left(instance: Instance) -> list[str]:
    text = _everything(instance)
    assert [kept for kept in KEPT if kept not in text] == []
    return [needle for needle in _needles(instance) if needle in text]


def test_after_one_command_a_byte_scan_finds_nothing_and_others_are_untouched(
    full: Instance, gone: Gone
) -> None:
    assert _left(gone.instance) == []
    others = [row for row in landed(full, "surveys", "survey_id") if row[0].startswith("SURVEY-B")]
    assert landed(gone.instance, "surveys", "survey_id") == others
    sounds = gone.instance.home / "incoming" / "recordings"
    assert sorted(file.name for file in sounds.iterdir()) == ["b1.wav", "index.csv"]
    assert len(list(gone.instance.warehouse.glob("*.duckdb"))) == 1
    assert len(sound_cache.cached(gone.instance.home / sound_cache.FOLDER)) == 1


def test_what_was_erased_is_told_in_figures_and_was_foretold(gone: Gone) -> None:
    report = gone.report
    assert report == gone.foretold
    assert (report.rows, report.recordings, report.sounds, report.rejected) == (8, 2, 2, 1)
    assert report.journal == 7  # two of the follow-up, a draft, a listening, a correction, two searches
    assert {Path(name).name for name in report.deliveries} == {
        "contacts.csv", "surveys.csv", "ratings.csv", "cases.csv", "index.csv"
    }  # fmt: skip
    assert would_erase(gone.instance, PERSON).is_nothing


def _analysed(instance: Instance, text: str) -> int:
    with engine.memory() as connection:
        found = connection.execute(
            "SELECT count(*) FROM read_parquet($files) WHERE text_hash = md5($text)",
            {"files": str(instance.enriched / "texts" / "[!_]*.parquet"), "text": text},
        ).fetchone()
    return int(found[0]) if found else 0


def test_what_others_wrote_too_is_still_analysed(full: Instance, gone: Gone) -> None:
    """Both said "спасибо": its analysis stays, since it is somebody else's as well."""
    texts = ("спасибо", "сиреневыйжираф опять")
    assert [_analysed(full, text) for text in texts] == [1, 1]
    assert [_analysed(gone.instance, text) for text in texts] == [1, 0]


def test_old_files_do_not_bring_the_person_back(after: Instance) -> None:
    for file in (after.landing / "loads").glob("*.json"):
        file.unlink()  # every delivered file is new again
    done = load(after)
    assert all(adds_up(one) for one in done.loads)
    text = plain_text(after)
    assert [needle for needle in _needles(after) if needle in text] == []
    assert [kept for kept in KEPT if kept not in text] == []
    assert quarantined(after) == []


def test_an_erased_customer_who_comes_again_is_a_customer_again(after: Instance) -> None:
    deliver(after, "contacts2.csv", f"contact,at,phone\nCONTACT-NEW,2099-01-01 10:00,{PERSON}\n")
    load(after)
    assert ("CONTACT-NEW",) in landed(after, "contacts", "contact_id")


def test_stopped_anywhere_it_is_finished_by_the_next_one(
    operator: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_given: object) -> object:
        raise KeyboardInterrupt

    for step in ("_rows", "_forget_talks", "models.forget", "publish_anew", "_note"):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(f"etl.erasing.erasing.{step}", dies)
            erase(operator, PERSON)
        assert pending.read(operator) is not None
    erase(operator, PERSON)
    assert pending.read(operator) is None
    assert _left(operator) == []


def test_the_audit_keeps_that_somebody_listened_but_not_to_whom(gone: Gone) -> None:
    plays = Journal(gone.instance).plays()
    assert [(play.person, play.recording_id[:7]) for play in plays] == [
        ("asel", "RECORDI"), ("asel", "erased-"),
    ]  # fmt: skip
    raw = sqlite3.connect(gone.instance.journal / "journal.sqlite")
    for table in ("plays", "searches", "corrections"):
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(f"DELETE FROM {table}")  # append-only again
    raw.close()


def test_the_audit_keeps_that_somebody_searched_but_not_for_whom(full: Instance, gone: Gone) -> None:
    before, after = (Journal(instance).searches.latest() for instance in (full, gone.instance))
    assert [(one.person, one.subject, one.count_found) for one in after] == [
        (one.person, one.subject, one.count_found) for one in before
    ]
    assert [one.asked.startswith("erased-") for one in after] == [False, True, False, True]


def test_a_cause_set_right_counts_for_texts_of_others_only(full: Instance, gone: Gone) -> None:
    assert {one.text_hash for one in corrections(full)} == {_md5(text) for text in CORRECTED}
    assert {one.text_hash for one in corrections(gone.instance)} == {_md5(text) for text in CORRECTED[1:]}
    assert own_rows(full, "category").texts == ("жёлтаялампа", "сиреневыйжираф опять", "спасибо")
    assert own_rows(gone.instance, "category").texts == ("жёлтаялампа", "спасибо")


def test_an_evaluation_keeps_its_figures_but_no_word_of_the_person(gone: Gone) -> None:
    others, persons = evaluations(gone.instance)
    assert others.confusions and others.names[0].instead and not others.is_wordless
    assert persons.is_wordless and not persons.confusions and not persons.names[0].instead
    assert persons.whole.wer == 22.2 and persons.failed == ("erased: not audio",)


def test_a_model_says_how_many_texts_that_taught_it_are_gone(full: Instance, gone: Gone) -> None:
    assert answering(full, "category").count_gone == 0
    assert answering(gone.instance, "category").count_gone == 1  # "спасибо" is somebody else's too
    assert named(gone.instance, "own-category").predict(["интернет пропал"])[0].label == "no_service"


def test_tombstones_name_nobody(gone: Gone) -> None:
    text = tombstones.file_of(gone.instance).read_text("utf8")
    assert len(tombstones.read(gone.instance)) == 9  # the person and eight rows
    assert not any(needle in text for needle in _needles(gone.instance))


def test_the_command_asks_before_it_erases(operator: Instance, capfd: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(operator.home)]
    assert exit_code(app, "etl", ["erase", "--customer", PERSON, *home]) == 2
    assert "say --yes" in capfd.readouterr().err
    assert exit_code(app, "etl", ["erase", "--customer", PERSON, "--dry-run", *home]) == 0
    told = capfd.readouterr().out
    assert exit_code(app, "etl", ["erase", "--customer", PERSON, "--yes", *home]) == 0
    said = capfd.readouterr()
    assert told.removeprefix("would erase") == said.out.removeprefix("erased")
    assert "8 rows, 2 recordings" in said.out
    assert "contacts.csv holds the customer still" in said.err
    assert "model 'own-category' learned from erased texts, 1 of them" in said.err
    with pytest.raises(WrongUse):
        erase(operator, "  ")


def test_the_next_run_goes_on_as_usual(after: Instance) -> None:
    before = current(after).id
    with writing(after) as work:
        summary = Summary()
        finish(after, summary, work, _Nobody(), workers=1)  # type: ignore[arg-type]
    assert summary.snapshot_id >= before

"""The page tells how well calls are recognised, in plain words; before that, how to measure it."""

from dataclasses import replace

import pytest

from config.instance import Instance
from tests.app_pages import open_page, text_of
from tests.health_history import ADMINISTRATOR, operator
from transcribe.evaluation.result import (
    FOLDER,
    Band,
    Calibration,
    Confusion,
    Errors,
    Evaluation,
    ModelUsed,
    NameFound,
    save,
)
from ui import words
from ui.recognition import told  # fmt: skip

WHOLE = Errors("all", "", 40, 1200, 60, 20, 20, 8.333, 6.1, 10.9, 4.2)
BANDS = (Band(0.5, 0.6, 200, 0.55, 60.0, 53.0, 66.5), Band(0.9, 1.0, 1000, 0.97, 98.0, 96.9, 98.7))
MEASURED = Evaluation(
    at="2026-11-02T09:30:00", folder="calls of october", version="1", recordings=40, seconds=4000.0,
    models=(ModelUsed("vosk-model-ru", "c", False),), failed=("x.wav: cut after 3 s",),
    errors=(WHOLE, replace(WHOLE, by="language", group="ru")), confusions=(Confusion("не", "", 7),),
    calibrations=(Calibration("vosk-model-ru", 1200, BANDS, 3.4, 1.1, ((0.5, 0.6), (1.0, 0.98))),),
    word_list="abc", names=(NameFound("Smart Box", 12, 1, 9, 0, (Confusion("Smart Box", "смарт бог", 3),)),),
)  # fmt: skip


@pytest.fixture(scope="module")
def operators(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return operator(tmp_path_factory.mktemp("recognition") / "op")


@pytest.fixture
def instance(operators: Instance) -> Instance:
    (operators.config / "people.toml").write_text(ADMINISTRATOR, "utf8")
    for file in (operators.home / FOLDER).glob("*.json"):
        file.unlink()
    return operators


def test_before_any_evaluation_the_page_says_how_to_make_one(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = open_page(monkeypatch, instance, "recognition.py", lang="en")
    assert "not measured yet" in app.title[0].value
    assert "python -m transcribe evaluate" in app.code[0].value


def test_the_last_evaluation_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    save(instance, replace(MEASURED, models=(ModelUsed("tiny-ru", "c", True),)))
    save(instance, replace(MEASURED, at="2026-10-01T09:30:00", folder="earlier"))
    app = open_page(monkeypatch, instance, "recognition.py", lang="en")
    read = text_of(app)
    assert app.title[0].value == "About 1 word of 12 is wrong"
    assert "Of words with a confidence from 0.8 on, 1 of 50 is wrong" in read
    assert "1,200 words: 60 replaced, 20 left out, 20 added" in read
    assert "1 left out" in read
    assert "say nothing about real calls" in read  # a demonstration model heard them
    tables = [table.value for table in app.table]
    assert any("6.1" in str(value) and "10.9" in str(value) for value in tables[0].to_numpy().ravel())
    assert "calls of october" in read
    assert [list(frame["Folder"]) for frame in (each.value for each in app.dataframe)] == [
        ["calls of october", "earlier"]
    ]


def test_names_and_mistaken_words_are_not_shown_to_those_who_may_not_read_calls(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    save(instance, MEASURED)
    chief = '[people.owner]\nrole = "executive"\nunits = "all"\npersonal = false\n'
    (instance.config / "people.toml").write_text(chief, "utf8")
    app = open_page(monkeypatch, instance, "recognition.py", lang="en")
    assert "смарт бог" not in " ".join(str(table.value) for table in app.table)
    assert "those who may read calls" in text_of(app)


@pytest.mark.parametrize(
    ("wer", "said"), [(0.0, "Not one of 1,200 words is wrong"), (83.0, "More than half"), (None, "no words")]
)
def test_the_headline_fits_the_rate(wer: float | None, said: str) -> None:
    with words.speaking("en"):
        assert said in told.headline(replace(MEASURED, errors=(replace(WHOLE, wer=wer),)))


def test_an_evaluation_without_words_says_why(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    save(instance, replace(MEASURED, confusions=(), is_wordless=True))
    said = text_of(open_page(monkeypatch, instance, "recognition.py", lang="en"))
    assert "somebody who is heard in it was erased" in said and "No word was mistaken twice" not in said

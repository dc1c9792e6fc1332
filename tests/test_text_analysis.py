"""Texts in bulk: equal results for equal texts, quickly, and the command line around it."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.instance import DEFAULTS, Instance
from text.api import analyse, load_taxonomy, results_version
from text.sentiment import UNKNOWN
from text.training import installed
from text.training.answers import felt_by
from text.training.learner import learn
from text.training.train import labelled, train

PROJECT = DEFAULTS.parent
EXAMPLES = [
    example for one in load_taxonomy(DEFAULTS / "taxonomy.toml").categories for example in one.examples
]


def run(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "text", *map(str, args)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf8", check=False)


@given(st.lists(st.sampled_from(EXAMPLES), max_size=12))
def test_results_come_in_order_one_per_text(texts: list[str]) -> None:
    results = analyse(texts)
    assert [one.text_hash for one in results] == [hashlib.md5(text.encode()).hexdigest() for text in texts]
    assert results == analyse(texts)


def test_a_result_tells_language_sentiment_and_causes() -> None:
    (one,) = analyse(["Интернет істемейді, шебер келмеді"])
    assert (one.language, one.sentiment) == ("kk", "negative")
    assert set(one.category_ids) == {"no_service", "technician_late"}


def test_an_edited_taxonomy_changes_the_version_of_results(tmp_path: Path) -> None:
    edited = tmp_path / "taxonomy.toml"
    edited.write_text((DEFAULTS / "taxonomy.toml").read_text("utf8") + "\n# edited\n", "utf8")
    assert results_version(edited) != results_version()
    assert results_version() == results_version(DEFAULTS / "taxonomy.toml")


def test_a_thousand_texts_a_second_and_core() -> None:
    texts = [f"{first} {second}" for first in EXAMPLES for second in EXAMPLES[::3]]
    analyse(EXAMPLES)
    started = time.process_time()
    analyse(texts)
    assert len(texts) / (time.process_time() - started) >= 1000


def test_importing_the_interface_reads_no_dictionary() -> None:
    code = "import text.api, sys; print({'textblob', 'nltk', 'pymorphy3', 'rapidfuzz'} & set(sys.modules))"
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "set()"


@pytest.fixture
def comments(tmp_path: Path) -> Path:
    path = tmp_path / "comments.csv"
    rows = ["№;Комментарий;label", "1;Интернет не работает, тел. 8 701 123 45 67;0"]
    rows += ["", "2;;1", "3;Спасибо, быстро помогли;1"]
    path.write_bytes("\n".join(rows).encode("cp1251"))
    return path


def test_sentiment_adds_columns_and_keeps_the_rows(comments: Path) -> None:
    done = run("sentiment", comments, "--text", "Комментарий", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["language"] for row in rows] == ["ru", "", "ru"]
    assert [row["label"] for row in rows] == ["negative", "", "positive"]
    assert [row["label_given"] for row in rows] == ["0", "1", "1"]
    assert rows[1]["p_negative"] == rows[1]["p_positive"] == ""
    assert done.returncode == 0 and done.stderr == ""


def test_categories_and_mask_write_only_data(comments: Path) -> None:
    found = json.loads(run("categories", comments, "--text", "Комментарий", "--format", "json").stdout)
    assert [row["categories"] for row in found] == ["no_service", "", "praise"]
    masked = run("mask", comments, "--text", "Комментарий").stdout
    assert masked.splitlines()[:2] == ["№,Комментарий,label", '1,"Интернет не работает, тел. <PHONE>",0']


@pytest.mark.parametrize(
    ("content", "args", "code", "words"),
    [
        ("text\nabc\n", ["--text", "texts"], 2, "did you mean text?"),
        ("", ["--text", "text"], 3, "is empty"),
        ("a,text\n1,2,3\n", ["--text", "text"], 3, "line 2 has 3 cells, the header 2"),
        ("text\nabc\n", ["--text", "text", "--encoding", "utf-99"], 2, "unknown encoding"),
        ("text\nabc\n", ["--text", "text", "--format", "xlsx"], 2, "--format"),
    ],
)
def test_a_mistake_is_one_line_and_an_honest_exit_code(
    tmp_path: Path, content: str, args: list[str], code: int, words: str
) -> None:
    path = tmp_path / "file.csv"
    path.write_text(content, "utf8")
    done = run("sentiment", path, *args)
    assert done.returncode == code
    assert words in done.stderr and done.stderr.count("\n") == 1 and done.stdout == ""


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = run("mask", tmp_path / "nothing.csv", "--text", "text")
    assert done.returncode == 2
    assert "nothing.csv: no such file" in done.stderr


def test_a_trained_model_answers_where_it_is_sure_and_the_rules_elsewhere(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    before = results_version(instance=instance)
    said = ["карта не читается", "карта сломалась совсем", "карту заело в терминале", "карта не работает тут"]
    taught = [(f"{text} {place}", "no_service") for place in range(20) for text in said]
    taught += [(f"всё хорошо и приятно {place}", "praise") for place in range(60)]
    rows = labelled([text for text, _ in taught], [label for _, label in taught], "category")
    assert train(instance, "causes", "category", rows).is_installed
    by_rules = analyse(["карту заело в терминале 3", "техник не пришёл"])
    by_model = analyse(["карту заело в терминале 3", "техник не пришёл"], instance=instance)
    assert by_rules[0].category_ids == () and by_model[0].category_ids == ("no_service",)
    assert by_model[1] == by_rules[1]
    assert results_version(instance=instance) != before


def test_where_a_model_of_sentiment_is_unsure_the_lexicons_answer(tmp_path: Path) -> None:
    """Words the model never saw: it cannot be sure, and what the lexicons say is not lost."""
    instance = Instance(tmp_path)
    good, bad = ("зуки паки лоно", "паки дэро лоно"), ("миро ваки сэно", "сэно токи миро")
    taught = [(f"{text} {place}", "positive") for place in range(40) for text in good]
    taught += [(f"{text} {place}", "negative") for place in range(40) for text in bad]
    model = learn("feelings", "sentiment", [text for text, _ in taught], [side for _, side in taught])
    installed.install(instance, model, {}, [text for text, _ in taught])
    texts = ["миро сэно ваки 7", "Ужасно, никто не помог"]
    (by_model, _), (_, by_rules) = analyse(texts, instance=instance), analyse(texts)
    assert by_model.sentiment == "negative" and by_rules.sentiment == "negative"
    unsure = [felt for felt in felt_by(model, texts) if felt == UNKNOWN]
    assert all(one.sentiment for one in analyse(texts, instance=instance)) and len(unsure) <= 1

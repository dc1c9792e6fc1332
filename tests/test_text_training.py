"""Models that learn from labelled texts: what they find, when they are installed, what they answer."""

import csv
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.cli import exit_code
from config.errors import NotReady, WrongUse
from config.instance import Instance
from etl.__main__ import app as etl_app
from text.__main__ import app
from text.training import evaluation, installed
from text.training.answers import felt_by, labels_by, trained
from text.training.features import letters, words_and_pairs
from text.training.learner import learn
from text.training.model import WEIGHTS, load, unseen
from text.training.polarity import is_score, polarity
from text.training.prediction import Prediction
from text.training.rules import SentimentRules
from text.training.train import labelled, train

_SAID = {
    "no_service": [
        "интернет не работает",
        "нет связи дома",
        "пропал интернет вечером",
        "сеть не ловит в доме",
    ],
    "wrong_bill": [
        "неверный счёт за месяц",
        "списали лишние деньги",
        "счёт пришёл дважды",
        "деньги списали зря",
    ],
    "praise": ["спасибо за помощь", "вежливый оператор, спасибо", "всё отлично, благодарю", "быстро помогли"],
}
_MORE = [
    "вчера",
    "сегодня утром",
    "в Алматы",
    "уже неделю",
    "на даче",
    "у соседей",
    "после обеда",
    "с пятницы",
]


def _rows(count: int, seed: int = 0) -> tuple[list[str], list[str]]:
    """Invented comments with their cause."""
    pick = random.Random(seed)
    labels = [pick.choice(list(_SAID)) for _ in range(count)]
    texts = [f"{pick.choice(_SAID[label])} {pick.choice(_MORE)} {pick.choice(_MORE)}" for label in labels]
    return texts, labels


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path)


def test_it_learns_causes_from_labelled_comments() -> None:
    texts, labels = _rows(120)
    model = learn("causes", "category", texts, labels)
    found = model.predict(["счёт неверный, списали деньги", "интернет пропал, нет связи"])
    assert [answer.label for answer in found] == ["wrong_bill", "no_service"]
    assert all(0 <= answer.confidence <= 1 and answer.is_sure for answer in found)


def test_the_same_rows_and_seed_give_the_same_answers() -> None:
    texts, labels = _rows(90)
    first, second = (learn("a", "category", texts, labels, seed=4).predict(texts[:9]) for _ in range(2))
    assert first == second


def test_it_would_rather_not_say_what_it_never_met() -> None:
    texts, labels = _rows(150)
    model = learn("causes", "category", texts, labels)
    assert labels_by(model, ["кхм", "спасибо за помощь вчера", ""]) == [(), ("praise",), ()]


def test_a_sentiment_model_gives_probabilities_of_both_sides() -> None:
    texts, labels = _rows(120)
    model = learn("felt", "sentiment", texts, ["1" if label == "praise" else "0" for label in labels])
    good, bad, empty = felt_by(model, ["спасибо, быстро помогли", "списали деньги зря", "  "])
    assert (good.label, bad.label, empty.label) == ("positive", "negative", None)
    assert good.p_positive and bad.p_positive is not None and good.p_positive > 0.6 > bad.p_positive
    assert good.p_negative == pytest.approx(1 - good.p_positive, abs=1e-3)


def test_one_label_cannot_be_learned() -> None:
    with pytest.raises(NotReady, match=r"1 label\(s\) with 3 different texts or more"):
        learn("x", "category", ["раз", "два", "три", "ещё"], ["a", "a", "a", "b"])


def test_figures_of_a_small_table_by_hand() -> None:
    """Truth a a a b; answers a a b b: precision of a 2/2, recall 2/3, F1 0.8; b 1/2, 1/1, 2/3."""
    answers = [
        Prediction(label, sure, sure > 0.5, {})
        for label, sure in zip("aabb", (0.9, 0.8, 0.4, 0.7), strict=True)
    ]
    found = evaluation.measured(answers, list("aaab"), "category")
    assert found.accuracy == 0.75
    assert found.per_class["a"].f1 == pytest.approx(0.8)
    assert found.per_class["b"].f1 == pytest.approx(2 / 3)
    assert found.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)
    assert found.weighted_f1 == pytest.approx((3 * 0.8 + 2 / 3) / 4)
    assert found.confusion == {"a": {"a": 2, "b": 1}, "b": {"b": 1}}
    assert found.sure == (0.75, 1.0)
    assert found.coverage_curve[0][1] == 0.75 and found.coverage_curve[-1][:2] == (0.5, 1.0)


def test_positive_rows_above_negative_ones_is_an_auc_of_one() -> None:
    answers = [Prediction("1", 0.6, True, {"1": share, "0": 1 - share}) for share in (0.9, 0.7, 0.6, 0.2)]
    assert evaluation.measured(answers, ["1", "1", "0", "0"], "sentiment").auc == 1.0
    assert evaluation.measured(answers, ["1", "0", "1", "0"], "sentiment").auc == 0.75
    assert evaluation.measured(answers, ["1"] * 4, "sentiment").auc is None


def test_cross_validation_never_asks_about_a_row_it_learned_from() -> None:
    """Labels drawn at random cannot be known: seeing the rows would give nearly all of them right."""
    pick = random.Random(1)
    texts = [f"слово{number} дело{number}" for number in range(120)]
    labels = [pick.choice("ab") for _ in texts]
    found = evaluation.cross_validated("category", texts, labels, 4)
    assert found.n == 120 and 0.3 < found.accuracy < 0.7


def test_a_better_model_is_installed_and_a_worse_one_is_not(instance: Instance) -> None:
    texts, labels = _rows(200)
    good = train(instance, "good", "category", labelled(texts, labels, "category"))
    assert good.is_installed and good.before.name == "rules" and good.before.is_same_rows
    assert installed.name_in_use(instance, "category") == "good"
    pick = random.Random(2)
    more, _ = _rows(200, seed=9)
    worse = train(
        instance, "worse", "category", labelled(more, [pick.choice(list(_SAID)) for _ in more], "category")
    )
    assert worse.after.macro_f1 < 0.6
    assert worse.is_installed == (round(worse.after.macro_f1, 4) >= worse.before.figures["macro_f1"])


def test_a_model_is_never_compared_on_rows_it_learned_from(instance: Instance) -> None:
    texts, labels = _rows(200)
    rows = labelled([f"{text} {place}" for place, text in enumerate(texts)], labels, "category")
    first = train(instance, "causes", "category", rows)
    again = train(instance, "causes", "category", rows)
    assert not again.before.is_same_rows, "it has learned from all of these rows"
    assert again.before.figures["macro_f1"] == round(first.after.macro_f1, 4)
    assert again.is_installed
    assert unseen(installed.folder_of(instance) / "causes", ["никогда не было", rows.texts[0]]) == [0]


def test_an_installed_model_answers_as_the_one_that_learned(instance: Instance) -> None:
    texts, labels = _rows(150)
    train(instance, "causes", "category", labelled(texts, labels, "category"), seed=3)
    again = trained(instance, "category")
    assert again is not None
    assert again.predict(texts[:20]) == learn("causes", "category", texts, labels, 3).predict(texts[:20])


def test_a_damaged_model_is_told_in_one_line(instance: Instance) -> None:
    texts, labels = _rows(60)
    train(instance, "causes", "category", labelled(texts, labels, "category"))
    file = installed.folder_of(instance) / "causes" / WEIGHTS
    file.write_bytes(file.read_bytes()[:500])
    with pytest.raises(NotReady, match="train it again"):
        load(file.parent)


def test_an_unknown_model_names_the_near_one(instance: Instance) -> None:
    texts, labels = _rows(60)
    train(instance, "causes", "category", labelled(texts, labels, "category"))
    with pytest.raises(WrongUse, match="causes"):
        trained(instance, "category", "cause")
    with pytest.raises(WrongUse, match="trained for category"):
        trained(instance, "sentiment", "causes")
    installed.use(instance, "category", "rules")
    assert trained(instance, "category") is None


@pytest.mark.parametrize(
    ("labels", "sides"),
    [
        (["0", "1"], {"0": "negative", "1": "positive"}),
        (["-1", "0", "1"], {"-1": "negative", "0": "neutral", "1": "positive"}),
        (["1", "3", "5"], {"1": "negative", "3": "neutral", "5": "positive"}),
        (["0", "7", "10", "9"], {"0": "negative", "7": "neutral", "9": "positive", "10": "positive"}),
        (["Positive", "neg"], {"Positive": "positive", "neg": "negative"}),
        (["blue"], {}),
    ],
)
def test_labels_are_read_by_what_stands_in_the_file(labels: list[str], sides: dict[str, str]) -> None:
    assert polarity(labels) == sides


def test_passives_teach_nothing() -> None:
    rows = labelled(["a", "b", "c", "", "d"], ["10", "7", "3", "1", " "], "sentiment")
    assert (rows.texts, rows.labels, rows.count_left_out) == (("a", "c"), ("positive", "negative"), 3)
    assert not is_score(["1", "5"]) and is_score(["3", "10"])


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_labels_are_read_without_an_error(labels: list[str]) -> None:
    assert set(polarity(labels).values()) <= {"negative", "neutral", "positive"}


@given(st.text(max_size=60))
def test_any_text_becomes_features(text: str) -> None:
    assert letters(letters(text)) == letters(letters(letters(text)))
    assert all(isinstance(key, str) for key in words_and_pairs(text))


def test_rules_answer_in_the_words_of_the_file() -> None:
    answers = SentimentRules(("0", "1")).predict(["спасибо, отлично", "ужасно, не работает", "стол"])
    assert [answer.label for answer in answers] == ["1", "0", "1"]
    assert [answer.is_sure for answer in answers] == [True, True, False]


def _csv(path: Path, texts: list[str], labels: list[str]) -> Path:
    with path.open("w", newline="", encoding="utf8") as file:
        rows = csv.writer(file)
        rows.writerow(["comment", "cause"])
        rows.writerows(zip(texts, labels, strict=True))
    return path


def test_the_commands_from_a_file_to_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _csv(tmp_path / "causes.csv", *_rows(120))
    home = tmp_path / "home"
    assert exit_code(etl_app, "etl", ["init", str(home)]) == 0
    given = [str(file), "--text", "comment", "--label", "cause", "--task", "category"]
    capsys.readouterr()
    assert exit_code(app, "text", ["train", *given, "--home", str(home), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["installed"] and told["after"]["accuracy"] > 0.9 and told["before"]["name"] == "rules"
    assert exit_code(app, "text", ["evaluate", *given, "--folds", "3", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"n", "accuracy", "macro_f1", "weighted_f1", "per_class", "confusion", "coverage_curve"} <= set(
        found
    )
    asked = ["categories", str(file), "--text", "comment", "--model", "category", "--home", str(home)]
    assert exit_code(app, "text", asked) == 0
    answered = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert sum(row["categories"] == row["cause"] for row in answered) > 110


def test_evaluate_wants_either_a_model_or_folds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _csv(tmp_path / "few.csv", *_rows(10))
    given = [str(file), "--text", "comment", "--label", "cause", "--task", "category"]
    assert exit_code(app, "text", ["evaluate", *given]) == 2
    assert "--folds" in capsys.readouterr().err

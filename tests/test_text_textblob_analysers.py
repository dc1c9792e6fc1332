"""One interface, TextBlob's, for three languages, with word lists or with a trained model."""

from pathlib import Path

import pytest
from textblob import TextBlob

from config.errors import WrongUse
from config.instance import Instance
from text.textblob_analysers import Classified, EnglishAnalyzer, KazakhAnalyzer, RussianAnalyzer
from text.training.train import labelled, train

_COMMENTS = {"negative": "кнопка синяя справа", "positive": "кнопка зелёная слева"}
"""Words no list knows: only who learned them can tell."""


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    home = Instance(tmp_path_factory.mktemp("home"))
    sides = ["negative", "positive"] * 60
    texts = [f"{_COMMENTS[side]} номер {place}" for place, side in enumerate(sides)]
    train(home, "buttons", "sentiment", labelled(texts, sides, "sentiment"))
    return home


def said(text: str, analyser: RussianAnalyzer | KazakhAnalyzer | EnglishAnalyzer) -> Classified:
    found: Classified = TextBlob(text, analyzer=analyser).sentiment
    return found


def test_all_three_languages_answer_alike() -> None:
    assert said("Ужасное обслуживание", RussianAnalyzer()).classification == "neg"
    assert said("Қызмет керемет", KazakhAnalyzer()).classification == "pos"
    assert said("They hung up on me twice", EnglishAnalyzer()).classification == "neg"


def test_unknown_is_none_where_textblob_alone_says_zero() -> None:
    assert TextBlob("Где офис").sentiment.polarity == 0.0
    assert said("Где офис", RussianAnalyzer()) == Classified(None, None, None)
    assert said("Where is the office", EnglishAnalyzer()) == Classified(None, None, None)


def test_the_model_in_use_answers_through_the_same_interface(instance: Instance) -> None:
    assert said(_COMMENTS["negative"], RussianAnalyzer()).classification is None
    for analyser in (RussianAnalyzer(instance), RussianAnalyzer(instance, model="buttons")):
        assert said(_COMMENTS["negative"], analyser).classification == "neg"
        assert said(_COMMENTS["positive"], analyser).classification == "pos"


def test_word_lists_can_be_asked_for_by_name(instance: Instance) -> None:
    rules = RussianAnalyzer(instance, model="rules")
    assert said(_COMMENTS["negative"], rules).classification is None
    assert said("Ужасное обслуживание", rules).classification == "neg"


def test_an_unknown_model_is_told_with_the_near_name(instance: Instance) -> None:
    with pytest.raises(WrongUse, match="buttons"):
        said("кнопка", RussianAnalyzer(instance, model="button"))


def test_without_models_an_instance_changes_nothing(tmp_path: Path) -> None:
    assert said("Связь пропала", RussianAnalyzer(Instance(tmp_path))) == said(
        "Связь пропала", RussianAnalyzer()
    )

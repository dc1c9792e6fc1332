"""Sentiment in three languages: right on plain cases, honest where nothing tells."""

import csv
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob import TextBlob

from text.api import Sentiment, sentiment
from text.textblob_analysers import KazakhAnalyzer, RussianAnalyzer

DEVELOPMENT = Path(os.environ.get("SAPA_DEV_DATA") or Path(__file__).parents[2] / "shared" / "data") / "text"
UNKNOWN = Sentiment(None, None, None)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ужасное обслуживание, никто не отвечает", "negative"),
        ("Третий день не работает интернет", "negative"),
        ("С меня списали деньги два раза", "negative"),
        ("не довольна", "negative"),
        ("Добрый день. Мастер не приехал", "negative"),
        ("Спасибо, быстро решили", "positive"),
        ("Оператор не грубил, всё хорошо", "positive"),
        ("нет проблем, всё отлично", "positive"),
        ("Жақсы қызмет, рахмет", "positive"),
        ("жаксы кызмет рахмет", "positive"),
        ("жаман емес", "positive"),
        ("жақсы емес", "negative"),
        ("Интернет істемейді, шебер келмеді", "negative"),
        ("Дөрекі сөйледі", "negative"),
        ("The agent was rude and did not help", "negative"),
        ("I was charged twice", "negative"),
        ("Great service, thank you", "positive"),
        ("no problems, works well", "positive"),
        ("👍👍", "positive"),
        ("😡", "negative"),
    ],
)
def test_plain_cases(text: str, label: str) -> None:
    felt = sentiment(text)
    assert felt.label == label
    assert felt.p_negative is not None and felt.p_positive is not None
    assert (felt.p_negative > felt.p_positive) is (label == "negative")


@pytest.mark.parametrize(
    "text", ["", "12345", "где офис", "Подключите мне интернет", "it is a router", "<PHONE>"]
)
def test_unknown_is_unknown_and_never_zero(text: str) -> None:
    assert sentiment(text) == UNKNOWN


@given(st.text())
def test_probabilities_are_probabilities(text: str) -> None:
    felt = sentiment(text)
    if felt.label is None:
        assert felt == UNKNOWN
    else:
        assert felt.p_negative is not None and felt.p_positive is not None
        assert 0 <= felt.p_negative <= 1 and 0 <= felt.p_positive <= 1
        assert felt.p_negative + felt.p_positive <= 1.0001


def test_our_analysers_plug_into_textblob() -> None:
    assert TextBlob("Ужасное обслуживание", analyzer=RussianAnalyzer()).sentiment.classification == "neg"
    assert TextBlob("Қызмет керемет", analyzer=KazakhAnalyzer()).sentiment.classification == "pos"
    unknown = TextBlob("Где офис", analyzer=RussianAnalyzer()).sentiment
    assert (unknown.classification, unknown.p_pos, unknown.p_neg) == (None, None, None)


@pytest.mark.skipif(not DEVELOPMENT.is_dir(), reason="development texts are not on this machine")
def test_real_kazakh_reviews_are_told_apart() -> None:
    """Macro F1 over all reviews, the unknown taken as positive (the majority alone gives 0.451)."""
    with zipfile.ZipFile(DEVELOPMENT / "kazakh_reviews_polarity.zip") as archive:
        content = archive.read(archive.namelist()[0]).decode("utf8")
    rows = list(csv.DictReader(io.StringIO(content)))[:6000]
    told = [sentiment(row["text"]) for row in rows]
    said = ["0" if felt.label and (felt.p_negative or 0) > (felt.p_positive or 0) else "1" for felt in told]
    truth = [row["label"] for row in rows]
    assert macro_f1(truth, said) >= 0.70


def macro_f1(truth: list[str], said: list[str]) -> float:
    scores = []
    for label in set(truth):
        right = sum(a == b == label for a, b in zip(truth, said, strict=True))
        scores.append(2 * right / (truth.count(label) + said.count(label)))
    return sum(scores) / len(scores)

"""Sentiment in three languages: right on plain cases, honest where nothing tells."""

import csv
import io
import os
import time
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob import TextBlob

from text.api import Sentiment, analyse, sentiment, sentiments
from text.sentiment import from_weights
from text.weighing import weights

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


@pytest.mark.skipif(not DEVELOPMENT.is_dir(), reason="development texts are not on this machine")
def test_real_kazakh_reviews_are_told_apart() -> None:
    """Macro F1 over all reviews, the unknown taken as positive (the majority alone gives 0.451)."""
    with zipfile.ZipFile(DEVELOPMENT / "kazakh_reviews_polarity.zip") as archive:
        content = archive.read(archive.namelist()[0]).decode("utf8")
    rows = list(csv.DictReader(io.StringIO(content)))[:3000]
    told = [sentiment(row["text"]) for row in rows]
    said = ["0" if felt.label and (felt.p_negative or 0) > (felt.p_positive or 0) else "1" for felt in told]
    truth = [row["label"] for row in rows]
    assert macro_f1(truth, said) >= 0.73


def macro_f1(truth: list[str], said: list[str], labels: tuple[str, ...] = ()) -> float:
    scores = []
    for label in labels or set(truth):
        right = sum(a == b == label for a, b in zip(truth, said, strict=True))
        scores.append(2 * right / (truth.count(label) + said.count(label)))
    return sum(scores) / len(scores)


def invented(name: str) -> tuple[list[str], list[str]]:
    """Texts and labels of a file in tests/data; how they were written: sentiment.README.md."""
    lines = (Path(__file__).parent / "data" / name).read_text("utf8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [text for _, text in rows], [label for label, _ in rows]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("sentiment_ru.tsv", 0.9),
        ("sentiment_ru_blind.tsv", 0.75),
        ("sentiment_ru_blind_2.tsv", 0.85),
        ("sentiment_ru_blind_3.tsv", 0.75),
        ("sentiment_ru_blind_4.tsv", 0.6),
    ],
)
def test_messages_of_the_public_are_told_apart(name: str, least: float) -> None:
    """F1 macro over negative and positive; the unknown is taken as neutral."""
    texts, truth = invented(name)
    said = [sentiment(text).label or "neutral" for text in texts]
    assert macro_f1(truth, said, ("negative", "positive")) >= least


@pytest.mark.parametrize(
    ("name", "least"),
    [("sentiment_en_nps.tsv", 0.95), ("sentiment_en_blind.tsv", 0.8), ("sentiment_en_blind_2.tsv", 0.92)],
)
def test_promoters_stand_above_detractors_further_than_by_textblob_alone(name: str, least: float) -> None:
    """By either probability alone as by both, the unknown in the middle."""
    from sklearn.metrics import roc_auc_score

    texts, truth = invented(name)
    sides = [label == "positive" for label in truth]
    felt = [sentiment(text) for text in texts]
    alone = roc_auc_score(sides, [TextBlob(text).sentiment.polarity for text in texts])
    by_both = [(one.p_positive or 0) - (one.p_negative or 0) for one in felt]
    by_positive = [0.5 if one.p_positive is None else one.p_positive for one in felt]
    by_negative = [-0.5 if one.p_negative is None else -one.p_negative for one in felt]
    for found in (by_both, by_positive, by_negative):
        assert roc_auc_score(sides, found) >= max(least, alone + 0.1)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Молодцы, третий день без связи. Браво!", "negative"),
        ("Спасибо, что отключили интернет", "negative"),
        ("Спасибо, что включили интернет", "positive"),
        ("Подскажите, где у вас самый хороший тариф?", "neutral"),
        ("плохо ловит", "negative"),
        ("ни разу не подводил", "positive"),
    ],
)
def test_how_it_is_said_counts(text: str, label: str) -> None:
    assert sentiment(text, "ru").label == label


def test_each_sentence_has_its_own_language_and_sentiment() -> None:
    text = "Интернет істемейді. Спасибо, что помогли! Where is the office"
    found = sentiments(text)
    assert [text[one.start : one.end] for one in found] == [
        "Интернет істемейді.", "Спасибо, что помогли!", "Where is the office",
    ]  # fmt: skip
    assert [(one.language, one.felt.label) for one in found] == [
        ("kk", "negative"), ("ru", "positive"), ("en", None),
    ]  # fmt: skip


@given(st.text(alphabet="abя .!?\n", max_size=60))
def test_sentences_stand_where_they_are_said_to(text: str) -> None:
    found = sentiments(text)
    assert all(one.start < end.start for one, end in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Верните деньги за подписку", "negative"),
        ("Вернули деньги, всё честно", "positive"),
        ("Задрали своими звонками", "negative"),
        ("ужаааасная связь", "negative"),
        ("связь г***но", "negative"),
        ("установить приложение", None),
        ("срок зависит от города", None),
        ("Плачу 300 рублей в месяц", None),
        ("Приём (с 9 до 18) в офисе", None),
        ("@good_help https://perfect.example/best", None),
        ("Операторы, по данным опроса, снизили цены", "neutral"),
        ("made in a car", None),
        ("Nothing", None),
        ("I will be back", "positive"),
        ("I won't be back", "negative"),
        ("You won't be disappointed", "positive"),
    ],
)
def test_words_that_only_look_like_an_opinion(text: str, label: str | None) -> None:
    assert sentiment(text).label == label


@given(st.lists(st.sampled_from([-3.0, -1.5, -0.6, 0.6, 2.0, 3.0]), min_size=1, max_size=6))
def test_either_probability_ranks_as_the_lean_does_and_the_label_is_the_likeliest(found: list[float]) -> None:
    for language in ("ru", "kk", "en"):
        felt, better = from_weights(found, language), from_weights([*found, 3.0], language)
        assert felt.p_negative is not None and felt.p_positive is not None
        assert better.p_negative is not None and better.p_positive is not None
        assert better.p_negative < felt.p_negative and better.p_positive > felt.p_positive
        shares = {"negative": felt.p_negative, "positive": felt.p_positive}
        shares["neutral"] = 1 - sum(shares.values())
        assert shares[felt.label or ""] >= max(shares.values()) - 0.0002


def test_one_text_alone_feels_as_it_does_among_others() -> None:
    texts, _ = invented("sentiment_ru_blind_2.tsv")
    together = [(one.sentiment, one.p_negative, one.p_positive) for one in analyse(texts)]
    alone = [sentiment(text) for text in reversed(texts)]
    assert together == [(one.label, one.p_negative, one.p_positive) for one in reversed(alone)]


@pytest.mark.parametrize(
    "long", ["не очень " * 5_600, "good (but " * 5_000, "a@" * 25_000, "х* " * 16_600, ") " * 25_000]
)
def test_fifty_thousand_letters_take_no_longer_than_they_are(long: str) -> None:
    started = time.process_time()
    for language in ("ru", "kk", "en"):
        weights(long, language)
    assert time.process_time() - started < 3

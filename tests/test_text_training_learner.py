"""What can be learned from odd files: rare labels, many labels, equal texts, nothing in a text."""

import random

import pytest

from config.errors import NotReady
from text.training import evaluation
from text.training.learner import learn
from text.training.model import TrainedModel

_WORDS = (
    "счёт", "связь", "тариф", "роуминг", "телевизор", "модем", "долг", "оператор", "офис", "чат", "номер",
    "договор",
)  # fmt: skip


def _rows(count: int, labels: int, seed: int = 0) -> tuple[list[str], list[str]]:
    """Each label has a word of its own among words of all."""
    pick = random.Random(seed)
    names = [f"причина {place}" for place in range(labels)]
    said = [names[place % labels] for place in range(count)]
    return [
        f"{pick.choice(_WORDS)} {''.join('абвгдежзик'[int(digit)] for digit in name.split()[1])}ло "
        f"{pick.choice(_WORDS)} {place}"
        for place, name in enumerate(said)
    ], said


def _right(model: TrainedModel, texts: list[str], labels: list[str]) -> float:
    given = [answer.label for answer in model.predict(texts)]
    return sum(one == other for one, other in zip(given, labels, strict=True)) / len(labels)


def test_labels_of_one_or_two_rows_are_left_out_and_count_as_wrong() -> None:
    texts, labels = _rows(60, 3)
    texts += ["что-то редкое", "ещё реже", "совсем не так"]
    labels += ["раз", "два", "два"]
    assert learn("x", "category", texts, labels).labels == ["причина 0", "причина 1", "причина 2"]
    found = evaluation.cross_validated("category", texts, labels, 5)
    assert found.n == 63 and found.per_class["раз"].f1 == found.per_class["два"].f1 == 0
    assert found.accuracy <= 60 / 63


def test_a_label_that_some_folds_do_not_have_is_learned_by_the_others() -> None:
    texts, labels = _rows(40, 2)
    texts += [f"фиолетовый слон {word}" for word in _WORDS[:4]]
    labels += ["слон"] * 4
    found = evaluation.cross_validated("category", texts, labels, 8)
    assert found.per_class["слон"].n == 4 and found.n == 44
    assert set(learn("x", "category", texts, labels).labels) == {"причина 0", "причина 1", "слон"}


def test_one_text_written_ten_times_is_one_text() -> None:
    texts, _ = _rows(40, 2)
    with pytest.raises(NotReady, match="1 label"):
        learn("x", "category", [*texts, *["Верните деньги!"] * 10], ["a"] * 40 + ["b"] * 10)


def test_texts_that_stand_with_two_labels_do_not_stop_it() -> None:
    texts = [f"{word} {other}" for word in _WORDS[:4] for other in ("раз", "два")]
    model = learn("x", "sentiment", texts * 2, ["0"] * 8 + ["1"] * 8)
    answer = model.predict(["счёт раз"])[0]
    assert not answer.is_sure and answer.confidence == pytest.approx(0.5, abs=0.05)


def test_a_hundred_labels() -> None:
    texts, labels = _rows(500, 100)
    model = learn("x", "category", texts, labels)
    assert len(model.labels) == 100
    assert _right(model, texts, labels) > 0.9
    assert sum(model.predict(texts[:1])[0].shares.values()) == pytest.approx(1, abs=0.01)


def test_texts_without_a_word_are_answered_without_being_sure() -> None:
    texts, labels = _rows(90, 3)
    model = learn("x", "category", texts, labels)
    assert [answer.is_sure for answer in model.predict(["", "…", "\n"])] == [False] * 3


def test_the_rare_side_is_found_where_most_texts_say_nothing() -> None:
    """Eight in a hundred are glad, and no word of theirs is certain."""
    pick = random.Random(5)
    sides = pick.choices(("-1", "0", "1"), (46, 46, 8), k=300)
    own = {"-1": "мнг", "0": "лпр", "1": "бвд"}
    texts = [
        "".join(pick.choice(own[side] if pick.random() < 0.4 else "мнглпрбвд") + pick.choice("ау")
                for _ in range(4)) + f" {place}"
        for place, side in enumerate(sides)
    ]  # fmt: skip
    found = evaluation.cross_validated("sentiment", texts, sides, 3)
    said = sum(answers.get("1", 0) for answers in found.confusion.values())
    assert 10 < said < 75, "about as often as it is true"
    assert found.per_class["1"].recall > 0.2


@pytest.mark.parametrize("task", ["category", "sentiment"])
def test_the_same_seed_gives_equal_runs(task: str) -> None:
    texts, labels = _rows(60, 3)
    first, second = (evaluation.cross_validated(task, texts, labels, 3, seed=7) for _ in range(2))
    assert first == second

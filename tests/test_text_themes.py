"""A theme that customers begin to write about is found; where nothing changed, nothing is told."""

import random

from text.themes import FALSE_SHARE, Said, themes

PIECES = (
    "добрый день", "прошу разобраться", "позвонил вам вчера", "жду ответа уже неделю", "звонил три раза",
    "спасибо за понимание", "когда это закончится", "не могу найти документы", "перезвоните мне вечером",
    "тарифті өзгерткім келеді", "қашан келесіздер", "please call me back", "я живу на последнем этаже",
    "купил новый телефон", "хочу другой номер", "ребёнок болеет", "мастер обещал прийти", "адрес прежний",
)  # fmt: skip
ESIM = ("не приходит код для eSIM", "Код для eSIM не приходит третий день", "код для есим так и не пришёл",
        "Не приходят коды для eSIM!")  # fmt: skip


def _texts(chance: random.Random, count: int) -> list[Said]:
    return [Said(". ".join(chance.sample(PIECES, 3))) for _ in range(count)]


def test_a_planted_theme_is_found_first_with_its_words_and_examples() -> None:
    chance = random.Random(7)
    recent = _texts(chance, 150) + [Said(f"{chance.choice(PIECES)}. {one}") for one in ESIM * 2]
    found = themes(recent, _texts(chance, 450))
    assert "esim" in found[0].words and "код" in (found[0].words + " ".join(found[0].others))
    assert (found[0].count_before, found[0].n_now, found[0].n_before) == (0, 158, 450)
    assert found[0].times > 10 and found[0].q <= FALSE_SHARE
    assert all("esim" in one.lower() for one in found[0].examples)
    assert len(found) <= 2, "phrases of the same texts are one theme"


def test_shuffled_weeks_raise_hardly_an_alarm() -> None:
    """Recent and earlier texts by lot: sixty boards, each with hundreds of phrases looked at."""
    chance = random.Random(11)
    alarms = 0
    for _ in range(60):
        every = _texts(chance, 240)
        chance.shuffle(every)
        alarms += bool(themes(every[:60], every[60:]))
    assert alarms <= 60 * FALSE_SHARE


def test_many_words_and_few_texts_raise_hardly_an_alarm() -> None:
    """Every text has words of its own, as real ones have: thousands of phrases stand on each board."""
    chance = random.Random(13)
    syllables = ("ка", "ло", "ми", "ру", "те", "со", "ни", "ва", "до", "ре", "бу", "за")
    vocabulary = ["".join(chance.choices(syllables, k=3)) for _ in range(400)]
    texts = [Said(" ".join(chance.choices(vocabulary, k=12))) for _ in range(400)]
    alarms = 0
    for _ in range(24):
        chance.shuffle(texts)
        alarms += bool(themes(texts[:80], texts[80:320]))
    assert alarms <= 3  # one is to be expected of 24 at a false-discovery rate of 0.05


def test_phrases_are_counted_alike_however_many_texts_there_are() -> None:
    """The numbers that phrases are counted by give the texts that hold the words."""
    chance = random.Random(17)
    recent, before = _texts(chance, 300), _texts(chance, 900)
    found = themes(
        [*recent, *[Said("Пропал канал Алмаз")] * 20], [*before, *[Said("пропал канал алмаз")] * 3]
    )
    assert (found[0].words, found[0].count_now, found[0].count_before) == ("пропал канал алмаз", 20, 3)


def test_the_same_words_of_many_customers_count_as_often_as_they_were_written() -> None:
    chance = random.Random(3)
    found = themes([*_texts(chance, 40), Said("Пропал канал Алмаз", 9)], _texts(chance, 200))
    assert found[0].words == "пропал канал алмаз" and found[0].count_now == 9
    assert found[0].examples == ("Пропал канал Алмаз",)


def test_what_was_said_all_along_and_too_little_is_no_theme() -> None:
    chance = random.Random(5)
    old = [Said("Пропал канал Алмаз")] * 30
    assert themes([*_texts(chance, 60), *old[:10]], [*_texts(chance, 180), *old]) == []
    assert themes([*_texts(chance, 60), *old[:3]], _texts(chance, 180)) == []
    assert themes([], []) == []


def test_small_words_numbers_and_masked_data_are_no_themes() -> None:
    chance = random.Random(9)
    found = themes([*_texts(chance, 60), *[Said("и вот <phone> 12345 как это")] * 12], _texts(chance, 180))
    assert not any("phone" in one.words or "12345" in one.words for one in found)

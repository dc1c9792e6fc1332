"""Causes customers write about are recognised by the rules of the taxonomy, in three languages."""

from pathlib import Path

import pytest

from config.errors import NotReady
from config.instance import DEFAULTS
from text.api import Category, categories, load_taxonomy
from text.phrases import find, phrase, prepared

TAXONOMY = load_taxonomy(DEFAULTS / "taxonomy.toml")
CODES = [
    "no_service",
    "slow_internet",
    "tv_picture",
    "wrong_bill",
    "bill_after_cancel",
    "debt_robocall",
    "unwanted_sim",
    "unwanted_option",
    "porting_refused",
    "wrong_data",
    "notice_to_stranger",
    "not_in_utility_bill",
    "technician_late",
    "queue_ivr",
    "sent_between_offices",
    "staff_rude",
    "staff_refused",
    "wrong_information",
    "self_service_fails",
    "tariff_price",
    "praise",
    "suggestion",
    "other",
]


def test_every_cause_is_there_with_its_owner_and_names() -> None:
    assert set(TAXONOMY.ids()) == set(CODES)
    for category in TAXONOMY.categories:
        assert set(category.names) == {"ru", "kk", "en"}
        assert category.owner and category.severity in (1, 2, 3)
        assert category.parent in {parent.id for parent in TAXONOMY.parents}


@pytest.mark.parametrize("category", TAXONOMY.categories, ids=lambda category: category.id)
def test_the_examples_of_a_cause_are_recognised(category: Category) -> None:
    for example in category.examples:
        assert category.id in categories(example, TAXONOMY), example
    assert len(category.examples) >= 3 or category.id == "other"


def test_one_text_may_name_several_causes() -> None:
    found = categories("Мастер не приехал, а оператор нагрубил и бросил трубку", TAXONOMY)
    assert {"technician_late", "staff_rude"} <= set(found)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Оператор не грубил, всё объяснил", "staff_rude"),
        ("Не могу сказать спасибо", "praise"),
        ("Добрый день, где ближайший офис", "no_service"),
        ("Как поменять адрес доставки", "praise"),
    ],
)
def test_what_is_denied_or_only_asked_is_no_cause(text: str, absent: str) -> None:
    assert absent not in categories(text, TAXONOMY)


def test_a_text_about_nothing_known_has_no_cause() -> None:
    for text in ("", "12345", "Пока не понял", "пікірім жоқ", "no comment"):
        assert categories(text, TAXONOMY) == []


def test_pieces_of_a_rule_stand_in_any_order_but_near() -> None:
    rule = phrase("не работать + интернет|связь", "ru")
    for text, expected in (
        ("Интернет не работает", True),
        ("Совсем не работает третий день интернет", True),
        ("Интернет работает", False),
        ("Интернет хорош, а вот " + "очень " * 12 + "плохой кран не работает", False),
    ):
        assert find(rule, prepared(text, "ru", frozenset())) is expected, text


def test_tied_words_of_a_choice_belong_together() -> None:
    rule = phrase("мастер + опоздать|не_прийти", "ru")
    assert find(rule, prepared("мастер так и не пришёл", "ru", frozenset()))
    assert not find(rule, prepared("мастер пришёл", "ru", frozenset()))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("severity = 3\n", "severity"),
        ('factor = "benefit"\n', "factor"),
        ('owner = "network_operations"\n', "owner"),
        ('name_kk = "Байланыс не қызмет жоқ"\n', "name_kk"),
    ],
)
def test_a_mistake_in_the_taxonomy_is_told_with_file_and_entry(tmp_path: Path, line: str, words: str) -> None:
    original = (DEFAULTS / "taxonomy.toml").read_text("utf8")
    broken = tmp_path / "taxonomy.toml"
    broken.write_text(original.replace(line, "", 1), "utf8")
    with pytest.raises(NotReady, match=f"no_service.*{words}"):
        load_taxonomy(broken)

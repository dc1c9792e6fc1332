"""Template replies: answers that say nothing, or the same to everybody; specific ones stay specific."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.api import Reply, template_replies

DATA = Path(__file__).parent / "data"
FILES = ("replies_blind.tsv", "replies_blind_2.tsv")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", FILES)
def test_templates_are_told_from_specific_answers(name: str) -> None:
    labelled = rows(name)
    judged = template_replies([row["text"] for row in labelled])
    right = sum(
        one.is_template is (row["label"] == "template") for row, one in zip(labelled, judged, strict=True)
    )
    assert right >= 0.95 * len(labelled)


@pytest.mark.parametrize("name", FILES)
def test_a_request_to_write_elsewhere_is_seen(name: str) -> None:
    labelled = rows(name)
    judged = template_replies([row["text"] for row in labelled])
    right = sum(
        one.asks_to_write is (row["write"] == "yes") for row, one in zip(labelled, judged, strict=True)
    )
    assert right >= 0.95 * len(labelled)


def test_copies_are_one_family_whatever_the_name_the_number_and_the_greeting() -> None:
    judged = template_replies(
        [
            "Здравствуйте, Айгуль! Ваша заявка 45218 передана мастерам. С уважением, Sapa",
            "Добрый день, Марат. Ваша заявка 9981 передана мастерам.",
            "Ваша заявка <NUMBER> передана мастерам!",
            "Перерасчёт 500 тенге сделан 12 мая.",
        ]
    )
    assert len({one.family for one in judged[:3]}) == 1
    assert [one.family_size for one in judged] == [3, 3, 3, 1]


def test_a_word_more_or_less_does_not_found_a_family() -> None:
    judged = template_replies(
        [
            "Связь в вашем районе восстановлена, приносим извинения за неудобства",
            "Связь в вашем районе восстановлена, приносим вам извинения за неудобства",
            "Связь в вашем районе уже восстановлена, приносим извинения за неудобства",
        ]
    )
    assert {one.family_size for one in judged} == {3}
    assert {one.reason for one in judged} == {"repeated"}


def test_the_same_form_with_figures_of_the_customer_is_no_template() -> None:
    judged = template_replies(
        [f"Перерасчёт {sum_} тенге сделан {day} мая." for sum_, day in ((500, 3), (700, 4), (90, 5))]
    )
    assert {one.family_size for one in judged} == {3}
    assert not any(one.is_template for one in judged)


def test_what_was_said_once_is_specific_and_what_was_said_to_three_is_not() -> None:
    text = "Hello! The cable in your street was replaced."
    assert template_replies([text])[0].is_template is False
    assert [one.reason for one in template_replies([text] * 3)] == ["repeated"] * 3


@pytest.mark.parametrize("text", ["", "  ", "...", "👍"])
def test_no_word_is_no_answer(text: str) -> None:
    assert template_replies([text]) == [Reply(None, "", 0, False)]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_are_judged_one_by_one(texts: list[str]) -> None:
    judged = template_replies(texts)
    assert len(judged) == len(texts)
    for one in judged:
        assert one.family_size <= len(texts)
        assert (one.is_template is None) == (one.family == "")

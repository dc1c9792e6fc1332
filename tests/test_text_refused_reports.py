"""A report of our own error that was refused is found; plain complaints and plain refusals are not."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.refused_reports import error_report, refused_report

REFUSED = (
    "Сообщил об ошибке в вашей системе, а мне отказали.",
    "Сообщил об ошибке в вашей системе, а мне сказали приносите документы.",
    "В договоре ошибка в ИИН, исправить не хотят.",
    "В договоре неверная фамилия, просят прийти лично.",
    "Жүйедегі қате туралы хабарладым, бірақ анықтама керек дейді.",
    "I reported an error in my bill and they refused to correct it.",
)
OTHERS = (
    "Отказались принять заявление, сказали не наша работа.",
    "В счёте лишние 500 тенге, двойное начисление.",
    "Мои данные в системе не обновили уже две недели.",
    "Нужна справка об отсутствии долга.",
    "Спасибо, ошибку в счёте исправили за один день.",
    "Өтінішімді қабылдаудан бас тартты.",
    "They refused to take my request.",
    "",
)


@pytest.mark.parametrize("text", REFUSED)
def test_a_refused_report_of_our_error_is_found(text: str) -> None:
    assert refused_report(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_texts_are_not(text: str) -> None:
    assert not refused_report(text)


@pytest.mark.parametrize("number", ["", "_2", "_3", "_4", "_5"])
def test_labelled_messages_are_told_apart(number: str) -> None:
    path = Path(__file__).parent / "data" / f"refused_reports_blind{number}.tsv"
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    right = sum(refused_report(row["text"]) is (row["refused"] == "yes") for row in rows)
    assert right >= 0.93 * len(rows)


def test_an_error_and_a_refusal_far_apart_are_two_matters() -> None:
    between = "Интернет работает хорошо, соседи тоже довольны. " * 12
    assert not refused_report(f"В договоре ошибка в фамилии. {between} Отказали в рассрочке.")


def test_a_slip_of_the_customers_own_is_no_error_of_ours() -> None:
    assert not refused_report("Я сам ошибся номером при оплате, в возврате отказали, требуют справку.")


@given(st.text(max_size=200))
def test_a_refused_report_is_a_report(text: str) -> None:
    assert error_report(text) or not refused_report(text)


def test_a_report_that_was_taken_is_a_report_too() -> None:
    text = "Спасибо, ошибку в счёте исправили за один день."
    assert error_report(text) and not refused_report(text)
    assert not error_report("Офис закрыт по воскресеньям.")

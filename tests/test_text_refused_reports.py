"""A report of our own error that was refused is found; plain complaints and plain refusals are not."""

import pytest

from text.refused_reports import refused_report

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

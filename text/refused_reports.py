"""A customer reports the company's own error and is refused, or sent for papers: found by what they write.

Both must be said: that something of ours is wrong, and that we would not take it or asked for papers.
"""

from functools import lru_cache

from text.phrases import Phrase, find, phrase, prepared

_WRONG = {
    "ru": (
        "сообщить|сообщать|указать|заявить|показать + ошибка|сбой|неверный",
        "ошибка|опечатка + ваш|система|договор|счёт|иин",
        "неверный|чужой|старый|неправильный + фамилия|адрес|данные|имя",
        "данные + перепутать|ошибка|чужой|неверный",
    ),
    "kk": ("қате* + хабарла*|айт*|жүйе*|шарт*|шот*", "дерек* + қате*|шатас*|басқа*"),
    "en": (
        "report*|told|pointed + error*|mistake*|wrong", "your + error*|mistake*",
        "wrong + name|address|data|surname",
    ),
}  # fmt: skip
_REFUSED = {
    "ru": (
        "отказать|отказали|отказ|отказаться|отказывать|отказывают",
        "не_хотеть|не_захотеть|не_принять|не_принимать|не_исправить|не_исправлять",
        "просить|требовать|сказать|приносить|принести|нести + справка|документ|паспорт|бумага|лично",
    ),
    "kk": ("бас_тарт*", "анықтама*|құжат* + керек*|сұра*|талап*|әкел*", "қабылдама*|түзетпе*"),
    "en": (
        "refus*", "certificate*|document*|papers + bring|ask*|need*|demand*", "not + accept*|correct*|fix*",
    ),
}  # fmt: skip


def refused_report(text: str) -> bool:
    """Whether ``text`` tells of an error of ours that was reported and not taken."""
    wrong, refused, beginnings = _rules()
    words = prepared(text.lower().replace("ё", "е"), None, beginnings)
    return any(find(rule, words) for rule in wrong) and any(find(rule, words) for rule in refused)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Phrase, ...], tuple[Phrase, ...], frozenset[str]]:
    wrong, refused = (
        tuple(phrase(written, language) for language, those in group.items() for written in those)
        for group in (_WRONG, _REFUSED)
    )
    pieces = (piece for rule in (*wrong, *refused) for part in rule.parts for piece in part)
    keys = {key for piece in pieces for choice in piece for key in choice}
    return wrong, refused, frozenset(key for key in keys if key.endswith("*"))

"""What a person types is read as words, phrases, words to leave out and beginnings; nothing of it is code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.search_tokens import asked, tokens, words
from warehouse.search.query import MOST_PARTS, NothingToFind, Part, Unreadable, Wanted, parse


def test_words_phrases_minus_and_beginnings() -> None:
    found = parse('вернуть "мои деньги" -роутер -"в банк" инт* <PHONE>')
    assert found.parts == (
        Part(("вернуть",)), Part(("мои", "деньги")), Part(("инт",), True), Part(("<phone>",)),
    )  # fmt: skip
    assert found.unwanted == (Part(("роутер",)), Part(("в", "банк")))


def test_quotes_of_every_language_make_a_phrase_and_an_open_one_ends_with_the_text() -> None:
    wanted = Wanted((Part(("мои", "деньги")),))
    assert parse("«мои деньги»") == parse("“мои деньги”") == parse('"мои деньги') == wanted


def test_words_to_leave_out_alone_and_too_much_are_refused() -> None:
    with pytest.raises(NothingToFind):
        parse("-деньги")
    with pytest.raises(Unreadable):
        parse(" ".join(f"w{place}" for place in range(MOST_PARTS + 1)))
    with pytest.raises(Unreadable):
        parse("a" * 401)


def test_signs_alone_ask_for_nothing() -> None:
    assert parse(' * - " " ?!  ').is_empty


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except Unreadable:
        return
    for part in (*found.parts, *found.unwanted):
        assert part.words
        assert all(word and not any(letter.isspace() for letter in word) for word in part.words)


@given(st.text(alphabet="абвгдежзийклмнопрстуәғқңөұүһіabcdefgz", min_size=1, max_size=12))
def test_a_word_is_found_as_it_was_said_whatever_its_language(word: str) -> None:
    for one in words(word):
        for language in ("ru", "kk", "en", None):
            assert not set(asked(one)).isdisjoint(tokens(one, language))


@pytest.mark.parametrize(
    ("typed", "said", "language"),
    [
        ("деньги", "деньгами", "ru"), ("деньгам", "деньги", "ru"), ("банкой", "банки", "ru"),
        ("ёлка", "елку", "ru"), ("елка", "ёлкой", "ru"), ("вернули", "вернут", "ru"),
        ("қызмет", "қызметтеріңізді", "kk"), ("кызмет", "қызметті", "kk"), ("qyzmet", "қызметті", "kk"),
        ("тариф", "тарифім", "kk"), ("тарифтің", "тарифы", "ru"), ("банкам", "банкке", "kk"),
        ("cancel", "cancelled", "en"), ("cancellation", "cancel", "en"), ("charge", "charges", "en"),
        ("роутер", "роутерге", None), ("интернет", "интернетім", "kk"),
    ],
)  # fmt: skip
def test_a_form_of_a_word_finds_its_other_forms(typed: str, said: str, language: str | None) -> None:
    assert not set(asked(words(typed)[0])).isdisjoint(tokens(words(said)[0], language))


@pytest.mark.parametrize(
    ("typed", "said"), [("банка", "банк"), ("деньгам", "день"), ("стали", "столы"), ("не", "нет")]
)
def test_another_word_is_not_found(typed: str, said: str) -> None:
    assert set(asked(typed)).isdisjoint(tokens(said, "ru"))

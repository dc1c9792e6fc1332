"""Emoji, faces and masked oaths tell; brackets, codes and addresses do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.signs import shortened, signs, without_addresses


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("понятно :)", 0.6),
        ("понятно))", 1.0),
        ("ну вот (", -1.0),
        ("жду(((", -1.0),
        ("👍👍👍", 2.0),
        ("какая-то х**ня", -2.5),
        ("$#@& связь", -2.5),
    ],
)
def test_one_sign_tells(text: str, weight: float) -> None:
    assert [one.weight for one in signs(text)] == [weight]


@pytest.mark.parametrize(
    "text", ["офис (вход со двора) открыт", "наберите *100#", "2*2", "в 10:00", "**важно**"]
)
def test_brackets_codes_and_times_tell_nothing(text: str) -> None:
    assert signs(text) == []


def test_names_of_users_and_links_are_no_words() -> None:
    assert without_addresses("@best_help см. https://good.example и a.b@fine.example").split() == ["см.", "и"]


def test_drawn_out_letters_are_cut() -> None:
    assert shortened("ужааааас", "ru") == "ужас"
    assert shortened("sooo goood 1000000", "en") == "soo good 1000000"


@given(st.text(alphabet="()*@:;=аб. 👍", max_size=80))
def test_any_row_of_signs_is_read(text: str) -> None:
    assert all(-3 <= one.weight <= 3 and one.weight for one in signs(without_addresses(text)))

"""A region of Kazakhstan is found by its code or name in three languages; others are not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import kazakhstan
from reports.formats import LANGUAGES

CODES = [
    "10", "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "55", "59", "61", "62", "63",
    "71", "75", "79",
]  # fmt: skip
"""ISO 3166-2:KZ since November 2022."""


def test_there_are_seventeen_regions_and_three_cities_each_at_its_own_place() -> None:
    every = kazakhstan.regions()
    assert sorted(one.code for one in every) == [f"KZ-{code}" for code in CODES]
    assert len({one.at for one in every}) == 20
    assert all(0 <= x < kazakhstan.COLUMNS and 0 <= y < kazakhstan.ROWS for x, y in (one.at for one in every))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_in_every_language_leads_back_to_its_region(language: str) -> None:
    for one in kazakhstan.regions():
        assert kazakhstan.region(one.name[language]) is one is kazakhstan.region(one.code)
        assert kazakhstan.region(one.name[language].upper()) is one
        assert kazakhstan.region(one.code[3:] + "0000000") is one
        assert len(one.mark[language]) <= 7 and len(one.tile[language]) <= 16


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Алматы", "75"), ("г. Алматы", "75"), ("Алматы қаласы", "75"), ("Алматы облысы", "19"),
        ("Алматинская обл.", "19"), ("Almaty Region", "19"), ("KZ-AST", "71"), ("kz_yuz", "61"),
        ("Нур-Султан", "71"), ("ВКО", "63"), ("Караганда", "35"), ("Жетысуская область", "33"),
    ],
)  # fmt: skip
def test_usual_other_writings_are_known(written: str, code: str) -> None:
    found = kazakhstan.region(written)
    assert found is not None and found.code == f"KZ-{code}"


@pytest.mark.parametrize(
    "written", ["North", "Восток", "Москва", "KZ-99", "KZ-BAY", "990000000", "облысы", ""]
)
def test_other_places_are_none_of_them(written: str) -> None:
    assert kazakhstan.region(written) is None and kazakhstan.name(written, "ru") == ""


@given(st.text(max_size=30))
def test_any_word_can_be_asked(word: str) -> None:
    assert kazakhstan.region(word) in (None, *kazakhstan.regions())

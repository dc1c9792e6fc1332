"""Lengths of time are written as people say them, in three languages."""

import math

import pytest

from ui.durations import brief, duration, longer
from ui.words import speaking


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 s"), (0.75, "45 s"), (475 / 60, "7 min 55 s"), (8, "8 min"), (34.4, "34 min"), (59.8, "1 h"),
        (160, "2 h 40 min"), (3639, "2.5 days"), (math.nan, "—"),
    ],
)  # fmt: skip
def test_a_duration_is_said_in_at_most_two_units(minutes: float, said: str) -> None:
    with speaking("en"):
        assert duration(minutes) == said


def test_a_phone_gets_one_number() -> None:
    with speaking("en"):
        assert [brief(value) for value in (7.92, 34.4, 160, 3639)] == [
            "7.9 min",
            "34 min",
            "2.7 h",
            "2.5 days",
        ]


def test_a_difference_carries_its_sign() -> None:
    with speaking("en"):
        assert [longer(value) for value in (4.8167, -0.5, 0.001)] == ["+4 min 49 s", "−30 s", "0 s"]


def test_languages_have_their_own_units() -> None:
    with speaking("ru"):
        assert duration(160) == "2 ч 40 мин"
    with speaking("kk"):
        assert duration(160) == "2 сағ 40 мин"

"""Signs before pay: what stands out is found with its n, and what differs by chance is not."""

import random
from datetime import datetime, timedelta
from typing import Any

from config.settings import Gaming
from warehouse.gaming import FEW, WITHHELD, bursts, low_shares, same_numbers

LIMITS = Gaming()


def _rating(number: int, **other: Any) -> dict[str, Any]:
    at = datetime(2022, 7, 1, 9) + timedelta(hours=number)
    values = {"rating_id": f"r{number}", "agent_id": "a1", "customer_key": f"k{number}", "rating": 5}
    return values | {"rated_at": at} | other


def test_the_agent_who_sends_far_fewer_surveys_than_peers_is_shown_with_n_and_limit() -> None:
    counts = {f"a{number}": (195, 200) for number in range(20)} | {"low": (150, 200)}
    (sign,) = low_shares(WITHHELD, counts, 30)
    assert (sign.agent_id, sign.found, sign.count, sign.share) == ("low", 150, 200, 0.75)
    assert sign.usual is not None and 0.75 < sign.limit < sign.usual < 1


def test_agents_who_differ_by_chance_or_all_alike_are_not_shown() -> None:
    drawn, shown = random.Random(4), 0
    for _month in range(40):
        counts = {f"a{i}": (sum(drawn.random() < 0.3 for _n in range(150)), 150) for i in range(40)}
        shown += len(low_shares(FEW, counts, 30))
    assert shown <= 8, "of 1,600 agents"
    for _month in range(10):  # agents truly differ, all of them: nobody stands out
        rates = [drawn.uniform(0.2, 0.4) for _i in range(40)]
        counts = {f"a{i}": (int(rate * 400), 400) for i, rate in enumerate(rates)}
        assert low_shares(FEW, counts, 30) == []


def test_few_contacts_or_few_agents_are_not_judged() -> None:
    counts = {f"a{number}": (195, 200) for number in range(20)}
    assert low_shares(WITHHELD, counts | {"new": (5, 29)}, 30) == []
    assert low_shares(WITHHELD, {"a": (10, 100), "b": (90, 100)}, 30) == []
    assert low_shares(WITHHELD, {key: (n, n) for key, (_found, n) in counts.items()}, 30) == []


def test_one_number_that_rates_one_agent_often_is_shown_with_its_share() -> None:
    ratings = [_rating(i) for i in range(7)] + [_rating(i, customer_key="same") for i in (10, 20, 30)]
    ratings += [
        _rating(40, customer_key=None),
        _rating(41, customer_key=None),
        _rating(42, customer_key=None),
    ]
    ratings += [_rating(50 + i, customer_key="same", agent_id=f"b{i}") for i in range(5)]
    (sign,) = same_numbers(ratings, LIMITS)
    assert (sign.agent_id, sign.found, sign.count) == ("a1", 3, 13)
    assert sign.rating_ids == ("r10", "r20", "r30")


def test_fives_within_minutes_are_one_burst_and_other_marks_break_none() -> None:
    start = datetime(2022, 7, 4, 12, 1)
    ratings = [_rating(i, rated_at=start + timedelta(minutes=2 * i)) for i in range(7)]
    ratings += [_rating(20, rating=1, rated_at=start + timedelta(minutes=3))]
    ratings += [_rating(30 + i, rated_at=start + timedelta(days=1, minutes=20 * i)) for i in range(9)]
    (sign,) = bursts(ratings, LIMITS)
    assert (sign.found, sign.count, sign.first) == (7, 17, start)


def test_ratings_known_by_the_day_only_make_no_burst() -> None:
    assert bursts([_rating(i, rated_at=datetime(2022, 7, 4)) for i in range(9)], LIMITS) == []

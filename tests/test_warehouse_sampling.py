"""A part of the customers tells how much wider an interval is, as nearly as it is shown."""

import numpy as np
import pytest

from warehouse import engine, sampling, sql_files
from warehouse.bootstrap import Pattern, resampled, shares

EVERY = 8
ANSWERS = """
create table answers as
with
customers as (
    select
        hash(i) as customer,
        i % 3 = 0 as is_sad,
        2 + i % 3 as count
    from range(100000) as r(i)
)

select
    customer,
    hash(customer, nth) % 2 = 0 as is_now,
    (hash(customer, nth, 'mood') % 100 < if(is_sad, 15, 60))::integer as promoters,
    1 as scored
from customers, lateral (select unnest(range(count)) as nth)
"""


@pytest.mark.parametrize(
    ("counts", "every"),
    [
        ([], 1), ([50], 1), ([99_999], 1), ([100_000], 2), ([3_300_000], 64), ([25_000] * 40, 4),
        ([600] * 1_500, 1),
    ],
)  # fmt: skip
def test_every_customer_is_looked_at_until_there_are_very_many(counts: list[int], every: int) -> None:
    assert sampling.one_in(counts) == every


def test_a_group_that_would_keep_few_answers_is_too_small() -> None:
    assert sampling.is_too_few(19_999, 4) and not sampling.is_too_few(20_000, 4)


def test_every_eighth_customer_tells_the_design_effect() -> None:
    """300,000 answers of 100,000 customers of two moods: the width of the interval within one percent."""
    with engine.memory() as connection:
        connection.execute(ANSWERS)
        whole, part = (_effect(connection, every) for every in (1, EVERY))
    assert abs(whole - 1) > 0.02, whole
    assert (part / whole) ** 0.5 == pytest.approx(1, abs=0.01)


def _effect(connection: engine.Connection, every: int) -> float:
    body = sql_files.read("statistics", "design_effect").body
    for token, text in {
        "{by}": "", "$one_in": str(every), "{part}": "100.0 * promoters", "{whole}": "scored",
        "{now}": "(from answers where is_now)", "{before}": "(from answers where not is_now)",
    }.items():  # fmt: skip
        body = body.replace(token, text)
    found = connection.execute(body).fetchone()
    assert found is not None
    return float(found[0])


def test_patterns_of_a_part_of_the_customers_give_the_same_width() -> None:
    """160,000 customers who lose two answers, one or none; of every eighth of them: within four percent."""
    counts = np.array([12_000, 30_000, 118_000])
    drawn = np.random.default_rng(5).multivariate_hypergeometric(counts, int(counts.sum()) // EVERY)
    whole, part = (_patterns(numbers) for numbers in (counts, drawn))
    low, high = resampled(whole)[()]
    narrow_low, narrow_high = resampled(part, times=EVERY)[()]
    assert narrow_high - narrow_low == pytest.approx(high - low, rel=0.04)
    assert low < shares(whole)[()] < high and narrow_low < shares(part)[()] < narrow_high


def _patterns(counts: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> list[Pattern]:
    lost: list[list[dict[str, object]]] = [[{"own": [], "part": 200.0}], [{"own": [], "part": 100.0}], []]
    return [(one, 2.0, int(count)) for one, count in zip(lost, counts, strict=True)]

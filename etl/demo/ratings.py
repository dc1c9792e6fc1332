"""AR ratings, 1 to 5, after a share of the served contacts; which agents are rated each month is exact."""

import numpy as np
import pandas as pd

from etl.demo.arrays import Bools, Floats, Ints, chance, first_of_each
from etl.demo.clock import DAY_S, MONTH_STARTS, MONTHS, month_number, month_of
from etl.demo.reference import front_line
from etl.demo.texts import write_texts
from etl.demo.truths import TRUTHS

_RATED = 0.32  # of contacts served by an agent
_LIMITS = (-2.1, -1.7, -1.2, -0.55)  # feelings above these make 2, 3, 4, 5


def make_ratings(contacts: pd.DataFrame) -> pd.DataFrame:
    """One row per rating: rating_id, contact (row), at, rating, comment."""
    rng = chance("ratings")
    rows = np.flatnonzero(_rated(rng, contacts))
    chosen = contacts.iloc[rows]
    feeling = chosen["mood"].to_numpy() + rng.normal(0, 0.5, len(rows))
    rating = 1 + np.searchsorted(_LIMITS, feeling).astype(np.int64)
    rating[(chosen["agent"] == TRUTHS.agent_with_three_perfect_ratings).to_numpy(dtype=bool)] = 5
    at = _within_the_month(
        chosen["at"].to_numpy(), chosen["ended"].to_numpy() + rng.integers(5, 600, len(rows))
    )
    commented = rng.random(len(rows)) < 0.05
    category = np.where(rating >= 4, "praise", np.where(rating == 3, "queue_ivr", "staff_rude")).astype(
        object
    )
    category[~commented] = ""
    return pd.DataFrame(
        {
            "rating_id": (np.arange(len(rows)) + 500_001).astype(str).astype(object),
            "contact": rows, "at": at, "rating": rating,
            "comment": write_texts("rating comments", category, chosen["language"].to_numpy(), 0.02),
        }
    )  # fmt: skip


def _rated(rng: np.random.Generator, contacts: pd.DataFrame) -> Bools:
    """A random share of served contacts, less the agents left out that month, at least one for the others."""
    names = {name: number for number, name in enumerate(front_line())}
    agent = contacts["agent"].map(names).fillna(-1).to_numpy().astype(np.int64)
    month = month_of(contacts["at"].to_numpy())
    group = np.where(agent < 0, -1, agent * len(MONTHS) + month)
    order = rng.random(len(contacts))
    wanted = (
        (order < _RATED) | first_of_each(group, order, 1) | (contacts["recording"] >= 0).to_numpy(dtype=bool)
    )
    return wanted & (agent >= 0) & ~_left_out(group) & _only_three(contacts, group, order)


def _within_the_month(begun: Ints, at: Ints) -> Ints:
    """Moments ``at``, none later than the month their contact began in: a contact and its rating share it."""
    last = MONTH_STARTS[month_of(begun) + 1] * DAY_S - 1
    within: Ints = np.minimum(at, last)
    return within


def _left_out(group: Ints) -> Bools:
    """Groups (agent x month) of those agents whom nobody rated in that month."""
    special = front_line().index(TRUTHS.agent_with_three_perfect_ratings)
    changing = [
        n for n in range(14, 60) if n not in (special, front_line().index(TRUTHS.agent_withholding_surveys))
    ]
    unrated = []
    for month, rated in enumerate(TRUTHS.agents_rated_by_month.values()):
        first = [] if month == _month_of_three() else [special]
        missing = len(front_line()) - rated - len(first)
        chosen = [changing[(month * 5 + 7 * step) % len(changing)] for step in range(missing)]
        unrated += [agent * len(MONTHS) + month for agent in first + chosen]
    return np.isin(group, unrated)


def _only_three(contacts: pd.DataFrame, group: Ints, order: Floats) -> Bools:
    """The agent with three perfect ratings has exactly three, in one month."""
    special = (contacts["agent"] == TRUTHS.agent_with_three_perfect_ratings).to_numpy(dtype=bool)
    return ~special | first_of_each(np.where(special, group, -1), order, 3)


def _month_of_three() -> int:
    year, month = TRUTHS.three_ratings_month.split("-")
    return month_number(int(year), int(month))

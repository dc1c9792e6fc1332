"""Who serves a contact: an agent of its unit on that day."""

from itertools import pairwise

import numpy as np
import pandas as pd

from etl.demo.arrays import Bools, Words, chance
from etl.demo.clock import DAY_S, DAYS
from etl.demo.reference import Assignment, assignments, front_line, regions
from etl.demo.truths import TRUTHS

SELF_SERVICE = ("web_account", "mobile_app")
_SELDOM = {TRUTHS.agent_with_three_perfect_ratings: 0.12}


def assign_agents(contacts: pd.DataFrame) -> Words:
    """Agent of each contact; empty for self-service and for calls nobody answered."""
    rng = chance("staffing")
    day = (contacts["at"] // DAY_S).to_numpy()
    unit = contacts["unit"].to_numpy()
    agent = np.full(len(contacts), "", dtype=object)
    limits = sorted({0, DAYS, *(place.start for place in assignments())})
    for start, end in pairwise(limits):
        for name in regions():
            rows = np.flatnonzero((unit == name) & (day >= start) & (day < end))
            agent[rows] = _draw(rng, _present(name, start), len(rows))
    agent[~_needs_agent(contacts)] = ""
    return agent


def _present(unit: str, day: int) -> list[Assignment]:
    served = set(front_line())
    return [
        place
        for place in assignments()
        if place.unit_id == unit and place.start <= day < place.end and place.agent_id in served
    ]


def _draw(rng: np.random.Generator, places: list[Assignment], size: int) -> Words:
    names = np.array([place.agent_id for place in places], dtype=object)
    weights = np.array([_SELDOM.get(name, 0.8 + int(name) % 5 / 10) for name in names])
    drawn = np.searchsorted(np.cumsum(weights / weights.sum()), rng.random(size), side="right")
    chosen: Words = names[np.minimum(drawn, len(names) - 1)]
    return chosen


def _needs_agent(contacts: pd.DataFrame) -> Bools:
    by_person = ~contacts["channel"].isin(SELF_SERVICE) & contacts["is_answered"]
    return by_person.to_numpy(dtype=bool)

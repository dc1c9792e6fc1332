"""How content a customer leaves: the one hidden quantity behind scores, ratings and comments.

Its parts are the planted truths: agents, processes, one unit, an incident, an improvement.
"""

import numpy as np
import pandas as pd

from etl.demo.arrays import Floats, chance
from etl.demo.clock import DAY_S, month_of, seconds
from etl.demo.reference import agents, front_line, regions
from etl.demo.service import HARD
from etl.demo.truths import TRUTHS

_EASY = {"connect": 0.45, "consultation": 0.4, "change_tariff": 0.35, "replace": 0.25}
_PROCESS = {**_EASY, **{name: -points for name, points in HARD.items()}}
_UNIT = {"office_steppe": 0.38, "office_garden": 0.05, "office_lake": -0.05, "cc_samal": -0.05}
_SPREAD_OF_SKILL = 0.22


def moods(contacts: pd.DataFrame) -> Floats:
    """A number per contact, mean about 0, standard deviation about 1; higher is happier."""
    rng = chance("mood")
    mood = rng.normal(0, 0.7, len(contacts))
    mood += contacts["process"].map(_PROCESS).fillna(0.0).to_numpy(dtype=float)
    mood += contacts["unit"].map(_UNIT).fillna(0.0).to_numpy(dtype=float)
    mood += contacts["agent"].map(skills()).fillna(0.0).to_numpy(dtype=float)
    mood -= 0.25 * np.minimum(contacts["wait"].to_numpy() / 600, 2)
    mood -= 0.3 * contacts["transfers"].to_numpy()
    mood += np.where(contacts["is_resolved"], 0.1, -0.45)
    mood += 0.02 * month_of(contacts["at"].to_numpy())
    return mood + _incident(contacts) + _improvement(contacts)


def skills() -> dict[str, float]:
    """What each front-line agent adds, on average nothing within a unit."""
    rng = chance("skills")
    drawn = {name: float(rng.normal(0, _SPREAD_OF_SKILL)) for name in front_line()}
    home = {agent.agent_id: agent.unit_id for agent in agents()}
    for unit in set(home.values()):
        team = [name for name in drawn if home[name] == unit]
        mean = sum(drawn[name] for name in team) / len(team)
        drawn.update({name: drawn[name] - mean for name in team})
    return drawn


def _incident(contacts: pd.DataFrame) -> Floats:
    start = seconds(f"{TRUTHS.incident_day} 00:00")
    touched = contacts["unit"].map(regions()) == TRUTHS.incident_region
    that_day = contacts["at"].between(start, start + DAY_S - 1)
    return np.where(touched & that_day, -1.6, 0.0)


def _improvement(contacts: pd.DataFrame) -> Floats:
    start = seconds(f"{TRUTHS.improvement_with_effect_day} 00:00")
    there = contacts["unit"] == TRUTHS.improvement_with_effect_unit
    return np.where(there & (contacts["at"] >= start), 0.45, 0.0)

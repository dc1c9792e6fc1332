"""A world with known truth: agents of known skill, with unequal work, tenure and number of ratings.

What an agent gives a customer is the work's usual mean plus the agent's skill; who is new gives less.
Each month is a world of its own, with its own agents, so that one build is several repetitions.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from statistics import NormalDist
from tempfile import mkdtemp
from typing import Any

import numpy as np

from tests.tiny_warehouse import Row, empty_instance, land
from warehouse import engine
from warehouse.build import build
from warehouse.period import Period
from warehouse.snapshot import Snapshot

WORLDS, AGENTS = 4, 100
SKILL, NOISE, NEW = 0.2, 0.85, -0.3
"""Standard deviation of skill, of one rating, and what a new agent lacks."""
WORK = {
    ("repair", "phone"): 3.6,
    ("connect", "office"): 4.5,
    ("transfer", "chat"): 4.1,
    ("disconnect", "phone"): 3.3,
}
"""Process and channel -> their usual mean."""
LUCKY = ("lucky-0", "lucky-1")
"""Agents of the first world with three ratings each, all of them 5."""


@dataclass(frozen=True)
class World:
    """One month. skill: agent -> what the agent adds to the usual mean of any work. ahead: agent -> the mean
    mark to expect of the agent less that of the others in the same work, new agents among themselves."""

    period: Period
    skill: dict[str, float]
    ahead: dict[str, float]


@cache
def simulated() -> tuple[Snapshot, list[World]]:
    """The worlds, built by the same statements as any operator's data."""
    instance = empty_instance(Path(mkdtemp(prefix="sapa-agents-")))
    settings = instance.config / "settings.toml"
    settings.write_text(settings.read_text("utf8").replace("least_scores = 5 ", "least_scores = 1 "), "utf8")
    chance, worlds = np.random.default_rng(20220731), []
    agents: list[Row] = []
    ratings: list[Row] = []
    for month in range(1, WORLDS + 1):
        worlds.append(_world(chance, date(2022, month, 1), agents, ratings))
    _add_lucky(agents, ratings)
    with engine.memory() as connection:
        land(instance, "agents", agents, number=0, connection=connection)
        land(instance, "ratings", ratings, number=1, connection=connection)
    return build(instance), worlds


def _world(chance: np.random.Generator, first: date, agents: list[Row], ratings: list[Row]) -> World:
    skills = chance.normal(0, SKILL, AGENTS)
    is_new = np.arange(AGENTS) % 5 == 0
    names = [f"{first.month}-{number}" for number in range(AGENTS)]
    counts = np.exp(chance.uniform(np.log(3), np.log(300), AGENTS)).round().astype(int)
    done = np.zeros((AGENTS, len(WORK)))
    for number, name in enumerate(names):
        agents.append(_agent(name, first - timedelta(days=20) if is_new[number] else date(2015, 1, 1)))
        share = chance.dirichlet([0.6] * len(WORK))
        picked = chance.choice(len(WORK), counts[number], p=share)
        done[number] = np.bincount(picked, minlength=len(WORK))
        ratings += _ratings(chance, name, first, skills[number] + NEW * is_new[number], picked)
    ahead = _ahead(skills + NEW * is_new, is_new, done)
    return World(
        Period.month(first),
        dict(zip(names, skills.tolist(), strict=True)),
        dict(zip(names, ahead.tolist(), strict=True)),
    )


def _ahead(better_by: Any, is_new: Any, done: Any) -> Any:
    """Of each agent; done: ratings by agent and work."""
    marks = _expected_mark(np.array(list(WORK.values())) + better_by[:, None])
    alike = (is_new[:, None] == is_new) & ~np.eye(AGENTS, dtype=bool)
    others = alike @ (done * marks) / np.maximum(alike @ done, 1)
    return (done * (marks - others)).sum(axis=1) / done.sum(axis=1)


def _expected_mark(felt: Any) -> Any:
    """Mean of a feeling with NOISE around it, rounded to 1, 2, 3, 4 or 5."""
    over: Any = np.vectorize(NormalDist().cdf)
    marks: Any = np.ones_like(felt)
    for mark in (1, 2, 3, 4):
        marks += over((felt - mark - 0.5) / NOISE)
    return marks


def _agent(agent: str, hired: date) -> Row:
    return {"agent_id": agent, "name": agent, "unit_id": "u1", "valid_from": hired, "hired_date": hired}


def _ratings(
    chance: np.random.Generator, agent: str, first: date, better_by: float, picked: Any
) -> list[Row]:
    """Whole marks of 1 to 5 in the works picked."""
    works = list(WORK)
    felt = np.array([WORK[works[one]] for one in picked]) + better_by + chance.normal(0, NOISE, len(picked))
    marks = np.clip(np.round(felt), 1, 5).astype(int)
    return [
        _rating(f"{agent}-{place}", agent, first + timedelta(days=place % 28), works[one], int(mark))
        for place, (one, mark) in enumerate(zip(picked, marks, strict=True))
    ]


def _rating(key: str, agent: str, day: date, work: tuple[str, str], mark: int) -> Row:
    return {
        "rating_id": key, "agent_id": agent, "rated_at": f"{day} 12:00:00", "rating": mark,
        "process_id": work[0], "channel_id": work[1], "segment": "individual", "unit_id": "u1",
    }  # fmt: skip


def _add_lucky(agents: list[Row], ratings: list[Row]) -> None:
    for agent in LUCKY:
        agents.append(_agent(agent, date(2015, 1, 1)))
        ratings += [
            _rating(f"{agent}-{i}", agent, date(2022, 1, 5), ("repair", "phone"), 5) for i in range(3)
        ]

"""Who works where at the demo operator: the tables in ``data/``, read once."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from etl.demo.clock import DAYS, START

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Agent:
    agent_id: str
    name: str
    unit_id: str
    team: str
    hired_date: str
    is_front_line: bool


@dataclass(frozen=True)
class Assignment:
    """An agent's place from day ``start`` (included) to ``end`` (excluded), as day numbers of the demo."""

    agent_id: str
    unit_id: str
    team: str
    start: int
    end: int


def table(name: str) -> list[dict[str, str]]:
    """The rows of ``data/<name>.csv``."""
    with (DATA / f"{name}.csv").open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def agents() -> tuple[Agent, ...]:
    return tuple(
        Agent(
            r["agent_id"], r["name"], r["unit_id"], r["team"], r["hired_date"], r["is_front_line"] == "true"
        )
        for r in table("agents")
    )


@cache
def assignments() -> tuple[Assignment, ...]:
    """Every agent's places in order of time; those who moved have two."""
    moves = {row["agent_id"]: row for row in table("moves")}
    return tuple(place for agent in agents() for place in _places(agent, moves.get(agent.agent_id)))


def _places(agent: Agent, move: dict[str, str] | None) -> list[Assignment]:
    if move is None:
        return [Assignment(agent.agent_id, agent.unit_id, agent.team, 0, DAYS)]
    day = (date.fromisoformat(move["valid_from"]) - START).days
    return [
        Assignment(agent.agent_id, agent.unit_id, agent.team, 0, day),
        Assignment(agent.agent_id, move["unit_id"], move["team"], day, DAYS),
    ]


@cache
def front_line() -> tuple[str, ...]:
    return tuple(agent.agent_id for agent in agents() if agent.is_front_line)


@cache
def regions() -> dict[str, str]:
    """Region of each unit."""
    return {row["unit_id"]: row["region"] for row in table("units")}

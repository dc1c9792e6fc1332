"""A month of ratings for pay, counted rating by rating; and signs that ratings may be steered."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pandas as pd

from tests.plain_rows import Rows


@dataclass(frozen=True)
class Month:
    """excluded: reason -> how many; means, counts and points by agent (no points: too few ratings)."""

    count: int
    excluded: dict[str, int]
    counts: dict[str, int]
    totals: dict[str, int]
    points: dict[str, float | None]


def month(rows: Rows, accepted: Collection[str], agents: Collection[str], pay: Any) -> Month:
    """rows: ratings of the month with is_in_outage; pay: settings [pay]."""
    why: dict[str, int] = defaultdict(int)
    of_agent: dict[str, list[int]] = defaultdict(list)
    for row in rows.to_dict("records"):
        reason = _reason(row, accepted, agents)
        if reason:
            why[reason] += 1
        else:
            of_agent[row["agent_id"]].append(int(row["rating"]))
    counts = {agent: len(ratings) for agent, ratings in of_agent.items()}
    totals = {agent: sum(ratings) for agent, ratings in of_agent.items()}
    points = {agent: _points(counts[agent], totals[agent], pay) for agent in counts}
    return Month(len(rows), dict(why), counts, totals, points)


def _reason(row: Mapping[Any, Any], accepted: Collection[str], agents: Collection[str]) -> str:
    if row["rating_id"] in accepted:
        return "contested, accepted"
    if row["is_in_outage"]:
        return "during an outage"
    return "" if row["agent_id"] in agents else "agent not known"


def _points(count: int, total: int, pay: Any) -> float | None:
    if count < pay["least_ratings"]:
        return None
    reached = [step["points"] for step in pay["steps"] if total >= Fraction(str(step["from"])) * count]
    return max(reached, default=0)


def more_fives(count: int, total: int, pay: Any) -> tuple[float, int] | None:
    """The next threshold and how many 5s more reach it; None above the last."""
    now = _points(count, total, pay) or 0
    steps = sorted(pay["steps"], key=lambda step: step["from"])
    step = next((step for step in steps if step["points"] > now), None)
    if step is None:
        return None
    more = 0
    while _points(count + more, total + 5 * more, pay) in (None, now):
        more += 1
    return step["from"], more


# Signs: a share far below everybody's, one number again and again, many 5s within minutes.


@dataclass(frozen=True)
class Low:
    """An agent whose share lies below the funnel."""

    found: int
    count: int
    usual: float
    limit: float


def low_shares(counts: Mapping[str, tuple[int, int]], least: int) -> dict[str, Low]:
    """Agent -> sign; counts: found, of how many. Three deviations, widened by how much the middle four
    fifths of agents differ."""
    pairs = list(counts.values())
    table = pd.DataFrame(pairs, index=pd.Index(list(counts)), columns=pd.Index(["found", "n"]))
    table = table[table["n"] >= least].assign(found=lambda rows: rows[["found", "n"]].min(axis=1))
    usual = table["found"].sum() / max(table["n"].sum(), 1)
    if len(table) < 5 or not 0 < usual < 1:
        return {}
    spread = (usual * (1 - usual) / table["n"]) ** 0.5
    away = (table["found"] / table["n"] - usual) / spread
    cut = len(away) // 10
    middle = away.sort_values().iloc[cut : len(away) - cut]
    width = 3 * max(1.0, math.sqrt((middle**2).mean()))
    limits = (usual - width * spread).clip(lower=0)
    low = table.assign(limit=limits)[away < -width].to_dict("index")
    return {
        str(agent): Low(int(row["found"]), int(row["n"]), usual, float(row["limit"]))
        for agent, row in low.items()
    }


def same_numbers(rows: Rows, least: int) -> list[tuple[str, int, int]]:
    """(agent, ratings by one number, ratings of the agent)."""
    pairs = rows.groupby(["agent_id", "customer_key"]).size().reset_index(name="n")
    all_of, often = rows.groupby("agent_id").size(), pairs[pairs["n"] >= least]
    return [
        (str(agent), int(n), int(all_of[agent]))
        for agent, n in zip(often["agent_id"], often["n"], strict=True)
    ]


def bursts(rows: Rows, size: int, minutes: float) -> list[tuple[str, int, int]]:
    """(agent, 5s of one burst, ratings of the agent)."""
    timed = rows[rows["rated_at"] != rows["rated_at"].dt.normalize()]
    found = []
    for agent, mine in timed[timed["rating"] == 5].groupby("agent_id"):
        times = sorted(mine["rated_at"])
        for run in _runs(times, size, timedelta(minutes=minutes)):
            found.append((str(agent), run, int((rows["agent_id"] == agent).sum())))
    return found


def _runs(times: Sequence[datetime], size: int, span: timedelta) -> list[int]:
    """Lengths of the stretches in which every ``size`` neighbours lie within ``span``."""
    inside = {
        start + on
        for start in range(len(times) - size + 1)
        if times[start + size - 1] - times[start] <= span
        for on in range(size)
    }
    lengths: list[int] = []
    for place in sorted(inside):
        if lengths and place - 1 in inside and times[place] - times[place - 1] <= span:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths

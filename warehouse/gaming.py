"""Signs that ratings may be steered, to be looked at before pay: none of them proves anything.

Shares are compared in a funnel: an agent stands out below where the share lies more than three deviations
under everybody's, the deviation of n contacts widened by how much agents differ anyway (overdispersion,
from the middle four fifths of them, so that who stands out does not widen it).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from config.settings import Gaming

WITHHELD, FEW, SAME_NUMBER, BURST = "withheld", "few", "same_number", "burst"
KINDS = (WITHHELD, FEW, SAME_NUMBER, BURST)
_DEVIATIONS = 3.0
_LEFT_OUT = 0.1
"""Share of agents left out at either end when their differences are measured."""
_LEAST_AGENTS = 5
_FIVE = 5

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Sign:
    """One sign.  ``found`` of ``count`` (n): surveyed or rated of served contacts, ratings by one number or
    in one burst of all ratings.  ``limit``: the share below which, or the count from which, it is a sign.
    ``rating_ids``: the rows behind it, where they are ratings; ``first``: when a burst began.
    """

    kind: str
    agent_id: str
    found: int
    count: int
    limit: float
    usual: float | None = None
    rating_ids: tuple[str, ...] = ()
    first: datetime | None = None

    @property
    def share(self) -> float:
        return self.found / self.count


def low_shares(kind: str, counts: Mapping[str, tuple[int, int]], least: int) -> list[Sign]:
    """Agents whose share lies below the funnel, the lowest first.

    counts: agent -> (found, of how many contacts); agents with fewer than ``least`` are left out.
    """
    known = {agent: (min(found, n), n) for agent, (found, n) in counts.items() if n >= least}
    if len(known) < _LEAST_AGENTS:
        return []
    usual = sum(found for found, _n in known.values()) / sum(n for _found, n in known.values())
    if not 0 < usual < 1:
        return []
    deviations = {agent: (found / n - usual) / _spread(usual, n) for agent, (found, n) in known.items()}
    width = _DEVIATIONS * _overdispersion(list(deviations.values()))
    signs = [
        Sign(kind, agent, *known[agent], max(0.0, usual - width * _spread(usual, known[agent][1])), usual)
        for agent, deviation in deviations.items()
        if deviation < -width
    ]
    return sorted(signs, key=lambda sign: deviations[sign.agent_id])


def _spread(share: float, n: int) -> float:
    return math.sqrt(share * (1 - share) / n)


def _overdispersion(deviations: list[float]) -> float:
    """How much wider than by chance agents differ, at least 1."""
    ordered = sorted(deviations)
    cut = int(len(ordered) * _LEFT_OUT)
    middle = ordered[cut : len(ordered) - cut]
    return max(1.0, math.sqrt(sum(one * one for one in middle) / len(middle)))


def same_numbers(ratings: Sequence[Record], gaming: Gaming) -> list[Sign]:
    """One number that rated one agent often in the month, the most frequent first.

    ratings: rating_id, agent_id, customer_key; rows without agent or number are left out.
    """
    known = [row for row in ratings if row["agent_id"] and row["customer_key"]]
    of_agent = _by(ratings, "agent_id")
    signs = []
    for agent, mine in _by(known, "agent_id").items():
        for same in _by(mine, "customer_key").values():
            if len(same) >= gaming.same_number_ratings:
                numbers = tuple(row["rating_id"] for row in same)
                limit = gaming.same_number_ratings
                signs.append(
                    Sign(SAME_NUMBER, agent, len(same), len(of_agent[agent]), limit, rating_ids=numbers)
                )
    return sorted(signs, key=lambda sign: (-sign.found, sign.agent_id))


def bursts(ratings: Sequence[Record], gaming: Gaming) -> list[Sign]:
    """Many 5s of one agent within minutes, each burst as long as it goes on; the longest first.

    ratings: rating_id, agent_id, rating, rated_at; ratings known by the day only are left out.
    """
    signs: list[Sign] = []
    for agent, mine in _by(ratings, "agent_id").items():
        timed = [row for row in mine if row["rated_at"] is not None and row["rated_at"].time() != time()]
        fives = sorted((row for row in timed if row["rating"] == _FIVE), key=lambda row: row["rated_at"])
        for run in _runs(fives, gaming):
            numbers = tuple(row["rating_id"] for row in run)
            first = run[0]["rated_at"]
            limit = gaming.burst_ratings
            signs.append(Sign(BURST, agent, len(run), len(mine), limit, rating_ids=numbers, first=first))
    return sorted(signs, key=lambda sign: (-sign.found, sign.agent_id))


def _runs(fives: list[Record], gaming: Gaming) -> list[list[Record]]:
    """Stretches in which every ``burst_ratings`` neighbours lie within ``burst_minutes``."""
    span, size = timedelta(minutes=gaming.burst_minutes), gaming.burst_ratings
    inside: set[int] = set()
    for start in range(len(fives) - size + 1):
        if fives[start + size - 1]["rated_at"] - fives[start]["rated_at"] <= span:
            inside.update(range(start, start + size))
    stretches: list[list[Record]] = []
    for place in sorted(inside):
        follows = place - 1 in inside and fives[place]["rated_at"] - fives[place - 1]["rated_at"] <= span
        if not follows or not stretches:
            stretches.append([])
        stretches[-1].append(fives[place])
    return stretches


def _by(rows: Sequence[Record], column: str) -> dict[str, list[Record]]:
    known = sorted((row for row in rows if row[column]), key=lambda row: str(row[column]))
    return {key: list(same) for key, same in groupby(known, key=lambda row: str(row[column]))}

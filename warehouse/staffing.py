"""What a queue would do with another number of agents: Erlang C, and Erlang A where callers lose patience.

Calls arrive at random (Poisson), talks and patience vary like chance (exponential), every agent takes any
call.  Erlang C: A. K. Erlang, 1917, by the recursion of Erlang B.  Erlang A (M/M/N+M): C. Palm, 1957; the
share answered in time by the law of the sum of exponential waits whose rates grow by equal steps.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from config.errors import WrongUse

MOST_AGENTS = 20_000
_MOST_LOAD = 10_000.0
_MOST_WAITING = 2_000_000
_DAY_S = 86_400.0
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Demand:
    """``calls`` in an interval of ``interval_s`` seconds, each kept by an agent for ``aht_s``.

    patience_s: how long callers wait on average before they give up; None: as long as it takes.
    """

    calls: float
    interval_s: float
    aht_s: float
    patience_s: float | None = None

    def __post_init__(self) -> None:
        _check("calls", self.calls, 0, 10_000_000)
        _check("interval, in seconds", self.interval_s, 60, _DAY_S)
        _check("handle time, in seconds", self.aht_s, 1, _DAY_S)
        if self.patience_s is not None:
            _check("patience, in seconds", self.patience_s, 1, 10 * _DAY_S)
        if self.load > _MOST_LOAD:
            raise WrongUse(
                f"{self.load:,.0f} agents would be busy all the time; give fewer calls, a longer interval "
                f"or a shorter handle time (at most {_MOST_LOAD:,.0f})."
            )

    @property
    def load(self) -> float:
        """Agents busy on average if every call is taken: erlang."""
        return self.calls / self.interval_s * self.aht_s


@dataclass(frozen=True)
class Service:
    """What ``agents`` give. Shares in percent; asa_s: mean wait of calls answered, seconds.

    wait_share: calls that have to wait; service_level: answered within the target / all calls; occupancy: of
    the agents' time; abandonment: given up / all calls, 0 where nobody gives up.  is_steady: False where
    calls come faster than they are answered and nobody gives up: the queue grows without end, asa_s is
    infinite.
    """

    agents: int
    wait_share: float
    service_level: float
    asa_s: float
    occupancy: float
    abandonment: float
    is_steady: bool = True


def service(demand: Demand, agents: int, *, target_s: float = 20) -> Service:
    """Service of ``agents`` in the long run; raises WrongUse for numbers that no queue can have."""
    if agents != int(agents):
        raise WrongUse(f"{agents} agents: give a whole number.")
    _check("agents", agents, 1, MOST_AGENTS)
    _check("target, in seconds", target_s, 0, _DAY_S)
    if demand.calls == 0:
        return Service(agents, 0.0, 100.0, 0.0, 0.0, 0.0)
    if demand.patience_s is None:
        return _erlang_c(demand, agents, target_s)
    return _erlang_a(demand, demand.patience_s, agents, target_s)


def agents_for(demand: Demand, service_level: float, *, target_s: float = 20) -> int:
    """The fewest agents that answer ``service_level`` percent within ``target_s``.  Raises WrongUse."""
    _check("service level, in percent", service_level, 0, 99.999)
    return _fewest(lambda n: service(demand, n, target_s=target_s).service_level >= service_level, demand)


def agents_like(demand: Demand, service_level: float, *, target_s: float = 20) -> int:
    """How many agents, always free for these calls, come nearest to a service level that was seen."""
    seen = min(max(service_level, 0.0), 99.9)
    enough = agents_for(demand, seen, target_s=target_s)
    near = [n for n in (enough - 1, enough) if n >= 1]
    return min(near, key=lambda n: abs(service(demand, n, target_s=target_s).service_level - seen))


def _fewest(is_enough: Callable[[int], bool], demand: Demand) -> int:
    """By halving: more agents never serve worse."""
    low, high = 0, max(1, math.ceil(demand.load))
    while not is_enough(high):
        low, high = high, min(2 * high + 1, MOST_AGENTS)
        if low == high:
            raise WrongUse(f"even {MOST_AGENTS:,} agents do not reach that; give a longer target.")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high


def _erlang_c(demand: Demand, agents: int, target_s: float) -> Service:
    spare = agents - demand.load
    if spare <= 0:
        return Service(agents, 100.0, 0.0, math.inf, 100.0, 0.0, is_steady=False)
    blocked = _erlang_b(demand.load, agents)
    waits = blocked / (1 - demand.load / agents * (1 - blocked))
    late = waits * math.exp(-spare * target_s / demand.aht_s)
    return Service(
        agents,
        wait_share=100 * waits,
        service_level=100 * (1 - late),
        asa_s=waits * demand.aht_s / spare,
        occupancy=100 * demand.load / agents,
        abandonment=0.0,
    )


def _erlang_b(load: float, agents: int) -> float:
    """Share of calls that find all agents busy where nobody waits; the recursion stays within 0 and 1."""
    blocked = 1.0
    for count in range(1, agents + 1):
        blocked = load * blocked / (count + load * blocked)
    return blocked


def _erlang_a(demand: Demand, patience_s: float, agents: int, target_s: float) -> Service:
    """Callers who find k others waiting, k = 0, 1, ...; time in units of the mean patience."""
    start = agents * patience_s / demand.aht_s  # rate at which agents come free
    arrivals = demand.calls / demand.interval_s * patience_s
    found = _found_waiting(arrivals, start, demand.load, agents)
    place = np.arange(len(found), dtype=np.float64)
    served = start / (start + place + 1)
    answered_of_waiting = found @ served
    in_time = found @ (served * _within(start + 1, target_s / patience_s, len(found)))
    waited = found @ (served * np.cumsum(1 / (start + 1 + place)))
    at_once = max(0.0, 1 - float(found.sum()))
    answered = at_once + float(answered_of_waiting)
    return Service(
        agents,
        wait_share=100 * float(found.sum()),
        service_level=100 * (at_once + float(in_time)),
        asa_s=float(waited) / answered * patience_s,
        occupancy=100 * min(1.0, demand.load * answered / agents),
        abandonment=100 * max(0.0, 1 - answered),
    )


def _found_waiting(arrivals: float, start: float, load: float, agents: int) -> Floats:
    """Probability that a caller finds all agents busy and k others waiting, k = 0, 1, ... as far as it
    matters.

    In logarithms, for in a long queue the terms pass every number a computer holds.
    """
    length = int(max(arrivals - start, 0) * 2 + 12 * math.sqrt(arrivals + start) + 200)
    if length > _MOST_WAITING:
        raise WrongUse(f"about {length:,} callers would wait; give more agents or a shorter patience.")
    steps = math.log(arrivals) - np.log(start + np.arange(1, length, dtype=np.float64))
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    most = max(float(logs.max()), 0.0)
    weights: Floats = np.exp(logs - most)
    blocked = _erlang_b(load, agents)
    fewer = (1 / blocked - 1) * math.exp(-most) if blocked > 1e-290 else math.inf
    return np.zeros(1) if math.isinf(fewer) else weights / (weights.sum() + fewer)


def _within(rate: float, time: float, length: int) -> Floats:
    """P(wait <= time) of whoever finds k waiting and is answered: 1 - I_x(rate, k + 1), x = exp(-time).

    The incomplete beta function as a running sum of terms of a negative binomial law.
    """
    if time <= 0:
        return np.zeros(length)
    count = np.arange(length - 1, dtype=np.float64)
    growth = np.log((rate + count) / (count + 1)) + math.log(-math.expm1(-time))
    logs = -rate * time + np.concatenate([[0.0], np.cumsum(growth)])
    late: Floats = np.minimum(np.cumsum(np.exp(logs)), 1.0)
    return 1 - late


def _check(what: str, given: float, least: float, most: float) -> None:
    if not (isinstance(given, (int, float, np.integer, np.floating)) and least <= given <= most):
        raise WrongUse(f"{what}: {given} is not between {least:,.0f} and {most:,.0f}.")

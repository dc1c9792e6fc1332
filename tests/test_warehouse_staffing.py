"""What another number of agents would give: worked checks, a simulation, and what must hold for any queue."""

import heapq
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import WrongUse
from warehouse.staffing import Demand, agents_for, agents_like, service

HALF_HOUR = 1800.0
DEMANDS = st.builds(
    Demand,
    calls=st.floats(0.5, 600),
    interval_s=st.just(HALF_HOUR),
    aht_s=st.floats(20, 900),
    patience_s=st.one_of(st.none(), st.floats(5, 2000)),
)


def test_the_worked_check_of_erlang_c() -> None:
    given_ = service(Demand(75, HALF_HOUR, 240), 14, target_s=20)
    assert Demand(75, HALF_HOUR, 240).load == 10
    assert given_.wait_share / 100 == pytest.approx(0.174, abs=5e-4)
    assert given_.service_level == pytest.approx(87.5, abs=0.05)
    assert given_.asa_s == pytest.approx(10.4, abs=0.05)
    assert given_.occupancy == pytest.approx(100 * 10 / 14)


def simulated(demand: Demand, agents: int, target_s: float, calls: int) -> tuple[float, float, float]:
    """Service level and abandonment in percent, and ASA, of a queue that is played call by call."""
    chance = random.Random(7)
    free = [0.0] * agents
    now, answered, in_time, waited = 0.0, 0, 0, 0.0
    for _ in range(calls):
        now += chance.expovariate(demand.calls / demand.interval_s)
        begins = max(now, free[0])
        if begins - now > chance.expovariate(1 / (demand.patience_s or math.inf)):
            continue  # gave up before an agent came free
        heapq.heapreplace(free, begins + chance.expovariate(1 / demand.aht_s))
        answered, waited = answered + 1, waited + begins - now
        in_time += begins - now <= target_s
    return 100 * in_time / calls, 100 * (1 - answered / calls), waited / answered


@pytest.mark.parametrize(("agents", "patience"), [(8, 60.0), (10, 180.0), (12, 90.0), (3, 30.0)])
def test_erlang_a_is_what_a_simulated_queue_does(agents: int, patience: float) -> None:
    demand = Demand(75, HALF_HOUR, 240, patience)
    level, gave_up, asa = simulated(demand, agents, 20, 60_000)
    computed = service(demand, agents, target_s=20)
    assert computed.service_level == pytest.approx(level, abs=1.5)
    assert computed.abandonment == pytest.approx(gave_up, abs=1.5)
    assert computed.asa_s == pytest.approx(asa, rel=0.06, abs=0.5)


def test_boundless_patience_is_erlang_c() -> None:
    patient = service(Demand(75, HALF_HOUR, 240, 800_000), 14)
    endless = service(Demand(75, HALF_HOUR, 240), 14)
    assert patient.service_level == pytest.approx(endless.service_level, abs=0.02)
    assert patient.asa_s == pytest.approx(endless.asa_s, rel=0.01)


@settings(max_examples=60)
@given(DEMANDS, st.integers(1, 120), st.floats(0, 300))
def test_one_more_agent_never_serves_worse(demand: Demand, agents: int, target_s: float) -> None:
    fewer, more = (service(demand, n, target_s=target_s) for n in (agents, agents + 1))
    assert more.service_level >= fewer.service_level - 1e-7
    assert more.asa_s <= fewer.asa_s + 1e-7
    assert more.abandonment <= fewer.abandonment + 1e-7
    assert more.occupancy <= fewer.occupancy + 1e-7


@settings(max_examples=60)
@given(DEMANDS, st.integers(1, 120), st.floats(0, 300))
def test_shares_are_shares_and_nothing_is_lost(demand: Demand, agents: int, target_s: float) -> None:
    found = service(demand, agents, target_s=target_s)
    for share in (found.wait_share, found.service_level, found.occupancy, found.abandonment):
        assert -1e-9 <= share <= 100 + 1e-9
    assert found.service_level <= 100 - found.abandonment + 1e-7
    assert found.is_steady == (demand.patience_s is not None or demand.load < agents)
    if found.is_steady:  # who is answered keeps an agent busy
        busy = demand.load * (1 - found.abandonment / 100) / agents
        assert found.occupancy == pytest.approx(100 * busy, abs=1e-6)


@pytest.mark.parametrize("agents", [2_000, 5_000])
@pytest.mark.parametrize("patience", [None, 120.0])
def test_thousands_of_agents_are_computed(agents: int, patience: float | None) -> None:
    for load in (0.9 * agents, 0.999 * agents, 0.01 * agents):
        found = service(Demand(load * HALF_HOUR / 300, HALF_HOUR, 300, patience), agents)
        assert all(map(math.isfinite, (found.service_level, found.asa_s, found.wait_share)))
    flooded = service(Demand(1.5 * agents * HALF_HOUR / 300, HALF_HOUR, 300, 120.0), agents)
    assert flooded.abandonment == pytest.approx(100 / 3, abs=0.1)  # whom nobody can take gives up


def test_a_queue_that_grows_without_end_is_said() -> None:
    found = service(Demand(75, HALF_HOUR, 240), 10)
    assert not found.is_steady and found.service_level == 0 and math.isinf(found.asa_s)


@settings(max_examples=30)
@given(DEMANDS, st.floats(1, 99))
def test_the_fewest_agents_that_reach_a_level(demand: Demand, level: float) -> None:
    enough = agents_for(demand, level)
    assert service(demand, enough).service_level >= level
    assert enough == 1 or service(demand, enough - 1).service_level < level
    assert agents_like(demand, service(demand, enough).service_level) <= enough


def test_no_calls_need_no_waiting() -> None:
    found = service(Demand(0, HALF_HOUR, 240), 1)
    assert (found.service_level, found.asa_s, found.occupancy) == (100, 0, 0)


@pytest.mark.parametrize(
    ("calls", "interval", "aht", "patience", "agents", "words"),
    [
        (-1, 1800, 240, None, 5, "calls: -1 is not between"),
        (75, 0, 240, None, 5, "interval, in seconds: 0"),
        (75, 1800, 0, None, 5, "handle time, in seconds: 0"),
        (75, 1800, 240, 0, 5, "patience, in seconds: 0"),
        (75, 1800, 240, None, 0, "agents: 0 is not between 1"),
        (75, 1800, 240, None, 2.5, "2.5 agents: give a whole number"),
        (math.nan, 1800, 240, None, 5, "calls: nan"),
        (1_000_000, 60, 86_400, None, 5, "would be busy all the time"),
    ],
)
def test_nonsense_is_refused_in_words(
    calls: float, interval: float, aht: float, patience: float | None, agents: int, words: str
) -> None:
    with pytest.raises(WrongUse, match=words):
        service(Demand(calls, interval, aht, patience), agents)

"""Rankings of agents follow the truth: shown on worlds whose truth is known, through the product's SQL."""

from datetime import date
from statistics import mean

import pytest
from pandas import DataFrame, Series

from config.instance import Instance
from etl.demo.truths import TRUTHS
from tests.simulated_agents import LUCKY, World, simulated
from tests.tiny_warehouse import CONTACTS, RATINGS, SURVEYS, shared_tiny
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import NOBODY, OWNER, Scope
from warehouse.snapshot import current

BY_ID = {row["contact_id"]: row for row in CONTACTS}
IN_OUTAGE = {
    row["contact_id"] for row in CONTACTS
    if row["started_at"].date() == date(2022, 1, 10) and row["agent_id"] in {"a1", "a2"}
}  # fmt: skip
"""Contacts of the north on the day of its outage: held against nobody."""
CELL = ("process_id", "channel_id", "segment")


def board(name: str, world: World) -> DataFrame:
    """Agents of a world with their true skill, and how far they truly are ahead in the same work."""
    frame = metric(simulated()[0], OWNER, name, by=("agent",), period=world.period)
    frame = frame[frame["agent"].isin(list(world.skill))]
    return frame.assign(
        skill=[world.skill[agent] for agent in frame["agent"]],
        ahead=[world.ahead[agent] for agent in frame["agent"]],
    )


def agreement(frame: DataFrame, order: "Series[float]") -> float:
    """Spearman's correlation with the true skill."""
    return float(order.rank().corr(frame["skill"].rank()))


def test_the_ranking_follows_true_skill_better_than_means_and_lower_ends() -> None:
    """Four worlds of 100 agents with 3 to 300 ratings each, of unequal work, a fifth of them new."""
    found: dict[str, list[float]] = {"adjusted": [], "fair": [], "mean": [], "lower end": []}
    for world in simulated()[1]:
        adjusted, fair = board("adjusted_ar", world), board("fair_ar", world)
        lower = fair["plain"] - 1.96 * fair["spread"] / fair["count"] ** 0.5
        found["adjusted"].append(agreement(adjusted, adjusted["value"]))
        found["fair"].append(agreement(fair, fair["value"]))
        found["mean"].append(agreement(fair, fair["plain"]))
        found["lower end"].append(agreement(fair, lower))
    assert mean(found["adjusted"]) > mean(found["fair"]) + 0.2
    assert mean(found["fair"]) > mean(found["mean"]) > mean(found["lower end"])
    for best, plain, low in zip(found["adjusted"], found["mean"], found["lower end"], strict=True):
        assert best > max(plain, low) + 0.1


def test_within_the_same_work_drawing_in_beats_the_difference_and_its_lower_end() -> None:
    for world in simulated()[1]:
        frame = board("adjusted_ar", world)
        lower = frame["plain"] - 1.96 * frame["spread"] / frame["likeness"] ** 0.5
        assert agreement(frame, frame["value"]) > agreement(frame, lower)
    frames = [board("adjusted_ar", world) for world in simulated()[1]]
    drawn, plain = (mean(agreement(f, f[column]) for f in frames) for column in ("value", "plain"))
    assert drawn > plain


def test_90_percent_intervals_hold_the_true_difference_from_the_same_work() -> None:
    frames = [board("adjusted_ar", world) for world in simulated()[1]]
    held = [((f["low"] <= f["ahead"]) & (f["ahead"] <= f["high"])).mean() for f in frames]
    assert 0.86 <= mean(held) <= 0.95


def test_three_perfect_ratings_never_lead() -> None:
    """Two agents have three ratings each, all of them 5: the best raw mean of all in the same work."""
    for name in ("fair_ar", "adjusted_ar"):
        answer = metric(simulated()[0], OWNER, name, period=simulated()[1][0].period)
        lucky = answer["agent"].isin(LUCKY)
        assert lucky.sum() == 2 and not answer.loc[lucky, "is_ranked"].any()
        assert answer.loc[lucky, "value"].max() < answer.loc[answer["is_ranked"], "value"].max()
        drawn_in = answer.loc[lucky, "plain"] - answer.loc[lucky, "value"]
        assert (drawn_in > 0.4).all()


def test_new_agents_are_compared_with_new_agents() -> None:
    """All of them lack the same 0.3, which plain means hold against them and this comparison does not."""
    for world in simulated()[1]:
        adjusted, fair = board("adjusted_ar", world), board("fair_ar", world)
        is_new = adjusted["is_new"].astype(bool).to_numpy()
        assert is_new.sum() == len(adjusted) / 5
        assert fair["plain"][is_new].mean() - fair["plain"][~is_new].mean() < -0.1
        assert abs(adjusted["value"][is_new].mean() - adjusted["value"][~is_new].mean()) < 0.1


def test_the_adjusted_answer_is_the_one_worked_out_with_pandas() -> None:
    """The tiny operator's ratings: expectation of each cell from the others, the same drawing in."""
    rows = DataFrame(
        {**{key: BY_ID[one["contact_id"]][key] for key in (*CELL, "agent_id")}, "given": float(one["rating"])}
        for one in RATINGS
        if one["contact_id"] not in IN_OUTAGE
    )
    expected = worked(rows)
    answer = metric(shared_tiny()[1], OWNER, "adjusted_ar").set_index("agent")
    for column in ("own", "expected", "plain", "value", "own_weight"):
        assert answer[column].to_dict() == pytest.approx(expected[column].to_dict())
    assert answer["count"].to_dict() == expected["n"].to_dict()
    assert not answer["is_new"].any()


def worked(rows: DataFrame) -> DataFrame:
    """Per agent: n, own, expected, plain, own_weight and value, step by step."""
    cells = rows.groupby(list(CELL))["given"].transform
    mine = rows.groupby([*CELL, "agent_id"])["given"].transform
    others = cells("size") - mine("size")
    rows = rows.assign(others=others, expected=(cells("sum") - mine("sum")) / others, mine=mine("size"))
    rows = rows[rows["others"] > 0]
    rows = rows.assign(ahead=rows["given"] - rows["expected"])
    agents = rows.groupby("agent_id").agg(
        n=("given", "size"), own=("given", "mean"), expected=("expected", "mean"), plain=("ahead", "mean"),
        spread=("ahead", lambda one: float(((one - one.mean()) ** 2).sum())),
    )  # fmt: skip
    thin = rows.drop_duplicates([*CELL, "agent_id"]).assign(
        noise=lambda one: one["mine"] ** 2 / one["others"]
    )
    alike = 1 / (1 / agents["n"] + thin.groupby("agent_id")["noise"].sum() / agents["n"] ** 2)
    within = agents["spread"].sum() / (agents["n"].sum() - len(agents))
    middle = (alike * agents["plain"]).sum() / alike.sum()
    squares = (alike * (agents["plain"] - middle) ** 2).sum() / (len(agents) - 1)
    size = (alike.sum() - (alike**2).sum() / alike.sum()) / (len(agents) - 1)
    between = max(0.0, (squares - within) / size)
    weight = between / (between + within / alike)
    return agents.assign(own_weight=weight, value=weight * agents["plain"])


def test_agents_of_the_unit_with_the_hardest_work_are_not_judged_by_it(demo: Instance) -> None:
    """The demo's mix unit: last by fair AR (4.27), first against the same work (+0.21)."""
    means = {}
    for name in ("fair_ar", "adjusted_ar"):
        frame = metric(current(demo), OWNER, name, by=("unit", "agent")).dropna(subset=["value"])
        weighed = (frame["value"] * frame["count"]).groupby(frame["unit"]).sum()
        means[name] = weighed / frame.groupby("unit")["count"].sum()
    assert means["fair_ar"].idxmin() == TRUTHS.mix_unit
    assert means["adjusted_ar"].idxmax() == TRUTHS.mix_unit
    assert means["adjusted_ar"][TRUTHS.mix_unit] > 0.1


def test_fair_nps_is_the_dirichlet_posterior() -> None:
    scored = [row for row in SURVEYS if row["score"] is not None and row["contact_id"] not in IN_OUTAGE]
    rows = DataFrame(
        {
            "agent": BY_ID[row["contact_id"]]["agent_id"],
            "given": 100.0 * ((row["score"] >= 9) - (row["score"] <= 6)),
        }
        for row in scored
    )
    agents = rows.groupby("agent")["given"].agg(["size", "mean", "var"])
    n, own, total = agents["size"], agents["mean"], agents["size"].sum()
    within = (agents["var"] * (n - 1)).sum() / (total - len(n))
    squares = (n * (own - rows["given"].mean()) ** 2).sum() / (len(n) - 1)
    between = max(0.0, (squares - within) / ((total - (n**2).sum() / total) / (len(n) - 1)))
    weights = 1 / (between + within / n)
    common = (weights * own).sum() / weights.sum()
    expected = (n * own * between + within * common) / (n * between + within)
    answer = metric(shared_tiny()[1], OWNER, "fair_nps").set_index("agent")
    assert answer["value"].to_dict() == pytest.approx(expected.to_dict())
    assert (answer["low"] < answer["value"]).all() and (answer["high"] > answer["value"]).all()


@pytest.mark.parametrize("name", ["fair_ar", "adjusted_ar", "fair_nps", "adjusted_nps"])
def test_an_agent_sees_only_himself_yet_the_same_figures(name: str) -> None:
    snapshot = shared_tiny()[1]
    own = metric(snapshot, Scope("aina", "agent", ("cc1",), "a1", True), name)
    everyone = metric(snapshot, OWNER, name)
    assert list(own["agent"]) == ["a1"]
    unit = metric(snapshot, OWNER, name, filters={"unit": ["cc1"]})
    assert own["value"].iloc[0] == pytest.approx(unit.set_index("agent")["value"]["a1"])
    assert len(everyone) > 2 and metric(snapshot, NOBODY, name).empty


@pytest.mark.parametrize("name", ["adjusted_ar", "adjusted_nps"])
def test_months_are_compared_each_with_itself(name: str) -> None:
    snapshot = shared_tiny()[1]
    whole = metric(snapshot, OWNER, name, by=("month", "agent"))
    one = metric(snapshot, OWNER, name, period=Period.month(date(2022, 2, 1)))
    february = whole[whole["month"] == "2022-02-01"].set_index("agent")["value"]
    assert february.dropna().to_dict() == pytest.approx(one.set_index("agent")["value"].dropna().to_dict())

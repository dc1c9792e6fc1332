"""Criterion by agent: how often a standard was broken, of how many talks, whether it came again."""

import pandas as pd


def error_pairs(broken: pd.DataFrame, repeated: pd.DataFrame) -> pd.DataFrame:
    """Pairs with at least one broken finding: repeated ones first, then by how often.

    ``broken``: broken_rate by criterion and agent; ``repeated``: repeated_errors by the same.
    Columns: criterion, agent, repeated, broken, assessable, value, low, high (percent), withheld, last_day.
    """
    more = repeated[["criterion", "agent", "value", "last_day"]].rename(columns={"value": "repeated"})
    pairs = broken.merge(more, on=["criterion", "agent"], how="left")
    pairs = pairs[pairs["broken"] > 0].assign(repeated=lambda frame: frame["repeated"].fillna(0).astype(int))
    wanted = [
        "criterion",
        "agent",
        "repeated",
        "broken",
        "assessable",
        "value",
        "low",
        "high",
        "withheld",
        "last_day",
    ]
    ordered = pairs.sort_values(["repeated", "broken", "value"], ascending=False, kind="stable")
    return ordered[wanted].reset_index(drop=True)


def heat_frame(broken: pd.DataFrame, repeated: pd.DataFrame, *, most_agents: int) -> pd.DataFrame:
    """All checks of the agents with most broken ones, as ``heat_table`` draws them, in codes.

    Columns: criterion, agent, broken, assessable, is_repeated.
    """
    totals = broken.groupby("agent")["broken"].sum().sort_values(ascending=False, kind="stable")
    agents = list(totals[totals > 0].index[:most_agents])
    more = repeated[["criterion", "agent", "value"]].rename(columns={"value": "repeated"})
    frame = broken[broken["agent"].isin(agents)].merge(more, on=["criterion", "agent"], how="left")
    worst = frame.groupby("criterion")["broken"].sum()
    frame = frame.assign(
        is_repeated=frame["repeated"].fillna(0) > 0,
        agent_place=frame["agent"].map({agent: place for place, agent in enumerate(agents)}),
        criterion_place=-frame["criterion"].map(worst),
    )
    ordered = frame.sort_values(["criterion_place", "criterion", "agent_place"], kind="stable")
    return ordered[["criterion", "agent", "broken", "assessable", "is_repeated"]].reset_index(drop=True)

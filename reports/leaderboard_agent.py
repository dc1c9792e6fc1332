"""What to say of one agent: the finding on top, what to praise, what to train first."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reports.finding import N_, Amount, Finding, Named

_KEPT_FROM = 10
"""So many checks without a break are worth praise."""


def standing(agent: str, answer: Mapping[str, Any]) -> Finding:
    """The headline of an agent's page; ``answer``: the agent's row of ``adjusted_ar``, empty where none."""
    name = Named("agent", agent)
    if not answer or not answer["is_ranked"] or _missing(answer["value"]):
        return Finding(N_("{agent}: too few ratings to compare with colleagues"), {"agent": name})
    size = Amount(abs(float(answer["value"])), decimals=2)
    if answer["low"] > 0:
        template = N_("{agent}: clearly above colleagues in the same work, by {size} of a rating")
        return Finding(template, {"agent": name, "size": size}, "good")
    if answer["high"] < 0:
        template = N_("{agent}: clearly below colleagues in the same work, by {size} of a rating")
        return Finding(template, {"agent": name, "size": size}, "bad")
    return Finding(N_("{agent}: no clear difference from colleagues in the same work"), {"agent": name})


def praise(
    ar: Mapping[str, Any], nps: Mapping[str, Any], change: Mapping[str, Any], checks: pd.DataFrame
) -> list[Finding]:
    """Reasons to praise, the surest first.

    ar, nps: the agent's rows of the adjusted metrics; change: of ``ar`` against the period before;
    checks: the agent's ``broken_rate`` by criterion.
    """
    found = []
    if ar and ar["is_ranked"] and ar["low"] > 0:
        words = N_("Ratings above colleagues in the same work: {size}, surely at least {low}")
        found.append(Finding(words, _change(ar, 2), "good"))
    if nps and nps["is_ranked"] and nps["low"] > 0:
        words = N_("NPS above colleagues in the same work: {size}, surely at least {low}")
        found.append(Finding(words, _change(nps, 1), "good"))
    if change and change.get("is_clear") and change["change"] > 0:
        size = Amount(float(change["change"]), decimals=2, kind="change")
        found.append(
            Finding(N_("Better than in the period before: {size} of a rating"), {"size": size}, "good")
        )
    return [*found, *_never_broken(checks)]


def _change(row: Mapping[str, Any], decimals: int) -> dict[str, Amount]:
    return {
        "size": Amount(float(row["value"]), decimals=decimals, kind="change"),
        "low": Amount(float(row["low"]), decimals=decimals, kind="change"),
    }


def _never_broken(checks: pd.DataFrame, most: int = 3) -> list[Finding]:
    if checks.empty:
        return []
    clean = checks[(checks["broken"] == 0) & (checks["assessable"] >= _KEPT_FROM)]
    clean = clean.sort_values("assessable", ascending=False, kind="stable").head(most)
    return [
        Finding(
            N_("“{criterion}” always kept: {count} checks"),
            {
                "criterion": Named("criterion", str(row["criterion"])),
                "count": Amount(float(row["assessable"]), decimals=0),
            },
            "good",
        )
        for row in clean.to_dict("records")
    ]


def to_train(checks: pd.DataFrame, peers: pd.DataFrame, most: int = 4) -> pd.DataFrame:
    """The criteria broken most often: criterion, broken, assessable, value, low, high, peers, is_worse.

    checks, peers: ``broken_rate`` by criterion, of the agent and of everybody in sight. is_worse: the
    interval lies above the others' share.
    """
    columns = ["criterion", "broken", "assessable", "value", "low", "high"]
    broken = checks[checks["broken"] > 0][columns] if len(checks) else pd.DataFrame(columns=columns)
    others = peers[["criterion", "value"]] if len(peers) else pd.DataFrame(columns=["criterion", "value"])
    joined = broken.merge(others.rename(columns={"value": "peers"}), on="criterion", how="left")
    ordered = joined.sort_values(["broken", "value"], ascending=False, kind="stable", ignore_index=True)
    is_worse = [low > others for low, others in zip(ordered["low"], ordered["peers"], strict=True)]
    return ordered.assign(is_worse=is_worse).head(most)


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))

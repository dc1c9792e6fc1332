"""Sentences that pages carry as headlines and chart titles, written from metrics by tested rules.

What the interval does not decide is called unclear, never a rise or a fall.
"""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reports.axes import days
from reports.finding import N_, Amount, Finding, Month, Named, Values
from reports.frames import NOT_NAMED, OTHERS

_MOST_OF = 60  # percent of the loss that the leading causes have to explain
_FEW_REASONS = 4  # more of them are no news
_RUN = 3  # rises in a row worth a sentence


def nps_moved(
    answer: Mapping[str, Any], causes: pd.DataFrame, target: float | None = None, standing: str = ""
) -> Finding:
    """The headline of NPS.

    ``answer``: one row of a change; ``causes``: changes of ``nps_lost`` by reason (reason, change, is_clear);
    ``standing``: above or below the target where the interval of the value says so (see ``standing_to``).
    """
    if not _is_known(answer.get("value")):
        return Finding(N_("Too few answers for an NPS in this period"))
    value = Amount(float(answer["value"]))
    if not _is_known(answer.get("change")):
        return Finding(N_("NPS is {value}"), {"value": value})
    if answer["is_clear"]:
        return _nps_clear(value, answer, causes)
    named: Values = {"value": value, "change": _change(answer)}
    if target is None or not standing:
        return Finding(N_("NPS is {value}; whether it changed is unclear ({change})"), named)
    template = (
        N_("NPS is {value}, above the target of {target}; whether it changed is unclear ({change})")
        if standing == "above"
        else N_("NPS is {value}, below the target of {target}; whether it changed is unclear ({change})")
    )
    return Finding(template, {**named, "target": _target(target)}, "good" if standing == "above" else "bad")


def standing_to(target: float | None, low: float, high: float) -> str:
    """``above`` or ``below`` where the whole interval lies on one side of the target, else nothing."""
    if target is None:
        return ""
    return "above" if low > target else "below" if high < target else ""


def _target(target: float) -> Amount:
    return Amount(target, decimals=0 if float(target).is_integer() else 1)


def _nps_clear(value: Amount, answer: Mapping[str, Any], causes: pd.DataFrame) -> Finding:
    rose = answer["change"] > 0
    cause = _leading_cause(causes, "down" if rose else "up")
    if cause is None:
        template = N_("NPS rose to {value} ({change})") if rose else N_("NPS fell to {value} ({change})")
        return Finding(template, {"value": value, "change": _change(answer)}, "good" if rose else "bad")
    template = (
        N_("NPS rose to {value}; “{reason}” now costs {points} points less")
        if rose
        else N_("NPS fell to {value}; “{reason}” now costs {points} points more")
    )
    named: Values = {
        "value": value,
        "reason": Named("reason", str(cause["reason"])),
        "points": Amount(float(abs(cause["change"]))),
    }
    return Finding(template, named, "good" if rose else "bad")


def _leading_cause(causes: pd.DataFrame, direction: str) -> dict[str, Any] | None:
    """The named reason whose points moved most in ``direction``, where that is clear."""
    if causes.empty:
        return None
    named = causes[_is_named(causes["reason"]) & causes["is_clear"].fillna(False).astype(bool)]
    moved = named[named["change"] < 0] if direction == "down" else named[named["change"] > 0]
    if moved.empty:
        return None
    return {str(key): value for key, value in moved.iloc[int(moved["change"].abs().argmax())].items()}


def trend(frame: pd.DataFrame, grain: str, target: float | None) -> Finding:
    """The title of a trend against its target; ``frame``: column ``grain``, value, low, high."""
    known = frame[frame["value"].notna()].reset_index(drop=True)
    if known.empty:
        return Finding(N_("No period has enough answers"))
    run, since = _rises(known), _above_since(known, grain, target)
    if run >= _RUN and grain == "month":
        return _run(run, since)
    return _against(known.iloc[-1], target)


def _run(run: int, since: Month | None) -> Finding:
    if since is None:
        return Finding(
            N_("NPS has risen for {count} month running"),
            {},
            "good",
            N_("NPS has risen for {count} months running"),
            run,
        )
    return Finding(
        N_("NPS has risen for {count} month running, above target since {month}"), {"month": since}, "good",
        N_("NPS has risen for {count} months running, above target since {month}"), run,
    )  # fmt: skip


def _against(last: "pd.Series[Any]", target: float | None) -> Finding:
    if target is None:
        return Finding(N_("NPS over time"))
    named: Values = {"target": _target(target)}
    standing = standing_to(target, float(last["low"]), float(last["high"]))
    if standing == "above":
        return Finding(N_("NPS is above the target of {target}"), named, "good")
    if standing == "below":
        return Finding(N_("NPS is below the target of {target}"), named, "bad")
    return Finding(N_("Whether NPS meets the target of {target} is unclear"), named)


def _rises(known: pd.DataFrame) -> int:
    """How many periods up to the last each rose, where first and last are clearly apart; else 0."""
    steps = 0
    values = list(known["value"])
    while steps + 1 < len(values) and values[-1 - steps] > values[-2 - steps]:
        steps += 1
    is_clear = known["low"].iloc[-1] > known["high"].iloc[-1 - steps]
    return steps if steps and is_clear else 0


def _above_since(known: pd.DataFrame, grain: str, target: float | None) -> Month | None:
    """Since when every value is above the target; None where it always was, or is not now."""
    if target is None or grain != "month":
        return None
    above = [value > target for value in known["value"]]
    count = next((index for index, is_above in enumerate(above[::-1]) if not is_above), len(above))
    return Month(days(known, grain)[-count]) if 0 < count < len(above) else None


def detractors(frame: pd.DataFrame) -> Finding:
    """Share of detractors, first against last period; ``frame``: promoters, passives, detractors."""
    total = frame["promoters"] + frame["passives"] + frame["detractors"]
    share = (100 * frame["detractors"] / total).dropna()
    if len(share) < 2:
        return Finding(N_("Who answers how"))
    first, last = float(share.iloc[0]), float(share.iloc[-1])
    named = {"before": Amount(first, "%", 0), "now": Amount(last, "%", 0)}
    if round(first) == round(last):
        return Finding(N_("Detractors stay at {now}"), named)
    tone = "good" if last < first else "bad"
    return Finding(N_("Detractors were {before}, now {now}"), named, tone)  # type: ignore[arg-type]


def losses(frame: pd.DataFrame) -> Finding:
    """The title of the Pareto; ``frame``: reason, value (points lost), largest first."""
    total = float(frame["value"].sum()) if len(frame) else 0.0
    named = frame[_is_named(frame["reason"])]
    if total <= 0 or named.empty:
        return Finding(N_("No points lost in this period"))
    running, count = 0.0, 0
    for value in named["value"]:
        running, count = running + float(value), count + 1
        if 100 * running / total >= _MOST_OF:
            break
    if count > _FEW_REASONS:
        lost: Values = {"reason": Named("reason", str(named["reason"].iloc[0])), "total": Amount(total)}
        return Finding(
            N_("“{reason}” costs most: {points} of {total} points"),
            {**lost, "points": Amount(float(named["value"].iloc[0]))},
            "bad",
        )
    values: Values = {
        "share": Amount(100 * running / total, "%", 0),
        "reason": Named("reason", str(named["reason"].iloc[0])),
    }
    return Finding(
        N_("{count} reason makes {share} of the loss: “{reason}”"), values, "bad",
        N_("{count} reasons make {share} of the loss; “{reason}” leads"), count,
    )  # fmt: skip


def agents(frame: pd.DataFrame) -> Finding:
    """The headline of the leaderboard; ``frame`` as ``leaderboard.with_standing`` returns it."""
    if frame.empty:
        return Finding(N_("No agent has enough ratings in this period"))
    above, below = int((frame["standing"] == "above").sum()), int((frame["standing"] == "below").sum())
    if not above and not below:
        return Finding(N_("No agent stands clearly apart from the mean"))
    named = {"above": Amount(above, decimals=0), "below": Amount(below, decimals=0)}
    return Finding(N_("Agents clearly above the mean: {above}, clearly below: {below}"), named)


_CASES = {
    "complaint_rate": {
        "none": N_("No complaints to count in this period"),
        "new": N_("Complaints: {value} per 1,000 contacts"),
        "unclear": N_("Complaints: {value} per 1,000 contacts; whether that changed is unclear"),
        "up": N_("Complaints rose to {value} per 1,000 contacts"),
        "down": N_("Complaints fell to {value} per 1,000 contacts"),
        "up_most": N_("Complaints rose to {value} per 1,000 contacts, most of all “{category}”"),
        "down_most": N_("Complaints fell to {value} per 1,000 contacts, most of all “{category}”"),
    },
    "appeal_rate": {
        "none": N_("No appeals to count in this period"),
        "new": N_("Appeals: {value} per 1,000 contacts"),
        "unclear": N_("Appeals: {value} per 1,000 contacts; whether that changed is unclear"),
        "up": N_("Appeals rose to {value} per 1,000 contacts"),
        "down": N_("Appeals fell to {value} per 1,000 contacts"),
        "up_most": N_("Appeals rose to {value} per 1,000 contacts, most of all “{category}”"),
        "down_most": N_("Appeals fell to {value} per 1,000 contacts, most of all “{category}”"),
    },
}


def cases(name: str, answer: Mapping[str, Any], categories: pd.DataFrame) -> Finding:
    """The headline of complaints (``complaint_rate``) or appeals (``appeal_rate``).

    ``categories``: changes of the counts by category (category, change, is_clear).
    """
    templates = _CASES[name]
    if not _is_known(answer.get("value")):
        return Finding(templates["none"])
    value: Values = {"value": Amount(float(answer["value"]), decimals=2)}
    if not _is_known(answer.get("change")):
        return Finding(templates["new"], value)
    if not answer["is_clear"]:
        return Finding(templates["unclear"], value)
    way = "up" if answer["change"] > 0 else "down"
    most = _leading_category(categories, way)
    if most is None:
        return Finding(templates[way], value, "bad" if way == "up" else "good")
    return Finding(
        templates[f"{way}_most"],
        {**value, "category": Named("category", most)},
        "bad" if way == "up" else "good",
    )


def _leading_category(categories: pd.DataFrame, way: str) -> str | None:
    if categories.empty:
        return None
    named = categories[categories["category"].notna() & categories["is_clear"].fillna(False).astype(bool)]
    moved = named[named["change"] > 0] if way == "up" else named[named["change"] < 0]
    return None if moved.empty else str(moved["category"].iloc[int(moved["change"].abs().argmax())])


def _is_named(reasons: "pd.Series[Any]") -> "pd.Series[bool]":
    return reasons.notna() & ~reasons.isin([NOT_NAMED, OTHERS])


def _change(answer: Mapping[str, Any]) -> Amount:
    return Amount(float(answer["change"]), kind="change")


def _is_known(value: object) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value)) and not pd.isna(value)  # type: ignore[call-overload]

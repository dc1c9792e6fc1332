"""Sentences of the Channels page, written from metrics by tested rules."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reports.finding import N_, Amount, Finding, Named, Values
from reports.migration import OFFICE, OTHERS, Migration

_NOTHING_MOVED = 0.05


def online_moved(answer: Mapping[str, Any]) -> Finding:
    """The headline; ``answer``: one row of a change of ``online_share``, which is a full count."""
    if not _is_known(answer.get("value")):
        return Finding(N_("Neither online nor office contacts in this period"))
    value: Values = {"value": Amount(float(answer["value"]), "%")}
    if not _is_known(answer.get("change")):
        return Finding(N_("{value} of contacts with a choice came online"), value)
    change = float(answer["change"])
    if abs(change) < _NOTHING_MOVED:
        return Finding(N_("{value} of contacts with a choice came online, as many as before"), value)
    moved: Values = {**value, "change": Amount(change, "%", kind="change")}
    if change > 0:
        return Finding(
            N_("{value} came online rather than to an office, more than before ({change})"), moved, "good"
        )
    return Finding(
        N_("{value} came online rather than to an office, less than before ({change})"), moved, "bad"
    )


def migration_title(found: Migration) -> Finding:
    """What moved from offices to online, and to which channel most."""
    if len(found.at) < 2 or abs(found.online_change) < _NOTHING_MOVED:
        return Finding(N_("Shares of offices and online channels"))
    points: Values = {"points": Amount(abs(found.online_change))}
    if found.online_change < 0:
        return Finding(N_("Offices took {points} points of share from online channels"), points, "bad")
    moved = found.moved()
    gains = moved[~moved["part"].isin([OFFICE, OTHERS]) & (moved["change"] > 0)]
    if gains.empty:
        return Finding(N_("Online channels took {points} points of share from offices"), points, "good")
    most: Values = {**points, "channel": Named("channel", str(gains["part"].iloc[0]))}
    return Finding(
        N_("Online channels took {points} points of share from offices, “{channel}” most"), most, "good"
    )


def promises_title(frame: pd.DataFrame, low: float) -> Finding:
    """``frame``: ``promise_kept`` by channel; the worst channel is named where it is clearly below all."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return Finding(N_("No promise of an answer came due in this period"))
    worst = _lowest(known[known["high"] < low])
    if worst is None:
        return Finding(N_("No channel keeps its promise clearly less than the others"))
    named: Values = {
        "channel": Named("channel", str(worst["channel"])),
        "value": Amount(float(worst["value"]), "%"),
    }
    return Finding(N_("Promises are kept least in “{channel}”: {value}"), named, "bad")


def worst_hour(frame: pd.DataFrame, low: float) -> Finding:
    """``frame``: service level by start of the interval; the worst is named where it is clearly below all."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return Finding(N_("Too few contacts to judge intervals of the day"))
    worst = _lowest(known[known["high"] < low])
    if worst is None:
        return Finding(N_("No interval of the day stands clearly below the others"))
    return Finding(
        N_("Service level is lowest at {start}: {value}"),
        {"start": Named("hour", str(worst["start"])), "value": Amount(float(worst["value"]), "%")},
        "bad",
    )


def repeats_title(frame: pd.DataFrame, by: str, low: float, high: float) -> Finding:
    """``frame``: ``repeat_contacts`` by ``by``; ``low``, ``high``: interval of all together."""
    known = frame[frame["value"].notna()]
    if known.empty or math.isnan(low):
        return Finding(N_("Too few contacts to judge whether customers come again"))
    above = known[known["low"] > high]
    if above.empty:
        return Finding(N_("Customers come again about equally often everywhere"))
    worst = above.iloc[int(above["value"].argmax())]
    named: Values = {"name": Named(by, str(worst[by])), "value": Amount(float(worst["value"]), "%")}
    return Finding(N_("Customers come again most after “{name}”: {value}"), named, "bad")


def transfers_title(frame: pd.DataFrame, by: str, low: float) -> Finding:
    """``frame``: ``transfers`` by ``by``; the worst is named where it is clearly below all."""
    known = frame[frame["value"].notna()]
    if known.empty:
        return Finding(N_("Whether contacts are passed on is not known"))
    worst = _lowest(known[known["high"] < low])
    if worst is None:
        return Finding(N_("Contacts are passed on about equally often everywhere"))
    named: Values = {"name": Named(by, str(worst[by])), "value": Amount(100 - float(worst["value"]), "%")}
    return Finding(N_("“{name}” is passed on most: {value} of contacts"), named, "bad")


def automation_title(frame: pd.DataFrame) -> Finding:
    """``frame``: process, hours a month, largest first."""
    if frame.empty:
        return Finding(N_("No process with known handle times"))
    first: Values = {
        "process": Named("process", str(frame["process"].iloc[0])),
        "hours": Amount(float(frame["hours"].iloc[0]), decimals=0),
    }
    return Finding(N_("“{process}”: up to {hours} hours a month that need no person"), first)


def _lowest(frame: pd.DataFrame) -> "pd.Series[Any] | None":
    return None if frame.empty else frame.iloc[int(frame["value"].argmin())]


def _is_known(value: object) -> bool:
    return value is not None and not pd.isna(value)  # type: ignore[call-overload]

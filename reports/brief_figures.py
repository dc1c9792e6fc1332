"""The table of a brief: each figure with interval and n, its change, and whether that could be chance."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.brief_ask import Question, one
from reports.finding import N_, Tone
from reports.voice import Voice
from warehouse.catalogue import Metric, find

_COMPLAINT, _APPEAL = {"kind": "complaint"}, {"kind": "appeal"}
_SHOWN: tuple[tuple[str, Mapping[str, str], str], ...] = (
    ("nps", {}, ""),
    ("response_rate", {}, ""),
    ("ar", {}, ""),
    ("ar_coverage", {}, ""),
    ("complaint_rate", {}, N_("Complaints per 1,000 contacts")),
    ("on_time", _COMPLAINT, N_("Complaints answered on time")),
    ("appeal_rate", {}, N_("Appeals per 1,000 contacts")),
    ("on_time", _APPEAL, N_("Appeals answered on time")),
    ("repeated_errors", {}, ""),
)


@dataclass(frozen=True)
class Figure:
    """A row of the table, written. tone: good or bad only where the interval of the change says so."""

    title: str
    value: str
    interval: str
    n: str
    change: str
    change_interval: str
    verdict: str
    tone: Tone


def figures(ask: Question) -> tuple[Figure, ...]:
    return tuple(_figure(ask, name, also, title) for name, also, title in _SHOWN)


def _figure(ask: Question, name: str, also: Mapping[str, str], title: str) -> Figure:
    metric, voice = find(name), ask.voice
    row = one(ask.change(name, **also))
    write, places = voice.formats, metric.decimals
    low, high = _number(row, "low"), _number(row, "high")
    change, verdict, tone = _number(row, "change"), *_verdict(row, metric, voice)
    ends = (_number(row, "change_low"), _number(row, "change_high"))
    return Figure(
        title=voice.word(title or metric.title),
        value=write.value(_number(row, "value"), metric.unit, places),
        interval="" if math.isnan(low) else write.interval(low, high, places),
        n=write.count(row.get("count")),
        change="" if math.isnan(change) else write.change_in(change, metric.unit, places),
        change_interval="" if math.isnan(ends[0]) else write.interval_of_change(*ends, places),
        verdict=verdict,
        tone=tone,
    )


def _verdict(row: Mapping[str, Any], metric: Metric, voice: Voice) -> tuple[str, Tone]:
    change = _number(row, "change")
    if math.isnan(_number(row, "value")):
        return voice.word(N_("too few to show")) if row.get("count") else voice.word(N_("no data")), "unclear"
    if math.isnan(change):
        return voice.word(N_("nothing to compare with")), "unclear"
    if round(change, metric.decimals) == 0:
        return voice.word(N_("no change")), "unclear"
    if not bool(row.get("is_clear")):
        return voice.word(N_("could be chance")), "unclear"
    is_full_count = math.isnan(_number(row, "change_low"))
    words = voice.word(N_("a full count")) if is_full_count else voice.word(N_("more than chance"))
    return words, _tone(change, metric.better)


def _tone(change: float, better: str) -> Tone:
    if not better:
        return "unclear"
    return "good" if (change > 0) == (better == "up") else "bad"


def _number(row: Mapping[str, Any], name: str) -> float:
    value = row.get(name)
    return math.nan if value is None or pd.isna(value) else float(value)

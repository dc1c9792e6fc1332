"""Whether a figure of the newest complete period is worth an alert, and the sentence that says so."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from config.errors import WrongUse
from reports.brief_span import Span, last_complete
from reports.finding import N_
from reports.voice import Voice
from warehouse import dimensions, metrics
from warehouse.catalogue import Metric, find
from warehouse.control import control
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

When = Literal["below", "above", "signal", "wave"]
State = Literal["yes", "no", "unknown"]
_USUAL = {"week": 26, "month": 24, "quarter": 12}
"""Periods that say what is usual."""


@dataclass(frozen=True)
class Watch:
    """What to look at. limit: in the unit of the metric; sure: the whole interval must lie beyond it;
    least: with a smaller n nothing is said."""

    name: str
    metric: str
    when: When
    limit: float = math.nan
    by: tuple[str, ...] = ()
    grain: str = "week"
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    least: int = 1
    sure: bool = True


@dataclass(frozen=True)
class Reading:
    """One part of a watch in its newest complete period; ``key`` stays the same over periods."""

    key: str
    watch: str
    part: str
    period: str
    state: State
    text: str
    count: int


def read(snapshot: Snapshot, scope: Scope, watch: Watch, voice: Voice) -> list[Reading]:
    """Every part of ``watch``. Raises WrongUse for an unknown metric, dimension, filter or period."""
    if set(watch.by) & set(dimensions.TIMES):
        raise WrongUse(f'by: a time is given as grain = "{watch.grain}", not among the dimensions.')
    span, found = last_complete(watch.grain, snapshot.info.last_day), find(watch.metric)
    frame = _usual(snapshot, scope, watch, span) if watch.when == "signal" else metrics.metric(
        snapshot, scope, watch.metric, by=watch.by, period=span.period, filters=watch.filters
    )  # fmt: skip
    parts = [word for word in (*watch.by, *found.always_by) if word in frame]
    rows = frame.to_dict("records")
    return [
        _reading(watch, found, row, list(dict.fromkeys(parts)), span, voice, snapshot.info.operator)
        for row in rows
    ]


def over(voice: Voice, text: str) -> str:
    """That what ``text`` told of has ended."""
    return voice.word(N_("Over: {what}"), what=text)


def subject_of(voice: Voice, operator: str, count_new: int, count_over: int) -> str:
    """The subject of a message with alerts."""
    return voice.word(
        N_("{name}: alerts: {new}, over: {over}"), name=operator, new=count_new, over=count_over
    )


def _usual(snapshot: Snapshot, scope: Scope, watch: Watch, span: Span) -> pd.DataFrame:
    """The last row of each series with its usual range."""
    first = span
    for _step in range(_USUAL[watch.grain] - 1):
        first = first.before
    frame = control(
        snapshot, scope, watch.metric,
        by=(*watch.by, watch.grain), period=Period(first.start, span.end), filters=watch.filters,
    )  # fmt: skip
    return frame[pd.to_datetime(frame[watch.grain]) == pd.Timestamp(span.start)]


def _reading(  # noqa: PLR0917
    watch: Watch,
    found: Metric,
    row: Mapping[Any, Any],
    parts: list[str],
    span: Span,
    voice: Voice,
    whole: str,
) -> Reading:
    codes = ["" if pd.isna(row[word]) else str(row[word]) for word in parts]
    names = [
        voice.name(word, code) if code else voice.word(N_("not known"))
        for word, code in zip(parts, codes, strict=True)
    ]
    part, period = " · ".join(names) or whole, span.title(voice)
    said = f"{_figure(found, row, voice)}: {_what(watch, found, row, voice)}"
    text = f"{voice.word(found.title)}, {part}, {period}: {said}"
    key = "|".join((watch.name, *codes))
    return Reading(key, watch.name, part, period, _state(watch, row), text, int(row["count"]))


def _state(watch: Watch, row: Mapping[Any, Any]) -> State:
    value, low, high = (_number(row[name]) for name in ("value", "low", "high"))
    if math.isnan(value) or row["count"] < watch.least:
        return "unknown"
    if watch.when == "signal":
        return "unknown" if pd.isna(row["rule"]) else "yes" if row["rule"] else "no"
    is_sure = watch.sure and not math.isnan(low)
    if watch.when == "below":
        return "yes" if (high if is_sure else value) < watch.limit else "no"
    return "yes" if (low if is_sure else value) > watch.limit else "no"


def _figure(found: Metric, row: Mapping[Any, Any], voice: Voice) -> str:
    """The value with its interval and n."""
    write, low = voice.formats, _number(row["low"])
    interval = "" if math.isnan(low) else f" ({write.interval(low, _number(row['high']), found.decimals)})"
    return (
        f"{write.value(_number(row['value']), found.unit, found.decimals)}{interval}, {voice.n(row['count'])}"
    )


def _what(watch: Watch, found: Metric, row: Mapping[Any, Any], voice: Voice) -> str:
    write = voice.formats
    state = _state(watch, row)
    if state == "unknown":
        return voice.word(N_("too little is known to say"))
    if watch.when != "signal":
        limit = write.value(watch.limit, found.unit, found.decimals)
        if state == "no":
            return voice.word(
                N_("not surely beyond {limit}") if watch.sure else N_("not beyond {limit}"), limit=limit
            )
        return voice.word(N_("below {limit}") if watch.when == "below" else N_("above {limit}"), limit=limit)
    usual = {
        "low": write.number(row["lower"], found.decimals),
        "high": write.number(row["upper"], found.decimals),
    }
    if not row["rule"]:
        return voice.word(N_("inside the usual range {low} to {high}"), **usual)
    if row["rule"] == 1:
        return voice.word(N_("outside the usual range {low} to {high}"), **usual)
    return voice.word(
        N_("nine in a row on one side of the usual {centre}"),
        centre=write.number(row["centre"], found.decimals),
    )


def _number(value: object) -> float:
    return math.nan if pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]

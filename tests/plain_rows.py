"""Rows of exported facts by the question asked, and a figure of each group of them, in plain pandas."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from tests.plain_statistics import NOTHING, Plain, count_interval

TIMES = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q"}
CLOCK = {"hour": 60, "half_hour": 30, "quarter_hour": 15}
"""Intervals of the day and their minutes; they are named by when they begin: 09:30."""
WHERE = ("unit", "region", "team", "agent")
NOT_WITHHELD = {
    "ar_coverage", "appeals", "calls", "complaints", "contacts", "online_share", "repeated_errors",
}  # fmt: skip
"""Counts, and shares of everything there is: shown however few they are."""
Key = tuple[Any, ...]
Answer = dict[Key, Plain]
Rows = pd.DataFrame


@dataclass(frozen=True)
class Rules:
    """What the operator settled: config/settings.toml."""

    least_scores: int
    counted_from: int
    new_agent_days: int
    online_kinds: tuple[str, ...]
    within_s: Mapping[str, float]
    short_s: float
    repeated_days: int
    repeated_findings: int
    repeat_days: int
    nps_target: float
    last_day: date


@dataclass(frozen=True)
class Ask:
    """One question: which days [start, end), which codes, split by what."""

    start: date | None
    end: date | None
    codes: Mapping[str, Sequence[str]]
    by: tuple[str, ...] = ()

    def without(self, *words: str) -> "Ask":
        kept = {word: codes for word, codes in self.codes.items() if word not in words}
        return Ask(self.start, self.end, kept, tuple(word for word in self.by if word not in words))


def column(word: str) -> str:
    return (
        word
        if word in {"channel_kind", "region", "team", "segment", "kind", "source", "language"}
        else f"{word}_id"
    )


def chosen(rows: Rows, ask: Ask, day: str = "date") -> Rows:
    """The rows of the question with a column per word of ``by``."""
    days = pd.to_datetime(rows[day])
    first, end = pd.Timestamp(ask.start or date.min), pd.Timestamp(ask.end or date.max)
    found = rows[(days >= first) & (days < end)]
    for word, codes in ask.codes.items():
        found = found[found[column(word)].isin(list(codes))]
    found = found.assign(_day=pd.to_datetime(found[day]))
    return found.assign(**{f"by_{word}": _told_apart(found, word) for word in ask.by})


def _told_apart(rows: Rows, word: str) -> Any:
    if word in TIMES:
        return rows["_day"].dt.to_period(TIMES[word]).dt.start_time
    if word == "weekday":
        return rows["_day"].dt.day_of_week.add(1).astype(str)
    if word in CLOCK:
        return rows["started_at"].dt.floor(f"{CLOCK[word]}min").dt.strftime("%H:%M")
    return rows[column(word)]


def grouped(rows: Rows, by: Sequence[str], one: Callable[[Rows], Plain]) -> Answer:
    """``one`` of each group; groups with nothing in them are left out."""
    if not by:
        found = {(): one(rows)}
    else:
        groups = rows.groupby([f"by_{word}" for word in by], dropna=False, sort=False)
        found = {tuple(map(key_of, key)): one(part) for key, part in groups}
    return {key: plain for key, plain in found.items() if plain is not NOTHING}


def key_of(value: Any) -> Any:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def counted_mean(values: "pd.Series[Any]") -> Plain:
    return Plain(float(values.mean()), len(values)) if len(values) else NOTHING


def within_agents(every: Rows) -> Plain:
    """The standard deviation within agents, as the value; over everybody where no agent has two."""
    ratings = every.groupby("agent_id")["rating"]
    free = len(every) - ratings.ngroups
    if free > 0:
        return Plain(math.sqrt(((every["rating"] - ratings.transform("mean")) ** 2).sum() / free), free)
    return Plain(float(every["rating"].std()), len(every)) if len(every) > 1 else NOTHING


def around(plain: Plain, spread: Plain | None) -> Plain:
    if spread is None:
        return plain
    half = 1.96 * spread.value / math.sqrt(plain.count)
    return Plain(plain.value, plain.count, max(1.0, plain.value - half), min(5.0, plain.value + half))


def count_of_days(cases: Rows) -> Plain:
    if cases.empty:
        return NOTHING
    days = cases.groupby("_day").size()
    span = (days.index.max() - days.index.min()).days + 1
    wider = max(1.0, ((days**2).sum() * span / len(cases) - len(cases)) / (span - 1)) if span > 1 else 1.0
    return Plain(len(cases), len(cases), *count_interval(len(cases), wider))


def days_of(rows: Rows, by: Sequence[str]) -> dict[Key, dict[Any, int]]:
    """Group -> day -> how many."""
    if not by:
        return {(): dict(rows.groupby("_day").size())} if len(rows) else {}
    groups = rows.groupby([f"by_{word}" for word in by], dropna=False, sort=False)
    return {tuple(map(key_of, key)): dict(part.groupby("_day").size()) for key, part in groups}


def rate(days: Mapping[Any, int], contacts: Mapping[Any, int]) -> Plain:
    events, all_contacts, wider = sum(days.values()), sum(contacts.values()), 1.0
    if events and len(contacts) > 1:
        squares = sum(count**2 / contacts[day] for day, count in days.items() if contacts.get(day))
        wider = max(1.0, (squares * all_contacts / events - events) / (len(contacts) - 1))
    low, high = (1000 * end / all_contacts for end in count_interval(events, wider))
    return Plain(1000 * events / all_contacts, all_contacts, low, high)

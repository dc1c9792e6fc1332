"""Agents judged fairly, once more in plain pandas: against everyone, and against others in the same work."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from tests.plain_outages import NONE
from tests.plain_pandas import Operator
from tests.plain_rows import TIMES, WHERE, Answer, Ask, Rows, chosen, key_of
from tests.plain_statistics import Plain, counted

WORK = ("process_id", "channel_id", "segment")
_SURE = 1.645


class FairOperator(Operator):
    """``Operator`` with the four measures agents are compared by."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        hired = pd.to_datetime(self.facts["agents"].set_index("agent_id")["hired_date"])
        self._usual_from = hired + pd.Timedelta(days=self.rules.new_agent_days)
        ratings, surveys = self.facts["ratings"], self.facts["surveys"]
        answered = surveys[surveys["score"].notna()]
        scores = 100.0 * ((answered["score"] >= 9).astype(int) - (answered["score"] <= 6).astype(int))
        self._scored = {
            "ar": _of_agents(ratings.assign(one=ratings["rating"].astype(float))),
            "nps": _of_agents(answered.assign(one=scores, date=answered["contact_date"])),
        }
        for kind in ("ar", "nps"):
            self.metrics[f"adjusted_{kind}"] = lambda ask, kind=kind: self.adjusted(_usual(ask), kind)  # type: ignore[misc]
            self.metrics[f"fair_{kind}"] = lambda ask, kind=kind: self.fair(_usual(ask), kind)  # type: ignore[misc]

    def _everyone(self, ask: Ask, kind: str) -> tuple[Rows, list[str]]:
        """All agents under the filters that are not about where: whom one is compared with."""
        times = tuple(word for word in ask.by if word in TIMES)
        rows = chosen(self._scored[kind], Ask(ask.start, ask.end, ask.without(*WHERE).codes, times))
        return rows, [f"by_{word}" for word in times]

    def adjusted(self, ask: Ask, kind: str) -> Answer:
        """Each answer minus the others' mean in the same work, averaged, drawn towards 0."""
        everyone, times = self._everyone(ask, kind)
        work = [*times, "is_new", *WORK]
        first = everyone.groupby([*times, "agent_id"])["_day"].transform("min")
        is_new = (first < everyone["agent_id"].map(self._usual_from)).fillna(False)
        mine = _sums(everyone.assign(is_new=is_new), [*work, "agent_id"])
        cells = mine.groupby(work, dropna=False, as_index=False)[["n", "total"]].sum()
        both = mine.merge(cells, on=work, suffixes=("", "_all"))
        both = both[both["n_all"] > both["n"]]
        both["others"] = both["n_all"] - both["n"]
        both["expected"] = (both["total_all"] - both["total"]) / both["others"]
        spread = {key: _spread_of_residuals(part) for key, part in _parts(both, times)}
        asked = chosen(self._scored[kind], ask)
        by = [f"by_{word}" for word in ask.by]
        sums = _sums(
            asked.assign(**{name: asked[name] for name in by}), list(dict.fromkeys([*by, "agent_id", *WORK]))
        )
        known = [*times, *WORK, "agent_id"]
        joined = sums.merge(both[[*known, "others", "expected"]], on=known, how="left")
        return {key: _against_zero(part, spread.get(_times_of(key, ask))) for key, part in _parts(joined, by)}

    def fair(self, ask: Ask, kind: str) -> Answer:
        """The own mean drawn towards everyone's; the interval of an NPS is not done again here."""
        everyone, times = self._everyone(ask, kind)
        spread = {key: _spread_of_means(_sums(part, ["agent_id"])) for key, part in _parts(everyone, times)}
        by = [f"by_{word}" for word in ask.by]
        found: Answer = {}
        for key, part in _parts(chosen(self._scored[kind], ask), by):
            within, between, mean, mean_variance = spread[_times_of(key, ask)]
            weight, n = _weight(len(part), within, between), len(part)
            value = mean + weight * (float(part["one"].mean()) - mean)
            half = _SURE * math.sqrt(weight * within / n + (1 - weight) ** 2 * mean_variance)
            ends = (max(1.0, value - half), min(5.0, value + half)) if kind == "ar" else (math.nan, math.nan)
            found[key] = Plain(value, n, *ends).beside(
                plain=float(part["one"].mean()), spread=math.sqrt(within), common=mean
            )
        return found


def _of_agents(rows: Rows) -> Rows:
    return rows[rows["agent_id"].notna() & rows["date"].notna()]


def _usual(ask: Ask) -> Ask:
    """Nothing that fell into an outage, unless outages are asked for."""
    return Ask(ask.start, ask.end, {"incident": [NONE], **ask.codes}, ask.by)


def _times_of(key: tuple[Any, ...], ask: Ask) -> tuple[Any, ...]:
    return tuple(one for one, word in zip(key, ask.by, strict=True) if word in TIMES)


def _parts(rows: Rows, by: Sequence[str]) -> list[tuple[tuple[Any, ...], Rows]]:
    if not by:
        return [((), rows)] if len(rows) else []
    return [(tuple(map(key_of, key)), part) for key, part in rows.groupby(list(by), dropna=False, sort=False)]


def _sums(rows: Rows, by: Sequence[str]) -> Rows:
    groups = rows.assign(square=rows["one"] ** 2).groupby(list(by), dropna=False)
    return groups.agg(n=("one", "size"), total=("one", "sum"), squares=("square", "sum")).reset_index()


def _weight(n: float, within: float, between: float) -> float:
    return 1.0 if within == 0 else between / (between + within / n) if between + within / n else math.nan


def _between(sizes: "np.ndarray[Any, Any]", means: "np.ndarray[Any, Any]", within: float) -> float:
    """Variance of the true means by moments, of one-way analysis of variance."""
    groups, all_n = len(sizes), sizes.sum()
    if groups < 2:
        return math.nan
    around = (sizes * (means - (sizes * means).sum() / all_n) ** 2).sum()
    room = (all_n - (sizes**2).sum() / all_n) / (groups - 1)
    return float(max(0.0, (around / (groups - 1) - within) / room)) if room else math.nan


def _spread_of_means(agents: Rows) -> tuple[float, float, float, float]:
    n, means = agents["n"].to_numpy(float), (agents["total"] / agents["n"]).to_numpy(float)
    free = n.sum() - len(n)
    inside = np.maximum(agents["squares"] - n * means**2, 0).sum()
    within = max(inside / free, 1e-9) if free else math.nan
    between = _between(n, means, within)
    trust = 1 / (between + within / n)
    return within, between, float((means * trust).sum() / trust.sum()), float(1 / trust.sum())


def _spread_of_residuals(both: Rows) -> tuple[float, float, float]:
    """within, between and the variance of the common mean, of the answers minus what was expected."""
    agents = np.array([_residual(part) for _agent, part in both.groupby("agent_id")], float)
    n, residuals, inside, likeness = agents.T
    free = n.sum() - len(n)
    within = max(inside.sum() / free, 1e-9) if free else math.nan
    between = _between(likeness, residuals, within)
    return within, between, float(1 / (1 / (between + within / likeness)).sum())


def _residual(part: Rows) -> tuple[float, float, float, float]:
    """Of one agent: n, the mean residual, the squares around it, answers a comparison is worth."""
    n, expected, all_n = part["n"], part["expected"], part["n"].sum()
    residual = (part["total"] - n * expected).sum() / all_n
    squares = (part["squares"] - 2 * expected * part["total"] + n * expected**2).sum()
    likeness = 1 / (1 / all_n + (n * n / part["others"]).sum() / all_n**2)
    return all_n, residual, max(squares - all_n * residual**2, 0.0), likeness


def _against_zero(part: Rows, spread: tuple[float, float, float] | None) -> Plain:
    compared = part[part["others"].notna()]
    count = int(compared["n"].sum())
    if not count or spread is None:
        return counted(count)
    within, between, mean_variance = spread
    likeness = 1 / (1 / count + (compared["n"] ** 2 / compared["others"]).sum() / count**2)
    plain = float((compared["total"] - compared["n"] * compared["expected"]).sum() / count)
    weight = _weight(likeness, within, between)
    half = _SURE * math.sqrt(weight * within / likeness + (1 - weight) ** 2 * mean_variance)
    return Plain(weight * plain, count, weight * plain - half, weight * plain + half).beside(
        own=float(compared["total"].sum() / count),
        expected=float((compared["n"] * compared["expected"]).sum() / count),
        plain=plain,
        likeness=likeness,
        common=0.0,
        spread=math.sqrt(within),
    )

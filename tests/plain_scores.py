"""What goes with good and bad scores, and at which hours: from the answers themselves, in plain numpy."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from tests.plain_rows import Ask, Rows, chosen
from tests.plain_statistics import Plain, counted, score

_LEAST_A_COLUMN = 10


@dataclass(frozen=True)
class Weights:
    """weight: driver -> percent of the differences of the score it explains; slope: points of score."""

    weight: dict[str, float]
    slope: dict[str, float]
    count: int
    answers: int

    @property
    def r_squared(self) -> float:
        return sum(self.weight.values())


def answered(surveys: Rows, contacts: Rows, ask: Ask) -> Rows:
    """The answers of the question with the facts of the contact they are about."""
    rows = chosen(surveys, ask, "answer_date")
    rows = rows[rows["score"].notna()].assign(on=lambda every: pd.to_datetime(every["contact_date"]))
    served = contacts.assign(on=pd.to_datetime(contacts["date"]), is_contact=True)
    facts = ["wait_s", "count_transfers", "is_resolved", "is_answered", "talk_s", "hold_s", "wrap_up_s"]
    return rows.merge(
        served[["contact_id", "on", "started_at", "is_contact", *facts]], on=["contact_id", "on"], how="left"
    )


def hours(answers: Rows, least: int) -> dict[tuple[int, int], Plain]:
    """(weekday from 1, hour) of the contact, or of the survey's sending -> NPS."""
    began = answers["started_at"].fillna(answers["sent_at"])
    rows = answers[began.notna()]
    places = zip(began[began.notna()].dt.day_of_week + 1, began[began.notna()].dt.hour, strict=True)
    found: dict[tuple[int, int], list[float]] = {}
    for (day, hour), one in zip(places, rows["score"], strict=True):
        found.setdefault((int(day), int(hour)), []).append(one)
    return {
        place: score(pd.Series(scores)) if len(scores) >= least else counted(len(scores))
        for place, scores in found.items()
    }


def drivers(answers: Rows) -> Weights | None:
    """Shares of R^2 by the order in which facts enter a regression, averaged over all orders."""
    is_answered = answers["is_answered"].astype("boolean").fillna(False).astype(bool)
    took = answers["talk_s"] + answers["hold_s"].fillna(0) + answers["wrap_up_s"].fillna(0)
    facts = pd.DataFrame(
        {
            "wait": (answers["wait_s"] / 60).where(is_answered),
            "transfers": answers["count_transfers"].astype(float),
            "resolved": answers["is_resolved"].astype("boolean").astype("Float64").astype(float),
            "handle_time": (took / 60).where(is_answered),
            "process": answers["process_id"],
        }
    )
    used = [str(name) for name in facts if facts[name].nunique() > 1]
    known = facts[used].notna().all(axis=1)
    used = [name for name in used if facts.loc[known, name].nunique() > 1]
    blocks = {name: _columns(facts.loc[known, name]) for name in used}
    width = 2 + sum(block.shape[1] for block in blocks.values())
    if not used or known.sum() < _LEAST_A_COLUMN * width:
        return None
    return _weighed(blocks, answers.loc[known, "score"].to_numpy(float), len(answers))


def _columns(fact: "pd.Series[Any]") -> "np.ndarray[Any, Any]":
    if fact.name == "process":
        return pd.get_dummies(fact, drop_first=True).to_numpy(float)
    return fact.to_numpy(float)[:, None]


def _weighed(blocks: dict[str, Any], scores: Any, answers: int) -> Weights:
    names = list(blocks)
    explained = {
        chosen: _r_squared([blocks[name] for name in chosen], scores)
        for size in range(len(names) + 1)
        for chosen in combinations(names, size)
    }
    weight = {name: 100 * _share(name, names, explained) for name in names}
    every = np.column_stack([np.ones(len(scores)), *blocks.values()])
    fitted = np.linalg.lstsq(every, scores, rcond=None)[0][1:]
    place, slope = 0, {}
    for name, block in blocks.items():
        slope[name] = math.nan if name == "process" else float(fitted[place])
        place += block.shape[1]
    return Weights(weight, slope, len(scores), answers)


def _share(name: str, names: Sequence[str], explained: dict[tuple[str, ...], float]) -> float:
    others = [other for other in names if other != name]
    gains = [
        np.mean([
            explained[tuple(one for one in names if one in {*before, name})] - explained[before]
            for before in combinations(others, size)
        ])
        for size in range(len(others) + 1)
    ]  # fmt: skip
    return float(np.mean(gains))


def _r_squared(blocks: Sequence[Any], scores: Any) -> float:
    design = np.column_stack([np.ones(len(scores)), *blocks])
    left = scores - design @ np.linalg.lstsq(design, scores, rcond=None)[0]
    return float(1 - (left @ left) / ((scores - scores.mean()) ** 2).sum())

"""The usual range of a series and its signals, from the textbook: XmR, Laney's p', Nelson's rules 1 and 2."""

import math
from typing import Any

import numpy as np
import pandas as pd

RUN, FEWEST = 9, 6
Series = "np.ndarray[Any, np.dtype[np.float64]]"


def usual(
    values: Any, counts: Any = None, bounds: tuple[float, float] = (-math.inf, math.inf)
) -> pd.DataFrame:
    """centre, lower, upper and rule of each point; ``counts``: n of each share in percent.

    Limits begin anew at the start of a run of nine on one side that lasts to the end.
    """
    found, start = [], 0
    values = np.asarray(values, float)
    counts = None if counts is None else np.asarray(counts, float)
    while start < len(values):
        part, n = values[start:], None if counts is None else counts[start:]
        runs = _runs(part, _limits(part, n)[0])
        last = runs[-1]
        begin = len(part) - last if last >= RUN and last < len(part) else len(part)
        found.append((start, start + begin))
        start += begin
    return pd.concat([_stage(values, counts, bounds, *ends) for ends in found], ignore_index=True)


def _stage(values: Any, counts: Any, bounds: tuple[float, float], start: int, end: int) -> pd.DataFrame:
    part, n = values[start:end], None if counts is None else counts[start:end]
    centre, lower, upper = _limits(part, n)
    lower, upper = np.clip(lower, *bounds), np.clip(upper, *bounds)
    runs, rule = _runs(part, centre), np.zeros(len(part))
    for place, length in enumerate(runs):
        if length >= RUN:
            rule[place - length + 1 : place + 1] = 2
    rule[(part < lower - 1e-9) | (part > upper + 1e-9)] = 1
    rule[np.isnan(centre)] = np.nan
    return pd.DataFrame({"centre": centre, "lower": lower, "upper": upper, "rule": rule})


def _limits(values: Any, counts: Any) -> tuple[Any, Any, Any]:
    """XmR of means and scores: mean +- 2.66 mR; of shares p +- 3 s_i mR(z) / 1.128."""
    if len(values) < FEWEST:
        nothing = np.full(len(values), np.nan)
        return nothing, nothing, nothing
    if counts is None:
        centre = np.full(len(values), values.mean())
        reach = np.full(len(values), 2.66 * np.abs(np.diff(values)).mean())
    else:
        mean = (values * counts).sum() / counts.sum()
        centre, spread = np.full(len(values), mean), np.sqrt(np.maximum(mean * (100 - mean), 0) / counts)
        moving = np.abs(np.diff((values - mean) / spread)).mean() if spread.all() else 0.0
        reach = 3 * spread * moving / 1.128
    return centre, centre - reach, centre + reach


def _runs(values: Any, centre: Any) -> list[int]:
    """How many points in a row, up to each, lie on its side of the mean; 0 on the mean itself."""
    lengths: list[int] = []
    sides = [0 if math.isnan(gap) or abs(gap) <= 1e-9 else int(np.sign(gap)) for gap in values - centre]
    for place, side in enumerate(sides):
        goes_on = place > 0 and side == sides[place - 1]
        lengths.append(0 if side == 0 else lengths[-1] + 1 if goes_on else 1)
    return lengths

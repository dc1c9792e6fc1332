"""Control charts: the range a series stays in by chance, and the points that are signals.

XmR for means and scores: mean +- 2.66 mean moving range (W. A. Shewhart; D. J. Wheeler, 1993).  Shares:
Laney's p' (D. B. Laney, 2002): p +- 3 s_i sigma_z with s_i = sqrt(p (1 - p) / n_i), z_i = (p_i - p) / s_i and
sigma_z = mean moving range of z / 1.128, so that large counts do not make every point a signal.  Signals are
L. S. Nelson's rules 1 (a point beyond the limits) and 2 (nine in a row on one side of the mean).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from config.errors import WrongUse
from warehouse import dimensions
from warehouse.catalogue import Metric, find
from warehouse.gate import NO_FILTERS, Filters
from warehouse.metrics import metric
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from pandas import DataFrame

RUN = 9
"""Points on one side of the mean that make rule 2."""

FEWEST = 6
"""Known points that limits need; fewer say nothing about what is usual."""

_ALMOST = 1e-9
COLUMNS = ("centre", "lower", "upper", "rule", "stage")


@dataclass(frozen=True)
class Limits:
    """The usual range at one point, in the unit of the series; NaN where it is not known."""

    centre: float = math.nan
    lower: float = math.nan
    upper: float = math.nan


def control(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    *,
    by: Sequence[str],
    period: Period | None = None,
    filters: Filters = NO_FILTERS,
) -> "DataFrame":
    """A metric over time with its usual range: what ``metric`` gives, and centre, lower, upper, rule, stage.

    by: one dimension of time, and any others, each combination of which is a series of its own.  rule: 1 or 2
    for a signal, 0 for none, empty where nothing is known.  stage: the first day from which the limits hold;
    they begin anew where the series has moved to another level for good (a run of nine that lasts to its
    end).  Fewer than six known points get no limits.  Raises WrongUse as ``metric`` does, and without a time.
    """
    times = [word for word in by if word in dimensions.TIMES]
    if len(times) != 1:
        raise WrongUse(f"by: a control chart needs one of {', '.join(dimensions.TIMES)}.")
    found = find(name)
    frame = metric(snapshot, scope, name, by=by, period=period or Period(), filters=filters)
    series = [word for word in dict.fromkeys((*by, *found.always_by)) if word not in times]
    return with_limits(frame, found, times[0], series)


def with_limits(frame: "DataFrame", found: Metric, time: str, series: Sequence[str]) -> "DataFrame":
    """``frame`` (value, count, ``time``, ``series``...) with the columns of ``COLUMNS``."""
    from pandas import concat

    if not series:
        return _charted(frame, found, time)
    groups = [part for _, part in frame.groupby(list(series), dropna=False, sort=False)]
    charts = [_charted(part, found, time) for part in groups or [frame]]
    return concat(charts).sort_index()


def usual_ranges(
    values: Sequence[float], counts: Sequence[float] | None = None, bounds: tuple[float, float] | None = None
) -> list[Limits]:
    """Limits of each point of a series without gaps; ``counts``: of a share in percent, for p' limits."""
    if len(values) < FEWEST:
        return [Limits()] * len(values)
    low, high = bounds or (-math.inf, math.inf)
    limits = _xmr(values) if counts is None else _laney(values, counts)
    return [Limits(one.centre, max(low, one.lower), min(high, one.upper)) for one in limits]


def rules(values: Sequence[float], limits: Sequence[Limits]) -> list[int]:
    """Which of Nelson's rules 1 and 2 each point breaks (1 before 2), 0 for none."""
    broken = [
        1 if value > limit.upper + _ALMOST or value < limit.lower - _ALMOST else 0
        for value, limit in zip(values, limits, strict=True)
    ]
    for end, length in enumerate(_runs(values, limits), start=1):
        if length >= RUN:
            broken[end - length : end] = [one or 2 for one in broken[end - length : end]]
    return broken


def stages(values: Sequence[float], counts: Sequence[float] | None = None) -> list[int]:
    """Where the limits begin anew: 0, and the start of a run that lasts to the end of the series."""
    starts = [0]
    while True:
        begin = starts[-1]
        part = values[begin:]
        limits = usual_ranges(part, None if counts is None else counts[begin:])
        run = _runs(part, limits)[-1] if part else 0
        if run < RUN or run == len(part):
            return starts
        starts.append(len(values) - run)


def _charted(frame: "DataFrame", found: Metric, time: str) -> "DataFrame":
    known = frame[frame["value"].notna()].sort_values(time)
    values = [float(value) for value in known["value"]]
    counts = [float(count) for count in known["count"]] if found.unit == "%" else None
    starts = stages(values, counts)
    limits, broken = _by_stage(values, counts, found.bounds, starts)
    days = list(known[time])
    begun = [days[max(start for start in starts if start <= place)] for place in range(len(days))]
    columns = {
        "centre": [one.centre for one in limits],
        "lower": [one.lower for one in limits],
        "upper": [one.upper for one in limits],
        "rule": [None if math.isnan(one.centre) else rule for one, rule in zip(limits, broken, strict=True)],
        "stage": begun,
    }
    from pandas import Series

    series = {name: Series(column, index=known.index) for name, column in columns.items()}
    return frame.assign(**series).astype({"rule": "Int64"})


def _by_stage(
    values: Sequence[float],
    counts: Sequence[float] | None,
    bounds: tuple[float, float],
    starts: Sequence[int],
) -> tuple[list[Limits], list[int]]:
    limits: list[Limits] = []
    broken: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        part = values[start:end]
        of_part = usual_ranges(part, None if counts is None else counts[start:end], bounds)
        limits += of_part
        broken += rules(part, of_part)
    return limits, broken


def _xmr(values: Sequence[float]) -> list[Limits]:
    centre = sum(values) / len(values)
    reach = 2.66 * _moving_range(values)
    return [Limits(centre, centre - reach, centre + reach)] * len(values)


def _laney(values: Sequence[float], counts: Sequence[float]) -> list[Limits]:
    """Shares in percent. A series of nothing but 0 or 100 % has no spread, so no width."""
    centre = sum(v * n for v, n in zip(values, counts, strict=True)) / sum(counts)
    spreads = [math.sqrt(max(centre * (100 - centre), 0) / count) for count in counts]
    if not all(spreads):
        return [Limits(centre, centre, centre)] * len(values)
    scores = [(value - centre) / spread for value, spread in zip(values, spreads, strict=True)]
    sigma = _moving_range(scores) / 1.128
    return [Limits(centre, centre - 3 * spread * sigma, centre + 3 * spread * sigma) for spread in spreads]


def _moving_range(values: Sequence[float]) -> float:
    steps = [abs(after - before) for before, after in pairwise(values)]
    return sum(steps) / len(steps)


def _runs(values: Sequence[float], limits: Sequence[Limits]) -> list[int]:
    """At each point, how many in a row up to it lie on its side of the mean; 0 on the mean itself."""
    lengths: list[int] = []
    before = 0
    for value, limit in zip(values, limits, strict=True):
        away = value - limit.centre
        side = 0 if math.isnan(away) or abs(away) <= _ALMOST else 1 if away > 0 else -1
        lengths.append((lengths[-1] + 1 if side == before else 1) if side else 0)
        before = side
    return lengths

"""Intervals by resampling customers (B. Efron and R. Tibshirani, 1993, percentile interval).

Customers who answered alike are one pattern; drawing customers with replacement is a multinomial draw of
patterns, so a replicate costs the same for a thousand customers and for a million.
"""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from warehouse import dimensions, sampling
from warehouse.catalogue import Metric
from warehouse.engine import identifier
from warehouse.gate import Ask
from warehouse.snapshot import Snapshot
from warehouse.statements import Statement

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

REPLICATES = 1000
SEED = 20220731
"""The same draws for the same answers, so that a figure never differs between page and report."""

ENOUGH = 50_000
"""Answers from which on a part of the customers is looked at: draws of 1,000 are less sure than that."""

Pattern = tuple[list[dict[str, Any]], float, int]
Group = tuple[Hashable, ...]


def with_intervals(
    frame: "DataFrame", snapshot: Snapshot, found: Metric, ask: Ask, by: Sequence[str]
) -> "DataFrame":
    """``frame`` (a metric's answer) with low and high: 95 % by resampling customers, empty where withheld.

    Where low and high of ``frame`` lie further out, they stay: a percentile interval of a handful of events
    is too narrow (of 1 expected event it held the truth in 63 % of 400 simulations; of 10 in 93 %).  Where
    there are very many answers, every so many-th customer tells the patterns, as many are drawn as there are,
    and the interval lies around the value of all.
    """
    shared = [word for word in by if word not in found.own]
    own = [word for word in by if word in found.own]
    key = ("bootstrap", found.name, repr(ask), tuple(by))
    limits = snapshot.once(key, lambda: _limits(snapshot, found, ask, (shared, own), _one_in(frame, shared)))
    asked = [_group(row) for row in zip(*(frame[word] for word in (*shared, *own)), strict=True)]
    around = [limits.get(group, (0.0, 0.0)) for group in (asked or [()] * len(frame))]
    lows = frame["value"] + [one[0] for one in around]
    highs = frame["value"] + [one[1] for one in around]
    return frame.assign(low=lows.clip(upper=frame["low"]), high=highs.clip(lower=frame["high"]))


def _limits(
    snapshot: Snapshot, found: Metric, ask: Ask, split: tuple[Sequence[str], Sequence[str]], every: int
) -> dict[Group, tuple[float, float]]:
    """Codes -> how far low and high lie from the value."""
    limits: dict[Group, tuple[float, float]] = {}
    for group, patterns in _patterns(snapshot, found, ask, split, every).items():
        middles = shares(patterns)
        for codes, (low, high) in resampled(patterns, times=every).items():
            limits[*group, *codes] = (low - middles[codes], high - middles[codes])
    return limits


def _one_in(frame: "DataFrame", shared: Sequence[str]) -> int:
    """Which part of the customers is looked at; all of them where a group is too small for a part."""
    counts = frame[[*shared, "count"]].drop_duplicates()["count"]
    every = sampling.one_in([int(count) for count in counts], ENOUGH)
    return 1 if any(sampling.is_too_few(int(count), every) for count in counts) else every


def resampled(
    patterns: Sequence[Pattern], replicates: int = REPLICATES, seed: int = SEED, *, times: int = 1
) -> dict[Group, tuple[float, float]]:
    """Codes -> 2.5 % and 97.5 % of sum(part) / sum(whole) over ``replicates`` draws of customers.

    ``patterns``: (what goes to each codes, what goes to the whole, customers).  times: as many customers as
    there are in ``patterns`` are drawn so many times over, where the patterns are of a part of them.
    """
    import numpy as np

    customers = np.array([count for _, _, count in patterns])
    wholes = np.array([whole for _, whole, _ in patterns], dtype=float)
    codes, parts = _parts(patterns)
    draws = np.random.default_rng(seed).multinomial(
        times * customers.sum(), customers / customers.sum(), size=replicates
    )
    ratios = (draws @ parts) / (draws @ wholes)[:, None]
    low, high = np.quantile(ratios, (0.025, 0.975), axis=0)
    return {code: (float(low[place]), float(high[place])) for place, code in enumerate(codes)}


def shares(patterns: Sequence[Pattern]) -> dict[Group, float]:
    """Codes -> sum(part) / sum(whole) of the patterns."""
    whole = sum(whole * count for _, whole, count in patterns)
    codes, parts = _parts(patterns)
    totals = [count for _, _, count in patterns] @ parts
    return {code: float(totals[place]) / whole for place, code in enumerate(codes)}


def _parts(patterns: Sequence[Pattern]) -> tuple[list[Group], "np.ndarray[Any, Any]"]:
    """The codes met, and a matrix of pattern x codes."""
    import numpy as np

    cells = [
        (row, _group(one["own"]), float(one["part"]))
        for row, (lost, _, _) in enumerate(patterns)
        for one in lost
    ]
    places = {code: place for place, code in enumerate(dict.fromkeys(code for _, code, _ in cells))}
    parts = np.zeros((len(patterns), len(places)))
    for row, code, part in cells:
        parts[row, places[code]] += part
    return list(places), parts


def _patterns(
    snapshot: Snapshot, found: Metric, ask: Ask, split: tuple[Sequence[str], Sequence[str]], every: int
) -> dict[Group, list[Pattern]]:
    """By the dimensions that split the whole; ``split``: those, and those that split the numerator alone."""
    shared, own = split
    assert found.repeats is not None  # noqa: S101  (checked with the header)
    statement = Statement(snapshot, "patterns")
    # The whole is not narrowed by what splits the numerator alone.
    statement.read("answers", found.repeats.source, ask.only(found.shared), [*shared, *own])
    statement.columns("shared", shared)
    statement.words(whole=found.repeats.whole, own=", ".join(map(identifier, own)))
    statement.bind(one_in=every)
    _narrow_part(statement, found, ask)
    groups: dict[Group, list[Pattern]] = {}
    for row in statement.run().fetchall():
        *group, lost, whole, customers = row
        groups.setdefault(_group(group), []).append((lost, whole, customers))
    return groups


def _narrow_part(statement: Statement, found: Metric, ask: Ask) -> None:
    """Filters on the metric's own dimensions narrow the numerator alone."""
    assert found.repeats is not None  # noqa: S101
    narrowed = {f"own_{name}": list(codes) for name, codes in ask.filters.items() if name in found.own}
    tests = [f"{identifier(dimensions.COLUMNS[name[4:]])} in ${name}" for name in narrowed]
    part = found.repeats.part
    statement.words(part=f"case when {' and '.join(tests)} then {part} else 0 end" if tests else part)
    statement.bind(**narrowed)


def _group(values: Sequence[Any]) -> Group:
    """A key that is the same from pandas and from DuckDB: days as text, unknown as None."""
    return tuple(_plain(value) for value in values)


def _plain(value: Any) -> Hashable:
    from pandas import isna

    if isna(value):
        return None
    return str(value)[:10] if hasattr(value, "year") else value

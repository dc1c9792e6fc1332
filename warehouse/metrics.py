"""Metrics by name: the same number for the same filters and snapshot, wherever it is shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from config.errors import WrongUse
from warehouse import bootstrap, clusters, dimensions, gate, sql_files
from warehouse.catalogue import TOKEN, Metric, catalogue, find
from warehouse.comparison import Side, difference
from warehouse.engine import identifier
from warehouse.gate import NO_FILTERS, Ask, Filters
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["Metric", "Side", "catalogue", "change", "compare", "metric", "places", "rounded"]

ALL_DAYS = Period(None, None)
_PARAMETER = re.compile(r"\$(\w+)")


def metric(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    *,
    by: Sequence[str] = (),
    period: Period = ALL_DAYS,
    filters: Filters = NO_FILTERS,
) -> "DataFrame":
    """A metric as a table: ``by``..., from, to, value, low, high, count, components..., withheld.

    One row per combination of ``by`` that has data, ordered by it; from and to are the days of the row,
    half-open, cut to the period.  value, low and high are unrounded, and empty where there is no value or
    where fewer than the display limit stand behind it (then withheld is true; count is always there).  No
    scope gives no rows. Raises WrongUse for an unknown metric, dimension or filter.
    """
    found = find(name)
    by = _asked(found, by, filters)
    whole = period.within(snapshot.info.first_day, snapshot.info.last_day)
    ask = Ask(scope, whole, {**found.usual, **filters})
    sql, parameters = statement(snapshot, found, ask, by)
    assert found.file is not None  # noqa: S101  (catalogue() reads every metric from a file)
    frame = sql_files.execute(snapshot.cursor(), found.file, body=sql, parameters=parameters).df()
    return bootstrap.with_intervals(frame, snapshot, found, ask, by) if found.is_resampled else frame


def change(
    snapshot: Snapshot,
    scope: Scope,
    name: str,
    *,
    now: Period,
    before: Period,
    by: Sequence[str] = (),
    filters: Filters = NO_FILTERS,
) -> "DataFrame":
    """A metric in two periods and the difference with its interval; see ``compare``."""
    return compare(snapshot, scope, name, Side(now, filters), Side(before, filters), by=by)


def compare(
    snapshot: Snapshot, scope: Scope, name: str, now: Side, before: Side, *, by: Sequence[str] = ()
) -> "DataFrame":
    """A metric on two sides (periods, segments) and the difference, one row per combination of ``by``.

    Columns: ``by``..., value, low, high, count (now), value_before, count_before, change, change_low,
    change_high, is_clear (the interval excludes 0); and where customers answer more than once design_effect:
    how much that widens the variance.  See ``comparison.difference``.
    Raises WrongUse as ``metric`` does, and for a dimension of time, which two periods do not share.
    """
    for word in by:
        if word in dimensions.TIMES:
            raise WrongUse(
                f"a change between two periods cannot be split by {word}; ask for the metric by {word}."
            )
    found = find(name)
    keys = _asked(found, by, {**now.filters, **before.filters})
    answers = [
        metric(snapshot, scope, name, by=by, period=side.period, filters=side.filters)
        for side in (now, before)
    ]
    if not found.repeats or found.is_resampled:  # resampled intervals know of repeats already
        return difference(found, keys, *answers)
    compared = clusters.Clustered(snapshot, scope, found.repeats, (now, before), keys)
    effects = clusters.design_effects(compared, *answers)
    return difference(found, keys, answers[0], answers[1], effects)


def rounded(frame: "DataFrame", metric: Metric) -> "DataFrame":
    """The table rounded for print: value, low and high to the decimals the metric declares."""
    return frame.round(places(frame, metric))


def places(frame: "DataFrame", metric: Metric) -> dict[str, int]:
    """Column -> decimals to print it with; components that are no counts get one decimal at least."""
    figures = frame.select_dtypes("float").columns
    exact = ("value", "low", "high")
    return {name: metric.decimals if name in exact else max(1, metric.decimals) for name in figures}


def statement(snapshot: Snapshot, found: Metric, ask: Ask, by: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The SQL of a metric with its gated sources, and the values to bind."""
    assert found.file is not None  # noqa: S101
    parameters: dict[str, Any] = _settings(snapshot)
    parameters.update(row_from=ask.period.start, row_to=ask.period.end)
    relations = _relations(snapshot, found, ask, by, parameters)
    words = _Words(found, by)
    body = TOKEN.sub(
        lambda token: relations.get(token[1]) or words.text(token[1], token[2].split()), found.file.body
    )
    sql = _answer(found, by, body)
    used = set(_PARAMETER.findall(sql))
    return sql, {name: value for name, value in parameters.items() if name in used}


def _asked(found: Metric, by: Sequence[str], filters: Filters) -> tuple[str, ...]:
    if isinstance(by, str):
        raise WrongUse(f"by: give a list of dimensions, such as ['{by}'].")
    dimensions.check(f"dimension of {found.name}", by, found.dimensions)
    dimensions.check(f"filter of {found.name}", filters, found.dimensions)
    return tuple(dict.fromkeys((*by, *found.always_by)))


def _settings(snapshot: Snapshot) -> dict[str, Any]:
    """Settings that metrics may ask for as parameters, as they were at the build."""
    settings = snapshot.info.settings
    return {
        "least_scores": settings.display.least_scores,
        "least_ratings": settings.display.least_ratings,
        "counted_from": settings.rating.counted_from,
        "new_agent_days": settings.rating.new_agent_days,
        "online_channel_kinds": list(settings.windows.online_channel_kinds),
        "last_day": snapshot.info.last_day,
    }


def _relations(
    snapshot: Snapshot, found: Metric, ask: Ask, by: Sequence[str], parameters: dict[str, Any]
) -> dict[str, str]:
    """Token -> gated relation; only the first source knows the metric's own dimensions."""
    relations = {}
    for place, (name, source) in enumerate(found.sources.items()):
        known = found.dimensions if place == 0 else found.shared
        split = [word for word in by if word in known]
        relations[name] = gate.gated(source, ask.only(known), snapshot.columns, parameters, by=split)
    if found.everyone:
        relations["everyone"] = gate.everyone(found.everyone, ask, snapshot.columns, parameters, by=by)
    return relations


class _Words:
    """The lists of columns and join conditions that tokens of a metric stand for."""

    def __init__(self, found: Metric, by: Sequence[str]) -> None:
        self.by = list(by)
        self.own = [word for word in by if word in found.own]
        self.shared = [word for word in by if word not in found.own]
        self.times = [word for word in by if word in dimensions.TIMES]

    def text(self, token: str, names: Sequence[str]) -> str:
        texts: dict[str, Callable[..., str]] = {
            "by": lambda: _columns(self.by),
            "by_of": lambda table: _columns(self.by, table),
            "shared": lambda: _columns(self.shared),
            "both_of": lambda whole, part: _columns(self.shared, whole) + _columns(self.own, part),
            "times": lambda: _columns(self.times),
            "times_of": lambda table: _columns(self.times, table),
            "same": lambda left, right: _same(self.shared, left, right),
            "same_times": lambda left, right: _same(self.times, left, right),
            "has_own": lambda: "true" if self.own else "false",
        }
        return texts[token](*names)


def _columns(words: Sequence[str], table: str = "") -> str:
    prefix = f"{table}." if table else ""
    return "".join(f"{prefix}{identifier(word)}, " for word in words)


def _same(words: Sequence[str], left: str, right: str) -> str:
    pairs = (f"{left}.{identifier(word)} is not distinct from {right}.{identifier(word)}" for word in words)
    return " and ".join(pairs) or "true"


def _answer(found: Metric, by: Sequence[str], body: str) -> str:
    """The metric's own statement, wrapped into the columns that every metric has."""
    template = sql_files.read("answer", "metric").body
    least = "count < $least_scores" if found.is_withheld_when_small else "false"
    starts = "".join(f", {identifier(word)}" for word in by if word in dimensions.TIMES)
    ends = "".join(
        f", ({identifier(word)} + interval 1 {word})::date" for word in by if word in dimensions.TIMES
    )
    parts: Mapping[str, str] = {
        "by": _columns(by),
        "from": f"greatest($row_from::date{starts})",
        "to": f"least($row_to::date{ends})",
        "is_small": least,
        "components": "".join(f"{identifier(word)}, " for word in found.components),
        "order": ", ".join(f"{identifier(word)} nulls last" for word in by) or "1",
        "body": body,
    }
    return re.sub(r"\{(\w+)\}", lambda token: parts[token[1]], template)

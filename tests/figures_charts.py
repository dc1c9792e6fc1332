"""Numbers drawn in charts, against what plain pandas counts for the same question."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tests import plain_changes, plain_queues, plain_scores
from tests.figures_pages import Seen
from tests.figures_plain import ask_of
from tests.plain_agents import FairOperator
from tests.plain_rows import Answer, Ask
from tests.plain_statistics import NOTHING, Plain
from ui import shown

_MONTH_DAYS = 365.25 / 12
_STEPS, _REASONS, _RANKED, _GROUPS, _CAUSES = 6, 7, 10, 12, 14
_PALE = 0.3
Drawn = list[list[float]]
_ANSWERS = ("promoters", "passives", "detractors")


def expected(key: str) -> Callable[[Seen, FairOperator], Drawn] | None:
    """How the traces of a chart are counted plainly; None for charts that show an answer as it is."""
    return next((count for start, count in _COUNTED.items() if key.startswith(start)), None)


def drawn(key: str, chart: go.Figure) -> Drawn:
    """The values of each trace: bars and areas as they are, points that are apart together."""
    axis = "z" if key == "hours" else "y" if key in ("shares", "migration") else "x"
    traces = [trace for trace in chart.data if key != "hours" or trace.type == "heatmap"]
    values = [[_number(value) for value in np.ravel(trace[axis])] for trace in traces]
    return [[one for value in values for one in value]] if key == "moved" else values


def is_near(one: Drawn, other: Drawn) -> bool:
    return len(one) == len(other) and all(
        len(mine) == len(its) and np.allclose(mine, its, rtol=1e-9, atol=1e-6, equal_nan=True)
        for mine, its in zip(one, other, strict=True)
    )


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


def _again(seen: Seen, plain: FairOperator, name: str, by: tuple[str, ...]) -> Answer:
    return plain.ask(name, ask_of(seen.answer("metric", name, by)))


def _known(answer: Answer) -> list[Plain]:
    return [one for one in answer.values() if not math.isnan(one.value)]


# NPS.


def waterfall(seen: Seen, plain: FairOperator) -> Drawn:
    """The largest rate effects, the others together, the mix."""
    parts = split(plain, seen.answer("change", "nps"), seen.chart_by("why_"))
    named = parts[parts["key"].notna()].sort_values("rate", key=np.abs, ascending=False)["rate"]
    steps = named.head(_STEPS).tolist()
    others = [parts["rate"].sum() - sum(steps)] if len(parts) > len(steps) else []
    return [[step] for step in (*steps, *others, parts["mix"].sum())]


def split(plain: FairOperator, whole: shown.Answer, by: str) -> pd.DataFrame:
    """The parts of the change that an answer tells of."""
    asked = [ask_of(whole, side) for side in ("period", "before")]
    totals = [plain.ask("nps", one).get((), NOTHING) for one in asked]
    parts = [plain.ask("nps", Ask(one.start, one.end, one.codes, (by,))) for one in asked]
    return plain_changes.parts_of(parts[0], parts[1], (totals[0], totals[1]))


def _who_answers_how(seen: Seen, plain: FairOperator) -> Drawn:
    by = (seen.chart_by("answers_"),)
    found = _again(seen, plain, "nps", by)
    codes = sorted(found, key=lambda code: (-found[code].count, code))
    return _answers([found[code] for code in codes if not math.isnan(found[code].value)][:_GROUPS])


def _last_periods(seen: Seen, plain: FairOperator) -> Drawn:
    asked = next(one for one in reversed(seen.answers) if one.asked.name == "nps" and one.asked.by in _GRAINS)
    return _answers([one for _key, one in sorted(plain.ask("nps", ask_of(asked)).items())])


_SPLITS = ("process", "channel", "unit")
_GRAINS = (("week",), ("month",), ("quarter",))


def _answers(parts: Sequence[Plain]) -> Drawn:
    """Shares in percent; of too few answers none are told."""
    return [[100 * one.more.get(name, math.nan) / one.count for one in parts] for name in _ANSWERS]


def _losses(seen: Seen, plain: FairOperator) -> Drawn:
    """The largest reasons, the small ones together, last those who named none."""
    found = _again(seen, plain, "nps_lost", ("reason",))
    known = {key[0]: one.value for key, one in found.items() if not math.isnan(one.value)}
    unnamed = [value for code, value in known.items() if code in (None, "not_named")]
    named = sorted((value for code, value in known.items() if code not in (None, "not_named")), reverse=True)
    if len(named) > _REASONS + 1:
        named = [*named[:_REASONS], sum(named[_REASONS:])]
    return [(named + unnamed)[:_RANKED]]


def weights(seen: Seen, plain: FairOperator) -> plain_scores.Weights | None:
    return plain_scores.drivers(_answers_with_contacts(seen, plain))


def _answers_with_contacts(seen: Seen, plain: FairOperator) -> pd.DataFrame:
    asked = ask_of(seen.answer("metric", "nps"))
    return plain_scores.answered(plain.facts["surveys"], plain.facts["contacts"], asked)


def _drivers(seen: Seen, plain: FairOperator) -> Drawn:
    found = weights(seen, plain)
    assert found is not None
    return [sorted(found.weight.values(), reverse=True)]


def _hours(seen: Seen, plain: FairOperator) -> Drawn:
    """How far from the target, of the farthest; pale where that could be chance."""
    found = plain_scores.hours(_answers_with_contacts(seen, plain), plain.rules.least_scores)
    known = {place: one for place, one in found.items() if not math.isnan(one.value)}
    target, hours = plain.rules.nps_target, [hour for _day, hour in known]
    reach = max(abs(one.value - target) for one in known.values())
    grid = [
        _coloured(known.get((day, hour), NOTHING), target, reach)
        for day in range(1, 8)
        for hour in range(min(hours), max(hours) + 1)
    ]
    return [grid]


def _coloured(one: Plain, target: float, reach: float) -> float:
    is_clear = one.low > target or one.high < target
    return (one.value - target) / reach * (1 if is_clear else _PALE)


# Service.


def _migration(seen: Seen, plain: FairOperator) -> Drawn:
    asked = next(one for one in seen.answers if one.asked.name == "contacts" and len(one.asked.by) == 3)
    shares = plain_queues.shares(plain, ask_of(asked), asked.asked.by[2])
    return [list(shares[part]) for part in shares]


def _moved(seen: Seen, plain: FairOperator) -> Drawn:
    return [sorted((area[-1] - area[0] for area in _migration(seen, plain)), reverse=True)]


def _passed_on(seen: Seen, plain: FairOperator) -> Drawn:
    found = _known(plain.ask("transfers", ask_of(seen.split_of("transfers", *_SPLITS))))
    return [sorted((100 - one.value for one in found), reverse=True)[:_RANKED]]


def _came_again(seen: Seen, plain: FairOperator) -> Drawn:
    found = _known(plain.ask("repeat_contacts", ask_of(seen.split_of("repeat_contacts", *_SPLITS))))
    return [sorted((one.value for one in found), reverse=True)[:_RANKED]]


def _spared(seen: Seen, plain: FairOperator) -> Drawn:
    asked = seen.answer("metric", "automation_hours", ("process",))
    months = (asked.asked.period.end - asked.asked.period.start).days / _MONTH_DAYS
    found = _known(plain.ask("automation_hours", ask_of(asked)))
    return [sorted((one.value / months for one in found), reverse=True)[:_RANKED]]


def _kept(seen: Seen, plain: FairOperator) -> Drawn:
    return [sorted(one.value for one in _known(_again(seen, plain, "promise_kept", ("channel",))))[:_RANKED]]


def _causes(seen: Seen, plain: FairOperator) -> Drawn:
    rates = ("complaint_rate", "appeal_rate")
    asked = next(one for one in seen.answers if one.asked.name in rates and one.asked.by == ("category",))
    found = _known(plain.ask(asked.asked.name, ask_of(asked)))
    return [sorted((one.value for one in found), reverse=True)[:_CAUSES]]


_COUNTED: dict[str, Callable[[Seen, FairOperator], Drawn]] = {
    "why_": waterfall, "answers_": _who_answers_how, "shares": _last_periods, "losses": _losses,
    "drivers": _drivers, "hours": _hours, "migration": _migration, "moved": _moved,
    "transfers": _passed_on, "repeats": _came_again, "automation": _spared, "promises": _kept,
    "complaint_categories": _causes, "appeal_categories": _causes,
}  # fmt: skip


# Charts that show an answer as it is.


def strangers(seen: Seen, key: str) -> list[float]:
    """Numbers drawn that no answer of the page holds; where along an axis things are placed is no number."""
    known = _numbers(seen)
    return [one for one in _values(key, seen.charts[key]) if not _holds(known, one)]


def strange_whiskers(seen: Seen, key: str) -> list[float]:
    """Ends of intervals drawn beside bars and dots that no answer of the page holds."""
    if not key.startswith(_WHISKERS):
        return []
    known, lines = _numbers(seen), seen.charts[key].layout.shapes
    ends = [end for line in lines if line.type == "line" and line.y0 == line.y1 for end in (line.x0, line.x1)]
    written = [100 - end for end in ends] if key == "transfers" else ends
    return [end for end in written if not _holds(known, end)]


_RANKED_CASES = (
    "kept_", "stage_time_", "templates_", "back_", "refused_", "needless_debt", "codeless", "dealer_",
    "wrong_",
)  # fmt: skip
"""Bars of the pages of cases and audits."""
_WHISKERS = (
    "board", "losses", "repeats", "promises", "transfers", "complaint_cat", "appeal_cat", *_RANKED_CASES,
)  # fmt: skip


def _numbers(seen: Seen) -> Any:
    numbers = [one.table.select_dtypes("number").to_numpy(float).ravel() for one in seen.answers]
    known = np.concatenate([*numbers, [0.0]])
    return np.sort(known[~np.isnan(known)])


_ALONG_X = ("board", "compare_nps", "complaint_categories", "gemba_", *_RANKED_CASES)


def _values(key: str, chart: go.Figure) -> Iterator[float]:
    is_across = key.startswith(_ALONG_X)
    for trace in chart.data:
        for value in np.ravel(trace.x if is_across else trace.y):
            if isinstance(value, (int, float, np.number)) and not math.isnan(value):
                yield abs(float(value)) if key.startswith("gemba_") else float(value)


def _holds(known: Any, value: float) -> bool:
    place = np.searchsorted(known, value)
    near = known[max(0, place - 1) : place + 1]
    return bool(np.isclose(near, value, rtol=1e-9, atol=1e-6).any())

"""Charts of agents: the own past, the funnel, errors by agent, the timeline; against plain pandas."""

import math
import re
from typing import Any

import numpy as np

from tests.figures_pages import Seen
from tests.figures_plain import ask_of
from tests.plain_agents import FairOperator
from tests.plain_rows import Ask, chosen

_SURE = 1.96
_LIMITS = (-1.96, 1.96, -3.09, 3.09)
_LANES = {"AR ratings": ("ratings", "date"), "NPS answers": ("surveys", "answer_date"),
          "Recorded calls": ("calls", "date"), "Standards broken": ("findings", "date")}  # fmt: skip


def compare_past(seen: Seen, plain: FairOperator) -> None:
    """The own mean by month with its band, and what colleagues got in the same work."""
    asked = next(one for one in seen.answers if one.asked.by == ("month", "agent"))
    name, found = asked.asked.name, sorted(plain.ask(asked.asked.name, ask_of(asked)).items())
    if "agent_past" not in seen.charts:
        assert all(math.isnan(one.value) for _key, one in found)
        return
    own, expected = ([one.more.get(name, math.nan) for _key, one in found] for name in ("own", "expected"))
    half = [_SURE * one.more.get("spread", math.nan) / math.sqrt(max(one.count, 1)) for _key, one in found]
    least, most = (1, 5) if name.endswith("_ar") else (-100, 100)
    high, low = np.minimum(np.add(own, half), most), np.maximum(np.subtract(own, half), least)
    traces = seen.charts["agent_past"].data
    _same(_known(traces[1].y), _known(expected))
    _same(_known(traces[2].y), _known(own))
    _same(np.sort(_known(traces[0].y)), np.sort(_known([*high, *low])))


def compare_funnel(seen: Seen, plain: FairOperator, least: int) -> None:
    """Each agent with enough ratings at his size and mean; lines where chance would keep them."""
    asked = next(one for one in seen.answers if one.asked.name in _BOARDS and one.asked.by == ("agent",))
    found = plain.ask(asked.asked.name, ask_of(asked))
    ranked = [one for one in found.values() if one.count >= least and not math.isnan(one.value)]
    if "funnel" not in seen.charts:
        assert not ranked
        return
    curves = [trace for trace in seen.charts["funnel"].data if trace.mode == "lines" and len(trace.x) > 2]
    points = next(trace for trace in seen.charts["funnel"].data if trace.mode == "markers")
    drawn = sorted(zip(points.x, points.y, strict=True))
    _same(drawn, sorted((one.more.get("likeness", one.count), one.more["plain"]) for one in ranked))
    spread, centre = ranked[0].more["spread"], ranked[0].more["common"]
    for curve, errors in zip(curves, _LIMITS, strict=True):
        _same(curve.y, [centre + errors * spread / math.sqrt(size) for size in curve.x])


_BOARDS = ("adjusted_ar", "adjusted_nps", "fair_ar", "fair_nps")


def compare_errors(seen: Seen, plain: FairOperator) -> None:
    """The agents with most broken checks, and how many of each criterion."""
    asked = ask_of(seen.answer("metric", "broken_rate", ("criterion", "agent")))
    parts = plain.metrics["broken_rate"](asked)  # with those too few for a share to be shown
    of_agent: dict[Any, list[int]] = {}
    for (_criterion, agent), one in parts.items():
        if agent is not None:
            of_agent.setdefault(agent, []).append(int(one.more["broken"]))
    totals = sorted((sum(counts) for counts in of_agent.values() if sum(counts)), reverse=True)
    if "errors_heat" not in seen.charts:
        assert not totals
        return
    cells = seen.charts["errors_heat"].data[0]
    drawn: dict[float, int] = {}
    for place, text in zip(cells.x, cells.text, strict=True):
        drawn[place] = drawn.get(place, 0) + int(text.replace(",", ""))
    assert [drawn[place] for place in sorted(drawn)] == totals[: len(drawn)]


def compare_timeline(seen: Seen, plain: FairOperator) -> None:
    """How many of each kind the marks stand for, over half a year."""
    asked = next(one.asked for one in seen.answers if one.asked.by == ("month", "agent"))
    period, agent = asked.period, dict(asked.filters)["agent"]
    texts = [text for trace in seen.charts["agent_timeline"].data for text in trace.text]
    assert texts
    for name, (table, day) in _LANES.items():
        rows = chosen(plain.facts[table], Ask(period.start, period.end, {"agent": agent}), day)
        rows = rows[rows["result"] == "broken"] if table == "findings" else rows
        counts = [re.search(rf"<br>{name}: <b>([\d,]+)<", text) for text in texts]
        assert sum(int(one[1].replace(",", "")) for one in counts if one) == len(rows), name


def _known(values: Any) -> Any:
    found = np.array([math.nan if value is None else float(value) for value in values])
    return found[~np.isnan(found)]


def _same(drawn: Any, counted: Any) -> None:
    np.testing.assert_allclose(drawn, counted, rtol=1e-9, atol=1e-6)

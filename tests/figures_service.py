"""The staffing model and the ways of a process, as a page tells them, against plain pandas."""

import math
import re

from tests import plain_queues
from tests.figures_pages import Seen, is_written
from tests.figures_plain import ask_of
from tests.plain_agents import FairOperator
from tests.plain_rows import Ask
from warehouse import staffing

_MORE = 2
"""Where the slider of more agents stands at first."""
_NUMBER = r"([\d,.]+|—)"
_CAPTION = re.compile(
    rf"Seen at (\S+) on a usual day: {_NUMBER} calls, {_NUMBER}% in time, mean wait {_NUMBER} s, "
    rf"{_NUMBER}% gave up; calls were taken by {_NUMBER} agents · n = {_NUMBER}"
)


def compare_staffing(seen: Seen, plain: FairOperator) -> bool:
    """The busiest hour as it was, and what the model says of it; whether there was any."""
    asked = ask_of(seen.answer("change", "service_level"))
    hour = plain_queues.busiest(plain, Ask(asked.start, asked.end, asked.codes))
    said = next((found for found in map(_CAPTION.search, seen.words) if found), None)
    if hour is None or said is None:
        assert hour is None and said is None
        return False
    assert said[1] == hour.start
    counted = (hour.calls, hour.service_level, hour.asa_s, hour.abandonment, hour.agents, hour.count)
    for written, value in zip(said.groups()[1:], counted, strict=True):
        assert written == "—" if math.isnan(value) else is_written(written, value), (said[0], hour)
    _compare_model(seen, hour, plain.rules.within_s["phone"])
    return True


def _compare_model(seen: Seen, hour: plain_queues.Hour, target: float) -> None:
    """Figures and curve of the model for what the sliders say at first: the numbers seen, rounded."""
    handle = 300.0 if math.isnan(hour.aht_s) else max(hour.aht_s, 10.0)
    patience = None if math.isnan(hour.patience_s) else max(1.0, hour.patience_s)
    exact = staffing.Demand(hour.calls, 3600, handle, patience)
    usual = staffing.agents_like(exact, hour.service_level, target_s=target)
    slid = patience and float(max(5, round(patience)))
    demand = staffing.Demand(round(hour.calls, 1), 3600, float(round(handle)), slid)
    then = staffing.service(demand, usual + _MORE, target_s=target)
    shown = {"In time": then.service_level, "Agents busy": then.occupancy, "Give up": then.abandonment,
             "Mean wait": then.asa_s}  # fmt: skip
    for label, value in shown.items():
        assert is_written(seen.value(label), value), (label, seen.value(label), value)
    curve = seen.charts["staffing"].data[0]
    drawn = dict(zip(curve.x, curve.y, strict=True))
    assert {usual, usual + _MORE} <= set(drawn)
    for agents, level in drawn.items():
        modelled = staffing.service(demand, int(agents), target_s=target).service_level
        assert math.isclose(level, modelled, abs_tol=1e-9)

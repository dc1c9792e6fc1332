"""A process step by step: the customer's waits at the left, the operator's time at the right."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.look import Look, figure

_ROW, _HEAD = 58, 44
_NARROW_PX, _WIDE_PX, _LEAST_BAR_PX, _HEAD_GAP = 310, 700, 60, 12
_PARTS = (("customer_wait", -1.0), ("work", 1.0), ("operator_wait", 1.0))


@dataclass(frozen=True)
class SideWords:
    """What stands above the two sides and in front of the operator's wait."""

    customer_waits: str
    operator_works: str
    operator_waits: str


def process_sides(frame: pd.DataFrame, look: Look, words: SideWords) -> go.Figure:
    """Bars to both sides of one line, the step's name above them; bottlenecks on a soft stripe.

    ``frame``, in the order of the process: name; customer_wait, work, operator_wait in minutes, and as
    written customer_text, operator_text; is_customer_bottleneck, is_operator_bottleneck.
    """
    chart = figure(look, len(frame) * _ROW + _HEAD)
    steps = frame.to_dict("records")
    reach = _reach(frame, look, words)
    for number, step in enumerate(steps):
        _step(chart, look, step, number + 1, float(len(steps) - 1 - number))
    _bars(chart, look, frame)
    _heads(chart, look, words, len(steps))
    chart.add_vline(x=0, line={"color": look.palette.muted, "width": 1})
    chart.update_xaxes(visible=False, range=[-reach[0], reach[1]])
    chart.update_yaxes(visible=False, range=[-0.6, len(steps) + (0.4 if look.is_narrow else 0.15)])
    chart.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4}, barmode="relative")
    return chart


def _reach(frame: pd.DataFrame, look: Look, words: SideWords) -> tuple[float, float]:
    """How far each side goes in minutes, so that bar and text fit on the narrowest screen."""
    left = max(float(frame["customer_wait"].max()), 0.1)
    right = max(float((frame["work"] + frame["operator_wait"]).max()), 0.1)
    left_text, right_text = (_pixels(frame[f"{side}_text"], look) for side in ("customer", "operator"))
    narrowest = _NARROW_PX if look.is_narrow else _WIDE_PX
    minutes_of_pixel = (left + right) / max(narrowest - left_text - right_text, _LEAST_BAR_PX)
    heads = _head_pixels(words, look)
    return (
        max(left + left_text * minutes_of_pixel, heads[0] * minutes_of_pixel),
        max(right + right_text * minutes_of_pixel, heads[1] * minutes_of_pixel),
    )


def _head_pixels(words: SideWords, look: Look) -> tuple[float, float]:
    """Widths of the words above the two sides; at the right they stand in two lines on a phone."""
    parts = [words.operator_works, f"+ {words.operator_waits}"]
    right = parts if look.is_narrow else ["  ".join(parts)]
    return tuple(_pixels(pd.Series(texts), look) + _HEAD_GAP for texts in ([words.customer_waits], right))  # type: ignore[return-value]


def _pixels(texts: "pd.Series[str]", look: Look) -> float:
    """Width of the longest text beside a bar, bold, with its gap."""
    return max(len(text) for text in texts) * marks.LETTER * 1.12 * look.type_size / 14 + 14


def _bars(chart: go.Figure, look: Look, frame: pd.DataFrame) -> None:
    places = [len(frame) - 1 - number - 0.24 for number in range(len(frame))]
    for part, sign in _PARTS:
        lengths = [sign * value for value in frame[part]]
        marker = {"color": _colours(frame, look, part), "pattern": _hatch(look, part)}
        chart.add_trace(
            go.Bar(x=lengths, y=places, orientation="h", width=0.42, hoverinfo="skip", marker=marker)
        )


def _hatch(look: Look, part: str) -> dict[str, object]:
    """Waiting of the operator is hatched: colour alone would not tell it from work."""
    shape = "/" if part == "operator_wait" else ""
    return {"shape": shape, "size": 6, "solidity": 0.25, "fgcolor": look.palette.card}


def _colours(frame: pd.DataFrame, look: Look, part: str) -> list[str]:
    plain = look.palette.muted if part == "work" else look.palette.grey
    if part == "work":
        return [plain] * len(frame)
    worst = frame["is_customer_bottleneck" if part == "customer_wait" else "is_operator_bottleneck"]
    return [look.palette.bad if is_worst else plain for is_worst in worst]


def _step(chart: go.Figure, look: Look, step: Mapping[Hashable, Any], number: int, place: float) -> None:
    is_worst = step["is_customer_bottleneck"] or step["is_operator_bottleneck"]
    if is_worst:
        chart.add_shape(
            type="rect", xref="paper", x0=0, x1=1, y0=place - 0.5, y1=place + 0.46, layer="below",
            fillcolor=look.palette.bad_soft, line={"width": 0},
        )  # fmt: skip
    name = marks.escaped(marks.shortened(str(step["name"]), 44))
    chart.add_annotation(
        x=0, xref="paper", y=place + 0.22, text=f"<b>{number}. {name}</b>", showarrow=False, xanchor="left",
        bgcolor=look.palette.bad_soft if is_worst else look.palette.card,
    )  # fmt: skip
    right = step["work"] + step["operator_wait"]
    _number(chart, look, (-step["customer_wait"], place), step["customer_text"], "right")
    _number(chart, look, (right, place), step["operator_text"], "left")


def _number(chart: go.Figure, look: Look, at: tuple[float, float], text: str, anchor: str) -> None:
    x, place = at
    chart.add_annotation(
        x=x, y=place - 0.24, text=f"<b>{text}</b>", showarrow=False, xanchor=anchor,
        xshift=-6 if anchor == "right" else 6, font={"color": look.palette.ink if x else look.palette.muted},
    )  # fmt: skip


def _heads(chart: go.Figure, look: Look, words: SideWords, count: int) -> None:
    between = "<br>" if look.is_narrow else "  "
    waits = f"<span style='color:{look.palette.grey}'>+ {words.operator_waits}</span>"
    sides = ((words.customer_waits, "right", -12), (words.operator_works + between + waits, "left", 12))
    for text, anchor, shift in sides:
        chart.add_annotation(
            x=0, y=count - 0.42, text=text, showarrow=False, xanchor=anchor, xshift=shift, yanchor="bottom",
            align="left", font={"color": look.palette.muted, "size": look.small},
        )  # fmt: skip

"""Where a mean stands between the thresholds of pay: a small picture, the next threshold marked."""

from collections.abc import Sequence

import plotly.graph_objects as go

from reports.canvas import Canvas
from reports.look import Look

_TOP = 5.0
_ROOM = 0.3
"""How far below the lowest threshold, or the mean, the scale begins."""


def pay_scale(
    mean: float, steps: Sequence[tuple[float, str]], look: Look, *, following: float | None, height: int = 96
) -> go.Figure:
    """One line from below the lowest threshold to 5; ``steps``: (threshold, its points in words), any order.

    ``mean``: the point that is marked; ``following``: the threshold to reach next, drawn strong.
    """
    canvas, colours = Canvas.of(look, height), look.palette
    low = max(1.0, min([mean, *(at for at, _words in steps)]) - _ROOM)
    canvas.line((low, 0), (_TOP, 0), colours.grey, 2)
    canvas.line((low, 0), (mean, 0), colours.ink, 5)
    for at, words in steps:
        is_next = at == following
        colour = colours.ink if is_next else colours.muted
        canvas.line((at, -0.35), (at, 0.35), colour, 3 if is_next else 1.5)
        name = f"<b>{look.formats.number(at, 1)}</b>" if is_next else look.formats.number(at, 1)
        canvas.note(name, x=at, y=0.4, up="bottom", colour=colour)
        canvas.note(words, x=at, y=-0.45, up="top", colour=colour)
    dot = {"size": 15, "color": colours.ink}
    canvas.chart.add_trace(go.Scatter(x=[mean], y=[0], mode="markers", marker=dot, hoverinfo="skip"))
    canvas.chart.update_xaxes(range=[low, _TOP + 0.06], visible=False)
    canvas.chart.update_yaxes(range=[-1.5, 1.4], visible=False)
    canvas.margins(8, 8, 2, 2)
    return canvas.done()

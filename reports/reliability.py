"""Does confidence tell the truth: share of words that are right, against what the recogniser believed."""

from collections.abc import Sequence

import plotly.graph_objects as go

from reports.canvas import Canvas
from reports.look import Look

_LEAST_PX, _MOST_PX = 7.0, 18.0


def reliability(
    points: Sequence[tuple[float, float, float, float, int]],
    look: Look,
    titles: tuple[str, str],
    told: Sequence[str],
    *,
    height: int = 300,
) -> go.Figure:
    """``points``: mean confidence (percent), share right with its interval (percent), words; dots grow with
    the words. On the dashed line confidence is what it says. ``titles`` of the axes, ``told`` by point."""
    canvas = Canvas.of(look, height)
    most = max((point[4] for point in points), default=1)
    sizes = [_LEAST_PX + (_MOST_PX - _LEAST_PX) * (point[4] / most) ** 0.5 for point in points]
    canvas.line((0, 0), (100, 100), canvas.colours.grey, 1.5, "5,4")
    for sure, _right, low, high, _words in points:
        canvas.line((sure, low), (sure, high), canvas.colours.grey, 2, "solid")
    canvas.chart.add_trace(
        go.Scatter(
            x=[point[0] for point in points], y=[point[1] for point in points], mode="markers",
            cliponaxis=False,
            marker={"color": canvas.colours.ink, "size": sizes, "opacity": 1}, customdata=list(told),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip
    shared = {"range": [-4, 104], "tickvals": [0, 20, 40, 60, 80, 100], "showgrid": True}
    texts = [look.formats.percent(value, 0) for value in shared["tickvals"]]  # type: ignore[attr-defined]
    font = {"size": look.small, "color": canvas.colours.muted}
    canvas.chart.update_xaxes(**shared, ticktext=texts, title={"text": titles[0], "font": font})
    canvas.chart.update_yaxes(**shared, ticktext=texts, title={"text": titles[1], "font": font})
    canvas.margins(64, 8, 16, 48)
    return canvas.done()

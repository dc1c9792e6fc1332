"""How right a model is when it may leave the least sure rows unanswered."""

from collections.abc import Sequence

import plotly.graph_objects as go

from reports.canvas import Canvas
from reports.look import Look


def coverage_curve(
    points: Sequence[tuple[float, float]], look: Look, *, words: str, height: int = 220
) -> go.Figure:
    """``points``: (share of rows answered, accuracy among them), 0 to 1; ``words``: of the axis below."""
    canvas, write = Canvas.of(look, height), look.formats
    ranked = sorted(points)
    shares, right = [100 * share for share, _ in ranked], [100 * one for _, one in ranked]
    told = [[write.percent(share, 0), write.percent(one)] for share, one in zip(shares, right, strict=True)]
    canvas.chart.add_trace(
        go.Scatter(
            x=shares, y=right, mode="lines+markers", line={"color": canvas.colours.ink, "width": 2},
            marker={"size": 8, "color": canvas.colours.ink}, customdata=told,
            hovertemplate="%{customdata[0]}: <b>%{customdata[1]}</b><extra></extra>",
        )
    )  # fmt: skip
    for share, one in ((shares[0], right[0]), (shares[-1], right[-1])):
        canvas.note(f"<b>{write.percent(one, 0)}</b>", x=share, y=one, up="bottom", lift=8)
    low = min(right) - 12
    ticks = [write.percent(share, 0) for share in shares]
    title = {"text": words, "font": {"size": look.small, "color": canvas.colours.muted}}
    ends = [shares[0] - 6, shares[-1] + 6]
    canvas.chart.update_xaxes(range=ends, tickvals=shares, ticktext=ticks, title=title)
    canvas.chart.update_yaxes(range=[low, 104], visible=False)
    canvas.margins(4, 8, 4, 44)
    return canvas.done()

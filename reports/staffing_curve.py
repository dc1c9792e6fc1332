"""Service level by number of agents: where one more still helps, and where it no longer does."""

from collections.abc import Mapping

import plotly.graph_objects as go

from reports.canvas import Canvas
from reports.look import Look

_LEVELS = (0, 25, 50, 75, 100)


def staffing_curve(
    levels: Mapping[int, float], look: Look, *, marked: Mapping[int, str], height: int = 260
) -> go.Figure:
    """``levels``: agents -> service level in percent; ``marked``: agents -> word beside its point."""
    canvas, write = Canvas.of(look, height), look.formats
    agents = sorted(levels)
    canvas.chart.add_trace(
        go.Scatter(
            x=agents,
            y=[levels[count] for count in agents],
            mode="lines+markers",
            text=[f"{write.count(count)}: <b>{write.percent(levels[count])}</b>" for count in agents],
            hovertemplate="%{text}<extra></extra>",
            line={"color": canvas.colours.muted, "width": 2},
            marker={
                "size": [13 if count in marked else 7 for count in agents],
                "opacity": 1,
                "color": [
                    canvas.colours.ink if count in marked else canvas.colours.muted for count in agents
                ],
            },
        )
    )
    for count, words in marked.items():
        if count in levels:
            written = f"{words}: <b>{write.percent(levels[count], 0)}</b>"
            is_last = count == agents[-1]
            canvas.note(
                written, x=count, y=levels[count], anchor="right" if is_last else "left", up="top",
                shift=-6 if is_last else 6, lift=-6,
            )  # fmt: skip
    ticks = agents[:: max(1, -(-len(agents) // (5 if look.is_narrow else 10)))]
    canvas.chart.update_xaxes(
        tickmode="array", tickvals=ticks, ticktext=[write.count(tick) for tick in ticks]
    )
    canvas.chart.update_yaxes(
        range=[0, 108], tickvals=_LEVELS, ticktext=[write.percent(level, 0) for level in _LEVELS]
    )
    canvas.margins(52, 16, 8, 30)
    return canvas.done()

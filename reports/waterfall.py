"""Why it changed: parts that add up exactly from one total to the other."""

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look

_ROW = 38


def waterfall(frame: pd.DataFrame, look: Look, *, decimals: int = 1) -> go.Figure:
    """Horizontal waterfall on a cut axis, so totals are ticks, never bars.

    ``frame``: name, value, kind: "total" (first and last row), "rate" or "mix"; parts in the order to draw.
    """
    canvas = Canvas.of(look, len(frame) * (_ROW + (18 if look.is_narrow else 0)) + 44)
    places = [float(place) for place in range(len(frame))][::-1]
    drop, reached, seen = 0.16 if look.is_narrow else 0.0, 0.0, [float(frame["value"].iloc[0])]
    for place, value, kind in zip(places, frame["value"], frame["kind"], strict=True):
        if kind == "total":
            reached = _total(canvas, place - drop, float(value), decimals)
        else:
            written = look.formats.change(float(value), decimals)
            reached = _part(canvas, place - drop, (reached, float(value)), kind == "mix", written)
        seen.append(reached)
    marks.names(canvas, list(frame["name"]), places)
    room = (max(seen) - min(seen) or 1) * 0.14
    canvas.chart.update_xaxes(range=[min(seen) - room, max(seen) + room], showgrid=True, nticks=6)
    canvas.chart.update_yaxes(visible=False, range=[-0.7, len(frame) - 0.4])
    canvas.margins(8 if look.is_narrow else marks.width_of(list(frame["name"]), look) + 16, 12, 4, 28)
    return canvas.done()


def _total(canvas: Canvas, place: float, value: float, decimals: int) -> float:
    canvas.line((value, place - 0.2), (value, place + 0.2), canvas.colours.ink, 3)
    written = f"<b>{canvas.look.formats.number(value, decimals)}</b>"
    canvas.note(written, x=value, y=place, anchor="left", shift=6)
    return value


def _part(canvas: Canvas, place: float, step: tuple[float, float], is_mix: bool, written: str) -> float:
    """One bar from where the last one ended; returns where this one ends."""
    reached, value = step
    plain = canvas.colours.good if value >= 0 else canvas.colours.bad
    marker = (
        {"color": canvas.colours.grey, "pattern": {"shape": "/", "size": 6}} if is_mix else {"color": plain}
    )
    width = 0.4 if canvas.look.is_narrow else 0.6
    canvas.chart.add_trace(
        go.Bar(
            x=[value],
            base=[reached],
            y=[place],
            orientation="h",
            width=width,
            hovertemplate=f"<b>{written}</b><extra></extra>",
            marker=marker,
        )
    )
    canvas.note(written, x=max(reached, reached + value), y=place, anchor="left", shift=6)
    return reached + value

"""An agent's own past, and what colleagues got in the same work at that time."""

import math

import pandas as pd
import plotly.graph_objects as go

from reports.axes import days, padded
from reports.canvas import Canvas
from reports.look import Look
from reports.trend import Series, add_band, add_line, time_axis


def past(
    frame: pd.DataFrame,
    look: Look,
    *,
    grain: str,
    words: str,
    bounds: tuple[float, float],
    decimals: int = 2,
    height: int = 260,
) -> go.Figure:
    """Line and 95 % band of the agent's own mean, a dash of the colleagues' in the same work.

    ``frame``: an adjusted metric of one agent by ``grain`` (own, expected, spread, count); words: the name of
    the dashed line; bounds: least and greatest mean there can be.
    """
    canvas, at = Canvas.of(look, height), days(frame, grain)
    half = 1.96 * frame["spread"] / frame["count"].where(frame["count"] > 0) ** 0.5
    shown = frame.assign(value=frame["own"].where(frame["value"].notna()))
    shown = shown.assign(
        low=(shown["value"] - half).clip(lower=bounds[0]), high=(shown["value"] + half).clip(upper=bounds[1])
    )
    series = Series(at, shown, grain, decimals=decimals)
    add_band(canvas, series)
    _colleagues(canvas, series, words, decimals)
    add_line(canvas, series)
    time_axis(canvas, at, grain)
    ends = [*shown["low"], *shown["high"], *shown["expected"]]
    canvas.chart.update_yaxes(range=padded(ends), nticks=5)
    canvas.margins(44, 84, 12, 40)
    return canvas.done()


def _colleagues(canvas: Canvas, series: Series, words: str, decimals: int) -> None:
    values, write = [float(value) for value in series.frame["expected"]], canvas.look.formats
    texts = [f"{words}: <b>{write.number(value, decimals)}</b>" for value in values]
    canvas.chart.add_trace(
        go.Scatter(
            x=series.at,
            y=values,
            mode="lines",
            text=texts,
            hovertemplate="%{text}<extra></extra>",
            line={"color": canvas.colours.muted, "width": 2, "dash": "5px,4px"},
        )
    )
    known = [place for place, value in enumerate(values) if not math.isnan(value)]
    if known:
        last = known[-1]
        canvas.note(
            words, x=series.at[last], y=values[last], anchor="left", shift=8, colour=canvas.colours.muted
        )

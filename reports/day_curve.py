"""One measure over the intervals of a day, with its interval band."""

import math

import pandas as pd
import plotly.graph_objects as go

from reports.axes import padded
from reports.canvas import Canvas
from reports.look import Look

_LETTER_TICKS = 12


def day_curve(
    frame: pd.DataFrame,
    look: Look,
    *,
    unit: str = "",
    decimals: int = 1,
    is_bars: bool = False,
    height: int = 300,
) -> go.Figure:
    """A line and its band, or bars from zero for counts.

    ``frame``: start (``18:30``), value, low, high, count; a withheld value is a gap.
    """
    canvas = Canvas.of(look, height)
    starts = [str(start) for start in frame["start"]]
    if is_bars:
        canvas.chart.add_trace(_bars(canvas, frame, starts, unit, decimals))
    else:
        for low, high, start in zip(frame["low"], frame["high"], starts, strict=True):
            if not math.isnan(low + high):
                canvas.chart.add_trace(_whisker(canvas, start, low, high))
        canvas.chart.add_trace(_line(canvas, frame, starts, unit, decimals))
    every = max(1, math.ceil(len(starts) / (5 if look.is_narrow else _LETTER_TICKS)))
    canvas.chart.update_xaxes(
        type="category", tickmode="array", tickvals=starts[::every], ticktext=starts[::every],
        categoryorder="array", categoryarray=starts,
    )  # fmt: skip
    _value_axis(canvas, frame, unit, is_bars)
    canvas.margins(52, 12, 10, 30)
    return canvas.done()


def _value_axis(canvas: Canvas, frame: pd.DataFrame, unit: str, is_bars: bool) -> None:
    known = [float(value) for column in ("value", "low", "high") for value in frame[column]]
    bottom, top = padded(
        [*known, 0.0] if is_bars else known, least=0.0, most=100.5 if unit == "%" else math.inf
    )
    suffix = canvas.look.formats.percent_sign if unit == "%" else ""
    places = ",.0f" if top - bottom > 4 else ",.1f"
    canvas.chart.update_yaxes(range=[bottom, top], nticks=5, ticksuffix=suffix, tickformat=places)


def _texts(canvas: Canvas, frame: pd.DataFrame, starts: list[str], unit: str, decimals: int) -> list[str]:
    write = canvas.look.formats
    return [
        f"{start}<br><b>{write.value(row['value'], unit, decimals)}</b>"
        + ("" if math.isnan(row["low"]) else f"  ({write.interval(row['low'], row['high'], decimals)})")
        + f"<br>n = {write.count(row['count'])}"
        for start, row in zip(starts, frame.to_dict("records"), strict=True)
    ]


def _whisker(canvas: Canvas, start: str, low: float, high: float) -> go.Scatter:
    stroke = {"color": canvas.colours.band, "width": 7}
    return go.Scatter(x=[start, start], y=[low, high], mode="lines", line=stroke, hoverinfo="skip")


def _line(canvas: Canvas, frame: pd.DataFrame, starts: list[str], unit: str, decimals: int) -> go.Scatter:
    return go.Scatter(
        x=starts,
        y=list(frame["value"]),
        mode="lines+markers",
        text=_texts(canvas, frame, starts, unit, decimals),
        hovertemplate="%{text}<extra></extra>",
        line={"color": canvas.colours.ink, "width": 2.5},
        marker={"size": 6, "color": canvas.colours.ink},
    )


def _bars(canvas: Canvas, frame: pd.DataFrame, starts: list[str], unit: str, decimals: int) -> go.Bar:
    return go.Bar(
        x=starts,
        y=list(frame["value"]),
        customdata=_texts(canvas, frame, starts, unit, decimals),
        hovertemplate="%{customdata}<extra></extra>",
        marker={"color": canvas.colours.grey},
    )

"""A wave as cases a day: the days of it stand out, what is usual is a dashed line, its peak is written."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reports.axes import time_ticks
from reports.canvas import Canvas
from reports.event_marks import shown_days
from reports.look import Look, faded
from warehouse.waves import Wave


def wave_chart(
    frame: pd.DataFrame, look: Look, wave: Wave, *, usual_words: str, height: int = 220
) -> go.Figure:
    """``frame``: day, value (cases), days without a case included."""
    canvas = Canvas.of(look, height)
    at = [pd.Timestamp(day).date() for day in frame["day"]]
    end = wave.end or at[-1]
    inside = [wave.start <= day <= end for day in at]
    texts = [f"<b>{look.formats.count(value)}</b><br>{look.formats.date(day)}"
             for day, value in zip(at, frame["value"], strict=True)]  # fmt: skip
    fills = [canvas.colours.bad if one else canvas.colours.grey for one in inside]
    canvas.chart.add_trace(go.Bar(
        x=at, y=list(frame["value"]), text=texts, textposition="none", hovertemplate="%{text}<extra></extra>",
        marker={"color": fills},
    ))  # fmt: skip
    canvas.level(wave.usual, look.palette.muted)
    lift = f"{usual_words} {look.formats.number(wave.usual, 1)}"
    canvas.note(lift, y=wave.usual, anchor="left", up="bottom", colour=look.palette.muted, shift=4)
    peak = f"<b>{look.formats.count(wave.peak_count)}</b> · {look.formats.day_month(wave.peak)}"
    canvas.note(peak, x=wave.peak, y=wave.peak_count, up="bottom", lift=3)
    shown, words = time_ticks(at, "day", look)
    canvas.chart.update_xaxes(tickmode="array", tickvals=shown, ticktext=words, type="date")
    top = max(float(frame["value"].max()), wave.usual, 1.0)
    canvas.chart.update_yaxes(range=[0, top * 1.18], nticks=4, tickformat=",.0f")
    canvas.margins(40, 12, 8, 26)
    return canvas.done()


def add_wave_bands(chart: go.Figure, look: Look, spans: list[tuple[date, date]]) -> None:
    """Periods of a trend in which days of a wave lie, as soft bands around their points."""
    at = shown_days(chart)
    for start, end in spans:
        inside = [place for place, day in enumerate(at) if day <= end and (*at, end)[place + 1] >= start]
        if not inside or len(at) < 2:
            continue
        half = (at[1] - at[0]) / 2
        chart.add_shape(
            type="rect", xref="x", yref="paper", y0=0, y1=1,
            x0=at[inside[0]] - half, x1=at[inside[-1]] + half,
            fillcolor=faded(look.palette.bad, 0.16), line={"width": 0}, layer="below",
        )  # fmt: skip

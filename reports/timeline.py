"""One timeline of an agent: a lane for each kind of event, good above its line, bad below."""

import datetime
import math
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from reports import event_marks, marks
from reports.canvas import Canvas
from reports.look import Look
from reports.timeline_events import LANES

_LANE_PX, _NARROW_LANE_PX, _LEAST_PX, _MOST_PX = 46, 66, 6.0, 18.0
_RISE = {"good": 0.2, "neutral": 0.0, "bad": -0.2}
_SYMBOLS = {"good": "triangle-up", "neutral": "circle", "bad": "triangle-down"}


def timeline(
    frame: pd.DataFrame,
    look: Look,
    *,
    names: Mapping[str, str],
    period: tuple[datetime.date, datetime.date],
) -> go.Figure:
    """``frame`` as ``timeline_events.events`` returns it. names: lane -> what it is called; its
    lanes are drawn, also where nothing happened.  period: first day and the day after the last."""
    canvas = Canvas.of(look, (_NARROW_LANE_PX if look.is_narrow else _LANE_PX) * len(names) + 40)
    lanes = [lane for lane in LANES if lane in names]
    heights = {lane: float(len(lanes) - 1 - place) for place, lane in enumerate(lanes)}
    for place, lane in enumerate(lanes):
        if place % 2 == 0:
            canvas.stripe(heights[lane] - 0.5, heights[lane] + 0.5, look.palette.stripe)
        _name(canvas, names[lane], heights[lane])
    for tone in _RISE:
        _points(canvas, frame[(frame["tone"] == tone) & frame["lane"].isin(lanes)], tone, (heights, names))
    left = 8.0 if look.is_narrow else marks.width_of(list(names.values()), look) + 16
    canvas.chart.update_xaxes(
        range=list(period), type="date", showgrid=True, nticks=5 if look.is_narrow else 8
    )
    ticks = _months(*period)
    texts = [look.formats.short_month(day) for day in ticks]
    canvas.chart.update_xaxes(tickmode="array", tickvals=ticks, ticktext=texts)
    canvas.chart.update_yaxes(visible=False, range=[-0.55, len(lanes) - 0.1])
    canvas.margins(left, 12, 4, 30)
    event_marks.note_axis(canvas.chart, [stamp.date() for stamp in pd.date_range(*period, inclusive="left")])
    return canvas.done()


def _months(first: datetime.date, end: datetime.date) -> list[datetime.date]:
    return [stamp.date() for stamp in pd.date_range(first, end, freq="MS", inclusive="left")]


def _name(canvas: Canvas, name: str, height: float) -> None:
    if canvas.look.is_narrow:
        canvas.note(marks.escaped(name), y=height + 0.34, anchor="left", colour=canvas.colours.muted)
    else:
        canvas.note(marks.escaped(name), y=height, anchor="right", shift=-8)


def _points(
    canvas: Canvas, part: pd.DataFrame, tone: str, lanes: tuple[Mapping[str, float], Mapping[str, str]]
) -> None:
    if part.empty:
        return
    (heights, names), write = lanes, canvas.look.formats
    colours = {"good": canvas.colours.good, "neutral": canvas.colours.grey, "bad": canvas.colours.bad}
    rows = part.to_dict("records")
    rise = 0.8 * _RISE[tone] - 0.16 if canvas.look.is_narrow else _RISE[tone]  # below the lane's name
    texts = [
        f"{write.date(row['day'])}<br>{marks.escaped(names[row['lane']])}: <b>{write.count(row['count'])}</b>"
        for row in rows
    ]
    canvas.chart.add_trace(
        go.Scatter(
            x=[row["day"] for row in rows],
            y=[heights[row["lane"]] + rise for row in rows],
            mode="markers",
            text=texts,
            hovertemplate="%{text}<extra></extra>",
            marker={
                "symbol": _SYMBOLS[tone],
                "color": colours[tone],
                "size": [min(_LEAST_PX + 2.5 * math.sqrt(row["count"]), _MOST_PX) for row in rows],
                "line": {"color": canvas.colours.card, "width": 1},
            },
        )
    )

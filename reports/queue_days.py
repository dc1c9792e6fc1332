"""Calls by day and by what became of them: heard, waiting, set aside; bars on top of each other."""

from datetime import timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports.axes import time_ticks
from reports.canvas import Canvas
from reports.look import Look

PARTS = ("done", "waiting", "failed")


def queue_days(frame: pd.DataFrame, look: Look, names: dict[str, str], *, height: int = 220) -> go.Figure:
    """``frame``: day (date) and a count for each of PARTS; ``names`` by PARTS."""
    canvas = Canvas.of(look, height)
    colours = {"done": look.palette.ink, "waiting": look.palette.grey, "failed": look.palette.bad}
    at = list(frame["day"])
    hover = [_told(row, names, look) for _, row in frame.iterrows()]
    for part in PARTS:
        canvas.chart.add_trace(
            go.Bar(
                x=at, y=list(frame[part]), marker={"color": colours[part]}, customdata=hover,
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
    shown, texts = time_ticks(at, "day", look)
    ends = [min(at) - timedelta(days=1), max(at) + timedelta(days=1)]
    canvas.chart.update_layout(barmode="stack", bargap=0.25)
    canvas.chart.update_xaxes(tickmode="array", tickvals=shown, ticktext=texts, type="date", range=ends)
    most = int((frame["done"] + frame["waiting"] + frame["failed"]).max())
    ticks = {"dtick": 1} if most < 4 else {"nticks": 4}
    canvas.chart.update_yaxes(rangemode="tozero", tickformat=",d", **ticks)
    canvas.margins(48, 8, 12, 40)
    return canvas.done()


def _told(row: "pd.Series[Any]", names: dict[str, str], look: Look) -> str:
    counts = "<br>".join(f"{names[part]}: {look.formats.count(row[part])}" for part in PARTS)
    return f"<b>{look.formats.date(row['day'])}</b><br>{counts}"

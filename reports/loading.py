"""What a file would bring: its rows by their fate as one bar, and the figures it would show over time."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from reports.axes import days, period_name, time_ticks
from reports.canvas import Canvas
from reports.look import Look
from reports.trend import band_trend

FATES = ("loaded", "duplicate", "blank", "rejected")
_LEAST_SHARE = 0.012
"""A handful of rows among thousands must still be seen."""


@dataclass(frozen=True)
class _Part:
    """One stretch of the bar: ``wide`` is its drawn share, ``start`` where it begins."""

    name: str
    count: int
    start: float
    wide: float
    colour: str


def fates(counts: dict[str, int], look: Look, *, names: dict[str, str], height: int = 44) -> go.Figure:
    """One bar, its parts as long as their share of the rows; ``counts`` and ``names`` by FATES."""
    canvas = Canvas.of(look, height)
    colours = {
        "loaded": look.palette.good, "duplicate": look.palette.grey, "blank": look.palette.border,
        "rejected": look.palette.bad,
    }  # fmt: skip
    for part in _parts(counts, names, colours):
        canvas.chart.add_trace(
            go.Bar(
                x=[part.wide], y=[0], base=[part.start], orientation="h", width=0.8,
                marker={"color": part.colour, "line": {"color": canvas.colours.card, "width": 2}},
                customdata=[f"{part.name}: <b>{look.formats.count(part.count)}</b>"],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
    canvas.chart.update_layout(barmode="overlay", bargap=0)
    canvas.chart.update_xaxes(visible=False, range=[0, 1])
    canvas.chart.update_yaxes(visible=False, range=[-0.5, 0.5])
    canvas.margins(0, 0, 2, 2)
    return canvas.done()


def _parts(counts: dict[str, int], names: dict[str, str], colours: dict[str, str]) -> list[_Part]:
    total = sum(counts.values()) or 1
    wide = {key: max(counts[key] / total, _LEAST_SHARE) for key in FATES if counts.get(key)}
    scale, start, parts = sum(wide.values()) or 1.0, 0.0, []
    for key, share in wide.items():
        parts.append(_Part(names[key], counts[key], start, share / scale, colours[key]))
        start += share / scale
    return parts


def preview(frame: pd.DataFrame, look: Look, *, grain: str, is_count: bool, height: int = 220) -> go.Figure:
    """Figures of a file before it is saved. ``frame``: column ``grain``, value, count, low and high."""
    if not is_count:
        return band_trend(frame, look, grain=grain, height=height)
    canvas, at = Canvas.of(look, height), days(frame, grain)
    hover = [
        f"<b>{look.formats.count(value)}</b><br>{period_name(day, grain, look)}"
        for day, value in zip(at, frame["value"], strict=True)
    ]
    canvas.chart.add_trace(
        go.Bar(
            x=at, y=list(frame["value"]), customdata=hover, hovertemplate="%{customdata}<extra></extra>",
            marker={"color": canvas.colours.ink},
        )
    )  # fmt: skip
    shown, texts = time_ticks(at, grain, look)
    canvas.chart.update_xaxes(tickmode="array", tickvals=shown, ticktext=texts, type="date")
    canvas.chart.update_yaxes(rangemode="tozero", nticks=4)
    canvas.margins(48, 8, 12, 40)
    return canvas.done()

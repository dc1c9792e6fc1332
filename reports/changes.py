"""Differences with their intervals: a dot and a line each, around the line of no change."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look

_ROW = 34
_COLUMN = 84


def changes(
    frame: pd.DataFrame,
    look: Look,
    *,
    better: str = "",
    columns: dict[str, str] | None = None,
    decimals: int = 1,
    most: int = 12,
) -> go.Figure:
    """Dots in the order given: a triangle where the difference is clear, a grey dot where it could be chance.

    ``frame``: name, change, change_low, change_high, is_clear, and one text column per key of ``columns``.
    """
    rows, shown = frame.head(most), columns or {}
    canvas = Canvas.of(look, len(rows) * (_ROW + (18 if look.is_narrow else 0)) + 70)
    places = [float(place) for place in range(len(rows))][::-1]
    drop, margin = (0.2 if look.is_narrow else 0.0), len(shown) * _COLUMN + 8
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        _difference(canvas, place - drop, {str(key): value for key, value in row.items()}, better, decimals)
    canvas.line((0, -0.5), (0, len(rows) - 0.4), canvas.colours.muted, 1.5, "5,4")
    marks.names(canvas, list(rows["name"]), places)
    for index, (column, head) in enumerate(shown.items()):
        right = (len(shown) - 1 - index) * _COLUMN + 8
        at = [place - drop for place in places]
        marks.column(
            canvas, [str(text) for text in rows[column]], at, right=right, margin=margin, strong=index == 0
        )
        marks.column(canvas, [head], [len(rows) - 0.35], right=right, margin=margin)
    _axes(canvas, rows)
    canvas.margins(4 if look.is_narrow else marks.width_of(list(rows["name"]), look) + 14, margin, 4, 28)
    return canvas.done()


def _difference(canvas: Canvas, y: float, row: dict[str, Any], better: str, decimals: int) -> None:
    change, low, high = (float(row[key]) for key in ("change", "change_low", "change_high"))
    if math.isnan(change):
        return
    colour, symbol = _mark(canvas, row, better)
    write = canvas.look.formats
    hover = (
        f"{marks.escaped(str(row['name']))}: <b>{write.change(change, decimals)}</b> "
        f"({write.interval_of_change(low, high, decimals)})<extra></extra>"
    )
    has_ends = not math.isnan(low + high)
    marker = {
        "symbol": symbol,
        "size": [0, 12, 0] if has_ends else 12,
        "color": colour,
        "opacity": 1,
        "line": {"color": canvas.colours.card, "width": 1.5},
    }
    # The interval is no shape: shapes would lie over the mark.
    canvas.chart.add_trace(
        go.Scatter(
            x=[low, change, high] if has_ends else [change],
            y=[y] * (3 if has_ends else 1),
            mode="lines+markers",
            hovertemplate=hover,
            line={"color": colour, "width": 2.5},
            marker=marker,
        )
    )


def _mark(canvas: Canvas, row: dict[str, Any], better: str) -> tuple[str, str]:
    if not row["is_clear"]:
        return canvas.colours.muted, "circle"
    rose = row["change"] > 0
    symbol = "triangle-up" if rose else "triangle-down"
    if not better:
        return canvas.colours.ink, symbol
    return (canvas.colours.good if rose == (better == "up") else canvas.colours.bad), symbol


def _axes(canvas: Canvas, rows: pd.DataFrame) -> None:
    known = [0.0] + [
        float(value)
        for column in ("change", "change_low", "change_high")
        for value in rows[column]
        if not math.isnan(value)
    ]
    room = (max(known) - min(known) or 1) * 0.06
    canvas.chart.update_xaxes(
        range=[min(known) - room, max(known) + room], showgrid=True, nticks=4 if canvas.look.is_narrow else 7
    )
    canvas.chart.update_yaxes(visible=False, range=[-0.6, len(rows) + 0.2])

"""What costs most: sorted bars with whiskers, the numbers in columns at the right."""

import math

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look

_ROW = 34
_COLUMN = 80
_SMALL, _SECOND = 0.84, 40
"""Width of a small letter against a usual one; letters of a second line that have room."""


def ranked(
    frame: pd.DataFrame,
    look: Look,
    *,
    columns: dict[str, str],
    decimals: int = 1,
    most: int = 10,
    second: str = "",
) -> go.Figure:
    """Bars in the order given.

    ``frame``: name, value, low, high (whiskers where known), is_marked (stands out), and one text column per
    key of ``columns`` (column -> its head), the first in bold. ``second`` names a text column written small
    under each name.
    """
    rows = frame.head(most)
    canvas = Canvas.of(look, len(rows) * (_ROW + (8 if second else 0) + (16 if look.is_narrow else 0)) + 36)
    places, margin = [float(place) for place in range(len(rows))][::-1], len(columns) * _COLUMN + 4
    _bars(canvas, rows, places, decimals)
    _whiskers(canvas, rows, places)
    marks.names(canvas, list(rows["name"]), places, list(rows[second]) if second else ())
    for index, (column, head) in enumerate(columns.items()):
        right = (len(columns) - 1 - index) * _COLUMN + 4
        texts = [str(text) for text in rows[column]]
        marks.column(canvas, texts, places, right=right, margin=margin, strong=index == 0)
        marks.column(canvas, [head], [len(rows) - 0.35], right=right, margin=margin)
    _axes(canvas, rows, margin, list(rows[second]) if second else [])
    return canvas.done()


def _bars(canvas: Canvas, rows: pd.DataFrame, places: list[float], decimals: int) -> None:
    write, narrow = canvas.look.formats, canvas.look.is_narrow
    hover = [
        f"{marks.escaped(row['name'])}: <b>{write.number(row['value'], decimals)}</b> "
        f"({write.interval(row['low'], row['high'], decimals)})"
        for row in rows.to_dict("records")
    ]
    fills = [canvas.colours.bad if one else canvas.colours.grey for one in rows["is_marked"]]
    width = 0.36 if narrow else 0.6
    canvas.chart.add_trace(
        go.Bar(
            x=list(rows["value"]),
            y=places,
            orientation="h",
            width=width,
            offset=-width / (1 if narrow else 2),
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
            marker={"color": fills},
        )
    )


def _whiskers(canvas: Canvas, rows: pd.DataFrame, places: list[float]) -> None:
    drop = 0.18 if canvas.look.is_narrow else 0.0
    for place, low, high in zip(places, rows["low"], rows["high"], strict=True):
        if not (math.isnan(low) or math.isnan(high)):
            canvas.line((low, place - drop), (high, place - drop), canvas.colours.ink, 1.5)


def _axes(canvas: Canvas, rows: pd.DataFrame, margin: int, second: list[str]) -> None:
    known = [value for column in ("value", "high") for value in rows[column] if not math.isnan(value)]
    canvas.chart.update_xaxes(visible=False, range=[0, max(known, default=1) * 1.04 or 1])
    canvas.chart.update_yaxes(visible=False, range=[-0.6, len(rows)])
    names = list(rows["name"])
    wide = max(marks.width_of(names, canvas.look), _SMALL * marks.width_of(second, canvas.look, _SECOND))
    canvas.margins(4 if canvas.look.is_narrow else wide + 14, margin)

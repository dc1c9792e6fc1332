"""Who is better, and how sure: a dot with its interval for each agent, ties visible."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look

_ROW = 27
_COLUMN = 62
_NAME = 24
_SYMBOLS = {"above": "triangle-up", "below": "triangle-down", "unclear": "circle"}


def with_standing(frame: pd.DataFrame, centre: float) -> pd.DataFrame:
    """Adds ``place`` (1 is best) and ``standing``: above, below or unclear by the interval; best first."""
    ordered = frame.sort_values(["value", "count"], ascending=[False, False], kind="stable").reset_index(
        drop=True
    )
    standing = [
        "above" if low > centre else "below" if high < centre else "unclear"
        for low, high in zip(ordered["low"], ordered["high"], strict=True)
    ]
    return ordered.assign(place=range(1, len(ordered) + 1), standing=standing)


def ends(frame: pd.DataFrame, first: int = 12, last: int = 6) -> tuple[pd.DataFrame, int]:
    """The best and the last rows, and how many lie between them unshown."""
    hidden = len(frame) - first - last
    if hidden <= 4:
        return frame, 0
    return pd.concat([frame.head(first), frame.tail(last)]), hidden


def leaderboard(
    frame: pd.DataFrame,
    look: Look,
    *,
    centre: float,
    centre_words: str,
    columns: dict[str, str],
    hidden_words: str = "",
    decimals: int = 2,
    signed: bool = False,
) -> go.Figure:
    """Dot and interval by row; ``signed``: values are differences.

    ``frame``: name, place, value, low, high, standing, and a text column per key of ``columns`` (column ->
    its head), the first in bold; ``agent``, where there, goes with a click; where places jump a gap is left
    with ``hidden_words`` in it.
    """
    shown = dict(list(columns.items())[:: 2 if look.is_narrow and len(columns) > 2 else 1])
    places = _heights(list(frame["place"]))
    rows = max(places, default=0.0) + 1
    canvas, margin = (
        Canvas.of(look, (_ROW + (17 if look.is_narrow else 0)) * rows + 64),
        len(shown) * _COLUMN + 8,
    )
    for place in places[::2] if not look.is_narrow else ():
        canvas.stripe(place - 0.5, place + 0.5, look.palette.stripe)
    _centre(canvas, centre, centre_words, rows - 0.5)
    _intervals(canvas, frame, places, (decimals, signed))
    _names(canvas, frame, places)
    _columns(canvas, frame, places, shown)
    _gap(canvas, places, hidden_words)
    _axes(canvas, frame, centre, rows)
    left = 4 if look.is_narrow else marks.width_of(list(frame["name"]), look, _NAME) + 48
    canvas.margins(left, margin, 4, 28)
    return canvas.done()


def _heights(places: Sequence[int]) -> list[float]:
    """y of each row from the bottom; a jump in places leaves one empty row."""
    rows, at = [], 0.0
    for index, place in enumerate(places):
        at += 1 if index == 0 or place == places[index - 1] + 1 else 2
        rows.append(at)
    return [at - row for row in rows]


def _centre(canvas: Canvas, centre: float, words: str, top: float) -> None:
    if math.isnan(centre):
        return
    canvas.line((centre, -0.5), (centre, top), canvas.colours.muted, 1.5, "5,4")
    canvas.note(words, x=centre, y=top + 0.05, up="bottom", colour=canvas.colours.muted)


def _intervals(canvas: Canvas, frame: pd.DataFrame, places: list[float], style: tuple[int, bool]) -> None:
    drop = 0.2 if canvas.look.is_narrow else 0.0
    for place, row in zip(places, frame.to_dict("records"), strict=True):
        _interval(canvas, place - drop, {str(key): value for key, value in row.items()}, style)


def _interval(canvas: Canvas, y: float, row: dict[str, Any], style: tuple[int, bool]) -> None:
    write, standing, (decimals, signed) = canvas.look.formats, row["standing"], style
    value, ends = (write.change, write.interval_of_change) if signed else (write.number, write.interval)
    tones = {"above": canvas.colours.good, "below": canvas.colours.bad, "unclear": canvas.colours.muted}
    hover = (
        f"{marks.escaped(str(row['name']))}: <b>{value(row['value'], decimals)}</b> "
        f"({ends(row['low'], row['high'], decimals)})"
        f"<br>n = {write.count(row['count'])}<extra></extra>"
    )
    canvas.line((row["low"], y), (row["high"], y), tones[standing], 2.5)
    marker = {
        "symbol": _SYMBOLS[standing],
        "size": 10 if standing == "unclear" else 13,
        "color": tones[standing],
        "line": {"color": canvas.colours.card, "width": 1.5},
    }
    point = {"x": [row["value"]], "y": [y], "customdata": [[row.get("agent")]]}
    canvas.chart.add_trace(go.Scatter(**point, mode="markers", hovertemplate=hover, marker=marker))


def _names(canvas: Canvas, frame: pd.DataFrame, places: list[float]) -> None:
    """Place and name; on a wide screen in two columns, so that names begin on one line."""
    if canvas.look.is_narrow:
        numbered = [f"{place}.  {name}" for place, name in zip(frame["place"], frame["name"], strict=True)]
        marks.names(canvas, numbered, [place - 0.04 for place in places])
        return
    left = marks.width_of(list(frame["name"]), canvas.look, _NAME) + 16
    for place, number, name in zip(places, frame["place"], frame["name"], strict=True):
        canvas.note(str(number), y=place, anchor="right", shift=-left, colour=canvas.colours.muted)
        written = marks.escaped(marks.shortened(str(name), _NAME))
        canvas.note(written, y=place, anchor="left", shift=10 - left)


def _columns(canvas: Canvas, frame: pd.DataFrame, places: list[float], columns: dict[str, str]) -> None:
    margin, top = len(columns) * _COLUMN + 8, max(places, default=0.0)
    lowered = [place - (0.2 if canvas.look.is_narrow else 0.0) for place in places]
    for index, (column, head) in enumerate(columns.items()):
        right = (len(columns) - 1 - index) * _COLUMN + 8
        texts = [str(text) for text in frame[column]]
        marks.column(canvas, texts, lowered, right=right, margin=margin, strong=index == 0)
        marks.column(canvas, [head], [top + 0.95], right=right, margin=margin)


def _gap(canvas: Canvas, places: list[float], words: str) -> None:
    for upper, lower in pairwise(places):
        if upper - lower > 1 and words:
            canvas.note(f"⋯ {words}", y=(upper + lower) / 2, anchor="left", colour=canvas.colours.muted)


def _axes(canvas: Canvas, frame: pd.DataFrame, centre: float, rows: float) -> None:
    known = [value for column in ("low", "high") for value in frame[column] if not math.isnan(value)]
    known = [*known, centre] if not math.isnan(centre) else known or [1.0, 5.0]
    room = (max(known) - min(known) or 0.2) * 0.06
    ticks = 4 if canvas.look.is_narrow else 7
    canvas.chart.update_xaxes(range=[min(known) - room, max(known) + room], showgrid=True, nticks=ticks)
    canvas.chart.update_yaxes(visible=False, range=[-0.6, rows + 0.35])

"""Who lies outside of what chance alone would do: means against n in a funnel (D. Spiegelhalter, 2005)."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look, Palette

USUAL, FAR = 1.96, 3.09
"""Standard errors that hold 95 % and 99.8 % of agents who do not differ."""
_NAMED, _STEPS = 10, 60
_APART_TALL, _APART_WIDE = 0.06, 0.4
"""Parts of the drawing that keep two names apart."""


def with_place(frame: pd.DataFrame, size: str = "count") -> pd.DataFrame:
    """Adds ``errors`` (standard errors from the centre) and ``outside``: '', 'usual' (beyond 95 %) or 'far'.

    ``frame``: plain, common, spread, and ``size``: of how many answers' certainty each mean is.
    """
    known = frame[frame["plain"].notna() & (frame[size] > 0) & (frame["spread"] > 0)]
    errors = (known["plain"] - known["common"]) / (known["spread"] / known[size] ** 0.5)
    outside = ["far" if abs(one) > FAR else "usual" if abs(one) > USUAL else "" for one in errors]
    return known.assign(errors=errors, outside=outside, size=known[size])


def funnel(
    frame: pd.DataFrame, look: Look, *, words: dict[str, str], decimals: int = 2, signed: bool = False
) -> go.Figure:
    """``frame`` as ``with_place`` returns it, with name and agent, not empty; those outside are named.

    words: ``centre``, ``usual`` and ``far``: what is written at the lines; ``n``: below the axis.
    """
    canvas = Canvas.of(look, 340)
    centre, spread = float(frame["common"].iloc[0]), float(frame["spread"].iloc[0])
    most = max(float(frame["size"].max()), 4.0)
    for errors, dash, key in ((USUAL, "dot", "usual"), (FAR, "solid", "far")):
        _limits(canvas, centre, spread, (errors, dash), most)
        end = centre + errors * spread / math.sqrt(most)
        canvas.side_note(words[key], y=end, shift=6, colour=look.palette.muted)
    canvas.line((0, centre), (most * 1.02, centre), look.palette.muted, 1.5, "5,4")
    canvas.side_note(words["centre"], y=centre, shift=6, colour=look.palette.muted)
    _points(canvas, frame, decimals, signed)
    _names(canvas, frame)
    _axes(canvas, frame, most, words["n"])
    canvas.margins(44, 92, 12, 44)
    return canvas.done()


def _limits(canvas: Canvas, centre: float, spread: float, style: tuple[float, str], most: float) -> None:
    errors, dash = style
    sizes = [1 + (most * 1.02 - 1) * (step / _STEPS) ** 2 for step in range(_STEPS + 1)]
    stroke = {"color": canvas.colours.grey, "width": 1.5, "dash": dash}
    for sign in (-1, 1):
        heights = [centre + sign * errors * spread / math.sqrt(size) for size in sizes]
        canvas.chart.add_trace(go.Scatter(x=sizes, y=heights, mode="lines", line=stroke, hoverinfo="skip"))


def _points(canvas: Canvas, frame: pd.DataFrame, decimals: int, signed: bool) -> None:
    write = canvas.look.formats.change if signed else canvas.look.formats.number
    texts = [
        f"{marks.escaped(str(row['name']))}: <b>{write(row['plain'], decimals)}</b>"
        f"<br>n = {canvas.look.formats.count(row['count'])}"
        for row in frame.to_dict("records")
    ]
    canvas.chart.add_trace(
        go.Scatter(
            x=list(frame["size"]),
            y=list(frame["plain"]),
            mode="markers",
            text=texts,
            customdata=[[code] for code in frame["agent"]],
            hovertemplate="%{text}<extra></extra>",
            marker={
                "size": [11 if outside else 7 for outside in frame["outside"]],
                "symbol": [_symbol(one, where) for one, where in _placed(frame)],
                "color": [_colour(one, where, canvas.colours) for one, where in _placed(frame)],
                "line": {"color": canvas.colours.card, "width": 1},
            },
        )
    )


def _placed(frame: pd.DataFrame) -> list[tuple[float, str]]:
    return list(zip(frame["errors"], frame["outside"], strict=True))


def _symbol(errors: float, outside: str) -> str:
    return "circle" if not outside else "triangle-up" if errors > 0 else "triangle-down"


def _colour(errors: float, outside: str, colours: Palette) -> str:
    return colours.grey if not outside else colours.good if errors > 0 else colours.bad


def _names(canvas: Canvas, frame: pd.DataFrame) -> None:
    """The farthest outside, beside their points."""
    far = frame[frame["outside"] != ""]
    farthest = far.loc[far["errors"].abs().sort_values(ascending=False).index]
    middle = (frame["size"].max() + frame["size"].min()) / 2
    for row in _apart(farthest, frame):
        is_right = row["size"] > middle
        canvas.note(
            marks.escaped(marks.shortened(str(row["name"]), 20)),
            x=row["size"],
            y=row["plain"],
            anchor="right" if is_right else "left",
            shift=-9 if is_right else 9,
        )


def _apart(rows: pd.DataFrame, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows whose names do not lie on one another; the others are named when pointed at."""
    wide = float(frame["size"].max() - frame["size"].min()) or 1.0
    tall = float(frame["plain"].max() - frame["plain"].min()) or 1.0
    kept: list[dict[str, Any]] = []
    for row in rows.to_dict("records"):
        is_free = all(
            abs(row["plain"] - other["plain"]) > _APART_TALL * tall
            or abs(row["size"] - other["size"]) > _APART_WIDE * wide
            for other in kept
        )
        if is_free and len(kept) < _NAMED:
            kept.append({str(key): value for key, value in row.items()})
    return kept


def _axes(canvas: Canvas, frame: pd.DataFrame, most: float, words: str) -> None:
    low, high = float(frame["plain"].min()), float(frame["plain"].max())
    room = (high - low or 0.2) * 0.1
    canvas.chart.update_xaxes(
        range=[0, most * 1.02],
        showgrid=False,
        nticks=6,
        title={"text": words, "font": {"size": canvas.look.small}},
    )
    canvas.chart.update_yaxes(range=[low - room, high + room], nticks=6)

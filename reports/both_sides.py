"""Where time is lost: each step, the customer's wait at the left and the operator's side at the right."""

import pandas as pd
import plotly.graph_objects as go

from reports.canvas import Canvas
from reports.look import Look
from reports.marks import escaped, shortened

_ROW = 60


def both_sides(
    frame: pd.DataFrame, look: Look, *, left_words: str, right_words: str, decimals: int = 0
) -> go.Figure:
    """Bars to both sides of one line, the step's name above them.

    ``frame``: name, left, right (minutes), is_worst_left, is_worst_right; in the order of the process.
    """
    canvas = Canvas.of(look, len(frame) * _ROW + 44)
    places = [float(place) for place in range(len(frame))][::-1]
    for side in ("left", "right"):
        _side(canvas, frame, places, side, decimals)
    _steps(canvas, frame, places)
    for words, anchor, shift in ((left_words, "right", -12), (right_words, "left", 12)):
        canvas.note(words, x=0, y=len(frame) - 0.2, anchor=anchor, shift=shift, colour=look.palette.muted)  # type: ignore[arg-type]
    reach = max(float(frame[["left", "right"]].max().max()) if len(frame) else 1.0, 0.1) * 1.2
    canvas.line((0, -0.6), (0, len(frame) - 0.3), look.palette.muted, 1)
    canvas.chart.update_xaxes(visible=False, range=[-reach, reach])
    canvas.chart.update_yaxes(visible=False, range=[-0.6, len(frame) + 0.1])
    canvas.margins(right=4)
    return canvas.done()


def _side(canvas: Canvas, frame: pd.DataFrame, places: list[float], side: str, decimals: int) -> None:
    sign = -1.0 if side == "left" else 1.0
    plain = canvas.colours.grey if side == "left" else canvas.colours.muted
    fills = [canvas.colours.bad if worst else plain for worst in frame[f"is_worst_{side}"]]
    values = [sign * value for value in frame[side]]
    canvas.chart.add_trace(
        go.Bar(
            x=values,
            y=places,
            orientation="h",
            width=0.44,
            offset=-0.44,
            marker={"color": fills},
            hoverinfo="skip",
        )
    )
    for place, value in zip(places, values, strict=True):
        canvas.note(
            f"<b>{canvas.look.formats.number(abs(value), decimals)}</b>",
            x=value,
            y=place - 0.22,
            anchor="right" if sign < 0 else "left",
            shift=sign * 6,
            colour=canvas.colours.ink if value else canvas.colours.muted,
        )


def _steps(canvas: Canvas, frame: pd.DataFrame, places: list[float]) -> None:
    """Names in the order of the process, a soft stripe behind a step named as a bottleneck."""
    is_worst = frame["is_worst_left"] | frame["is_worst_right"]
    for number, (name, place, worst) in enumerate(zip(frame["name"], places, is_worst, strict=True), start=1):
        if worst:
            canvas.stripe(place - 0.52, place + 0.46, canvas.colours.bad_soft)
        canvas.note(f"<b>{number}. {escaped(shortened(str(name), 44))}</b>", y=place + 0.22, anchor="left")

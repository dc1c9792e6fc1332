"""When service is better or worse: weekday by hour around the target, pale where it could be chance."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports.canvas import Canvas
from reports.look import Look

_PALE = 0.3
"""How strongly a cell is coloured whose interval holds the centre."""
_ROW = 34


def hour_heat(
    frame: pd.DataFrame,
    look: Look,
    *,
    centre: float,
    weekdays: Sequence[str],
    withheld_words: str = "",
    better: str = "up",
) -> go.Figure:
    """One cell an hour of the week; a withheld cell stays empty and says its n on hover.

    ``frame``: weekday (1 to 7), hour, value, low, high, count.  ``centre``: the value that has no colour;
    ``better``: which side of it is the good one.
    """
    canvas = Canvas.of(look, 7 * _ROW + 44)
    cells = {(int(row["weekday"]), int(row["hour"])): row for row in frame.to_dict("records")}
    hours = _hours(frame)
    reach = max([abs(value - centre) for value in frame["value"].dropna()], default=1.0) or 1.0
    grid = [[_strength(cells.get((day, hour)), centre, reach) for hour in hours] for day in range(1, 8)]
    texts = [
        [
            _hover(cells.get((day, hour)), look, f"{weekdays[day - 1]} {hour}:00", withheld_words)
            for hour in hours
        ]
        for day in range(1, 8)
    ]
    ends = [canvas.colours.bad, canvas.colours.good]
    worst, best = ends if better == "up" else ends[::-1]
    canvas.chart.add_trace(
        go.Heatmap(
            x=hours, y=list(range(7)), z=grid, zmin=-1, zmax=1, zmid=0, showscale=False, xgap=2, ygap=2,
            colorscale=[[0, worst], [0.5, canvas.colours.stripe], [1, best]],
            text=texts, hovertemplate="%{text}<extra></extra>", hoverongaps=False,
        )
    )  # fmt: skip
    _to_click(canvas, shown_cells(frame), weekdays)
    _numbers(canvas, cells, hours, centre)
    _axes(canvas, hours, weekdays)
    return canvas.done()


def shown_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells that have a value, in the order in which they can be clicked."""
    return frame[frame["value"].notna()].reset_index(drop=True)


def _to_click(canvas: Canvas, shown: pd.DataFrame, weekdays: Sequence[str]) -> None:
    """A cell of a heat map cannot be chosen: an unseen mark on each can."""
    rows = shown.to_dict("records")
    canvas.chart.add_trace(
        go.Scatter(
            x=[row["hour"] for row in rows],
            y=[int(row["weekday"]) - 1 for row in rows],
            mode="markers",
            marker={"symbol": "square", "size": _ROW - 6, "opacity": 0},
            text=[
                _hover(row, canvas.look, f"{weekdays[int(row['weekday']) - 1]} {int(row['hour'])}:00", "")
                for row in rows
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _hours(frame: pd.DataFrame) -> list[int]:
    """From the first to the last hour in which anything may be shown."""
    shown = frame[frame["value"].notna()]["hour"]
    return list(range(int(shown.min()), int(shown.max()) + 1)) if len(shown) else list(range(24))


def _strength(cell: Mapping[Any, Any] | None, centre: float, reach: float) -> float | None:
    """-1 to 1: how far from the centre, and on which side; None where nothing is shown."""
    if cell is None or math.isnan(cell["value"]):
        return None
    is_clear = cell["low"] > centre or cell["high"] < centre
    return float(cell["value"] - centre) / reach * (1 if is_clear else _PALE)


def _hover(cell: Mapping[Any, Any] | None, look: Look, when: str, withheld: str) -> str:
    if cell is None:
        return when
    count = f"n = {look.formats.count(cell['count'])}"
    if math.isnan(cell["value"]):
        return f"{when}<br>{withheld}, {count}"
    value, interval = look.formats.number(cell["value"]), look.formats.interval(cell["low"], cell["high"])
    return f"{when}<br><b>{value}</b>  ({interval})<br>{count}"


def _numbers(
    canvas: Canvas, cells: Mapping[tuple[int, int], Mapping[Any, Any]], hours: Sequence[int], centre: float
) -> None:
    """Values are written where they are clear and there is room."""
    if canvas.look.is_narrow or len(hours) > 18:
        return
    for (day, hour), cell in cells.items():
        if not math.isnan(cell["value"]) and (cell["low"] > centre or cell["high"] < centre):
            written = f"<b>{canvas.look.formats.number(cell['value'], 0)}</b>"
            canvas.note(written, x=hour, y=day - 1, size=canvas.look.small - 1, bgcolor=canvas.colours.card)


def _axes(canvas: Canvas, hours: Sequence[int], weekdays: Sequence[str]) -> None:
    canvas.chart.update_yaxes(
        tickmode="array",
        tickvals=list(range(7)),
        ticktext=list(weekdays),
        autorange="reversed",
        showgrid=False,
    )
    step = 4 if canvas.look.is_narrow else 2
    canvas.chart.update_xaxes(
        tickmode="array", tickvals=list(hours[::step]), ticktext=[f"{hour}:00" for hour in hours[::step]]
    )
    canvas.margins(36, 8, 4, 28)

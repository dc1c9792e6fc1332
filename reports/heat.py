"""Criterion by agent: how often each error comes back, the count written in every cell."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look, faded

_ROW = 34


def heat_table(frame: pd.DataFrame, look: Look, *, repeated_words: str = "") -> go.Figure:
    """Cells shaded by the share of broken checks; a repeated error carries a ring and its word on hover.

    ``frame``: row (criterion name), column (agent name), broken, assessable, is_repeated. A cell without
    assessable checks stays empty.
    """
    rows, columns = list(dict.fromkeys(frame["row"])), list(dict.fromkeys(frame["column"]))
    canvas = Canvas.of(look, len(rows) * _ROW + 110)
    xs = [columns.index(name) for name in frame["column"]]
    ys = [len(rows) - 1 - rows.index(name) for name in frame["row"]]
    cells = [{str(key): value for key, value in one.items()} for one in frame.to_dict("records")]
    for x, y, cell in zip(xs, ys, cells, strict=True):
        if cell["assessable"]:
            _cell(canvas, x, y, cell)
    _hover(canvas, (xs, ys), cells, repeated_words)
    _axes(canvas, rows, columns)
    return canvas.done()


def _cell(canvas: Canvas, x: int, y: int, cell: dict[str, Any]) -> None:
    share = cell["broken"] / cell["assessable"]
    fill = faded(canvas.colours.bad, 0.75 * share) if share else canvas.colours.stripe
    ring = {"color": canvas.colours.bad_text, "width": 2 if cell["is_repeated"] else 0}
    canvas.box((x - 0.47, y - 0.44), (x + 0.47, y + 0.44), fill, line=ring)
    colour = canvas.colours.ink if cell["broken"] else canvas.colours.muted
    canvas.note(canvas.look.formats.count(cell["broken"]), x=x, y=y, colour=colour)


def _hover(
    canvas: Canvas, at: tuple[list[int], list[int]], cells: Sequence[dict[str, Any]], repeated: str
) -> None:
    texts = [
        f"{marks.escaped(cell['column'])}<br>{marks.escaped(cell['row'])}: "
        f"<b>{cell['broken']} / {cell['assessable']}</b>" + (f"<br>{repeated}" if cell["is_repeated"] else "")
        for cell in cells
    ]
    invisible = {"size": 26, "opacity": 0}
    canvas.chart.add_trace(
        go.Scatter(
            x=at[0],
            y=at[1],
            mode="markers",
            marker=invisible,
            text=texts,
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _axes(canvas: Canvas, rows: list[str], columns: list[str]) -> None:
    canvas.chart.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(rows)))[::-1],
        ticktext=[marks.escaped(marks.shortened(name, marks.NAME)) for name in rows],
        range=[-0.5, len(rows) - 0.5],
        showgrid=False,
        tickfont={"color": canvas.colours.ink},
    )
    canvas.chart.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=[marks.escaped(marks.shortened(name, 16)) for name in columns],
        range=[-0.5, len(columns) - 0.5],
        side="top",
        tickangle=-40,
    )
    canvas.margins(marks.width_of(rows, canvas.look) + 14, 12, 92)

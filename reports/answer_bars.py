"""Who answers how, group by group: promoters, passives and detractors of each, stacked to 100 %."""

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look
from reports.shares import PARTS

_ROW = 34
_COLUMN = 68


def answer_bars(
    frame: pd.DataFrame, look: Look, *, names: dict[str, str], columns: dict[str, str], most: int = 12
) -> go.Figure:
    """One bar a group, in the order given.

    ``frame``: name, the counts promoters, passives, detractors, and one text column per key of ``columns``
    (column -> its head), the first in bold.  ``names`` says the three parts.
    """
    rows = frame.head(most)
    canvas = Canvas.of(look, len(rows) * (_ROW + (18 if look.is_narrow else 0)) + 60)
    places = [float(place) for place in range(len(rows))][::-1]
    drop = 0.2 if look.is_narrow else 0.0
    _stack(canvas, rows, [place - drop for place in places], names)
    _names_of_parts(canvas, names, len(rows) - 0.35)
    marks.names(canvas, list(rows["name"]), places)
    margin = len(columns) * _COLUMN + 4
    for index, (column, head) in enumerate(columns.items()):
        right = (len(columns) - 1 - index) * _COLUMN + 4
        texts = [str(text) for text in rows[column]]
        at = [place - drop for place in places]
        marks.column(canvas, texts, at, right=right, margin=margin, strong=index == 0)
        marks.column(canvas, [head], [len(rows) - 0.35], right=right, margin=margin)
    canvas.chart.update_xaxes(visible=False, range=[0, 100])
    canvas.chart.update_yaxes(visible=False, range=[-0.6, len(rows) + (0.4 if look.is_narrow else 0.1)])
    canvas.chart.update_layout(barmode="stack")
    canvas.margins(4 if look.is_narrow else marks.width_of(list(rows["name"]), look) + 14, margin)
    return canvas.done()


def _stack(canvas: Canvas, rows: pd.DataFrame, places: list[float], names: dict[str, str]) -> None:
    """The three parts beside each other."""
    fills = dict(zip(PARTS, (canvas.colours.good, canvas.colours.grey, canvas.colours.bad), strict=True))
    total, write = rows[list(PARTS)].sum(axis=1), canvas.look.formats
    for part in PARTS:
        share = [float(value) for value in 100 * rows[part] / total]
        canvas.chart.add_trace(
            go.Bar(
                x=share, y=places, orientation="h", width=0.36 if canvas.look.is_narrow else 0.62,
                text=[write.number(value, 0) if value >= 9 else "" for value in share],
                textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
                textfont={"color": canvas.colours.on_fill, "size": canvas.look.small - 1},
                customdata=[f"{names[part]}: <b>{write.percent(value)}</b>" for value in share],
                hovertemplate="%{customdata}<extra></extra>",
                marker={"color": fills[part], "line": {"color": canvas.colours.card, "width": 1}},
            )
        )  # fmt: skip


def _names_of_parts(canvas: Canvas, names: dict[str, str], top: float) -> None:
    """Each part named once above the bars, in its colour; on a phone on a line of their own."""
    colours = (canvas.colours.good, canvas.colours.muted, canvas.colours.bad_text)
    said = [
        f'<span style="color:{colour}">{marks.escaped(names[part])}</span>'
        for part, colour in zip(PARTS, colours, strict=True)
    ]
    lift = 0.35 if canvas.look.is_narrow else 0
    canvas.note(" · ".join(said), x=0, y=top + lift, anchor="left", size=canvas.look.small - 1)

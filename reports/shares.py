"""Who answers how: promoters, passives and detractors of each period, stacked to 100 %."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reports.axes import days, period_name, time_ticks
from reports.canvas import Canvas
from reports.look import Look, faded
from reports.marks import LETTER

PARTS = ("promoters", "passives", "detractors")
_PAST = 0.42


@dataclass(frozen=True)
class _Part:
    """One of the three groups: its share in each period, its name and its fill."""

    name: str
    share: list[float]
    colour: str


def shares(
    frame: pd.DataFrame, look: Look, *, grain: str, names: dict[str, str], height: int = 300
) -> go.Figure:
    """Stacked columns, the last period in full colour so that now stands out.

    ``frame``: column ``grain`` and the counts promoters, passives, detractors (unknown ones leave a gap);
    ``names`` says them.
    """
    canvas, at = Canvas.of(look, height), days(frame, grain)
    fills = dict(zip(PARTS, (look.palette.good, look.palette.grey, look.palette.bad), strict=True))
    texts = dict(zip(PARTS, (look.palette.good, look.palette.muted, look.palette.bad_text), strict=True))
    total, below = frame[list(PARTS)].sum(axis=1), 0.0
    for key in PARTS:
        part = _Part(names[key], [float(value) for value in 100 * frame[key] / total], fills[key])
        _stack(canvas, at, grain, part)
        last = next((value for value in reversed(part.share) if not math.isnan(value)), 0.0)
        canvas.side_note(f"<b>{part.name}</b>", y=below + last / 2, shift=8, colour=texts[key])
        below += last
    _axes(canvas, at, grain, names)
    return canvas.done()


def _axes(canvas: Canvas, at: Sequence[date], grain: str, names: dict[str, str]) -> None:
    shown, texts = time_ticks(at, grain, canvas.look)
    ticks = [str(day) for day in shown]
    canvas.chart.update_xaxes(tickmode="array", tickvals=ticks, ticktext=texts, type="category")
    canvas.chart.update_yaxes(visible=False, range=[0, 100])
    canvas.chart.update_layout(barmode="stack", bargap=0.1)
    room = max(len(name) for name in names.values()) * (LETTER + 0.6) * canvas.look.type_size / 14
    canvas.margins(4, room + 14, 12, 40)


def _stack(canvas: Canvas, at: Sequence[date], grain: str, part: _Part) -> None:
    write, last = canvas.look.formats, len(at) - 1
    inside = [
        write.number(value, 0) if index in {0, last} and value >= 7 else ""
        for index, value in enumerate(part.share)
    ]
    hover = [
        f"{part.name}: <b>{write.percent(value)}</b><br>{period_name(day, grain, canvas.look)}"
        for day, value in zip(at, part.share, strict=True)
    ]
    fills = [part.colour if index == last else faded(part.colour, _PAST) for index in range(len(at))]
    fonts = [canvas.colours.on_fill if index == last else canvas.colours.ink for index in range(len(at))]
    canvas.chart.add_trace(
        go.Bar(
            x=[str(day) for day in at],
            y=part.share,
            text=inside,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": fonts, "size": canvas.look.small},
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
            marker={"color": fills, "line": {"color": canvas.colours.card, "width": 1}},
        )
    )

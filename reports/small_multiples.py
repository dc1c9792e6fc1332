"""Small multiples: one small trend per unit, all on one scale."""

import math
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from reports.axes import days, padded
from reports.canvas import Canvas
from reports.look import Look, layout
from reports.marks import escaped, shortened
from reports.trend import Series, add_band, add_line

_PANEL = 140
_SECOND_LINE = 18


@dataclass(frozen=True)
class Panel:
    """Where a small trend stands, what it is of, and what is written above it."""

    place: tuple[int, int]
    code: str
    name: str
    note: str


def small_multiples(
    frame: pd.DataFrame,
    look: Look,
    *,
    grain: str,
    by: str,
    names: dict[str, str],
    notes: dict[str, str] | None = None,
    target: float | None = None,
    columns: int = 4,
    decimals: int = 1,
    from_zero: bool = False,
) -> go.Figure:
    """One small trend per code of ``names``, in its order; beside the name its last value and its note.

    ``from_zero`` starts the axis there.

    ``frame``: columns ``grain``, ``by``, value, low, high, count.
    """
    codes = [code for code in names if (frame[by] == code).any()]
    across = min(2 if look.is_narrow else columns, max(len(codes), 1))
    second = _SECOND_LINE if notes and look.is_narrow else 0
    chart = _grid(look, max(math.ceil(len(codes) / across), 1), across, second)
    canvas = Canvas(chart, look)
    for index, code in enumerate(codes):
        part = frame[frame[by] == code]
        series = Series(days(part, grain), part, grain, decimals=decimals)
        place = (index // across + 1, index % across + 1)
        panel = Panel(place, code, names[code], (notes or {}).get(code, ""))
        _panel(canvas, series, panel, target)
    _axes(chart, look, frame[frame[by].isin(codes)], grain, 0 if from_zero else -100)
    canvas.margins(34, 8, 26 + second, 24)
    return canvas.done()


def _grid(look: Look, down: int, across: int, second: int) -> go.Figure:
    """Empty panels; ``second``: pixels of a second line above each."""
    chart = make_subplots(
        down,
        across,
        shared_yaxes="all",
        shared_xaxes="all",
        horizontal_spacing=0.03,
        vertical_spacing=(0.5 if second else 0.4) / down,
    )
    chart.update_layout(layout(look, down * (_PANEL + second) + 30))
    return chart


def _panel(canvas: Canvas, series: Series, panel: Panel, target: float | None) -> None:
    row, column = panel.place
    apart = Canvas(go.Figure(), canvas.look)
    add_band(apart, series)
    add_line(apart, series, width=2)
    for trace in apart.chart.data:
        trace.update(customdata=[[panel.code]] * len(trace.x))
        canvas.chart.add_trace(trace, row=row, col=column)
    axis = canvas.chart.get_subplot(row, column)
    x, y = axis.xaxis.plotly_name.replace("axis", ""), axis.yaxis.plotly_name.replace("axis", "")
    if target is not None:
        canvas.level(target, canvas.colours.muted, 1, xref=f"{x} domain", yref=y)
    last = float(series.frame["value"].iloc[series.known[-1]]) if series.known else None
    name, note = panel.name, panel.note
    title = f"{escaped(shortened(name, 16 if canvas.look.is_narrow else 30))}  "
    written, place_of = f"{title}<b>{canvas.look.formats.number(last, series.decimals)}</b>", f"{y} domain"
    if note:
        break_ = "<br>" if canvas.look.is_narrow else "  "
        size = canvas.look.small - 1
        written += (
            f'{break_}<span style="color:{canvas.colours.muted};font-size:{size}px">{escaped(note)}</span>'
        )
    canvas.note(
        written, x=0, xref=f"{x} domain", y=1, yref=place_of, anchor="left", up="bottom", lift=4, align="left"
    )


def _axes(chart: go.Figure, look: Look, frame: pd.DataFrame, grain: str, least: float) -> None:
    at = sorted(set(days(frame, grain)))
    ends = at[-1:] if look.is_narrow else [at[0], at[-1]] if at else []
    font = {"size": look.small - 1, "color": look.palette.muted}
    plain = {"fixedrange": True, "zeroline": False, "ticks": "", "tickfont": font}
    texts = [_end(day, grain, look) for day in ends]
    chart.update_xaxes(
        **plain,
        tickmode="array",
        tickvals=ends,
        ticktext=texts,
        showticklabels=True,
        showgrid=False,
        tickangle=0,
    )
    values = [value for column in ("value", "low", "high") for value in frame[column]]
    chart.update_yaxes(
        **plain,
        range=padded([*values, 0.0] if least == 0 else values, least=least, most=100 if least else math.inf),
        nticks=3,
        gridcolor=look.palette.grid,
    )


def _end(day: date, grain: str, look: Look) -> str:
    return f"{look.formats.short_month(day)} {day.year}" if grain == "month" else look.formats.day_month(day)

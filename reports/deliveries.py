"""What came when: a row a source, its deliveries over the last weeks or the days its files cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look, faded

_ROW, _ROW_NARROW = 24, 44
_MARK, _MARK_NARROW = 7, 4
_LOWERED = 0.16
"""On a phone the marks stand a little below the name, in parts of a row."""
_DAY = timedelta(days=1)
_SIDE_PX = 118


@dataclass(frozen=True)
class Source:
    """One row. ``state``: good, bad or unknown; ``side``: what is written at its right; days of the operator.

    ``due``: when the next is to come; ``late_from``: when it was, where nothing has come since.
    """

    name: str
    state: str
    side: str
    due: date | None = None
    late_from: date | None = None


def deliveries(
    rows: Sequence[Source], frame: pd.DataFrame, look: Look, *, days: tuple[date, date]
) -> go.Figure:
    """A mark for each day something came: filled where it was taken, a triangle where a file was not.

    ``frame``: source, day (date), is_failed, told (what the pointer shows). ``days``: first shown, today.
    A ring: expected; a line up to today: overdue.
    """
    canvas, places = _begun(rows, look)
    first, today = days
    for place in places.values():
        canvas.box((first, place - 0.03), (today, place + 0.03), canvas.colours.grid)
    for row in rows:
        _expected(canvas, row, places[row.name], today)
    for is_failed in (False, True):
        _marks(canvas, frame[frame["is_failed"] == is_failed], places, is_failed=is_failed)
    canvas.line((today, -0.6), (today, len(rows) - 0.4), canvas.colours.muted, 1, "2,3")
    _axes(canvas, rows, (first - _DAY, today + 8 * _DAY))
    return canvas.done()


def covered(rows: Sequence[Source], frame: pd.DataFrame, look: Look) -> go.Figure:
    """The days that files of each source cover, a bar a file; a dashed line: days between that none covers.

    ``frame``: source, file, first_day, last_day (dates), told; sorted by first_day.
    """
    canvas, places = _begun(rows, look)
    for name, mine in frame.groupby("source", sort=False):
        _holes(canvas, mine, places[str(name)])
    _bars(canvas, frame, places)
    _axes(canvas, rows, (frame["first_day"].min() - 3 * _DAY, frame["last_day"].max() + 3 * _DAY))
    return canvas.done()


def _holes(canvas: Canvas, mine: pd.DataFrame, place: float) -> None:
    """Days between two files that none covers."""
    until: date | None = None
    for first, last in zip(mine["first_day"], mine["last_day"], strict=True):
        if until is not None and first - until > _DAY:
            canvas.line((until + _DAY, place), (first, place), canvas.colours.bad, 2, "2,2")
        until = last if until is None else max(until, last)


def _bars(canvas: Canvas, frame: pd.DataFrame, places: dict[str, float]) -> None:
    """One trace for all files: there may be thousands."""
    spans = zip(frame["first_day"], frame["last_day"], strict=True)
    canvas.chart.add_trace(
        go.Bar(
            base=list(frame["first_day"]),
            x=[((last - first).days + 1) * _DAY.total_seconds() * 1000 for first, last in spans],
            y=[places[name] for name in frame["source"]],
            width=0.5,
            orientation="h",
            marker={
                "color": faded(canvas.colours.good, 0.78),
                "line": {"color": canvas.colours.card, "width": 1},
            },
            text=[marks.escaped(told) for told in frame["told"]],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )
    canvas.chart.update_layout(barmode="overlay")


def _begun(rows: Sequence[Source], look: Look) -> tuple[Canvas, dict[str, float]]:
    height = (_ROW_NARROW if look.is_narrow else _ROW) * look.type_size / 14
    canvas = Canvas.of(look, len(rows) * height + 40)
    lowered = _LOWERED if look.is_narrow else 0
    return canvas, {row.name: len(rows) - 1 - number - lowered for number, row in enumerate(rows)}


def _expected(canvas: Canvas, row: Source, place: float, today: date) -> None:
    """Where the next delivery ought to be."""
    if row.late_from is not None:
        canvas.line((row.late_from, place), (today, place), canvas.colours.bad, 3)
    if row.due is not None and row.due <= today + 8 * _DAY:
        ring = {"symbol": "circle-open", "size": 9, "color": canvas.colours.muted, "line": {"width": 1.5}}
        canvas.chart.add_trace(
            go.Scatter(x=[row.due], y=[place], mode="markers", marker=ring, hoverinfo="skip")
        )


def _marks(canvas: Canvas, frame: pd.DataFrame, places: dict[str, float], *, is_failed: bool) -> None:
    size = _MARK_NARROW if canvas.look.is_narrow else _MARK
    good = {"symbol": "square", "size": size, "color": canvas.colours.good}
    bad = {"symbol": "triangle-down", "size": size + 3, "color": canvas.colours.bad}
    _trace(canvas, frame, places, bad if is_failed else good)


def _trace(canvas: Canvas, frame: pd.DataFrame, places: dict[str, float], marker: dict[str, object]) -> None:
    canvas.chart.add_trace(
        go.Scatter(
            x=list(frame["day"]),
            y=[places[name] for name in frame["source"]],
            mode="markers",
            marker=marker,
            text=[marks.escaped(told) for told in frame["told"]],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _axes(canvas: Canvas, rows: Sequence[Source], span: tuple[date, date]) -> None:
    look, places = canvas.look, [len(rows) - 1 - number for number in range(len(rows))]
    marks.names(canvas, [f"{_sign(row.state)} {row.name}" for row in rows], places)
    for row, place in zip(rows, places, strict=True):
        colour = canvas.colours.bad_text if row.state == "bad" else canvas.colours.muted
        lift = 0.3 if look.is_narrow else 0
        canvas.side_note(
            marks.escaped(row.side), y=place + lift, shift=_side(look) - 4, anchor="right", colour=colour
        )
    ticks = _ticks(span, 4 if look.is_narrow else 8)
    canvas.chart.update_xaxes(
        type="date", range=[span[0], span[1]], tickmode="array", tickvals=ticks,
        ticktext=[_written(day, span, look) for day in ticks], showgrid=True,
    )  # fmt: skip
    canvas.chart.update_yaxes(showticklabels=False, showgrid=False, range=[-0.6, len(rows) - 0.4])
    longest = [f"● {row.name}" for row in rows]
    canvas.margins(4 if look.is_narrow else marks.width_of(longest, look) + 18, _side(look), 4, 30)


def _side(look: Look) -> float:
    """Room at the right; on a phone the words stand above the line, beside the name."""
    return 8 if look.is_narrow else _SIDE_PX * look.type_size / 14


def _sign(state: str) -> str:
    return {"good": "●", "bad": "▼"}.get(state, "○")


def _ticks(span: tuple[date, date], most: int) -> list[date]:
    """Mondays over some weeks, the first of months over longer."""
    length = (span[1] - span[0]).days
    if length <= 100:
        first = span[0] + ((7 - span[0].weekday()) % 7) * _DAY
        found = [first + 7 * number * _DAY for number in range(length // 7 + 1)]
    else:
        found = [stamp.date() for stamp in pd.date_range(span[0], span[1], freq="MS")]
    return [day for day in found if day <= span[1]][:: max(1, -(-len(found) // most))]


def _written(day: date, span: tuple[date, date], look: Look) -> str:
    if (span[1] - span[0]).days <= 100:
        return look.formats.day_month(day)
    return f"{look.formats.short_month(day)} {day.year}"

"""A trend: one measure over time with its interval band and target, or two shares on one axis."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from reports.axes import days, padded, period_name, time_ticks
from reports.canvas import Canvas
from reports.event_marks import note_axis
from reports.look import Look


@dataclass(frozen=True)
class Series:
    """What is drawn over time; ``frame``: value, low, high, count, one row per day of ``at``."""

    at: list[date]
    frame: pd.DataFrame
    grain: str
    unit: str = ""
    decimals: int = 1

    @property
    def known(self) -> list[int]:
        """Places of the values that are not withheld."""
        return [index for index, value in enumerate(self.frame["value"]) if not math.isnan(value)]


def band_trend(
    frame: pd.DataFrame,
    look: Look,
    *,
    grain: str,
    unit: str = "",
    decimals: int = 1,
    target: float | None = None,
    target_words: str = "",
    band_words: str = "",
    height: int = 300,
    from_zero: bool = False,
) -> go.Figure:
    """Line, 95 % band and target dash; ``from_zero`` starts the axis at zero.

    ``frame``: column ``grain`` (first day of the period), value, low, high, count; a missing value is a gap.
    """
    canvas, series = Canvas.of(look, height), Series(days(frame, grain), frame, grain, unit, decimals)
    if target is not None:
        canvas.level(target, look.palette.muted)
        canvas.note(target_words, y=target, anchor="left", up="bottom", colour=look.palette.muted)
    add_band(canvas, series)
    add_line(canvas, series)
    _last(canvas, series)
    _band_words(canvas, series, band_words)
    time_axis(canvas, series.at, grain)
    _value_axis(canvas, series, target, from_zero)
    canvas.margins(40, 72, 12, 40)
    return canvas.done()


def _value_axis(canvas: Canvas, series: Series, target: float | None, from_zero: bool) -> None:
    values = [value for column in ("low", "high", "value") for value in series.frame[column]]
    values += [target] if target is not None else []
    values += [0.0] if from_zero else []
    least, most = (
        (0 if from_zero or series.unit == "%" else -100),
        (100.5 if series.unit == "%" else math.inf),
    )
    bottom, top = padded(values, least=least, most=most)
    places = ",.0f" if top - bottom > 4 else ",.1f"
    canvas.chart.update_yaxes(range=[bottom, top], nticks=5, tickformat=places)


def add_band(canvas: Canvas, series: Series) -> None:
    """One polygon per run of known values, so that a gap stays a gap."""
    frame = series.frame
    missing = [
        math.isnan(low) or math.isnan(high) for low, high in zip(frame["low"], frame["high"], strict=True)
    ]
    for run in _runs(missing):
        part, when = frame.iloc[run], [series.at[index] for index in run]
        if len(run) == 1:  # a band of one period would have no width
            _whisker(canvas, when[0], float(part["low"].iloc[0]), float(part["high"].iloc[0]))
            continue
        canvas.chart.add_trace(
            go.Scatter(
                x=[*when, *when[::-1]],
                y=[*part["low"], *part["high"][::-1]],
                mode="lines",
                fill="toself",
                fillcolor=canvas.colours.band,
                line={"width": 0},
                hoverinfo="skip",
            )
        )


def _whisker(canvas: Canvas, day: date, low: float, high: float) -> None:
    stroke = {"color": canvas.colours.muted, "width": 2}
    canvas.chart.add_trace(
        go.Scatter(x=[day, day], y=[low, high], mode="lines", line=stroke, hoverinfo="skip")
    )


def _runs(missing: Sequence[bool]) -> list[list[int]]:
    """Indices of each unbroken run of known values."""
    runs: list[list[int]] = [[]]
    for index, is_missing in enumerate(missing):
        if is_missing:
            runs.append([])
        else:
            runs[-1].append(index)
    return [run for run in runs if run]


def add_line(canvas: Canvas, series: Series, width: float = 2.5) -> None:
    """The values; points are drawn where there are few or where gaps leave single ones."""
    write, ink = canvas.look.formats, canvas.colours.ink
    texts = [
        f"<b>{write.value(row['value'], series.unit, series.decimals)}</b>"
        f"  ({write.interval(row['low'], row['high'], series.decimals)})"
        f"<br>{period_name(day, series.grain, canvas.look)} · n = {write.count(row['count'])}"
        for day, row in zip(series.at, series.frame.to_dict("records"), strict=True)
    ]
    has_few = len(series.at) <= 8 or len(_runs([math.isnan(value) for value in series.frame["value"]])) > 1
    marker = {"size": 6, "color": ink} if has_few else {"size": 12, "color": ink, "opacity": 0}
    canvas.chart.add_trace(
        go.Scatter(
            x=series.at,
            y=list(series.frame["value"]),
            mode="lines+markers",
            text=texts,
            hovertemplate="%{text}<extra></extra>",
            line={"color": ink, "width": width},
            marker=marker,
        )
    )


def _last(canvas: Canvas, series: Series) -> None:
    """The newest known value, marked and written beside the line."""
    if not series.known:
        return
    index = series.known[-1]
    value, day = float(series.frame["value"].iloc[index]), series.at[index]
    dot = {"size": 9, "color": canvas.colours.ink}
    canvas.chart.add_trace(go.Scatter(x=[day], y=[value], mode="markers", marker=dot, hoverinfo="skip"))
    written = canvas.look.formats.value(value, series.unit, series.decimals)
    canvas.note(f"<b>{written}</b>", x=day, y=value, anchor="left", shift=10, size=canvas.look.type_size + 3)


def _band_words(canvas: Canvas, series: Series, words: str) -> None:
    """Names the band below it, in its first third."""
    index = len(series.at) // 3
    if not words or not series.at or canvas.look.is_narrow or math.isnan(series.frame["low"].iloc[index]):
        return
    low = float(series.frame["low"].iloc[index])
    canvas.note(
        words,
        x=series.at[index],
        y=low,
        up="top",
        lift=-4,
        colour=canvas.colours.muted,
        size=canvas.look.small - 1,
    )


def time_axis(canvas: Canvas, at: Sequence[date], grain: str) -> None:
    shown, texts = time_ticks(at, grain, canvas.look)
    canvas.chart.update_xaxes(tickmode="array", tickvals=shown, ticktext=texts, type="date")
    note_axis(canvas.chart, at)


def lines(
    frame: pd.DataFrame, look: Look, *, grain: str, series: dict[str, str], unit: str = "%", height: int = 300
) -> go.Figure:
    """Two or three measures on one axis that starts at zero, each named on its line.

    ``frame``: column ``grain`` and one column per key of ``series`` (column -> name shown).
    """
    canvas, at = Canvas.of(look, height), days(frame, grain)
    styles = (("solid", look.palette.ink), ("dot", look.palette.muted), ("dash", look.palette.grey))
    for (column, name), style in zip(series.items(), styles, strict=False):
        one = Series(at, pd.DataFrame({"value": frame[column]}), grain, unit)
        _one_line(canvas, one, name, style)
    time_axis(canvas, at, grain)
    top = max([value for column in series for value in frame[column] if not math.isnan(value)], default=1)
    suffix = look.formats.percent_sign if unit == "%" else ""
    canvas.chart.update_yaxes(range=[0, top * 1.15], nticks=5, ticksuffix=suffix)
    canvas.margins(52, 68, 12, 40)
    return canvas.done()


def _one_line(canvas: Canvas, series: Series, name: str, style: tuple[str, str]) -> None:
    values, (dash, colour) = [float(value) for value in series.frame["value"]], style
    written = [canvas.look.formats.value(value, series.unit, series.decimals) for value in values]
    texts = [
        f"{name}: <b>{text}</b><br>{period_name(day, series.grain, canvas.look)}"
        for text, day in zip(written, series.at, strict=True)
    ]
    stroke = {"color": colour, "width": 2.5, "dash": dash}
    canvas.chart.add_trace(
        go.Scatter(
            x=series.at,
            y=values,
            mode="lines",
            text=texts,
            hovertemplate="%{text}<extra></extra>",
            line=stroke,
        )
    )
    if not series.known:
        return
    last, middle = series.known[-1], series.known[(len(series.known) - 1) // 2]
    canvas.note(
        f"<b>{written[last]}</b>", x=series.at[last], y=values[last], anchor="left", shift=8, colour=colour
    )
    canvas.note(name, x=series.at[middle], y=values[middle], up="bottom", lift=6, colour=colour)

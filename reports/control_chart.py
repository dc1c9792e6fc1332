"""Signal or noise: a series in the range it stays in by chance, signals marked; and the sentence for it."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports.axes import days, padded, period_name
from reports.canvas import Canvas
from reports.finding import N_, Amount, Day, Finding, Tone, Values
from reports.look import Look
from reports.trend import Series, time_axis

_SYMBOLS = {1: "diamond", 2: "circle-open"}


def control_chart(
    frame: pd.DataFrame,
    look: Look,
    *,
    grain: str,
    better: str = "",
    unit: str = "",
    decimals: int = 1,
    range_words: str = "",
    signal_words: Mapping[int, str] | None = None,
    height: int = 300,
) -> go.Figure:
    """Line, usual range and mean; a signal is a diamond beyond the range or a ring in a run.

    ``frame``: as ``warehouse.control`` returns it, one series.  ``signal_words``: rule -> words for hover.
    """
    canvas, series = Canvas.of(look, height), Series(days(frame, grain), frame, grain, unit, decimals)
    _range(canvas, series)
    _line(canvas, series, signal_words or {})
    _signals(canvas, series, better)
    if range_words and series.known and not look.is_narrow:
        _words(canvas, series, range_words)
    time_axis(canvas, series.at, grain)
    known = [value for column in ("lower", "upper", "value") for value in frame[column].astype(float)]
    bottom, top = padded(known)
    canvas.chart.update_yaxes(
        range=[bottom, top], nticks=5, tickformat=",.0f" if top - bottom > 4 else ",.1f"
    )
    canvas.margins(40, 72, 12, 40)
    return canvas.done()


def _range(canvas: Canvas, series: Series) -> None:
    """One band and one dashed mean per stage of the limits."""
    frame = series.frame.assign(at=series.at)
    for _, part in frame[frame["centre"].notna()].groupby("stage", sort=True):
        when = list(part["at"])
        canvas.chart.add_trace(
            go.Scatter(
                x=[*when, *when[::-1]],
                y=[*part["upper"], *part["lower"][::-1]],
                mode="lines",
                fill="toself",
                fillcolor=canvas.colours.band,
                line={"width": 0},
                hoverinfo="skip",
            )
        )
        centre = float(part["centre"].iloc[0])
        canvas.line((when[0], centre), (when[-1], centre), canvas.colours.muted, 1.5, "5,4")


def _line(canvas: Canvas, series: Series, words: Mapping[int, str]) -> None:
    write = canvas.look.formats
    texts = [
        f"<b>{write.value(row['value'], series.unit, series.decimals)}</b>"
        f"  ({write.interval(row['lower'], row['upper'], series.decimals)})"
        f"<br>{period_name(day, series.grain, canvas.look)} · n = {write.count(row['count'])}"
        + (f"<br>{words[_rule(row)]}" if words.get(_rule(row)) else "")
        for day, row in zip(series.at, series.frame.to_dict("records"), strict=True)
    ]
    canvas.chart.add_trace(
        go.Scatter(
            x=series.at,
            y=list(series.frame["value"]),
            mode="lines+markers",
            text=texts,
            hovertemplate="%{text}<extra></extra>",
            line={"color": canvas.colours.ink, "width": 2},
            marker={"size": 5, "color": canvas.colours.ink},
        )
    )


def _signals(canvas: Canvas, series: Series, better: str) -> None:
    rows = [
        (day, row) for day, row in zip(series.at, series.frame.to_dict("records"), strict=True) if _rule(row)
    ]
    canvas.chart.add_trace(
        go.Scatter(
            x=[day for day, _ in rows],
            y=[row["value"] for _, row in rows],
            mode="markers",
            hoverinfo="skip",
            marker={
                "symbol": [_SYMBOLS[_rule(row)] for _, row in rows],
                "size": 12,
                "color": [_colour(canvas, row, better) for _, row in rows],
                "line": {"width": 2},
            },
        )
    )


def _colour(canvas: Canvas, row: Mapping[Any, Any], better: str) -> str:
    if not better:
        return canvas.colours.muted
    is_good = (row["value"] > row["centre"]) == (better == "up")
    return canvas.colours.good if is_good else canvas.colours.bad


def _words(canvas: Canvas, series: Series, words: str) -> None:
    upper = float(series.frame["upper"].iloc[0])
    if not math.isnan(upper):
        canvas.note(
            words, x=series.at[0], y=upper, anchor="left", up="bottom", lift=2, colour=canvas.colours.muted
        )


def signal_or_noise(frame: pd.DataFrame, *, better: str = "", unit: str = "", decimals: int = 1) -> Finding:
    """The last known point against its usual range, as a sentence; ``frame``: one series of ``control``."""
    known = frame[frame["value"].notna()]
    if known.empty or math.isnan(float(known["centre"].iloc[-1])):
        return Finding(N_("Too few periods to say what is usual"))
    last = known.iloc[-1]
    values: Values = {
        "low": Amount(float(last["lower"]), unit, _range_places(last, decimals)),
        "high": Amount(float(last["upper"]), unit, _range_places(last, decimals)),
        "since": Day(pd.Timestamp(last["stage"]).date()),
    }
    rule = _rule(last.to_dict())
    is_above = bool(last["value"] > last["centre"])
    tone: Tone = "unclear" if not rule or not better else "good" if is_above == (better == "up") else "bad"
    return Finding(_SAID[rule, is_above if rule else False], values, tone)


_SAID = {
    (0, False): N_("No signal: inside the usual range {low} to {high} since {since}"),
    (1, True): N_("A signal: above the usual range {low} to {high}, which held since {since}"),
    (1, False): N_("A signal: below the usual range {low} to {high}, which held since {since}"),
    (2, True): N_("A signal: nine in a row above the mean of the range {low} to {high} since {since}"),
    (2, False): N_("A signal: nine in a row below the mean of the range {low} to {high} since {since}"),
}


def _range_places(last: "pd.Series[Any]", decimals: int) -> int:
    """Whole numbers where the range is wide enough for them."""
    return 0 if float(last["upper"]) - float(last["lower"]) >= 5 else decimals


def _rule(row: Mapping[Any, Any]) -> int:
    rule = row["rule"]
    return 0 if pd.isna(rule) else int(rule)

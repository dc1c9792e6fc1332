"""Criterion by agent: the count of broken checks in each cell, shaded by share, repeated ones ringed."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.look import Look, faded, figure

_ROW, _NARROW_ROW, _TOP, _RIGHT = 34, 56, 92, 64
_LONGEST = 34


def error_heat(frame: pd.DataFrame, look: Look, *, repeated_words: str) -> go.Figure:
    """One cell a criterion and agent; a cell without assessable checks stays empty.

    ``frame``: row (criterion name), column (agent name), broken, assessable, is_repeated.
    """
    rows, columns = list(dict.fromkeys(frame["row"])), list(dict.fromkeys(frame["column"]))
    places = {name: len(rows) - 1 - number for number, name in enumerate(rows)}
    cells = [
        {str(key): value for key, value in one.items()}
        | {"x": columns.index(one["column"]), "y": places[one["row"]]}
        for one in frame[frame["assessable"] > 0].to_dict("records")
    ]
    chart = figure(look, len(rows) * (_NARROW_ROW if look.is_narrow else _ROW) + _TOP + 8)
    # Shapes one by one would take seconds: each call checks all that are there already.
    chart.update_layout(shapes=[_shape(one, look) for one in cells])
    chart.add_trace(_texts(cells, look, repeated_words))
    _axes(chart, look, rows, columns)
    return chart


def _shape(one: dict[str, Any], look: Look) -> dict[str, Any]:
    share, half = one["broken"] / one["assessable"], 0.3 if look.is_narrow else 0.44
    return {
        "type": "rect",
        "x0": one["x"] - 0.47,
        "x1": one["x"] + 0.47,
        "y0": one["y"] - half,
        "y1": one["y"] + half,
        "layer": "below",
        "fillcolor": faded(look.palette.bad, 0.1 + 0.65 * share) if share else look.palette.stripe,
        "line": {"color": look.palette.bad_text, "width": 2 if one["is_repeated"] else 0},
    }


def _texts(cells: Sequence[dict[str, Any]], look: Look, repeated_words: str) -> go.Scatter:
    hovers = [
        f"{marks.escaped(one['column'])}<br>{marks.escaped(one['row'])}: "
        f"<b>{look.formats.count(one['broken'])} / {look.formats.count(one['assessable'])}</b>"
        + (f"<br>{repeated_words}" if one["is_repeated"] else "")
        for one in cells
    ]
    return go.Scatter(
        x=[one["x"] for one in cells],
        y=[one["y"] for one in cells],
        mode="markers+text",  # a text alone cannot be chosen
        marker={"symbol": "square", "size": _ROW - 6, "opacity": 0},
        text=[look.formats.count(one["broken"]) for one in cells],
        hovertext=hovers,
        hoverinfo="text",
        textfont={
            "size": look.small,
            "color": [look.palette.ink if one["broken"] else look.palette.muted for one in cells],
        },
    )


def _axes(chart: go.Figure, look: Look, rows: Sequence[str], columns: Sequence[str]) -> None:
    """Names of criteria at the left; on a phone above their row, where they take no room from the cells."""
    names = [marks.escaped(marks.shortened(name, _LONGEST)) for name in rows]
    places = list(range(len(rows)))[::-1]
    if look.is_narrow:
        _names_above(chart, look, names, places)
    chart.update_yaxes(
        tickmode="array",
        tickvals=[] if look.is_narrow else places,
        ticktext=[] if look.is_narrow else names,
        range=[-0.5, len(rows) - (0.1 if look.is_narrow else 0.5)],
        showgrid=False,
        tickfont={"color": look.palette.ink},
    )
    chart.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=[marks.escaped(marks.shortened(name, 18)) for name in columns],
        range=[-0.5, len(columns) - 0.5],
        side="top",
        tickangle=-40,
    )
    left = 4 if look.is_narrow else marks.width_of(list(rows), look, _LONGEST) + 14
    chart.update_layout(margin={"l": left, "r": _RIGHT, "t": _TOP, "b": 4})


def _names_above(chart: go.Figure, look: Look, names: Sequence[str], places: Sequence[int]) -> None:
    notes = [
        {
            "x": 0, "xref": "paper", "y": place + 0.36, "yanchor": "bottom", "text": name, "showarrow": False,
            "xanchor": "left", "font": {"size": look.small},
        }
        for name, place in zip(names, places, strict=True)
    ]  # fmt: skip
    chart.update_layout(annotations=notes)

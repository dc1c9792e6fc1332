"""Regions as tiles where they lie, roughly, without a map: a rate of each against the whole country's."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look
from reports.over_usual import is_clear, shade

PLACES: Mapping[str, tuple[int, int]] = {
    "north-west": (0, 2), "north": (1, 2), "north-east": (2, 2), "west": (0, 1), "centre": (1, 1),
    "central": (1, 1), "east": (2, 1), "south-west": (0, 0), "south": (1, 0), "south-east": (2, 0),
}  # fmt: skip
"""Column from the west, row from the south, by the code of a region in lower case."""
_TILE = 92


def placed(codes: list[str]) -> dict[str, tuple[int, int]]:
    """code -> place; empty where one of the regions lies nobody knows where, or two at the same place."""
    found = {code: PLACES.get(code.strip().lower().replace(" ", "-").replace("_", "-")) for code in codes}
    known = {code: place for code, place in found.items() if place is not None}
    return known if len(known) == len(codes) == len(set(known.values())) else {}


def region_tiles(
    frame: pd.DataFrame, look: Look, *, names: Mapping[str, str], usual: float, usual_words: str
) -> go.Figure:
    """``frame``: region, value, low, high, count, one row a region, all of them ``placed``."""
    places = placed([str(code) for code in frame["region"]])
    canvas = Canvas.of(look, 3 * _TILE + 20)
    rows = frame.to_dict("records")
    for row in rows:
        _tile(canvas, places[row["region"]], row, names[row["region"]], usual)
    texts = [_hover(row, look, names[row["region"]], f"{usual_words} {look.formats.number(usual, 2)}")
             for row in rows]  # fmt: skip
    at = [places[row["region"]] for row in rows]
    canvas.chart.add_trace(go.Scatter(
        x=[x for x, _y in at], y=[y for _x, y in at], mode="markers", text=texts,
        hovertemplate="%{text}<extra></extra>", marker={"symbol": "square", "size": _TILE - 20, "opacity": 0},
    ))  # fmt: skip
    for axis in (canvas.chart.update_xaxes, canvas.chart.update_yaxes):
        axis(visible=False, range=[-0.55, 2.55])
    canvas.margins(4, 4, 4, 4)
    return canvas.done()


def _tile(canvas: Canvas, place: tuple[int, int], row: Mapping[Any, Any], name: str, usual: float) -> None:
    x, y = place
    is_sure = is_clear(row["low"], row["high"], usual)
    fill = shade(row["value"], row["low"], row["high"], usual, canvas.look)
    line = {"color": canvas.colours.border, "width": 1}
    canvas.box((x - 0.47, y - 0.45), (x + 0.47, y + 0.45), fill, line=line)
    written = canvas.look.formats.number(row["value"], 2)
    canvas.note(marks.escaped(marks.shortened(name, 14)), x=x, y=y, lift=20)
    canvas.note(f"<b>{written}</b>" if is_sure else written, x=x, y=y, size=canvas.look.type_size + 3)
    count = f"n = {canvas.look.formats.count(row['count'])}"
    canvas.note(count, x=x, y=y, lift=-20, size=canvas.look.small - 2)


def _hover(row: Mapping[Any, Any], look: Look, name: str, usual: str) -> str:
    write = look.formats
    return (
        f"{marks.escaped(name)}<br><b>{write.number(row['value'], 2)}</b>  "
        f"({write.interval(row['low'], row['high'], 2)})<br>{usual} · n = {write.count(row['count'])}"
    )

"""Regions as tiles where they lie, roughly, without a map: a rate of each against the whole country's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look
from reports.over_usual import is_clear, shade
from reports.region_layout import Layout

_TALL, _FLAT = 92, 74
"""Pixels of a tile's height, where there are three rows and where there are more."""


def region_tiles(
    frame: pd.DataFrame,
    look: Look,
    layout: Layout,
    *,
    names: Mapping[str, str],
    usual: float,
    usual_words: str,
    empty_words: str = "",
) -> go.Figure:
    """``frame``: region, value, low, high, count, one row a region, all of them in ``layout``.

    Tiles of regions that the data do not have are empty but for their name.
    """
    height = (_TALL if layout.rows <= 3 else _FLAT) * look.type_size / 14
    canvas = Canvas.of(look, layout.rows * height + 20)
    draw = _Tiles(canvas, layout, height)
    rows = frame.to_dict("records")
    for row in rows:
        draw.full(row, layout.short.get(row["region"], names[row["region"]]), usual)
    for name, at in layout.empty.items():
        draw.empty(at, name)
    texts = [_hover(row, look, names[row["region"]], f"{usual_words} {look.formats.number(usual, 2)}")
             for row in rows]  # fmt: skip
    places = [draw.middle(layout.places[row["region"]]) for row in rows]
    canvas.chart.add_trace(go.Scatter(
        x=[x for x, _y in places], y=[y for _x, y in places], mode="markers", text=texts,
        hovertemplate="%{text}<extra></extra>",
        marker={"symbol": "square", "size": height - 20, "opacity": 0},
    ))  # fmt: skip
    if empty_words and layout.empty:
        _empty_hover(canvas, draw, layout, empty_words)
    canvas.chart.update_xaxes(visible=False, range=[-0.55, layout.columns - 0.45])
    canvas.chart.update_yaxes(visible=False, range=[-0.55, layout.rows - 0.45])
    canvas.margins(4, 4, 4, 4)
    return canvas.done()


@dataclass(frozen=True)
class _Tiles:
    """Draws one tile at a time; height: of a tile, in pixels."""

    canvas: Canvas
    layout: Layout
    height: float

    def middle(self, at: tuple[int, int]) -> tuple[int, int]:
        return at[0], self.layout.rows - 1 - at[1]

    def full(self, row: Mapping[Any, Any], name: str, usual: float) -> None:
        """Name, rate and n on the colour of the rate."""
        canvas, look = self.canvas, self.canvas.look
        x, y = self.middle(self.layout.places[row["region"]])
        is_sure = is_clear(row["low"], row["high"], usual)
        fill = shade(row["value"], row["low"], row["high"], usual, look)
        self._box(x, y, fill)
        written, step = look.formats.number(row["value"], 2), self.height * 0.24
        is_tight = self._is_tight
        size = look.small - 2 if is_tight else 0
        canvas.note(marks.escaped(marks.shortened(name, 16)), x=x, y=y, lift=step, size=size)
        canvas.note(
            f"<b>{written}</b>" if is_sure else written,
            x=x,
            y=y,
            size=look.type_size + (0 if is_tight else 3),
        )
        count = look.formats.count(row["count"])
        canvas.note(count if is_tight else f"n = {count}", x=x, y=y, lift=-step, size=look.small - 2)

    def empty(self, at: tuple[int, int], name: str) -> None:
        x, y = self.middle(at)
        self._box(x, y, "rgba(0,0,0,0)", dash="2,3")
        size = self.canvas.look.small - (2 if self._is_tight else 0)
        self.canvas.note(marks.escaped(name), x=x, y=y, colour=self.canvas.colours.muted, size=size)

    def _box(self, x: int, y: int, fill: str, dash: str = "solid") -> None:
        line = {"color": self.canvas.colours.border, "width": 1, "dash": dash}
        self.canvas.box((x - 0.47, y - 0.46), (x + 0.47, y + 0.46), fill, line=line)

    @property
    def _is_tight(self) -> bool:
        return self.canvas.look.is_narrow and self.layout.columns > 3


def _empty_hover(canvas: Canvas, draw: _Tiles, layout: Layout, words: str) -> None:
    places = [draw.middle(at) for at in layout.empty.values()]
    canvas.chart.add_trace(go.Scatter(
        x=[x for x, _y in places], y=[y for _x, y in places], mode="markers",
        text=[f"{marks.escaped(name)}<br>{marks.escaped(words)}" for name in layout.empty],
        hovertemplate="%{text}<extra></extra>", marker={"symbol": "square", "size": 40, "opacity": 0},
    ))  # fmt: skip


def _hover(row: Mapping[Any, Any], look: Look, name: str, usual: str) -> str:
    write = look.formats
    return (
        f"{marks.escaped(name)}<br><b>{write.number(row['value'], 2)}</b>  "
        f"({write.interval(row['low'], row['high'], 2)})<br>{usual} · n = {write.count(row['count'])}"
    )

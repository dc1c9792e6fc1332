"""A figure and the look it is drawn in, with the two things every chart writes on it: notes and lines."""

from dataclasses import dataclass, field
from typing import Any, Literal

import plotly.graph_objects as go

from reports.look import Look, Palette, figure

Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Canvas:
    """Traces go to ``chart`` at once, notes and lines together at the end: one by one would take seconds."""

    chart: go.Figure
    look: Look
    notes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, look: Look, height: float) -> "Canvas":
        return cls(figure(look, int(height)), look)

    @property
    def colours(self) -> Palette:
        return self.look.palette

    def note(
        self,
        text: str,
        *,
        y: Any,
        x: Any = None,
        anchor: Anchor = "center",
        up: Literal["top", "middle", "bottom"] = "middle",
        shift: float = 0,
        lift: float = 0,
        colour: str = "",
        size: float = 0,
        **more: Any,
    ) -> None:
        """Text at (x, y), moved by (shift, lift) pixels; x=None is the left edge of the plot."""
        place = {"x": 0, "xref": "paper"} if x is None else {"x": x}
        font = {"color": colour or self.colours.ink, "size": size or self.look.small}
        where = {"y": y, "xanchor": anchor, "yanchor": up, "xshift": shift, "yshift": lift}
        self.notes.append({"text": text, "showarrow": False, "font": font, **where, **place, **more})

    def side_note(
        self, text: str, *, y: float, shift: float, anchor: Anchor = "left", colour: str = ""
    ) -> None:
        """Text beside the right edge of the plot, ``shift`` pixels from it."""
        self.note(text, x=1, xref="paper", y=y, anchor=anchor, shift=shift, colour=colour)

    def line(
        self, start: tuple[Any, Any], end: tuple[Any, Any], colour: str, width: float, dash: str = ""
    ) -> None:
        """A line from (x, y) to (x, y); dashed lines lie between grid and data."""
        style = {"color": colour, "width": width, **({"dash": dash} if dash else {})}
        layer = "between" if dash else "above"
        corners = {"x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1]}
        self.shapes.append({"type": "line", **corners, "line": style, "layer": layer})

    def stripe(self, bottom: float, top: float, colour: str) -> None:
        """A band over the whole width, below the data."""
        self.box((0, bottom), (1, top), colour, xref="paper")

    def box(self, start: tuple[Any, Any], end: tuple[Any, Any], colour: str, **more: Any) -> None:
        """A filled box from (x, y) to (x, y), below the data and without a border."""
        corners = {"x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1]}
        plain = {"type": "rect", "layer": "below", "fillcolor": colour, "line": {"width": 0}}
        self.shapes.append({**plain, **corners, **more})

    def level(self, y: float, colour: str, width: float = 1.5, **more: Any) -> None:
        """A dashed line over the whole width, such as a target; between grid and data."""
        style = {"color": colour, "width": width, "dash": "5,4"}
        whole = {"type": "line", "layer": "between", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y}
        self.shapes.append({**whole, "line": style, **more})

    def margins(self, left: float = 4, right: float = 8, top: float = 4, bottom: float = 4) -> None:
        """Room around the plot in pixels; above and below it grows with the type."""
        grown = self.look.type_size / 14
        self.chart.update_layout(margin={"l": left, "r": right, "t": top * grown, "b": bottom * grown})

    def done(self) -> go.Figure:
        """The finished figure."""
        self.chart.update_layout(annotations=self.notes, shapes=self.shapes)
        return self.chart

"""A figure and the look it is drawn in, with the two things every chart writes on it: notes and lines."""

from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from reports.look import Look, Palette, figure

Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Canvas:
    """``chart`` is changed in place."""

    chart: go.Figure
    look: Look

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
        self.chart.add_annotation(
            text=text,
            y=y,
            showarrow=False,
            xanchor=anchor,
            yanchor=up,
            xshift=shift,
            yshift=lift,
            font=font,
            **{**place, **more},
        )

    def side_note(
        self, text: str, *, y: float, shift: float, anchor: Anchor = "left", colour: str = ""
    ) -> None:
        """Text beside the right edge of the plot, ``shift`` pixels from it."""
        self.note(text, x=1, xref="paper", y=y, anchor=anchor, shift=shift, colour=colour)

    def line(
        self, start: tuple[Any, Any], end: tuple[Any, Any], colour: str, width: float, dash: str = ""
    ) -> None:
        """A line from (x, y) to (x, y); dashed lines lie below the data."""
        style = {"color": colour, "width": width, **({"dash": dash} if dash else {})}
        layer = "below" if dash else "above"
        self.chart.add_shape(
            type="line", x0=start[0], y0=start[1], x1=end[0], y1=end[1], line=style, layer=layer
        )

    def stripe(self, bottom: float, top: float, colour: str) -> None:
        """A band over the whole width, below the data."""
        self.chart.add_shape(
            type="rect",
            xref="paper",
            x0=0,
            x1=1,
            y0=bottom,
            y1=top,
            layer="below",
            fillcolor=colour,
            line={"width": 0},
        )

    def margins(self, left: float = 4, right: float = 8, top: float = 4, bottom: float = 4) -> None:
        self.chart.update_layout(margin={"l": left, "r": right, "t": top, "b": bottom})

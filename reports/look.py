"""Colours, type and the base of every figure: the tokens of the theme, for light and dark."""

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from reports.formats import Formats

CONFIG = {"displayModeBar": False, "responsive": True}
"""Plotly's configuration of every chart."""
_FONT = "Source Sans, Source Sans Pro, sans-serif"


@dataclass(frozen=True)
class Palette:
    """Colour means one thing: good or bad for the customer, grey neither or unclear, ink the measure."""

    card: str
    ink: str
    muted: str
    good: str
    bad: str
    bad_text: str
    grey: str
    grid: str
    border: str
    band: str
    stripe: str
    bad_soft: str
    on_fill: str


LIGHT = Palette(
    card="#FFFFFF", ink="#17202B", muted="#55606E", good="#1668AE", bad="#BF4A0B", bad_text="#A63F08",
    grey="#8A95A2", grid="#E9EDF1", border="#D9DFE6", band="rgba(23,32,43,0.12)", stripe="#F4F6F8",
    bad_soft="#FBEBDF", on_fill="#FFFFFF",
)  # fmt: skip
DARK = Palette(
    card="#171E26", ink="#E9EDF2", muted="#A5B0BD", good="#63B0EE", bad="#F59A63", bad_text="#F59A63",
    grey="#7C8896", grid="#232C36", border="#2C3744", band="rgba(233,237,242,0.16)", stripe="#1D252E",
    bad_soft="#3B2415", on_fill="#0E1318",
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """Everything a chart needs to know about the viewer."""

    language: str = "en"
    is_dark: bool = False
    is_narrow: bool = False
    is_big: bool = False

    @property
    def palette(self) -> Palette:
        return DARK if self.is_dark else LIGHT

    @property
    def formats(self) -> Formats:
        return Formats(self.language)

    @property
    def type_size(self) -> int:
        return 20 if self.is_big else 14

    @property
    def small(self) -> int:
        return self.type_size - 1


def figure(look: Look, height: int) -> go.Figure:
    """An empty figure in the house template: transparent, y grid only, nothing to drag."""
    return go.Figure(layout=layout(look, height))


def layout(look: Look, height: int) -> dict[str, Any]:
    """The layout of ``figure``, for figures made in another way: far cheaper to give them than a figure's."""
    colours = look.palette
    axis = {
        "fixedrange": True, "zeroline": False, "ticks": "", "tickangle": 0, "automargin": False,
        "tickfont": {"size": look.small, "color": colours.muted}, "gridcolor": colours.grid, "title": None,
    }  # fmt: skip
    return {
        "height": height, "margin": {"l": 4, "r": 8, "t": 8, "b": 4, "pad": 4}, "showlegend": False,
        "font": {"family": _FONT, "size": look.type_size, "color": colours.ink},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "dragmode": False,
        "hovermode": "closest", "bargap": 0.28, "barcornerradius": 2,
        "separators": ".," if look.language == "en" else ", ",
        "hoverlabel": {
            "bgcolor": colours.card, "bordercolor": colours.border, "font": {"color": colours.ink}
        },
        "xaxis": {**axis, "showgrid": False}, "yaxis": {**axis, "showgrid": True},
    }  # fmt: skip


def faded(colour: str, opacity: float) -> str:
    """A hex colour as rgba."""
    red, green, blue = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"

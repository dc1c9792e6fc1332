"""Small pictures as plain shapes, so that a page of HTML and a page of PDF show the same."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["ink", "muted", "good", "bad", "grey", "grid", "band"]
"""Colours by what they mean; writers look them up in the palette of their medium."""
Points = tuple[tuple[float, float], ...]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Line:
    points: Points
    role: Role = "ink"
    width: float = 1.5
    is_dashed: bool = False


@dataclass(frozen=True)
class Area:
    points: Points
    role: Role = "band"


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    role: Role = "ink"
    radius: float = 2.5


@dataclass(frozen=True)
class Label:
    """``y`` is the line the letters stand on."""

    x: float
    y: float
    text: str
    role: Role = "ink"
    anchor: Anchor = "start"
    is_bold: bool = False


@dataclass(frozen=True)
class Drawing:
    """Shapes in units of CSS pixels, drawn in order; ``words`` tell the same to whoever cannot see it."""

    width: float
    height: float
    shapes: tuple[Line | Area | Dot | Label, ...]
    words: str


def box(x: float, y: float, width: float, height: float, role: Role) -> Area:
    return Area(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), role)


def fitting(text: str, most: int) -> str:
    """``text`` cut to ``most`` letters, the cut shown."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

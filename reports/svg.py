"""A drawing as SVG inside a page of HTML: no script, nothing from outside, colours of the page's classes."""

from html import escape

from reports.drawing import Area, Dot, Drawing, Label, Line, Points, Role
from reports.look import LIGHT

_BAND = "#E4E6E8"
_FLAT = {
    "ink": LIGHT.ink, "muted": LIGHT.muted, "good": LIGHT.good, "bad": LIGHT.bad, "grey": LIGHT.grey,
    "grid": LIGHT.grid, "band": _BAND,
}  # fmt: skip


def colour(role: Role) -> str:
    """Hex colour on white paper."""
    return _FLAT[role]


def svg(drawing: Drawing) -> str:
    """Every text is escaped. Colours stand twice: as they are on paper, and as classes for the dark."""
    size = f"0 0 {drawing.width:.0f} {drawing.height:.0f}"
    shapes = "".join(_shape(shape) for shape in drawing.shapes)
    return f'<svg viewBox="{size}" role="img" aria-label="{escape(drawing.words)}">{shapes}</svg>'


def _shape(shape: Line | Area | Dot | Label) -> str:
    if isinstance(shape, Line):
        dash = ' stroke-dasharray="4 3"' if shape.is_dashed else ""
        return (
            f'<polyline class="s-{shape.role}" points="{_points(shape.points)}" fill="none" '
            f'stroke="{colour(shape.role)}" stroke-width="{shape.width:g}"{dash}/>'
        )
    if isinstance(shape, Label):
        bold = ' font-weight="600"' if shape.is_bold else ""
        return (
            f'<text class="f-{shape.role}" x="{shape.x:.1f}" y="{shape.y:.1f}" fill="{colour(shape.role)}" '
            f'font-size="11.5" text-anchor="{shape.anchor}"{bold}>{escape(shape.text)}</text>'
        )
    fill = f'class="f-{shape.role}" fill="{colour(shape.role)}"'
    if isinstance(shape, Dot):
        return f'<circle {fill} cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius:g}"/>'
    return f'<polygon {fill} points="{_points(shape.points)}"/>'


def _points(points: Points) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)

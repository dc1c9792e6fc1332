"""Texts beside charts: names at the left, columns of numbers at the right, anchored in pixels."""

from collections.abc import Sequence

from reports.canvas import Canvas
from reports.look import Look

LETTER = 6.9
"""Mean width in pixels of a letter at 14 px."""
NAME = 34
"""Letters of a name that stand beside a chart."""

_NARROW_WITH_SECOND, _LINE_PX, _SMALL_LETTER = 32, 310, 5.8


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def escaped(text: str) -> str:
    """Plotly reads a little HTML: data must not."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def width_of(names: Sequence[str], look: Look, most: int = NAME) -> float:
    """Pixels that the longest of ``names`` (cut to ``most`` letters) takes."""
    return max((min(len(name), most) for name in names), default=1) * LETTER * look.type_size / 14


def names(canvas: Canvas, texts: Sequence[str], places: Sequence[float], second: Sequence[str] = ()) -> None:
    """Row names, with a muted second line where given: left of the bars, on a phone above them."""
    narrow = canvas.look.is_narrow
    for index, (text, place) in enumerate(zip(texts, places, strict=True)):
        has_second = bool(second and second[index])
        name = shortened(text, (_NARROW_WITH_SECOND if has_second else 40) if narrow else NAME)
        written = escaped(name)
        if has_second:
            written += _small(canvas.look, _fitting(second[index], name) if narrow else second[index])
        if narrow:
            canvas.note(written, y=place + 0.3, anchor="left", align="left", bgcolor=canvas.colours.card)
        else:
            canvas.note(written, y=place, anchor="right", shift=-8, align="right")


def _fitting(second: str, name: str) -> str:
    """What of a second text fits beside a name on a phone's line."""
    return shortened(second, max(int((_LINE_PX - len(name) * LETTER) / _SMALL_LETTER), 6))


def _small(look: Look, text: str) -> str:
    joint = " · " if look.is_narrow else "<br>"
    return (
        f'{joint}<span style="color:{look.palette.muted};font-size:{look.small - 2}px">{escaped(text)}</span>'
    )


def column(
    canvas: Canvas,
    texts: Sequence[str],
    places: Sequence[float],
    *,
    right: float,
    margin: float,
    strong: bool = False,
) -> None:
    """Right-aligned texts whose right edge lies ``right`` pixels from the card's edge."""
    colour = canvas.colours.ink if strong else canvas.colours.muted
    for text, place in zip(texts, places, strict=True):
        written = f"<b>{text}</b>" if strong else text
        canvas.side_note(written, y=place, shift=margin - right, anchor="right", colour=colour)

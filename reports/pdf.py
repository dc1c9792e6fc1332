"""A brief as one page of A4, made without a browser; its font is embedded and has Kazakh letters."""

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from reports.brief import Brief
from reports.brief_figures import Figure
from reports.brief_parts import Entry, Part
from reports.drawing import Area, Dot, Drawing, Label, Line, fitting
from reports.look import LIGHT
from reports.svg import colour

if TYPE_CHECKING:
    from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
_FONT = "DejaVu"
_MARGIN, _GAP = 12.0, 6.0
_WIDTH = 210 - 2 * _MARGIN
_HALF = (_WIDTH - _GAP) / 2
_BOTTOM = 297 - _MARGIN
_COLUMNS = (0.25, 0.09, 0.13, 0.08, 0.22, 0.23)
_TONES = {"good": LIGHT.good, "bad": LIGHT.bad_text, "unclear": LIGHT.ink}


def document(written: Brief) -> bytes:
    """The file; the same brief gives the same bytes."""
    from fpdf import FPDF  # a second, only where a PDF is made

    paper = FPDF(format="A4", unit="mm")
    paper.set_creation_date(written.made_at.replace(tzinfo=UTC))
    paper.set_title(f"{_plain(written.title)} · {_plain(written.subtitle)}")
    paper.set_lang(written.language)
    paper.add_font(_FONT, "", _FONTS / "DejaVuSansCondensed.ttf")
    paper.add_font(_FONT, "B", _FONTS / "DejaVuSansCondensed-Bold.ttf")
    paper.set_margins(_MARGIN, _MARGIN)
    paper.set_auto_page_break(False)
    paper.add_page()
    _head(paper, written)
    _table(paper, written)
    under = _parts(paper, written.parts, paper.get_y() + 5)
    if written.notes:
        _notes(paper, written.notes, under + 4)
    _say(paper, written.foot, _MARGIN, _BOTTOM - 3.5, _WIDTH, 7, LIGHT.muted)
    return bytes(paper.output())


def _head(paper: "FPDF", written: Brief) -> None:
    over = fitting(f"{written.title} · {written.subtitle}", 110)
    under = _say(paper, over, _MARGIN, _MARGIN, _WIDTH, 9, LIGHT.muted)
    paper.set_y(
        _say(paper, fitting(written.headline, 160), _MARGIN, under + 0.5, _WIDTH, 14, LIGHT.ink, "B") + 2
    )


def _table(paper: "FPDF", written: Brief) -> None:
    widths = [share * _WIDTH for share in _COLUMNS]
    _cells(paper, widths, written.heads, [LIGHT.muted] * len(widths), 7)
    for figure in written.figures:
        _cells(paper, widths, _texts(figure), _colours(figure), 8.5)


def _texts(figure: Figure) -> tuple[str, ...]:
    change = figure.change + (f" ({figure.change_interval})" if figure.change_interval else "")
    return fitting(figure.title, 34), figure.value, figure.interval, figure.n, change, figure.verdict


def _colours(figure: Figure) -> list[str]:
    tone = _TONES[figure.tone]
    return [LIGHT.ink, LIGHT.ink, LIGHT.muted, LIGHT.muted, tone, tone]


def _cells(
    paper: "FPDF", widths: list[float], texts: tuple[str, ...], colours: list[str], size: float
) -> None:
    top, left = paper.get_y(), _MARGIN
    for place, (width, text, shade) in enumerate(zip(widths, texts, colours, strict=True)):
        _pen(paper, shade, size, "B" if place == 1 and size > 8 else "")
        written = _plain(text)
        wide = paper.get_string_width(written)
        if wide > width - 2:
            paper.set_font_size(size * (width - 2) / wide)
        paper.set_xy(left, top)
        paper.cell(width, 5.4, written, align="L" if place == 0 else "R")
        left += width
    paper.set_draw_color(LIGHT.border)
    paper.set_line_width(0.15)
    paper.line(_MARGIN, top + 5.4, _MARGIN + _WIDTH, top + 5.4)
    paper.set_y(top + 5.4)


def _parts(paper: "FPDF", parts: tuple[Part, ...], top: float) -> float:
    """Two columns; each part goes where there is more room. What has none at all is not begun. Returns
    where the longer one ends."""
    lefts, tops = (_MARGIN, _MARGIN + _HALF + _GAP), [top, top]
    for part in parts:
        column = 0 if tops[0] <= tops[1] else 1
        if tops[column] + _height(paper, part) < _BOTTOM - 5:
            tops[column] = _part(paper, part, lefts[column], tops[column]) + 5
    return max(tops)


def _notes(paper: "FPDF", title: str, top: float) -> None:
    """Ruled lines in what is left of the page."""
    if top + 24 > _BOTTOM:
        return
    line = _say(paper, title, _MARGIN, top, _WIDTH, 10, LIGHT.ink, "B") + 8
    paper.set_draw_color(LIGHT.border)
    paper.set_line_width(0.2)
    while line < _BOTTOM - 6:
        paper.line(_MARGIN, line, _MARGIN + _WIDTH, line)
        line += 8


def _height(paper: "FPDF", part: Part) -> float:
    picture = part.picture.height * _HALF / part.picture.width if part.picture else 0
    listed = sum(max(1.5, len(_listed(entry)) / 60) for entry in part.entries)
    lines = len(fitting(part.title, 150)) // 48 + 1 + len(part.note) // 75 + 1 + listed
    return picture + lines * 4.5


def _part(paper: "FPDF", part: Part, left: float, top: float) -> float:
    """Draws a part and returns where it ends."""
    under = _say(paper, fitting(part.title, 150), left, top, _HALF, 10, LIGHT.ink, "B") + 1
    if part.picture:
        under = _picture(paper, part.picture, left, under) + 1
    for entry in part.entries:
        under = _say(paper, _listed(entry), left, under, _HALF, 8.5, _TONES[entry.tone])
    return _say(paper, part.note, left, under, _HALF, 7, LIGHT.muted) if part.note else under


def _listed(entry: Entry) -> str:
    return f"{fitting(entry.name, 60)}: {fitting(entry.text, 200)}"


def _picture(paper: "FPDF", drawing: Drawing, left: float, top: float) -> float:
    scale = _HALF / drawing.width
    for shape in drawing.shapes:
        paper.set_draw_color(colour(shape.role))
        paper.set_fill_color(colour(shape.role))
        if isinstance(shape, Label):
            _label(paper, shape, left, top, scale)
        elif isinstance(shape, Dot):
            paper.circle(left + shape.x * scale, top + shape.y * scale, shape.radius * scale, style="F")
        else:
            _path(paper, shape, left, top, scale)
    return top + drawing.height * scale


def _path(paper: "FPDF", shape: Line | Area, left: float, top: float, scale: float) -> None:
    points = [(left + x * scale, top + y * scale) for x, y in shape.points]
    if isinstance(shape, Area):
        paper.polygon(points, style="F")
        return
    paper.set_line_width(shape.width * scale)
    paper.set_dash_pattern(dash=1 if shape.is_dashed else 0, gap=0.8 if shape.is_dashed else 0)
    paper.polyline(points)
    paper.set_dash_pattern()


def _label(paper: "FPDF", shape: Label, left: float, top: float, scale: float) -> None:
    _pen(paper, colour(shape.role), 8, "B" if shape.is_bold else "")
    text = _plain(shape.text)
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * paper.get_string_width(text)
    paper.text(left + shape.x * scale - back, top + shape.y * scale, text)


def _say(  # noqa: PLR0917
    paper: "FPDF", text: str, left: float, top: float, width: float, size: float, shade: str, style: str = ""
) -> float:
    """Writes a paragraph and returns where it ends."""
    _pen(paper, shade, size, style)
    paper.set_xy(left, top)
    paper.multi_cell(width, size * 0.46, _plain(text), align="L", padding=0)
    return float(paper.get_y())


def _pen(paper: "FPDF", shade: str, size: float, style: str) -> None:
    paper.set_font(_FONT, style, size)
    paper.set_text_color(shade)


def _plain(text: str) -> str:
    """Letters only: what steers a terminal or joins words has no shape."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\N{NO-BREAK SPACE}")

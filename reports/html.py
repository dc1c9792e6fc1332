"""A brief as one file of HTML that needs nothing else: no script, no address; for screen, phone and paper."""

from html import escape

from reports.brief import Brief
from reports.brief_figures import Figure
from reports.brief_parts import Entry, Part
from reports.look import DARK, LIGHT, Palette
from reports.svg import svg

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_BESIDE = 60
"""Letters of a line that still stands beside its name."""
_ROLES = ("ink", "muted", "good", "bad", "grey", "grid")


def page(written: Brief) -> str:
    """The whole file. Every word of it is escaped, whoever wrote it."""
    return (
        f'<!doctype html>\n<html lang="{written.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(written.title)} · {escape(written.subtitle)}</title><style>{_style()}</style></head>"
        f'<body><main><p class="over">{escape(written.title)} · {escape(written.subtitle)}</p>'
        f"<h1>{escape(written.headline)}</h1>{_table(written)}"
        f'<div class="parts">{"".join(_part(part) for part in written.parts)}</div>'
        f"<footer>{escape(written.foot)}</footer></main></body></html>\n"
    )


def _table(written: Brief) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in written.heads)
    rows = "".join(_row(figure, written.heads) for figure in written.figures)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(figure: Figure, heads: tuple[str, ...]) -> str:
    change = figure.change + (f" ({figure.change_interval})" if figure.change_interval else "")
    texts = (figure.value, figure.interval, figure.n, change, figure.verdict)
    classes = ("value", "", "", figure.tone, figure.tone)
    cells = "".join(
        f'<td class="{name}" data-head="{escape(head)}">{escape(text)}</td>'
        for text, name, head in zip(texts, classes, heads[1:], strict=True)
    )
    return f'<tr><th scope="row">{escape(figure.title)}</th>{cells}</tr>'


def _part(part: Part) -> str:
    entries = "".join(_entry(entry) for entry in part.entries)
    return (
        f"<section><h2>{escape(part.title)}</h2>"
        + (svg(part.picture) if part.picture else "")
        + (f"<dl{_class(part)}>{entries}</dl>" if entries else "")
        + (f'<p class="note">{escape(part.note)}</p>' if part.note else "")
        + "</section>"
    )


def _class(part: Part) -> str:
    """Long lines stand below their names, short ones beside them."""
    return ' class="long"' if any(len(entry.text) > _BESIDE for entry in part.entries) else ""


def _entry(entry: Entry) -> str:
    return f'<dt>{escape(entry.name)}</dt><dd class="{entry.tone}">{escape(entry.text)}</dd>'


def _style() -> str:
    dark = f"@media (prefers-color-scheme:dark){{{_colours(DARK)}}}"
    return f"{_LAYOUT}{_NARROW}{_PAPER}{_colours(LIGHT)}{dark}"


def _colours(palette: Palette) -> str:
    shapes = "".join(
        f".f-{role}{{fill:{getattr(palette, role)}}}.s-{role}{{stroke:{getattr(palette, role)}}}"
        for role in _ROLES
    )
    return (
        f"body{{background:{palette.card};color:{palette.ink}}}"
        f".over,.note,footer,thead th{{color:{palette.muted}}}"
        f".good{{color:{palette.good}}}.bad{{color:{palette.bad_text}}}"
        f"th,td,tr,footer{{border-color:{palette.border}}}.f-band{{fill:{palette.band}}}{shapes}"
    )


_LAYOUT = (
    "body{margin:0;font:15px/1.4 'Source Sans 3','Source Sans Pro','Segoe UI',Roboto,Arial,sans-serif}"
    "main{max-width:760px;margin:0 auto;padding:16px}h1{font-size:22px;line-height:1.25;margin:4px 0 14px}"
    "h2{font-size:16px;line-height:1.3;margin:0 0 6px}.over{margin:0}.note,footer,.over{font-size:13px}"
    "table{width:100%;border-collapse:collapse}th,td{padding:4px 6px 4px 0;border-bottom:1px solid;"
    "text-align:right;vertical-align:top;font-variant-numeric:tabular-nums}"
    "th:first-child{text-align:left;font-weight:400}thead th{font-weight:400;font-size:13px}"
    ".value{font-weight:600}.parts{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));"
    "gap:20px 28px;margin:20px 0}"
    "svg{display:block;width:100%;max-width:420px;height:auto}.note{margin:4px 0 0}"
    "dl{display:grid;grid-template-columns:auto minmax(8em,1fr);gap:2px 12px;margin:0}dd{margin:0}"
    "dl.long{display:block}.long dt{font-weight:600}.long dd{margin-bottom:8px}"
    "footer{border-top:1px solid;padding-top:8px}section,dt{overflow-wrap:anywhere;min-width:0}"
)
_NARROW = (
    "@media (max-width:560px){thead{display:none}tr{display:block;padding:8px 0;border-bottom:1px solid}"
    "th,td{display:inline;border:0;padding:0 8px 0 0}tbody th{display:block;font-weight:600}"
    "td[data-head]:nth-child(4)::before{content:'n = '}}"
)
_PAPER = "@page{size:A4;margin:12mm}@media print{body{font-size:11px}h1{font-size:17px}h2{font-size:12px}}"

"""Region by cause: complaints per 1,000 contacts against the whole country's rate of that cause."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports import marks
from reports.canvas import Canvas
from reports.look import Look
from reports.over_usual import is_clear, shade

_ROW = 40
NO_CASE = 3.689
"""Upper end of the 95 % interval of a Poisson mean where no case was seen."""


def cells(
    frame: pd.DataFrame, contacts: Mapping[str, int], usual: Mapping[str, float], most: int
) -> pd.DataFrame:
    """One row a region and cause: region, category, value, low, high, count, cases, usual, is_clear.

    ``frame``: a case rate by region and category (cases in ``cases``), of which rows without a case are
    missing; ``contacts``: region -> contacts; ``usual``: category -> rate of the country, the most frequent
    ``most`` are taken.
    """
    known = {(row["region"], row["category"]): row for row in frame.to_dict("records")}
    causes = sorted(usual, key=lambda code: -usual[code])[:most]
    rows = [
        {
            "region": region,
            "category": cause,
            "usual": usual[cause],
            **_cell(known.get((region, cause)), count),
        }
        for region, count in sorted(contacts.items(), key=lambda one: -one[1])
        for cause in causes
    ]
    found = pd.DataFrame(rows)
    if len(found):
        found["is_clear"] = [
            is_clear(*one) for one in zip(found["low"], found["high"], found["usual"], strict=True)
        ]
    return found


def _cell(row: Mapping[Any, Any] | None, count: int) -> dict[str, float]:
    """The rate of a cell; without a case it is 0 of so many contacts."""
    if row is None:
        return {"value": 0.0, "low": 0.0, "high": 1000 * NO_CASE / count, "count": count, "cases": 0}
    return {name: row[name] for name in ("value", "low", "high", "count", "cases")}


def region_map(
    found: pd.DataFrame,
    look: Look,
    *,
    regions: Mapping[str, str],
    causes: Mapping[str, str],
    usual_words: str,
) -> go.Figure:
    """``found``: as ``cells`` gives it; the dictionaries: code -> name, in the order drawn."""
    rows, columns = list(dict.fromkeys(found["region"])), list(dict.fromkeys(found["category"]))
    canvas = Canvas.of(look, len(rows) * _ROW + 150)
    xs = [columns.index(code) for code in found["category"]]
    ys = [len(rows) - 1 - rows.index(code) for code in found["region"]]
    records = found.to_dict("records")
    for x, y, cell in zip(xs, ys, records, strict=True):
        fill = shade(cell["value"], cell["low"], cell["high"], cell["usual"], look)
        canvas.box((x - 0.48, y - 0.46), (x + 0.48, y + 0.46), fill)
        written = look.formats.number(cell["value"], 2)
        canvas.note(f"<b>{written}</b>" if cell["is_clear"] else written, x=x, y=y,
                    colour="" if cell["is_clear"] else look.palette.muted)  # fmt: skip
    texts = [_hover(cell, look, regions, causes, usual_words) for cell in records]
    canvas.chart.add_trace(go.Scatter(
        x=xs, y=ys, mode="markers", text=texts, hovertemplate="%{text}<extra></extra>",
        marker={"symbol": "square", "size": _ROW - 8, "opacity": 0},
    ))  # fmt: skip
    _axes(canvas, [regions[code] for code in rows], [causes[code] for code in columns])
    return canvas.done()


def _hover(
    cell: Mapping[Any, Any], look: Look, regions: Mapping[str, str], causes: Mapping[str, str], words: str
) -> str:
    write = look.formats
    return (
        f"{marks.escaped(regions[cell['region']])} · {marks.escaped(causes[cell['category']])}<br>"
        f"<b>{write.number(cell['value'], 2)}</b>  ({write.interval(cell['low'], cell['high'], 2)})<br>"
        f"{words} {write.number(cell['usual'], 2)} · n = {write.count(cell['count'])}"
    )


def _axes(canvas: Canvas, rows: list[str], columns: list[str]) -> None:
    ink = {"color": canvas.colours.ink}
    canvas.chart.update_yaxes(
        tickmode="array", tickvals=list(range(len(rows)))[::-1], showgrid=False, tickfont=ink,
        ticktext=[marks.escaped(marks.shortened(name, 18)) for name in rows], range=[-0.5, len(rows) - 0.5],
    )  # fmt: skip
    canvas.chart.update_xaxes(
        tickmode="array", tickvals=list(range(len(columns))), side="top", tickangle=-40,
        ticklabeloverflow="allow",
        ticktext=[marks.escaped(marks.shortened(name, 20)) for name in columns],
        range=[-0.5, len(columns) - 0.5],
    )  # fmt: skip
    canvas.margins(marks.width_of(rows, canvas.look, 18) + 14, 56 if canvas.look.is_narrow else 84, 112)

"""Events on a trend: a thin line and a letter at the period an event began in, its words on hover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import plotly.graph_objects as go

from reports.look import Look

_AXIS = "trend_days"
_SHARE, _PHONE_SHARE = 0.04, 0.12
"""Of the axis, that letters take: two on a wide chart, two on a phone's."""


@dataclass(frozen=True)
class EventMark:
    """One event.  ``letter``: as drawn and listed; ``words``: kind, title, day and place, for hover."""

    letter: str
    day: date
    words: str


def note_axis(figure: go.Figure, at: Sequence[date]) -> None:
    """Remember on the figure which periods (their first days, in order) its axis shows."""
    figure.update_layout(meta={_AXIS: [day.isoformat() for day in at]})


def shown_days(figure: go.Figure) -> list[date]:
    """The first days of a trend's periods; none where the figure is no trend."""
    meta = figure.layout.meta
    return [date.fromisoformat(day) for day in meta.get(_AXIS, ())] if isinstance(meta, dict) else []


def letters(count: int) -> list[str]:
    """A, B, ... Z, AA, AB, ..."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [
        alphabet[place % 26] if place < 26 else alphabet[place // 26 - 1] + alphabet[place % 26]
        for place in range(count)
    ]


def draw_marks(figure: go.Figure, marks: Sequence[EventMark], look: Look) -> None:
    """Lines and letters of ``marks`` (in order of day) at the points of the periods that hold them."""
    at = shown_days(figure)
    placed = [(max(day for day in at if day <= mark.day), mark) for mark in marks if at and at[0] <= mark.day]
    shapes, notes = list(figure.layout.shapes), list(figure.layout.annotations)
    for day, _group in groupby(placed, key=lambda pair: pair[0]):
        shapes.append(_line(day, look))
    for near in _near(placed, at, look):
        notes.append(_letters(near[0][0], [mark for _day, mark in near], look))
    figure.layout.shapes, figure.layout.annotations = shapes, notes  # updating would merge them one by one


def _near(
    placed: Sequence[tuple[date, EventMark]], at: Sequence[date], look: Look
) -> list[list[tuple[date, EventMark]]]:
    """Marks whose letters would stand in each other's way are one group, at the place of its first."""
    room = max(len(at) * (_PHONE_SHARE if look.is_narrow else _SHARE), 1)
    groups: list[list[tuple[date, EventMark]]] = []
    for day, mark in placed:
        if groups and at.index(day) - at.index(groups[-1][0][0]) < room:
            groups[-1].append((day, mark))
        else:
            groups.append([(day, mark)])
    return groups


def _line(day: date, look: Look) -> dict[str, object]:
    stroke = {"color": look.palette.muted, "width": 1, "dash": "2,3"}
    ends = {"x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "layer": "below", "line": stroke, **ends}


def _letters(day: date, marks: Sequence[EventMark], look: Look) -> dict[str, object]:
    """At most two letters stand side by side, more are said with dots: the list names them all."""
    text = "".join(mark.letter for mark in marks[:2]) + ("…" if len(marks) > 2 else "")
    return {
        "text": f"<b>{text}</b>",
        "x": day,
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "xanchor": "left",
        "xshift": 2,
        "showarrow": False,
        "font": {"color": look.palette.muted, "size": look.small},
        "hovertext": "<br>".join(_plain(f"{mark.letter}: {mark.words}") for mark in marks),
        "captureevents": True,
    }


def _plain(text: str) -> str:
    """Words of data are shown as they are, never read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""What a point, bar or cell of a chart stands for: a click on it opens the rows behind that very point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from reports.axes import period_name
from ui import data, filters, labels, theme
from ui.cells import is_known
from ui.codes import said as code_words
from ui.words import _
from warehouse.period import Period

TIMES = ("day", "week", "month", "quarter")
CODES = (
    "channel", "unit", "region", "team", "agent", "process", "product", "segment", "category", "reason",
    "criterion", "step", "dealer", "ground", "stage", "contact_weekday", "contact_hour",
)  # fmt: skip
"""Columns of answers that hold codes one can narrow by."""


@dataclass(frozen=True)
class Points:
    """The points of a chart in the order drawn.

    frame: a row a point; a column of time is matched by the point's place on the axis, several codes in one
    cell are a tuple, and a column ``name`` says what a point is called.  traces: what each trace narrows
    besides (``{"answer": ("promoter",)}``); also: what all of them do; period: their days, where they have no
    time of their own and are not of the chosen ones.
    """

    frame: pd.DataFrame | None = None
    traces: Sequence[data.Filters] = ()
    also: data.Filters = field(default_factory=dict)
    period: Period | None = None


@dataclass(frozen=True)
class Point:
    """One point. period: its days, None for the chosen ones; codes: what its rows are narrowed to."""

    name: str
    period: Period | None
    codes: Mapping[str, tuple[str, ...]]

    @property
    def id(self) -> str:
        return f"{self.name} {self.period} {sorted(self.codes.items())}"

    def set_as_filter(self) -> None:
        """The point as the choice of all pages, as far as the filter bar has its words."""
        chosen = {word: codes for word, codes in self.codes.items() if word in filters.DIMENSIONS}
        filters.choose(self.span, **chosen)

    @property
    def span(self) -> filters.Span | None:
        """The week, month or quarter the point covers; None where it covers another stretch of days."""
        if self.period is None or self.period.start is None:
            return None
        start = self.period.start
        return next(
            (
                span
                for grain in filters.GRAINS
                if (span := filters.span_of(grain, start)).period == self.period
            ),
            None,
        )

    @property
    def can_be_filter(self) -> bool:
        return self.span is not None or any(word in filters.DIMENSIONS for word in self.codes)


def of_frame(frame: pd.DataFrame | None) -> Points | None:
    """The points of a chart over time that has nothing but time on it; None for any other."""
    if frame is None or frame.empty or "to" not in frame or _words(frame, CODES):
        return None
    return Points(frame) if len(_words(frame, TIMES)) == 1 else None


def clicked(event: Mapping[str, Any] | None, points: Points) -> Point | None:
    """The point chosen in a chart's event; None where there is none, or its code is not known."""
    chosen = event["selection"]["points"] if event else []
    if not chosen:
        return None
    at, curve = chosen[0], int(chosen[0].get("curve_number") or 0)
    codes = dict(points.traces[curve]) if curve < len(points.traces) else {}
    if points.frame is None:
        return point_of({}, {**codes, **points.also}) if codes else None
    row = _row(points.frame, at)
    point = None if row is None else point_of(row, {**codes, **points.also})
    return replace(point, period=point.period or points.period) if point else None


def _row(frame: pd.DataFrame, at: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The row of the frame a point was drawn from."""
    times = _words(frame, TIMES)
    if not times:
        index = at.get("point_index", at.get("point_number"))
        return _record(frame.iloc[int(index)]) if index is not None and int(index) < len(frame) else None
    found = frame[pd.to_datetime(frame[times[0]]) == pd.Timestamp(str(at.get("x")))]
    code = at.get("customdata")
    if words := _words(frame, CODES):
        value = next(iter(code.values() if isinstance(code, Mapping) else code), None) if code else None
        found = found[found[words[0]] == value]
    return _record(found.iloc[0]) if len(found) else None


def point_of(row: Mapping[str, Any], also: data.Filters) -> Point | None:
    """A row of an answer as a point; None where a code of it is not known, so that no rows could be named."""
    words = [word for word in CODES if word in row]
    if any(not is_known(row[word]) for word in words):
        return None
    codes = {word: _codes(row[word]) for word in words} | {key: tuple(some) for key, some in also.items()}
    time = next((word for word in TIMES if word in row), None)
    period = Period(pd.Timestamp(row["from"]).date(), pd.Timestamp(row["to"]).date()) if time else None
    names = [period_name(pd.Timestamp(row[time]).date(), time, theme.look())] if time else []
    called = [str(row["name"])] if is_known(row.get("name")) else []
    telling = {word: some for word, some in codes.items() if word in words or len(some) == 1}
    names += called or [_said(word, code) for word, some in telling.items() for code in some]
    return Point(" · ".join(names), period, codes)


def _codes(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _said(word: str, code: str) -> str:
    answers = {"promoter": _("Promoters"), "passive": _("Passives"), "detractor": _("Detractors")}
    if word in {"contact_weekday", "contact_hour"}:
        return str(code_words(word, code))
    return answers.get(code, code) if word == "answer" else labels.name(word, code)


def each(frame: pd.DataFrame | None) -> list[Point]:
    """Every row of a table as a point: for who chooses by keyboard or on a phone."""
    if frame is None or not (_words(frame, CODES) or _words(frame, TIMES)):
        return []
    if _words(frame, TIMES) and "to" not in frame:
        return []
    found = (point_of(_record(row), {}) for _index, row in frame.iterrows())
    return [point for point in found if point is not None]


def keep_others(chart: go.Figure) -> None:
    """What is not chosen stays as it is drawn; a mark that is there to be clicked stays unseen."""
    ink = theme.look().palette.ink
    for trace in chart.data:
        if trace.type == "bar":
            trace.update(unselected={"marker": {"opacity": 1}})
        elif trace.type == "scatter" and "markers" in (trace.mode or ""):
            opacity = 1 if trace.marker.opacity is None else trace.marker.opacity
            chosen: dict[str, Any] = {"marker": {"opacity": 1 if opacity else 0}}
            others: dict[str, Any] = {"marker": {"opacity": opacity}}
            if "text" in trace.mode:
                chosen["textfont"] = others["textfont"] = {"color": ink}
            trace.update(selected=chosen, unselected=others)


def _words(frame: pd.DataFrame, among: Sequence[str]) -> list[str]:
    return [word for word in among if word in frame.columns]


def _record(row: "pd.Series[Any]") -> dict[str, Any]:
    return {str(key): value for key, value in row.items()}

"""The three pictures of a brief: a figure over time, what costs most, and the steps of a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from reports.axes import days, padded
from reports.drawing import Anchor, Area, Dot, Drawing, Label, Line, Role, box, fitting
from reports.voice import Voice

_WIDTH = 340.0
_ROW, _NAME, _NUMBER = 19.0, 150.0, 44.0
_LETTERS = 22


@dataclass(frozen=True)
class _Scale:
    """Values of [low, high] to places of [start, end]."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low or 1) * (self.end - self.start)


def trend(frame: pd.DataFrame, grain: str, voice: Voice, target: float | None, words: str) -> Drawing | None:
    """A line with its 95 % band, first and last values written, the target dashed.

    ``frame``: column ``grain``, value, low, high. A gap stays a gap. None where fewer than two are known.
    """
    if int(frame["value"].notna().sum()) < 2:
        return None
    height, left, right = 150.0, 34.0, _WIDTH - 38.0
    known = [float(value) for name in ("value", "low", "high") for value in frame[name].dropna()]
    bottom, top = padded([*known, *([] if target is None else [target])])
    up, along = _Scale(bottom, top, height - 20, 8), _Scale(0, max(1, len(frame) - 1), left, right)
    shapes: list[Line | Area | Dot | Label] = []
    for step in (bottom, (bottom + top) / 2, top):
        shapes += [
            Line(((left, up.at(step)), (right, up.at(step))), "grid", 0.8),
            Label(left - 4, up.at(step) + 4, voice.formats.number(step, 0), "muted", "end"),
        ]
    for run in _runs(frame):
        shapes += _stretch(frame, run, along, up)
    if target is not None:
        shapes.append(Line(((left, up.at(target)), (right, up.at(target))), "muted", 1, True))
    return Drawing(_WIDTH, height, (*shapes, *_ends(frame, grain, voice, along, up)), words)


def _stretch(frame: pd.DataFrame, run: list[int], along: _Scale, up: _Scale) -> list[Line | Area | Dot]:
    def places(name: str, order: list[int]) -> list[tuple[float, float]]:
        return [(along.at(place), up.at(float(frame[name].iloc[place]))) for place in order]

    line = places("value", run)
    band: list[Line | Area | Dot] = []
    if frame[["low", "high"]].iloc[run].notna().all(axis=None):
        band = [Area((*places("low", run), *places("high", run[::-1])))]
    return [*band, Line(tuple(line), width=2), *[Dot(x, y) for x, y in line]]


def _runs(frame: pd.DataFrame) -> list[list[int]]:
    """Places of known values, broken where one is missing."""
    runs: list[list[int]] = [[]]
    for place, is_known in enumerate(frame["value"].notna()):
        if is_known:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _ends(frame: pd.DataFrame, grain: str, voice: Voice, along: _Scale, up: _Scale) -> list[Label]:
    when, last = days(frame, grain), len(frame) - 1
    ends: list[tuple[int, Anchor]] = [(0, "start"), (last, "end")]
    labels = [
        Label(along.at(place), up.start + 15, _when(voice, grain, when[place]), "muted", anchor)
        for place, anchor in ends
    ]
    if pd.notna(frame["value"].iloc[last]):
        value = float(frame["value"].iloc[last])
        labels.append(
            Label(along.end + 5, up.at(value) + 4, voice.formats.number(value, 1), "ink", "start", True)
        )
    return labels


def _when(voice: Voice, grain: str, day: date) -> str:
    return voice.formats.month(day) if grain == "month" else voice.formats.date(day)


def bars(rows: pd.DataFrame, voice: Voice, words: str) -> Drawing | None:
    """Bars with whiskers, as long as their value; ``rows``: name, value, low, high, is_marked."""
    if rows.empty:
        return None
    most = max(0.1, *(float(value) for name in ("value", "high") for value in rows[name].dropna()))
    scale = _Scale(0, most, _NAME, _WIDTH - _NUMBER)
    shapes: list[Line | Area | Dot | Label] = []
    for place, row in enumerate(rows.to_dict("records")):
        middle = place * _ROW + _ROW / 2
        role: Role = "bad" if row["is_marked"] else "grey"
        value = float(row["value"])
        shapes += [
            Label(_NAME - 6, middle + 4, fitting(str(row["name"]), _LETTERS), anchor="end"),
            box(_NAME, middle - 5, scale.at(value) - _NAME, 10, role),
            Label(_WIDTH, middle + 4, voice.formats.number(value, 1), anchor="end", is_bold=True),
        ]
        if pd.notna(row["low"]) and pd.notna(row["high"]):
            ends = ((scale.at(float(row["low"])), middle), (scale.at(float(row["high"])), middle))
            shapes.append(Line(ends, "ink", 1))
    return Drawing(_WIDTH, len(rows) * _ROW, tuple(shapes), words)


def steps(rows: pd.DataFrame, voice: Voice, words: str) -> Drawing | None:
    """The way from one value to another, a floating bar a step; ``rows``: name, value, kind as ``why.steps``
    makes them. The scale is cut: bars show changes, totals are dots."""
    if rows.empty:
        return None
    places = _places(rows)
    low, high = padded([end for pair in places for end in pair])
    scale = _Scale(low, high, _NAME, _WIDTH - _NUMBER)
    shapes: list[Line | Area | Dot | Label] = []
    for place, (row, ends) in enumerate(zip(rows.to_dict("records"), places, strict=True)):
        middle = place * _ROW + _ROW / 2
        shapes.append(Label(_NAME - 6, middle + 4, fitting(str(row["name"]), _LETTERS), anchor="end"))
        shapes += _step(row["kind"], ends, middle, scale)
        write = voice.formats.number if row["kind"] == "total" else voice.formats.change
        shapes.append(Label(_WIDTH, middle + 4, write(float(row["value"]), 1), anchor="end", is_bold=True))
    return Drawing(_WIDTH, len(rows) * _ROW, tuple(shapes), words)


def _step(kind: str, ends: tuple[float, float], middle: float, scale: _Scale) -> list[Area | Dot]:
    if kind == "total":
        return [Dot(scale.at(ends[1]), middle, "ink", 4)]
    first, second = sorted((scale.at(ends[0]), scale.at(ends[1])))
    role: Role = "grey" if kind == "mix" else "good" if ends[1] > ends[0] else "bad"
    return [box(first, middle - 5, max(second - first, 0.5), 10, role)]


def _places(rows: pd.DataFrame) -> Sequence[tuple[float, float]]:
    """Where each step begins and ends."""
    places, standing = [], 0.0
    for value, kind in zip(rows["value"], rows["kind"], strict=True):
        after = float(value) if kind == "total" else standing + float(value)
        places.append((after if kind == "total" else standing, after))
        standing = after
    return places

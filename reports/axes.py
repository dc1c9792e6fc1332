"""Time on an axis: at most seven ticks, the year under the first one and under each January."""

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from reports.look import Look

MOST_TICKS = 7


def days(frame: pd.DataFrame, grain: str) -> list[date]:
    """The first days of the periods in column ``grain``."""
    return [pd.Timestamp(value).date() for value in frame[grain]]


def time_ticks(at: Sequence[date], grain: str, look: Look) -> tuple[list[date], list[str]]:
    """Tick positions and texts, the last period always among them."""
    most = 4 if look.is_narrow else MOST_TICKS
    step = max(1, math.ceil(len(at) / most))
    shown = list(at[::-1][::step])[::-1]
    texts = [_tick(day, grain, look) for day in shown]
    years = (
        [
            index == 0 or day.year != before.year
            for index, (before, day) in enumerate(pairwise([shown[0], *shown]))
        ]
        if shown
        else []
    )
    return shown, [
        f"{text}<br>{day.year}" if year else text for text, day, year in zip(texts, shown, years, strict=True)
    ]


def _tick(day: date, grain: str, look: Look) -> str:
    if grain == "quarter":
        return ("I", "II", "III", "IV")[day.month // 3]
    if grain in {"week", "day"}:
        return look.formats.day_month(day)
    return look.formats.short_month(day)


def period_name(day: date, grain: str, look: Look) -> str:
    """How hover texts name a period."""
    if grain == "month":
        return look.formats.month(day)
    return f"{_tick(day, grain, look)} {day.year}" if grain == "quarter" else look.formats.date(day)


def padded(values: Sequence[float], *, least: float = -math.inf, most: float = math.inf) -> list[float]:
    """A range that holds all known values with a tenth of room, inside [least, most]."""
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return [0.0, 1.0]
    room = (max(known) - min(known) or abs(max(known)) or 1) * 0.1
    return [max(min(known) - room, least), min(max(known) + room, most)]

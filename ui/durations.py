"""Lengths of time as people say them: seconds and minutes, then hours, then days."""

import math

from reports.formats import MINUS
from ui.words import _, formats

_SECONDS_BELOW, _HOURS_FROM, _DAYS_FROM = 10, 60, 48 * 60


def duration(minutes: float) -> str:
    """``7 min 55 s``, ``34 min``, ``2 h 40 min`` or ``2.6 days`` in the language of the session.

    A dash where it is not known.
    """
    if math.isnan(minutes):
        return "—"
    if minutes >= _DAYS_FROM:
        return _("{value} days", value=formats().number(minutes / 1440, 1))
    if round(minutes) >= _HOURS_FROM:
        return _two(round(minutes), _("{value} h"), _("{value} min"))
    if minutes >= _SECONDS_BELOW:
        return _("{value} min", value=formats().number(minutes, 0))
    return _two(round(minutes * 60), _("{value} min"), _("{value} s"))


def brief(minutes: float) -> str:
    """The same with one number only, for a chart on a phone: ``7.9 min``, ``2.7 h``."""
    if math.isnan(minutes) or minutes >= _DAYS_FROM:
        return duration(minutes)
    if minutes >= _HOURS_FROM:
        return _("{value} h", value=formats().number(minutes / 60, 1))
    decimals = 0 if minutes >= _SECONDS_BELOW or minutes == round(minutes) else 1
    return _("{value} min", value=formats().number(minutes, decimals))


def longer(minutes: float) -> str:
    """A difference: ``+4 min 49 s`` or ``−4 min 49 s``."""
    if math.isnan(minutes):
        return "—"
    sign = "" if round(minutes * 60) == 0 else "+" if minutes > 0 else MINUS
    return sign + duration(abs(minutes))


def _two(count: int, large: str, small: str) -> str:
    """``count`` of the small unit, sixty of which are one large; a part that is nothing is left out."""
    parts = [(count // 60, large), (count % 60, small)]
    said = [unit.format(value=formats().count(value)) for value, unit in parts if value]
    return " ".join(said) or small.format(value=formats().count(0))

"""Lengths of time as people say them: minutes, then hours, then days."""

import math

from ui.words import _, formats

_HOURS_FROM, _DAYS_FROM = 120, 48 * 60


def duration(minutes: float) -> str:
    """``45 min``, ``5.2 h`` or ``2.5 d`` in the language of the session; a dash where it is not known."""
    if math.isnan(minutes):
        return "—"
    if minutes >= _DAYS_FROM:
        return _("{value} d", value=formats().number(minutes / 1440, 1))
    if minutes >= _HOURS_FROM:
        return _("{value} h", value=formats().number(minutes / 60, 1))
    return _("{value} min", value=_few(minutes))


def _few(minutes: float) -> str:
    """A tenth only under ten minutes."""
    return formats().number(minutes, 0 if minutes >= 10 or minutes == round(minutes) else 1)

"""How far a rate lies from the usual one, as a colour: orange above, blue below, pale if it may be chance."""

import math

from reports.look import Look, faded

FURTHEST = 2.0
"""Fourfold or a quarter: beyond it no colour is stronger."""
_PALE, _FULL = 0.14, 0.72


def shade(value: float, low: float, high: float, usual: float, look: Look) -> str:
    """The fill of a cell; an unknown usual rate gives none."""
    colours = look.palette
    if math.isnan(value) or math.isnan(usual) or usual <= 0:
        return colours.stripe
    steps = math.log2(max(value, usual * 2**-FURTHEST) / usual)
    reach = min(abs(steps), FURTHEST) / FURTHEST
    strength = _PALE + (_FULL - _PALE) * reach if is_clear(low, high, usual) else _PALE * reach
    return faded(colours.bad if steps > 0 else colours.good, round(strength, 3))


def is_clear(low: float, high: float, usual: float) -> bool:
    """The whole 95 % interval lies on one side of the usual rate."""
    return low > usual or high < usual

"""Two half-years of cases beside one another: by how much their rate changed, and how sure that is."""

import math
from dataclasses import dataclass
from datetime import date

from warehouse.period import Period

_WIDE = 1.96


@dataclass(frozen=True)
class Rate:
    """events: cases; exposure: contacts, or 1 where counts are compared; dispersion: of the daily counts."""

    events: float
    exposure: float
    dispersion: float = 1.0


@dataclass(frozen=True)
class RateChange:
    """A change in percent with its 95 % interval; the rates it is of."""

    now: Rate
    before: Rate
    percent: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether it could hardly be chance."""
        return self.low > 0 or self.high < 0


def rate_change(now: Rate, before: Rate) -> RateChange | None:
    """The ratio of two rates as a change, quasi-Poisson: the variance of its logarithm is the sum of
    dispersion / events (K. J. Rothman and S. Greenland, 1998, chapter 14). None where a side has no events.
    """
    if min(now.events, before.events, now.exposure, before.exposure) <= 0:
        return None
    ratio = (now.events / now.exposure) / (before.events / before.exposure)
    spread = math.exp(_WIDE * math.sqrt(now.dispersion / now.events + before.dispersion / before.events))
    return RateChange(now, before, 100 * (ratio - 1), 100 * (ratio / spread - 1), 100 * (ratio * spread - 1))


def half_years(end: date) -> tuple[Period, Period]:
    """The last half of a calendar year that is over by ``end`` (the day after a period), and the one
    before."""
    last = date(end.year, 7 if end.month > 6 else 1, 1)
    middle, first = _half_before(last), _half_before(_half_before(last))
    return Period(middle, last), Period(first, middle)


def _half_before(start: date) -> date:
    return date(start.year, 1, 1) if start.month == 7 else date(start.year - 1, 7, 1)

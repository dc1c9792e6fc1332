"""When a source is due again: as declared (``expected``), else learned from when it brought something."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median_high

ONE_GO = timedelta(minutes=10)
"""Files that came closer together than this are one delivery."""
ONCE = "once"
_LEARNED_FROM, _LEAST_DELIVERIES, _LEAST_ALIKE = timedelta(weeks=8), 12, 3
_LEAST_GAPS, _SURE_GAPS = 2, 6
_LEAST_SPAN, _SURE_SPAN = timedelta(days=2), timedelta(weeks=3)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_WORDS = {"hourly": _HOUR, "daily": _DAY, "weekdays": _DAY, "weekly": 7 * _DAY, "monthly": 31 * _DAY}
_UNITS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": _HOUR, "day": _DAY,
          "week": 7 * _DAY}  # fmt: skip
_SPAN = re.compile(r"(\d{1,4})\s*(second|minute|hour|day|week)s?")


@dataclass(frozen=True)
class Rhythm:
    """``usual``: between two deliveries; ``due_at``: the next one; ``overdue_at``: from when it is silent.

    None where nothing is known; times carry their zone.
    """

    usual: timedelta | None = None
    due_at: datetime | None = None
    overdue_at: datetime | None = None


def span(text: str) -> timedelta:
    """``15 minutes``, ``2 hours``, ``1 day``; raises ValueError with the remedy."""
    found = _SPAN.fullmatch(text.strip().lower())
    if not found or int(found[1]) == 0:
        raise ValueError(f"unknown length of time '{text}'; write it like '15 minutes', '2 hours', '1 day'")
    return int(found[1]) * _UNITS[found[2]]


def check_expected(text: str) -> str:
    """``text`` where it says how often a source delivers; raises ValueError with the remedy."""
    if text not in _WORDS and text != ONCE:
        try:
            span(text)
        except ValueError:
            words = ", ".join((*_WORDS, ONCE))
            raise ValueError(f"unknown '{text}'; one of {words}, or a span like '2 days'") from None
    return text


def deliveries(times: Sequence[datetime]) -> list[datetime]:
    """The moment of each delivery, in order: the last of the files that came in one go."""
    moments: list[datetime] = []
    for moment in sorted(times):
        if moments and moment - moments[-1] <= ONE_GO:
            moments[-1] = moment
        else:
            moments.append(moment)
    return moments


def rhythm(times: Sequence[datetime], zone: tzinfo, expected: str | None = None) -> Rhythm:
    """When a source that brought something at ``times`` is due again, weekdays being those of ``zone``."""
    moments = deliveries(times)
    if not moments or expected == ONCE:
        return Rhythm()
    return _declared(moments[-1], zone, expected) if expected else _learned(moments, zone)


def _declared(last: datetime, zone: tzinfo, expected: str) -> Rhythm:
    usual = _WORDS[expected] if expected in _WORDS else span(expected)
    due = last + usual
    while expected == "weekdays" and due.astimezone(zone).weekday() >= 5:
        due += _DAY
    grace = max(_HOUR, min(usual / 2, max(_DAY, usual / 10)))
    return Rhythm(usual, due, due + grace)


def _learned(moments: list[datetime], zone: tzinfo) -> Rhythm:
    """The gap that usually follows a delivery of such a weekday and hour: what comes on working days is not
    due on Sunday, what comes hourly by day is not due at night.  Late is what is later than it ever was,
    by a day at least or by the usual gap where that is shorter."""
    recent = [one for one in moments if moments[-1] - one <= _LEARNED_FROM]
    kept = recent if len(recent) >= _LEAST_DELIVERIES else moments[-_LEAST_DELIVERIES:]
    gaps = [(earlier.astimezone(zone), later - earlier) for earlier, later in pairwise(kept)]
    if len(gaps) < _LEAST_GAPS or kept[-1] - kept[0] < _LEAST_SPAN:
        return Rhythm()
    usual = median_high(gap for _, gap in gaps)
    if len(gaps) < _SURE_GAPS or kept[-1] - kept[0] < _SURE_SPAN:
        return _cautious(kept, max(gap for _, gap in gaps), usual, zone)
    alike = max(
        (_alike(gaps, kept[-1].astimezone(zone), key) for key in _KEYS), key=median_high, default=[usual]
    )
    expected = max(usual, median_high(alike))
    spread = max(alike) - median_high(alike)
    due = kept[-1] + expected
    return Rhythm(usual, due, due + max(_HOUR, min(usual, max(_DAY, 1.5 * spread))))


def _cautious(kept: list[datetime], longest: timedelta, usual: timedelta, zone: tzinfo) -> Rhythm:
    """While little is known: the longest gap so far, and no weekend where none has brought anything yet."""
    due, days = kept[-1] + longest, {one.astimezone(zone).weekday() for one in kept}
    while due.astimezone(zone).weekday() >= 5 and not days & {5, 6}:
        due += _DAY
    return Rhythm(usual, due, due + max(_HOUR, min(usual, _DAY)))


_KEYS: tuple[Callable[[datetime], object], ...] = (
    lambda moment: moment.weekday(),
    lambda moment: moment.hour,
    lambda moment: (moment.weekday(), moment.hour),
)


def _alike(
    gaps: list[tuple[datetime, timedelta]], last: datetime, key: Callable[[datetime], object]
) -> list[timedelta]:
    """Gaps that followed a delivery of the same weekday or hour; no time at all where they are too few."""
    same = [gap for moment, gap in gaps if key(moment) == key(last)]
    return same if len(same) >= _LEAST_ALIKE else [timedelta()]

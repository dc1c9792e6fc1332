"""Waves of one cause at the same time are one event: told at the narrowest place that explains it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.wave_scan import Floats
from warehouse.waves import Wave

LEVELS = ("", "region", "unit")
"""From all places together to a single unit."""
EXPLAINS = 0.8
"""A place with so much of what comes beyond the usual explains the wave of a wider one."""


@dataclass(frozen=True)
class Line:
    """One series: a cause everywhere (level and place empty), in a region, or in a unit."""

    cause: str
    level: str
    place: str


@dataclass(frozen=True)
class Part:
    """A wave of the same event at another place."""

    level: str
    place: str
    wave: Wave


@dataclass(frozen=True)
class Alarm:
    """One event. level, place: where it is told, both empty for several places together.

    inside: the places within it that have a wave of their own, also: those beside it; largest first, none
    counted twice.
    """

    category: str
    level: str
    place: str
    wave: Wave
    inside: tuple[Part, ...] = ()
    also: tuple[Part, ...] = ()


Found = tuple[Line, int, Wave]
"""A line, its row among the counts, a wave of it."""


def events(found: Sequence[Found], counts: Floats, first: date, regions: Mapping[str, str]) -> list[Alarm]:
    """``counts``: (lines, days) from ``first``; regions: unit -> its region."""
    return [_Event(group, counts, first, regions).alarm() for group in _together(found)]


def _together(found: Sequence[Found]) -> Iterator[list[Found]]:
    """Waves of one cause that overlap the widest of them (the largest of those as wide), which is first."""
    left = sorted(found, key=lambda one: (LEVELS.index(one[0].level), -one[2].count))
    while left:
        lead, *others = left
        group = [one for one in others if one[0].cause == lead[0].cause and _overlap(one[2], lead[2])]
        yield [lead, *group]
        left = [one for one in others if one not in group]


def _overlap(one: Wave, other: Wave) -> bool:
    return one.start <= (other.end or date.max) and other.start <= (one.end or date.max)


class _Event:
    """The waves of one event, the widest first."""

    def __init__(self, group: list[Found], counts: Floats, first: date, regions: Mapping[str, str]) -> None:
        self._lead, self._group = group[0], group
        self._counts, self._first, self._regions = counts, first, regions

    def alarm(self) -> Alarm:
        line, _row, wave = told = self._narrowest(self._lead)
        parts = self._parts(told)
        inside = tuple(one for one in parts if self._is_in(one, line))
        return Alarm(
            line.cause, line.level, line.place, wave, inside, tuple(one for one in parts if one not in inside)
        )

    def _narrowest(self, wide: Found) -> Found:
        """The unit, else the region, within ``wide`` that explains it; else ``wide`` itself."""
        beyond = self._beyond(wide, wide)
        for level in reversed(LEVELS[LEVELS.index(wide[0].level) + 1 :]):
            among = [one for one in self._group if one[0].level == level and self._holds(wide[0], one[0])]
            most = max(among, key=lambda one: self._beyond(one, wide), default=wide)
            if most is not wide and self._beyond(most, wide) >= EXPLAINS * beyond:
                return most
        return wide

    def _beyond(self, one: Found, wide: Found) -> float:
        """Cases beyond the usual on the days of a wider wave."""
        start = (wide[2].start - self._first).days
        end = None if wide[2].end is None else (wide[2].end - self._first).days + 1
        days = self._counts[one[1], start:end]
        return float(days.sum() - one[2].usual * len(days))

    def _parts(self, told: Found) -> list[Part]:
        """The other places: a region, or in its stead its units where one of them explains it."""
        kept: list[Found] = []
        for one in self._group:
            if one is told or not one[0].level or self._holds(one[0], told[0]):
                continue
            if one[0].level == "region":
                kept += [one] if self._narrowest(one) is one else []
            elif not self._is_in_kept(one[0], kept):
                kept.append(one)
        ordered = sorted(kept, key=lambda one: -one[2].count)
        return [Part(line.level, line.place, wave) for line, _row, wave in ordered]

    def _is_in_kept(self, unit: Line, kept: list[Found]) -> bool:
        return any(self._holds(one[0], unit) for one in kept if one[0].level == "region")

    def _holds(self, wide: Line, narrow: Line) -> bool:
        """Whether ``narrow`` lies within ``wide`` and is not it."""
        if LEVELS.index(wide.level) >= LEVELS.index(narrow.level):
            return False
        return not wide.level or self._regions.get(narrow.place) == wide.place

    def _is_in(self, part: Part, line: Line) -> bool:
        return self._holds(line, Line(line.cause, part.level, part.place))

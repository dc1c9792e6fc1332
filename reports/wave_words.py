"""A wave in words: of what and where, since when, whether it is over, its peak, what is usual."""

from collections.abc import Sequence

from reports import kazakhstan
from reports.finding import N_
from reports.voice import Voice
from warehouse.wave_events import Alarm, Part
from warehouse.waves import Wave

_COMPASS = (N_("North"), N_("South"), N_("East"), N_("West"), N_("Centre"))
"""Regions have no reference; these are common enough to be said in each language."""
_NAMED = 4
"""Places that are named; the others are counted."""


def title(alarm: Alarm, voice: Voice) -> str:
    """``Unwanted SIM card, Contact centre Samal: a wave since 6 September 2021, it still runs``."""
    write, wave, name = voice.formats, alarm.wave, cause(alarm, voice)
    if wave.end is None:
        return voice.word(
            N_("{cause}: a wave since {start}, it still runs"), cause=name, start=write.date(wave.start)
        )
    return voice.word(
        N_("{cause}: a wave from {start} to {end}, over"),
        cause=name, start=write.date(wave.start), end=write.date(wave.end),
    )  # fmt: skip


def span(wave: Wave, voice: Voice) -> str:
    """Since when it runs, or from when to when it ran."""
    write = voice.formats
    if wave.end is None:
        return voice.word(N_("since {start}, it still runs"), start=write.date(wave.start))
    return voice.word(
        N_("from {start} to {end}, over"), start=write.date(wave.start), end=write.date(wave.end)
    )


def cause(alarm: Alarm, voice: Voice, *, here: str = "") -> str:
    """The cause and where the alarm is told; here: the place all is about, which is not named again."""
    name = voice.name("category", alarm.category)
    if alarm.place and alarm.place != here:
        return f"{name}, {place(alarm.level, alarm.place, voice)}"
    if not alarm.place and len(alarm.inside) > 1:
        return voice.word(N_("{cause}, in several places"), cause=name)
    return name


def facts(wave: Wave, voice: Voice) -> list[str]:
    """Peak, what is usual, how much comes now where it runs."""
    write = voice.formats
    found = [
        voice.word(
            N_("peak {count} on {day}"), count=write.count(wave.peak_count), day=write.date(wave.peak)
        ),
        voice.word(N_("usually {count} a day"), count=write.number(wave.usual, 1)),
    ]
    if wave.end is None:
        found.append(voice.word(N_("now {count} a day"), count=write.number(wave.now, 1)))
    return found


def chance_of(chance: float, voice: Voice) -> str:
    """How rarely chance alone makes such a wave."""
    if chance < 0.0001:
        return voice.word(N_("by chance: less than once in 10,000 quarters"))
    return voice.word(N_("by chance: once in {count} quarters"), count=voice.formats.count(round(1 / chance)))


def inside(alarm: Alarm, voice: Voice) -> str:
    """Places within it that have a wave of their own, with their cases; empty where there is none."""
    return _listed(alarm.inside, voice)


def also(alarm: Alarm, voice: Voice) -> str:
    """Places beside it with a wave of the same event; empty where there is none."""
    return _listed(alarm.also, voice)


def place(level: str, code: str, voice: Voice) -> str:
    """The name of a region or unit."""
    if level == "region" and code in _COMPASS:
        return voice.word(code)
    if level == "region" and (name := kazakhstan.name(code, voice.language)):
        return name
    return voice.name(level, code)


def _listed(parts: Sequence[Part], voice: Voice) -> str:
    named = [
        f"{place(one.level, one.place, voice)} {voice.formats.count(one.wave.count)}"
        for one in parts[:_NAMED]
    ]
    if len(parts) > _NAMED:
        named.append(voice.word(N_("and {count} more"), count=voice.formats.count(len(parts) - _NAMED)))
    return ", ".join(named)

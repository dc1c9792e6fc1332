"""Waves in a brief: those that run, and those whose end came to be known in its period; else nothing."""

from datetime import timedelta

from reports import wave_words
from reports.brief_ask import ALL, Question
from reports.brief_parts import Entry, Part
from reports.finding import N_
from warehouse.catalogue import find
from warehouse.period import Period
from warehouse.wave_board import Alarm, board
from warehouse.waves import WEEKS

COUNTS = ("complaints", "appeals")
_BACK = timedelta(weeks=WEEKS + 26)
_MOST = 4


def waves(ask: Question) -> Part | None:
    """Where nothing was looked at, or no wave was found, nothing is said."""
    told = [(name, alarm) for name in COUNTS for alarm in _alarms(ask, name)]
    if not told:
        return None
    told.sort(key=lambda one: (one[1].wave.end is not None, -one[1].wave.count))
    entries = tuple(_entry(ask, name, alarm) for name, alarm in told[:_MOST])
    running = sum(alarm.wave.end is None for _name, alarm in told)
    voice, write = ask.voice, ask.voice.formats
    title = voice.word(
        N_("Waves of cases: {running} running, {over} over"),
        running=write.count(running), over=write.count(len(told) - running),
    )  # fmt: skip
    return Part(title, entries=entries)


def _alarms(ask: Question, name: str) -> list[Alarm]:
    end, start = ask.span.end, ask.span.start
    found = board(ask.snapshot, ask.scope, name, period=Period(end - _BACK, end), filters=ask.filters).alarms
    return [one for one in found if one.wave.over_on is None or one.wave.over_on >= start]


def _entry(ask: Question, name: str, alarm: Alarm) -> Entry:
    voice, wave, here = ask.voice, alarm.wave, "" if ask.unit == ALL else ask.unit
    parts = [wave_words.span(wave, voice), voice.n(wave.count), *wave_words.facts(wave, voice)]
    if places := wave_words.inside(alarm, voice):
        parts.append(voice.word(N_("where: {places}"), places=places))
    if places := wave_words.also(alarm, voice):
        parts.append(voice.word(N_("also in: {places}"), places=places))
    what = f"{voice.word(find(name).title)} · {wave_words.cause(alarm, voice, here=here)}"
    return Entry(what, "; ".join(parts), "bad" if wave.end is None else "unclear")

"""Whether a wave of cases runs on the last day of the data, and the sentence that says so."""

from datetime import timedelta

from reports.alarms import Reading, State, Watch
from reports.finding import N_
from reports.voice import Voice
from reports.wave_words import place
from warehouse.catalogue import find
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot
from warehouse.waves import WEEKS, Wave, waves_of

_BACK = timedelta(weeks=WEEKS + 26)


def read(snapshot: Snapshot, scope: Scope, watch: Watch, voice: Voice) -> list[Reading]:
    """One reading for each part of ``watch``; a wave of fewer than ``least`` cases is none.

    Raises WrongUse for a metric that is no count by day, and for an unknown dimension or filter.
    """
    last = snapshot.info.last_day
    if last is None:
        return []
    end = last + timedelta(days=1)
    found = waves_of(
        snapshot, scope, watch.metric,
        by=watch.by, period=Period(end - _BACK, end), filters=watch.filters,
    )  # fmt: skip
    return [_reading(snapshot, watch, voice, *one) for one in found]


def _reading(  # noqa: PLR0917
    snapshot: Snapshot, watch: Watch, voice: Voice, codes: tuple[str, ...], last_week: int,
    waves: list[Wave] | None,
) -> Reading:  # fmt: skip
    """A wave that runs, none, or that too few weeks are known to say."""
    running = next((one for one in waves or [] if one.end is None and one.count >= watch.least), None)
    part = _part(watch, codes, voice) or snapshot.info.operator
    period = voice.formats.date(snapshot.info.last_day)
    none = N_("no wave") if waves is not None else N_("too little is known to say")
    said = told(running, voice) if running else voice.word(none)
    text = f"{voice.word(find(watch.metric).title)}, {part}, {period}: {said}"
    state: State = "unknown" if waves is None else "yes" if running else "no"
    count = running.count if running else last_week
    return Reading("|".join((watch.name, *codes)), watch.name, part, period, state, text, count)


def told(wave: Wave, voice: Voice) -> str:
    """Start, peak and now of a wave that runs."""
    write = voice.formats
    return voice.word(
        N_("a wave since {start}: {peak} on its peak {day}, now {now} a day, usually {usual}; {n}"),
        start=write.date(wave.start), peak=write.count(wave.peak_count), day=write.date(wave.peak),
        now=write.number(wave.now, 1), usual=write.number(wave.usual, 1), n=voice.n(wave.count),
    )  # fmt: skip


def _part(watch: Watch, codes: tuple[str, ...], voice: Voice) -> str:
    words = zip(watch.by, codes, strict=True)
    return " · ".join(
        place(word, code, voice) if code else voice.word(N_("not known")) for word, code in words
    )

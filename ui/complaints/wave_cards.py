"""Waves on the page: when each began, its peak, whether it runs, where, and what is said in it."""

from datetime import timedelta

import plotly.graph_objects as go
import streamlit as st

from reports.event_marks import shown_days
from reports.wave_chart import add_wave_bands, wave_chart
from ui import cards, chart_menu, data, filters, labels, theme
from ui.complaints import wave_data
from ui.complaints.cards import KINDS, Kind
from ui.complaints.wave_data import Place
from ui.plain import plain
from ui.points import Point
from ui.words import _, _n, formats, written_n
from warehouse.waves import Alarm, Wave

_SHOWN = 3
_PARTS = 4


def section(kind: Kind) -> None:
    """One card a wave, newest first; one line where there is none."""
    found = wave_data.alarms(kind)
    if not found:
        st.caption(
            _("No wave in the last year and a half: no cause came clearly more often for days on end.")
        )
        return
    for alarm in found[:_SHOWN]:
        _card(Place(kind, alarm))


def notice() -> None:
    """A line for each wave of the chosen period; nothing else."""
    for kind in KINDS.values():
        for alarm in wave_data.alarms(kind):
            if wave_data.is_recent(alarm.wave):
                st.warning(plain(f"{_kind_name(kind)}: {_title(alarm)}"), icon=":material/tsunami:")


def bands(chart: go.Figure, kind: Kind, category: str = "") -> list[str]:
    """Days of waves drawn on a trend; what each was, to be said below it."""
    at = shown_days(chart)
    found = [one for one in wave_data.alarms(kind) if not category or one.category == category]
    drawn = [one for one in found if at and (one.wave.end or at[-1]) >= at[0]]
    end = wave_data.end_of_data(filters.chosen().span.end) - timedelta(days=1)
    add_wave_bands(chart, theme.look(), [(one.wave.start, one.wave.end or end) for one in drawn])
    return [_("band: a wave, {what}", what=_title(one)) for one in drawn]


def _card(place: Place) -> None:
    alarm, key = (
        place.alarm,
        f"wave_{place.kind.code}_{place.alarm.category}_{place.alarm.place}_{place.alarm.wave.start}",
    )
    with cards.card(key, tight=True):
        cards.head(key=key, title=_title(alarm), caption=_caption(alarm.wave))
        drawn, words = wave_data.days(place), _("usually")
        figure = wave_chart(drawn, theme.look(), alarm.wave, usual_words=words)
        cards.draw(figure, key=key, alt=f"{_title(alarm)}. {_caption(alarm.wave)}")
        if alarm.parts:
            st.markdown(f"**{_('Where')}:** {plain(_where(alarm))}")
        _said(place, key)
        _buttons(place, key)


def _title(alarm: Alarm) -> str:
    """``Unwanted SIM card: a wave from 6 to 30 September 2021, over``."""
    write, wave = formats(), alarm.wave
    name = labels.name("category", alarm.category)
    if alarm.place:
        name = f"{name}, {labels.name('region', alarm.place)}"
    if wave.end is None:
        return _("{cause}: a wave since {start}, it still runs", cause=name, start=write.date(wave.start))
    return _(
        "{cause}: a wave from {start} to {end}",
        cause=name,
        start=write.date(wave.start),
        end=write.date(wave.end),
    )


def _caption(wave: Wave) -> str:
    write = formats()
    return " · ".join(
        [
            _("peak {count} on {day}", count=write.count(wave.peak_count), day=write.date(wave.peak)),
            _("usually {count} a day", count=write.number(wave.usual, 1)),
            _("now {count} a day", count=write.number(wave.now, 1)) if wave.end is None else "",
            written_n(wave.count),
            _chance(wave.chance),
        ]
    ).replace(" ·  · ", " · ")


def _chance(chance: float) -> str:
    """How rarely chance alone makes such a wave."""
    if chance < 0.0001:
        return _("by chance: less than once in 10,000 quarters")
    return _("by chance: once in {count} quarters", count=formats().count(round(1 / chance)))


def _where(alarm: Alarm) -> str:
    shown = [
        f"{labels.name('region', place)} {formats().count(wave.count)}"
        for place, wave in alarm.parts[:_PARTS]
    ]
    return ", ".join(shown)


def _said(place: Place, key: str) -> None:
    """Phrases of the wave's texts, and one text, once asked for; only for who may read them."""
    if not data.scope().personal:
        st.caption(_("What is said in it: texts are words of people, your role sees figures only."))
        return
    if not st.toggle(_("What is said in it"), key=f"said_{key}"):
        return
    with st.spinner(_("Reading the texts…")):
        found, n_now, n_before = wave_data.said(place)
    if not found:
        st.caption(_("What is said in it: no phrase is clearly more frequent than before."))
        return
    phrases = ", ".join(
        f"“{one.words}” ({formats().count(one.count_now)} : {formats().count(one.count_before)})"
        for one in found
    )
    st.markdown(plain(phrases))
    read = formats().count(n_now), formats().count(n_before)
    words = _("Texts with it in the wave : in all cases of eight weeks before; {now} and {before} texts read",
              now=read[0], before=read[1])  # fmt: skip
    st.caption(words)
    st.markdown(f"> {plain(found[0].examples[0])}")


def _buttons(place: Place, key: str) -> None:
    count = place.alarm.wave.count
    words = _n("Its {count} case", "Its {count} cases", count)
    if st.button(words, key=f"rows_{key}", icon=":material/list:"):
        period = place.period(wave_data.end_of_data(filters.chosen().span.end))
        chart_menu.open_point(Point(_title(place.alarm), period, place.codes), place.kind.count, key)


def _kind_name(kind: Kind) -> str:
    return _("Complaints") if kind.code == "complaint" else _("Appeals")

"""Waves on the page: when each began, its peak, whether it runs, where, and what is said in it."""

from datetime import timedelta

import plotly.graph_objects as go
import streamlit as st

from reports import wave_words
from reports.event_marks import shown_days
from reports.voice import Voice
from reports.wave_chart import add_wave_bands, wave_chart
from ui import cards, chart_menu, data, filters, labels, owners, theme
from ui.complaints import wave_data
from ui.complaints.cards import KINDS, Kind
from ui.complaints.wave_data import Place
from ui.plain import plain
from ui.points import Point
from ui.words import _, _n, formats, language, written_n
from warehouse.wave_board import Alarm, Board

_SHOWN = 3
"""Earlier waves with their picture; those before them are a line."""


def recent(kind: Kind) -> None:
    """A card for each wave that runs or has days in the chosen period, newest first; a line where none is."""
    found = wave_data.board(kind)
    shown = [one for one in found.alarms if wave_data.is_recent(one.wave)]
    if not shown:
        st.caption(_none(found))
    for alarm in shown:
        _card(Place(kind, alarm))


def earlier(kind: Kind) -> None:
    """Waves that were over before the chosen period, folded away."""
    older = [one for one in wave_data.board(kind).alarms if not wave_data.is_recent(one.wave)]
    if not older:
        return
    words = _n("{count} earlier wave", "{count} earlier waves", len(older))
    with st.expander(words, icon=":material/tsunami:"):
        for alarm in older[:_SHOWN]:
            _card(Place(kind, alarm))
        for alarm in older[_SHOWN:]:
            st.markdown(f"**{plain(wave_words.title(alarm, _voice()))}**")
            st.caption(plain(_facts(alarm)))


def notice() -> None:
    """A line for each wave of the chosen period; nothing else."""
    for kind in KINDS.values():
        for alarm in wave_data.board(kind).alarms:
            if wave_data.is_recent(alarm.wave):
                said = f"{_kind_name(kind)}: {wave_words.title(alarm, _voice())}"
                st.warning(plain(said), icon=":material/tsunami:")


def _none(found: Board) -> str:
    """That there is no wave only where one was looked for."""
    if found.since is None:
        return _("Waves are looked for once there are more than eight weeks of cases.")
    if found.alarms:
        return _("No wave in the chosen period.")
    count = formats().count
    return _(
        "No wave since {day}: {causes} causes, each everywhere, in {regions} regions and in {units} units.",
        day=formats().date(found.since), causes=count(found.causes), regions=count(found.regions),
        units=count(found.units),
    )  # fmt: skip


def bands(chart: go.Figure, kind: Kind, category: str = "") -> list[str]:
    """Days of waves drawn on a trend; what each was, to be said below it."""
    at = shown_days(chart)
    found = [one for one in wave_data.board(kind).alarms if not category or one.category == category]
    drawn = [one for one in found if at and (one.wave.end or at[-1]) >= at[0]]
    end = wave_data.end_of_data(filters.chosen().span.end) - timedelta(days=1)
    add_wave_bands(chart, theme.look(), [(one.wave.start, one.wave.end or end) for one in drawn])
    return [_("band: a wave, {what}", what=wave_words.title(one, _voice())) for one in drawn]


def _card(place: Place) -> None:
    """Where, since when, its peak, whether it is over, what is said in it, and who answers for the cause."""
    alarm = place.alarm
    key = f"wave_{place.kind.code}_{alarm.category}_{alarm.place}_{alarm.wave.start}"
    with cards.card(key, tight=True):
        title = wave_words.title(alarm, _voice())
        cards.head(key=key, title=title, caption=_facts(alarm))
        drawn, words = wave_data.days(place), _("usually")
        figure = wave_chart(drawn, theme.look(), alarm.wave, usual_words=words)
        cards.draw(figure, key=key, alt=f"{title}. {_facts(alarm)}")
        for line in _lines(alarm):
            st.markdown(line)
        _said(place, key)
        _buttons(place, key)


def _facts(alarm: Alarm) -> str:
    wave, voice = alarm.wave, _voice()
    found = [*wave_words.facts(wave, voice), written_n(wave.count), wave_words.chance_of(wave.chance, voice)]
    return " · ".join(found)


def _lines(alarm: Alarm) -> list[str]:
    """Where it is most, where else, and the owner of the cause."""
    voice, owner = _voice(), owners.owner(alarm.category)
    told = {
        _("Where"): wave_words.inside(alarm, voice),
        _("Also in"): wave_words.also(alarm, voice),
        _("Owner of the cause"): owner,
    }
    return [f"**{head}:** {plain(text)}" for head, text in told.items() if text]


def _voice() -> Voice:
    return Voice(language(), labels.name)


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
        chart_menu.open_point(
            Point(wave_words.title(place.alarm, _voice()), period, place.codes), place.kind.count, key
        )


def _kind_name(kind: Kind) -> str:
    return _("Complaints") if kind.code == "complaint" else _("Appeals")

"""The page: a headline, and below it figures that keep up with the queue by themselves."""

import time

import streamlit as st

from transcribe import api as speech
from ui import data, page
from ui.queue import aside, days, figures, hearing, steer
from ui.words import _

EVERY_S, HEADLINE_S = 3.0, 20.0
_SAID = "queue_headline"


def draw() -> None:
    """The whole page, for those who see all units: a queue is the operator's, not a unit's."""
    view = page.start(_("Speech queue"), with_filters=False)
    if not data.scope().sees_everything:
        page.empty("queue", _("The speech queue is shown to those who see all units."))
        return
    found = overview(str(data.instance().home))
    said = figures.headline(found.state)
    view.headline(said, figures.order_of_hearing())
    st.session_state[_SAID] = (said, time.monotonic())
    if not _ever(found):
        page.empty("queue", _("No recording has landed yet."))
        return
    _live()


@st.cache_data(ttl=2.0, max_entries=4, show_spinner=False)
def overview(home: str) -> speech.QueueOverview:
    """The queue now; asked once for all who look. ``home``: of the instance."""
    return speech.queue_overview(data.instance())


@st.fragment(run_every=EVERY_S)
def _live() -> None:
    """Drawn anew every few seconds; the headline, which stands outside, follows more slowly."""
    found = overview(str(data.instance().home))
    said, at = st.session_state.get(_SAID, ("", 0.0))
    if figures.headline(found.state) != said and time.monotonic() - at > HEADLINE_S:
        st.rerun()
    figures.cards_row(found.state)
    steer.card(found.state)
    hearing.card(found)
    days.card(found.days)
    aside.card(found.set_aside, found.state.failed)


def _ever(found: speech.QueueOverview) -> bool:
    state = found.state
    return bool(state.queued + state.running + state.done + state.failed)

"""Pause and resume, for administrators; everybody sees whether the queue is paused, and by whom."""

from collections.abc import Callable

import streamlit as st

from config.errors import SapaError
from transcribe import api as speech
from ui import cards, data
from ui.health import data as health_data
from ui.plain import plain
from ui.queue import figures
from ui.words import _


def card(state: speech.QueueState) -> None:
    """What the queue does now, and the button that changes it."""
    with cards.card("queue_steer"), st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap=None):
            st.markdown(_told(state))
            if not health_data.is_administrator():
                st.caption(_("An administrator may pause it, and resume it."))
        if health_data.is_administrator():
            _button(state)


def _told(state: speech.QueueState) -> str:
    if state.paused_at:
        since, by = figures.page_time(state.paused_at), plain(state.paused_by)
        told = _("**Paused** since {since} by {by}: no call is begun, what is being heard is finished.",
                 since=since, by=by)  # fmt: skip
        return f":material/pause_circle: {told}"
    if state.run_at:
        since = figures.page_time(state.run_at)
        return f":material/play_circle: {_('**Hearing** since {since}.', since=since)}"
    command = "python -m transcribe run"
    told = _("**Nobody is hearing now.** The next load hears what waits, or: {command}", command=command)
    return f":material/stop_circle: {told}"


def _button(state: speech.QueueState) -> None:
    if state.paused_at:
        st.button(
            _("Resume"), key="queue_resume", icon=":material/play_arrow:", type="primary", on_click=_resume
        )
    else:
        st.button(_("Pause"), key="queue_pause", icon=":material/pause:", on_click=_pause)


def _pause() -> None:
    _do(lambda: speech.pause_queue(data.instance(), data.scope().name or data.scope().person))


def _resume() -> None:
    _do(lambda: speech.resume_queue(data.instance()))


def _do(act: Callable[[], object]) -> None:
    """Only administrators, whatever a browser sends; the figures are asked anew."""
    from ui.queue import board

    if not health_data.is_administrator():
        return
    try:
        act()
    except SapaError as error:
        st.toast(str(error), icon=":material/error:")
    board.overview.clear()

"""The queue in figures: what waits, until when, today's work, its cost."""

import time
from datetime import UTC, datetime

import streamlit as st

from transcribe import api as speech
from ui import cards, data, page
from ui.durations import duration
from ui.health import data as health_data
from ui.plain import plain
from ui.words import _, _n, formats

State = speech.QueueState


def headline(state: State) -> str:
    """Whether anything waits, and when all will be heard."""
    waiting = state.queued + state.running
    calls = _n("{count} call waits to be heard", "{count} calls wait to be heard", waiting)
    if state.paused_at:
        return _("Paused: {calls}", calls=calls)
    if not waiting:
        return _n(
            "Nothing waits: {count} call was heard", "Nothing waits: {count} calls were heard", state.done
        )
    if state.eta_s is not None:
        return _("{calls}; done in about {span}", calls=calls, span=_about(state.eta_s))
    return calls if state.workers else _("{calls}; nobody is hearing now", calls=calls)


def order_of_hearing() -> str:
    """In which order calls are heard, in one sentence."""
    count = data.settings().speech.sample_calls
    drawn = _n(
        "then {count} call of each agent and day, drawn at random",
        "then {count} calls of each agent and day, drawn at random", count,
    )  # fmt: skip
    parts = [_("Heard first: calls with a low score or a complaint"), *([drawn] if count else [])]
    return "; ".join([*parts, _("then the rest, the newest first")])


def cards_row(state: State) -> None:
    """Waiting, ready by, today, cost; on a phone the first three."""
    cards.kpis(
        lambda: _waiting(state), lambda: _ready(state), lambda: _today(state), lambda: _cost(state)
    )  # fmt: skip


def _waiting(state: State) -> None:
    with cards.card("queue_waiting", stretch=True):
        st.metric(_("Calls in the queue"), formats().count(state.queued + state.running))
        sound = _("about {span} of sound", span=_span(state.waiting_audio_s))
        known = state.waiting_audio_s is not None and state.queued + state.running > 0
        oldest = _("the longest since {when}", when=_when(state.oldest_at)) if state.oldest_at else ""
        st.caption(
            " · ".join(part for part in (sound if known else "", oldest) if part) or _("nothing waits")
        )


def _ready(state: State) -> None:
    with cards.card("queue_ready", stretch=True):
        waiting = state.queued + state.running
        at = None if state.eta_s is None or not waiting else time.time() + state.eta_s
        st.metric(_("All heard by"), _when(at) if at else "—")
        st.caption(_why_not(state) if at is None else _recognisers(state))


def _why_not(state: State) -> str:
    if not state.queued + state.running:
        return _("nothing waits")
    if state.paused_at:
        return _("the queue is paused")
    if not state.workers:
        return _("nobody is hearing now")
    return _("known once 5 calls were heard")


def _recognisers(state: State) -> str:
    count = _n("{count} recogniser at work", "{count} recognisers at work", state.workers)
    return f"{count} · {plain(state.run_where)}" if state.run_where else count


def _today(state: State) -> None:
    with cards.card("queue_today", stretch=True):
        st.metric(_("Heard today"), formats().count(state.today_done))
        sound = _("{span} of sound", span=_span(state.today_audio_s))
        cost = _("{hours} core-hours", hours=formats().number(state.today_core_s / 3600, 2))
        st.caption(f"{sound} · {cost}")


def _cost(state: State) -> None:
    with cards.card("queue_cost", stretch=True):
        st.metric(_("Cost so far, core-hours"), formats().number(state.core_s / 3600, 1))
        left = state.left_core_s
        told = [_("{span} of sound", span=_span(state.audio_s))]
        if left:
            told.append(_("about {hours} more for what waits", hours=formats().number(left / 3600, 1)))
        if state.cost is not None:
            per_hour = formats().number(state.cost * 60, 1)
            n = formats().count(state.count_cost)
            told.append(_("{minutes} core-minutes an hour of sound, n = {n}", minutes=per_hour, n=n))
        st.caption(" · ".join(told))


def _about(seconds: float) -> str:
    """An estimate: no seconds."""
    return duration(max(1, round(seconds / 60)))


def _span(seconds: float | None) -> str:
    return "—" if seconds is None else duration(seconds / 60)


def _when(at: float | None) -> str:
    return "—" if at is None else page_time(at)


def page_time(at: float) -> str:
    """A moment in the operator's zone: the clock alone where it is today."""
    moment = health_data.local(datetime.fromtimestamp(at, UTC))
    return f"{moment:%H:%M}" if moment.date() == health_data.today() else formats().time(moment)


def ago(at: float) -> str:
    """``6 min ago``."""
    return page.ago(datetime.fromtimestamp(at, UTC))

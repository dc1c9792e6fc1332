"""Contests of ratings for the head of quality: the queue, a decision with its reason, what was decided."""

from collections.abc import Sequence
from datetime import UTC

import streamlit as st

from config.errors import SapaError
from journal.api import ACCEPTED, OPEN, REFUSED, Contest
from text import api as text
from ui import cards, data, labels, problems
from ui.health import data as health_data
from ui.pay import access as pay_access
from ui.pay import data as pay_data
from ui.pay import words as pay_words
from ui.periods import Span
from ui.plain import plain
from ui.words import _, formats, written_n

_SHOWN = 50


def card(month: Span, contests: Sequence[Contest]) -> None:
    """Contests that wait, oldest first, then those decided."""
    waiting = [one for one in reversed(contests) if one.status == OPEN]
    others = [one for one in contests if one.status != OPEN]
    with cards.card("pay_contests"):
        cards.head(key="pay_contests", title=_("Contested ratings"), caption=written_n(len(contests)))
        if problem := st.session_state.pop("contest_problem", ""):
            st.error(plain(problem), icon=":material/error:")
        if not waiting:
            st.markdown(f":material/check: {_('No contest waits for a decision.')}")
        for one in waiting[:_SHOWN]:
            _waiting(one)
        if others:
            with st.expander(_("Decided and withdrawn: {count}", count=formats().count(len(others)))):
                for one in others[:_SHOWN]:
                    told(one)


def told(one: Contest) -> None:
    """A contest with its reason and, where it is decided, the decision."""
    st.markdown(plain(_about(one)))
    st.text(one.reason)
    if one.decision and one.decided_by:
        st.caption(plain(f"{one.decided_by}: {one.decision}"))


def _about(one: Contest) -> str:
    parts = [
        labels.name("agent", one.agent_id),
        formats().date(one.date),
        _("rating {rating}", rating=one.rating),
        pay_words.status(one.status),
        health_data.when(one.written_at.replace(tzinfo=UTC)),
    ]
    return " · ".join(parts)


def _waiting(one: Contest) -> None:
    key = f"decide_{one.contest_id}"
    with st.container(border=True, key=f"contest_{one.contest_id}"):
        told(one)
        st.text_input(_("Reason of the decision (the agent reads it)"), key=f"{key}_why")
        with st.container(horizontal=True):
            for status, words, icon in (
                (ACCEPTED, _("Accept: it does not count"), "check"),
                (REFUSED, _("Refuse: it counts"), "close"),
            ):
                st.button(
                    words,
                    key=f"{key}_{status}",
                    icon=f":material/{icon}:",
                    on_click=_decide,
                    args=(one, status, f"{key}_why"),
                )


def _decide(one: Contest, status: str, key: str) -> None:
    reason = str(st.session_state.get(key, "")).strip()
    units = data.scope().units
    if not pay_access.may_decide() or (units is not None and one.unit_id not in units):
        st.session_state["contest_problem"] = _("This contest is not yours to decide.")
        return
    if not reason:
        st.session_state["contest_problem"] = _("Write the reason of the decision first.")
        return
    try:
        pay_data.journal().pay.decide(
            one.contest_id, status=status, decision=text.mask(reason), person=data.scope().person
        )
    except SapaError as error:
        st.session_state["contest_problem"] = problems.said(error)

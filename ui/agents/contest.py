"""Contesting one's own rating: which one, why, and what became of it."""

from collections.abc import Sequence

import streamlit as st

from config.errors import SapaError
from journal.api import LONGEST_TEXT, OPEN, WITHDRAWN, Contest, PayRating
from text import api as text
from ui import cards, data, problems
from ui.agents import my_ratings
from ui.pay import access as pay_access
from ui.pay import contests as pay_contests
from ui.pay import data as pay_data
from ui.periods import Span
from ui.plain import plain
from ui.words import _

_TEXT, _PROBLEM, _SAVED = "my_contest_text", "my_contest_problem", "my_contest_saved"


def card(month: Span, ratings: Sequence[PayRating], contests: Sequence[Contest], *, is_closed: bool) -> None:
    """What was contested, and a form for another one while the month is open."""
    with cards.card("my_contests"):
        caption = _("A head of quality decides and gives a reason; you see both here")
        cards.head(key="my_contests", title=_("Contest a rating"), caption=caption)
        _just_saved()
        for one in contests:
            _mine(one)
        if is_closed:
            st.caption(_("The month is closed: its ratings can no longer be contested."))
        else:
            _form(month, ratings, contests)


def _just_saved() -> None:
    if st.session_state.pop(_SAVED, False):
        st.markdown(f":material/check_circle: {_('Saved in the journal.')}")
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(plain(problem), icon=":material/error:")


def _mine(one: Contest) -> None:
    with st.container(border=True, key=f"my_contest_{one.contest_id}"):
        pay_contests.told(one)
        if one.status == OPEN:
            st.button(
                _("Withdraw"),
                key=f"my_withdraw_{one.contest_id}",
                icon=":material/undo:",
                on_click=_withdraw,
                args=(one.contest_id,),
            )


def _form(month: Span, ratings: Sequence[PayRating], contests: Sequence[Contest]) -> None:
    asked = {one.rating_id for one in contests if one.status != WITHDRAWN}
    free = [one for one in ratings if one.excluded is None and one.rating_id not in asked]
    by_number = {one.rating_id: one for one in sorted(free, key=lambda one: (one.rating, one.date))}
    if not by_number:
        st.caption(_("There is no rating that could be contested."))
        return
    number = st.selectbox(
        _("Which rating"),
        list(by_number),
        index=None,
        format_func=lambda number: my_ratings.describe(month, by_number[number]),
        key=f"my_contest_rating_{month.code}",
        placeholder=_("Choose a rating"),
    )
    if number in by_number:
        _reason(by_number[number])


def _reason(one: PayRating) -> None:
    key = f"{_TEXT}_{one.rating_id}"
    if key not in st.session_state:
        st.session_state[key] = pay_data.journal().pay.draft(one.rating_id, data.scope().person)
    st.text_area(
        _("Why should it not count?"),
        key=key,
        max_chars=LONGEST_TEXT,
        on_change=_keep_draft,
        args=(one.rating_id, key),
    )
    st.caption(
        _("What you type is kept, also when the connection breaks. Phone and personal numbers are masked.")
    )
    st.button(
        _("Send the contest"),
        key="my_contest_send",
        type="primary",
        icon=":material/gavel:",
        on_click=_send,
        args=(one, key),
    )


def _keep_draft(rating_id: str, key: str) -> None:
    typed = text.mask(str(st.session_state.get(key, "")))
    try:
        pay_data.journal().pay.keep_draft(rating_id, data.scope().person, typed)
    except SapaError as error:
        st.session_state[_PROBLEM] = problems.said(error)


def _send(one: PayRating, key: str) -> None:
    """Only an own rating of a month that was on the page reaches this; the journal checks that it is open."""
    scope, reason = data.scope(), str(st.session_state.get(key, "")).strip()
    if not pay_access.is_agent() or one.agent_id is None or one.agent_id != scope.agent_id:
        st.session_state[_PROBLEM] = _("This is not a rating of yours.")
        return
    if not reason:
        st.session_state[_PROBLEM] = _("Write why it should not count.")
        return
    try:
        pay_data.journal().pay.contest(
            rating_id=one.rating_id,
            agent_id=one.agent_id,
            unit_id=one.unit_id,
            day=one.date,
            rating=one.rating,
            reason=text.mask(reason),
            person=scope.person,
        )
    except SapaError as error:
        st.session_state[_PROBLEM] = problems.said(error)
        return
    st.session_state[_SAVED] = True
    st.session_state.pop(key, None)


def _withdraw(contest_id: int) -> None:
    try:
        pay_data.journal().pay.withdraw(contest_id, data.scope().person)
    except SapaError as error:
        st.session_state[_PROBLEM] = problems.said(error)

"""What a person does to low scores: takes, closes, reopens, takes back; in the journal at once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from config.errors import SapaError
from journal.api import Closing, FollowUpBook, Task
from text import api as text
from ui import data, problems
from ui.follow_up import data as followup_data
from ui.words import _, _n

_LAST, _DID = "followup_last", "followup_did"
_Told = TypeVar("_Told")


def take(task_ids: Sequence[str]) -> None:
    """Puts the viewer on those nobody has; somebody else's stay theirs."""
    wanted = _mine_to_act(task_ids)
    taken = _told(lambda: _book().take(wanted, _person(), followup_data.now()))
    ids = [step.task_id for step in taken or ()]
    _done(ids, _n("{count} taken.", "{count} taken.", len(ids)))
    if taken is not None and len(ids) < len(wanted):
        st.toast(_("Some were taken by somebody else before; they stay theirs."), icon=":material/info:")


def close(task_id: str, closing: Closing) -> bool:
    """Closes one; True when the journal has it. An error is said where the form stands."""
    wanted = _mine_to_act([task_id])
    if not wanted:
        st.warning(_("This unit is not in your view."), icon=":material/lock:")
        return False
    try:
        masked = Closing(text.mask(closing.note), closing.outcome, closing.cause, closing.category_id)
        _book().close(wanted[0], masked, _person(), followup_data.now())
    except SapaError as error:
        st.error(problems.said(error), icon=":material/error:")
        return False
    _done([task_id], _("Closed. It is in the journal."))
    return True


def reopen(task_id: str, why: str) -> bool:
    """A closed one waits again; True when the journal has it."""
    if not why.strip() or not _mine_to_act([task_id]):
        st.warning(_("Write why it is to be looked at again."), icon=":material/edit:")
        return False
    step = _told(lambda: _book().reopen(task_id, text.mask(why), _person(), followup_data.now()))
    if step is not None:
        _done([task_id], _("It waits again."))
    return step is not None


def undo(task_ids: Sequence[str]) -> None:
    """Takes the viewer's own last step back."""
    st.session_state.pop(_LAST, None)
    _told(lambda: _book().undo(task_ids, _person(), followup_data.now()))


def just_done() -> None:
    """The line after an act, with the button that takes it back."""
    last = st.session_state.get(_LAST)
    if not last:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="followup_saved"):
        st.markdown(f":material/check_circle: {st.session_state[_DID]}")
        st.button(_("Undo"), key="followup_undo", icon=":material/undo:", on_click=undo, args=(last,))


def keep_draft(task_id: str, key: str) -> None:
    """What was typed so far goes to the journal, masked: a lost connection costs nothing."""
    written = str(st.session_state.get(key) or "")
    if followup_data.may_act():
        _told(lambda: _book().keep_draft(_person(), task_id, text.mask(written)))


def draft(task_id: str) -> str:
    """What the viewer began to write."""
    return _book().draft(_person(), task_id)


def _mine_to_act(task_ids: Sequence[str]) -> list[Task]:
    return followup_data.tasks(list(task_ids)) if followup_data.may_act() and task_ids else []


def _book() -> FollowUpBook:
    return followup_data.book()


def _person() -> str:
    return data.scope().person


def _done(task_ids: list[str], words: str) -> None:
    st.session_state[_LAST], st.session_state[_DID] = task_ids, words


def _told(act: Callable[[], _Told]) -> _Told | None:
    try:
        return act()
    except SapaError as error:
        st.toast(problems.said(error), icon=":material/error:")
        return None

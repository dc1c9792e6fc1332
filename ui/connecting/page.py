"""The page "Connect a source": a file becomes a declared source in four steps, each undone at will."""

import streamlit as st

from config.errors import SapaError
from ui import session_menu
from ui.connecting import file as connect_file
from ui.connecting import mapping as connect_mapping
from ui.connecting import save as connect_save
from ui.connecting import state as connect_state
from ui.connecting import trying as connect_try
from ui.connecting import words as say
from ui.connecting.access import may_connect
from ui.connecting.state import COLUMNS, FILE, SAVE, TRY
from ui.plain import plain
from ui.words import _

_DRAW = {
    FILE: connect_file.draw, COLUMNS: connect_mapping.draw, TRY: connect_try.draw, SAVE: connect_save.draw
}  # fmt: skip


def draw() -> None:
    """The whole page; whoever is no administrator gets a refusal in one sentence."""
    with st.container(horizontal=True, vertical_alignment="top", key="header"):
        with st.container(width="stretch", gap=None):
            header = st.empty()
        session_menu.menu()
    if not may_connect():
        header.title(_("Connect a source"), anchor=False)
        with st.container(border=True, key="card_connect_refused"):
            st.markdown(f":material/lock: {_('Sources are connected by administrators: ask one of them.')}")
        return
    with header.container(gap=None):
        st.title(_title(), anchor=False)
        st.caption(_caption())
    _stepper()
    try:
        _DRAW[_step()]()
    except SapaError as error:
        _cannot(error)


def _step() -> int:
    now = connect_state.state()
    return now.step if now.file else FILE


def _title() -> str:
    name = connect_state.state().name
    return _("Connect “{name}”", name=plain(name)) if _step() != FILE else _("Connect a source")


def _caption() -> str:
    if st.session_state.get("connect_saved"):
        return _("Saved. From now on files of this kind are loaded by themselves.")
    captions = {
        FILE: _("Give a file as your system exports it; Sapa looks at it and proposes how to read it."),
        COLUMNS: _("Check what Sapa saw, and correct it where it is wrong. Nothing is saved yet."),
        TRY: _("The whole file, read as declared; nothing is written yet."),
        SAVE: _("Give it a name, and say where its next files will arrive."),
    }
    return captions[_step()]


def _stepper() -> None:
    titles = {
        FILE: _("1 File"), COLUMNS: _("2 Columns"), TRY: _("3 Try"), SAVE: _("4 Save")
    }  # fmt: skip
    st.session_state["connect_step"] = _step()
    st.segmented_control(
        _("Step"), list(titles), format_func=titles.__getitem__, key="connect_step", required=True,
        label_visibility="collapsed", on_change=_stepped, disabled=_is_still(),
    )  # fmt: skip


def _is_still() -> bool:
    """There is nowhere to go before there is a file, and after it is saved."""
    return connect_state.state().file is None or bool(st.session_state.get("connect_saved"))


def _stepped() -> None:
    """Behind the columns one comes only with a file that can be read."""
    asked = int(st.session_state["connect_step"])
    try:
        is_free = asked <= COLUMNS or connect_state.sight().is_ready
    except SapaError:
        is_free = asked == FILE
    connect_state.go(asked if is_free else _step())


def _cannot(error: SapaError) -> None:
    """The file cannot be taken at all, or not as it is declared now."""
    with st.container(border=True, key="card_connect_problem"):
        st.markdown(f"##### :material/error: {_('This file cannot be taken')}")
        st.markdown(plain(say.problem(str(error))))
        with st.container(horizontal=True):
            words = _("Take the last correction back")
            if connect_state.state().past:
                st.button(
                    words, key="connect_undo_problem", on_click=connect_state.undo, icon=":material/undo:"
                )
            st.button(
                _("Choose another file"), key="connect_other", on_click=connect_state.leave,
                icon=":material/arrow_back:",
            )  # fmt: skip

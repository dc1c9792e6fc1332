"""The popover at the top right: language, big type, and in the demo whose eyes one looks through."""

import streamlit as st

from reports.formats import LANGUAGES
from ui import access, data
from ui.words import LANGUAGE_NAMES, _, language
from warehouse.scope import Scope


def menu() -> None:
    """Draws the popover; what is chosen in it holds for the session."""
    with st.popover(
        language().upper(), icon=":material/settings:", key="m_session", help=_("Language and view")
    ):
        _language()
        st.toggle(
            _("Big type"),
            key="toggle_big",
            value=bool(st.session_state.get("big_type")),
            on_change=_keep,
            args=("toggle_big", "big_type"),
        )
        _role()


def _language() -> None:
    st.session_state["choice_language"] = language()
    st.segmented_control(
        _("Language"),
        LANGUAGES,
        format_func=LANGUAGE_NAMES.__getitem__,
        key="choice_language",
        required=True,
        on_change=_keep,
        args=("choice_language", "language"),
    )


def _role() -> None:
    offered = access.choices(data.instance())
    if not offered:
        return
    names = {person: _person(scope) for person, scope in offered.items()}
    key = "choice_person"
    st.session_state[key] = st.session_state.get("person", access.first_person(data.instance()))
    st.selectbox(
        _("Look as (demo only)"),
        list(offered),
        format_func=names.__getitem__,
        key=key,
        on_change=_keep,
        args=(key, "person"),
    )


def _person(scope: Scope) -> str:
    return f"{scope.name or scope.person} · {_role_name(scope.role)}"


def _role_name(role: str) -> str:
    names = {
        "executive": _("executive"),
        "manager": _("manager"),
        "trainer": _("trainer"),
        "head_of_quality": _("head of quality"),
        "administrator": _("administrator"),
        "agent": _("agent"),
    }
    return names.get(role, role)


def _keep(source: str, name: str) -> None:
    st.session_state[name] = st.session_state[source]

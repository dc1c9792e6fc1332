"""A draft put in force, the versions before it, and the way back."""

import streamlit as st

from config.errors import SapaError
from etl.api import scripting
from ui import cards, data
from ui.plain import plain
from ui.scripts import listing, state
from ui.words import _, _n, formats

_DONE, _FAILED = "scripts_done", "scripts_failed"


def card(version: scripting.Version) -> None:
    """What the draft changes, the button that makes it count, and the history."""
    with cards.card("scripts_use"):
        caption = _("Who changed the rules when; every version is kept")
        cards.head(key="scripts_use", title=_("Draft and versions"), caption=caption)
        _told()
        own = state.draft(version)
        if own and state.may_use():
            _draft(version, own)
        _versions(version)


def _told() -> None:
    if done := st.session_state.pop(_DONE, ""):
        st.success(plain(done), icon=":material/check_circle:")
    if failed := st.session_state.pop(_FAILED, ""):
        st.error(plain(failed), icon=":material/error:")


def _draft(version: scripting.Version, own: state.Draft) -> None:
    count = len(listing.changes(version))
    changed = _n("The draft changes {count} criterion.", "The draft changes {count} criteria.", count)
    st.markdown(f":material/edit_note: {changed}")
    is_tried = state.trial(version) is not None
    if not is_tried:
        st.caption(_("Try it on past calls first; then it can be used."))
    with st.container(horizontal=True):
        st.button(
            _("Use from now"), key="scripts_use_now", disabled=not is_tried, on_click=_use,
            type="primary" if is_tried else "secondary", args=(version.name, own),
            icon=":material/published_with_changes:",
        )  # fmt: skip
        st.button(
            _("Discard the draft"), key="scripts_discard", on_click=state.drop_draft, args=(version.name,)
        )


def _use(name: str, own: state.Draft) -> None:
    if not state.may_use():
        return
    try:
        done = scripting.use(data.instance(), name, own.text, data.scope().person, based_on=own.based_on)
    except SapaError as error:
        st.session_state[_FAILED] = str(error)
        return
    state.drop_draft(name)
    st.session_state[_DONE] = _in_force(done.version)


def _in_force(version: int) -> str:
    return _(
        "Version {version} is in force. Calls are checked by it at the next load; until then figures stay.",
        version=formats().count(version),
    )


def _versions(version: scripting.Version) -> None:
    kept = scripting.history(data.instance(), version.name)
    for one in kept[:8]:
        st.markdown(_line(one, is_now=one.version == version.version))
    if len(kept) > 1 and state.may_use():
        st.button(
            _("Bring back version {version}", version=formats().count(kept[1].version)), key="scripts_undo",
            icon=":material/undo:", on_click=_undo, args=(version.name,),
        )  # fmt: skip


def _line(one: scripting.Version, *, is_now: bool) -> str:
    when = formats().time(one.changed_at.replace(tzinfo=None)) if one.changed_at else _("as delivered")
    words = _("Version {version}", version=formats().count(one.version))
    parts = [
        f"**{words}**" if is_now else words,
        when + (" UTC" if one.changed_at else ""),
        plain(one.changed_by),
    ]
    return " · ".join(part for part in (*parts, _("in force") if is_now else "") if part)


def _undo(name: str) -> None:
    if not state.may_use():
        return
    try:
        done = scripting.undo(data.instance(), name, data.scope().person)
    except SapaError as error:
        st.session_state[_FAILED] = str(error)
        return
    state.drop_draft(name)
    st.session_state[_DONE] = _in_force(done.version)

"""A draft put in force, texts sorted anew by it, the versions before it, and the way back."""

from collections.abc import Callable

import streamlit as st

from config.errors import SapaError
from etl.api import causes
from ui import cards, data, problems, runs
from ui.plain import plain
from ui.taxonomy import state, tree
from ui.words import _, _n, formats

_DONE, _FAILED = "taxonomy_done", "taxonomy_failed"
_SHOWN = 8


def card(version: causes.Version) -> None:
    """What the draft changes, the button that makes it count, and the history."""
    with cards.card("taxonomy_use"):
        caption = _("Who changed the causes when; every version is kept")
        cards.head(key="taxonomy_use", title=_("Draft and versions"), caption=caption)
        _told()
        own = state.draft(version)
        if own and state.may_use():
            _draft(version, own)
        _versions(version)


def _told() -> None:
    if done := st.session_state.get(_DONE, ""):
        st.success(plain(done), icon=":material/check_circle:")
        runs.button("taxonomy", _("Sort the texts anew now"), _("Done: the figures are made of it now."))
    if failed := st.session_state.pop(_FAILED, ""):
        st.error(plain(failed), icon=":material/error:")


def _draft(version: causes.Version, own: state.Draft) -> None:
    count = len(tree.changes(version))
    changed = _n("The draft changes {count} cause.", "The draft changes {count} causes.", count)
    st.markdown(f":material/edit_note: {changed}")
    is_tried = state.trial(version) is not None
    if not is_tried:
        st.caption(_("Try it on past texts first; then it can be used."))
    with st.container(horizontal=True):
        st.button(
            _("Use from now"), key="taxonomy_use_now", disabled=not is_tried, on_click=_use,
            type="primary" if is_tried else "secondary", args=(own,),
            icon=":material/published_with_changes:",
        )  # fmt: skip
        st.button(_("Discard the draft"), key="taxonomy_discard", on_click=state.drop_draft)


def _use(own: state.Draft) -> None:
    _change(lambda: causes.use(data.instance(), own.text, data.scope().person, based_on=own.based_on))


def _undo() -> None:
    _change(lambda: causes.undo(data.instance(), data.scope().person))


def _change(act: Callable[[], causes.Version]) -> None:
    if not state.may_use():
        return
    try:
        done = act()
    except SapaError as error:
        st.session_state[_FAILED] = problems.said(error)
        return
    state.drop_draft()
    st.session_state[_DONE] = _(
        "Version {version} is in force. Figures follow once texts are sorted by it: now or at the next load.",
        version=formats().count(done.version),
    )


def _versions(version: causes.Version) -> None:
    kept = causes.history(data.instance())
    for one in kept[:_SHOWN]:
        st.markdown(_line(one, is_now=one.version == version.version))
    if len(kept) > 1 and state.may_use():
        st.button(
            _("Bring back version {version}", version=formats().count(kept[1].version)), key="taxonomy_undo",
            icon=":material/undo:", on_click=_undo,
        )  # fmt: skip


def _line(one: causes.Version, *, is_now: bool) -> str:
    when = formats().time(one.changed_at.replace(tzinfo=None)) if one.changed_at else _("as delivered")
    words = _("Version {version}", version=formats().count(one.version))
    parts = [
        f"**{words}**" if is_now else words,
        when + (" UTC" if one.changed_at else ""),
        plain(one.changed_by),
    ]
    return " · ".join(part for part in (*parts, _("in force") if is_now else "") if part)

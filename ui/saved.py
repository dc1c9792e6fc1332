"""Filters saved under a name: chosen, saved, renamed, deleted and taken back; the link that shares them."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from config.errors import SapaError
from journal.api import FilterBook, Journal, SavedFilter
from ui import data, filters, problems
from ui.plain import plain
from ui.words import _

_SAID, _REMOVED = "saved_filters_said", "saved_filters_removed"


def section() -> None:
    """The person's own filters inside the popover of filters; nothing for who is not known."""
    try:
        if data.scope().person:
            _mine()
            _save()
    except SapaError as error:  # the journal is shut; the filters themselves still work
        st.caption(f":material/error: {plain(str(error))}")
    _link()


def _book() -> FilterBook:
    return Journal(data.instance()).filters


def _person() -> str:
    return data.scope().person


def _mine() -> None:
    kept = {one.filter_id: one for one in _book().of(_person())}
    if kept:
        st.session_state.setdefault("saved_filter", None)
        chosen = st.selectbox(
            _("My saved filters"),
            list(kept),
            index=None,
            format_func=lambda number: kept[number].name if number in kept else "",
            placeholder=_("Choose a saved filter"),
            key="saved_filter",
            on_change=_apply,
            args=(kept,),
        )
        if chosen in kept:
            _change(kept[chosen])
    _undo()
    if said := st.session_state.pop(_SAID, ""):
        st.caption(f":material/error: {plain(said)}")


def _apply(kept: dict[int, SavedFilter]) -> None:
    """The saved choice instead of the present one; the period stays where none was saved."""
    one = kept.get(st.session_state["saved_filter"])
    if one is None:
        return
    found, left_out = filters.read(dict(parse_qsl(one.address)))
    filters.reset()
    span = found.span if "period" in dict(parse_qsl(one.address)) else None
    filters.choose(span, **dict(found.values))
    if left_out:
        gone = ", ".join(code for _key, code in left_out)
        st.session_state[_SAID] = _("Not in this data any more: {codes}", codes=gone)


def _change(one: SavedFilter) -> None:
    """Its name and its end."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(_("Name"), value=one.name, key=f"saved_name_{one.filter_id}", max_chars=60)
        st.button(
            _("Rename"), key="saved_rename", disabled=name.strip() in ("", one.name),
            on_click=_try, args=("rename", one.filter_id, name),
        )  # fmt: skip
        st.button(_("Delete"), key="saved_delete", icon=":material/delete:", on_click=_remove, args=(one,))


def _remove(one: SavedFilter) -> None:
    _try("remove", one.filter_id)
    st.session_state["saved_filter"] = None
    st.session_state[_REMOVED] = one


def _undo() -> None:
    removed = st.session_state.get(_REMOVED)
    if removed is not None:
        words = _("Take back: “{name}” was deleted", name=removed.name)
        st.button(words, key="saved_undo", icon=":material/undo:", on_click=_restore, args=(removed,))


def _restore(one: SavedFilter) -> None:
    _try("restore", one.filter_id)
    st.session_state.pop(_REMOVED, None)


def _try(what: str, *given: object) -> None:
    """One act in the journal; what it says against it stands in the popover."""
    try:
        getattr(_book(), what)(_person(), *given)
    except SapaError as error:
        st.session_state[_SAID] = problems.said(error)


def _save() -> None:
    """The present choice under a name."""
    with st.form("saved_filters_new", clear_on_submit=True, border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(_("Save as"), key="saved_new_name", max_chars=60)
            is_sent = st.form_submit_button(_("Save"), icon=":material/bookmark_add:")
        with_period = st.checkbox(_("With the period"), key="saved_with_period")
    if is_sent and name.strip():
        _try("save", name, urlencode(_address(with_period)))
        st.rerun()


def _address(with_period: bool) -> dict[str, str]:
    """The choice as a link carries it; the period by its code, also where it is the usual one."""
    chosen = filters.chosen()
    address = {key: value for key, value in chosen.address().items() if key != "period"}
    return {**({"period": chosen.span.code} if with_period else {}), **address}


def _link() -> None:
    """The address that opens the same for whoever may see it, to be copied."""
    parts = urlsplit(st.context.url or "")
    st.caption(_("Share: this link holds the filters as codes, never names or data."))
    st.code(parts._replace(query=urlencode(_address(with_period=True)), fragment="").geturl(), language=None)

"""One cause to read: names, owner, its rules in plain words, examples; and what can be done with it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from config.errors import SapaError
from etl.api import causes
from ui import cards, problems
from ui.plain import plain
from ui.taxonomy import state, told
from ui.words import LANGUAGE_NAMES, _, formats

_PROBLEM = "taxonomy_open_problem"


def card(version: causes.Version) -> None:
    """The cause that is open; a hint where none is."""
    entries = state.values_of(version).get("category", [])
    entry = next((one for one in entries if one["id"] == state.opened()), None)
    with cards.card("taxonomy_opened"):
        if entry is None:
            cards.head(key="taxonomy_opened", title=_("One cause"), caption="")
            st.markdown(f":material/touch_app: {_('Open a cause of the tree to read its rules.')}")
            return
        names = " · ".join(str(entry.get(f"name_{code}", "")) for code in told.LANGUAGES)
        cards.head(key="taxonomy_opened", title=told.name(entry), caption=plain(names))
        st.markdown("  \n".join(plain(one) for one in told.facts(entry)))
        st.markdown(plain(told.rule(entry)))
        for code in told.LANGUAGES:
            _phrases(entry, code)
        _examples(entry.get("examples", ()))
        if state.may_use():
            _actions(version, entry, [one for one in entries if one["id"] != entry["id"]])


def _phrases(entry: Mapping[str, Any], code: str) -> None:
    written, barred = told.phrases(entry, "rules")[code], told.phrases(entry, "unless")[code]
    if not written and not barred:
        return
    with st.expander(f"{LANGUAGE_NAMES[code]}: {formats().count(len(written))}"):
        st.markdown("\n".join(f"- {plain(told.phrase(one))}" for one in written))
        if barred:
            st.markdown(f"**{_('Unless it also says')}**")
            st.markdown("\n".join(f"- {plain(told.phrase(one))}" for one in barred))


def _examples(examples: Sequence[str]) -> None:
    if not examples:
        return
    st.markdown(f"**{_('Examples')}**")
    for example in examples:
        st.caption(plain(f"“{example}”"))


def _actions(version: causes.Version, entry: Mapping[str, Any], others: list[Mapping[str, Any]]) -> None:
    code = str(entry["id"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            _("Edit"), key="taxonomy_edit", icon=":material/edit:", type="primary",
            on_click=state.open_cause, args=(code, True),
        )  # fmt: skip
        st.button(
            _("Take it out"), key="taxonomy_remove", icon=":material/remove:", on_click=_remove,
            args=(version, code),
        )  # fmt: skip
        with st.popover(_("Merge"), icon=":material/merge:"):
            st.caption(_("Its phrases and examples go to the other cause, and this one goes."))
            names = {str(one["id"]): told.name(one) for one in others}
            into = st.selectbox(
                _("Merge into"), list(names), format_func=names.__getitem__, key="taxonomy_into"
            )
            st.button(
                _("Merge in the draft"), key="taxonomy_merge", on_click=_merge, args=(version, code, into)
            )
        st.button(_("Close"), key="taxonomy_close", on_click=state.close)
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(plain(problem), icon=":material/error:")


def _remove(version: causes.Version, code: str) -> None:
    state.keep_draft(version, causes.without_cause(state.text_of(version), code))
    state.close()


def _merge(version: causes.Version, code: str, into: str) -> None:
    try:
        text = causes.merged(state.text_of(version), code, into)
        causes.taxonomy(text)
    except SapaError as error:
        st.session_state[_PROBLEM] = problems.said(error)
        return
    state.keep_draft(version, text)
    state.open_cause(into)

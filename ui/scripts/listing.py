"""The criteria of a script, in plain words, with what the draft changes of them."""

import tomllib
from collections.abc import Mapping
from typing import Any

import streamlit as st

from etl.api import scripting
from ui import cards, narrow
from ui.plain import plain
from ui.scripts import state, told
from ui.words import _


def card(version: scripting.Version) -> None:
    """Every criterion with its sentence; a button opens it in the form."""
    entries = tomllib.loads(state.text_of(version)).get("criterion", [])
    names = {str(entry["id"]): told.name(entry) for entry in entries}
    marks = changes(version)
    with cards.card("scripts_list"):
        cards.head(
            key="scripts_list", title=told.name(version.values), caption=_("What every call is checked by")
        )
        for entry in entries:
            _criterion(entry, names, marks.get(str(entry["id"]), ""))
        for gone in [one for one, mark in marks.items() if mark == "removed"]:
            st.markdown(f":gray[:material/remove: {plain(gone)}: {_('left out in the draft')}]")
        if state.may_use():
            st.button(
                _("Add a criterion"), key="scripts_add", icon=":material/add:", on_click=state.open_form,
                args=(state.NEW,), width="stretch" if narrow.is_narrow() else "content",
            )  # fmt: skip


def changes(version: scripting.Version) -> dict[str, str]:
    """Criterion -> changed, new or removed in the draft; those left alone are not there."""
    before = _by_id(version.text)
    now = _by_id(state.text_of(version))
    found = {code: "new" for code in now if code not in before}
    found |= {code: "removed" for code in before if code not in now}
    return found | {
        code: "changed" for code, entry in now.items() if code in before and before[code] != entry
    }


def _by_id(text: str) -> dict[str, Any]:
    return {str(entry["id"]): entry for entry in tomllib.loads(text).get("criterion", [])}


def _criterion(entry: Mapping[str, Any], names: Mapping[str, str], mark: str) -> None:
    code = str(entry["id"])
    with st.container(horizontal=True, vertical_alignment="center", key=f"scripts_row_{code}"):
        with st.container(width="stretch", gap=None):
            badge = {"changed": _("changed"), "new": _("new")}.get(mark, "")
            st.markdown(f"**{plain(told.name(entry))}**" + (f" :orange-badge[{badge}]" if badge else ""))
            st.caption(plain(f"{told.sentence(entry, names)} {told.strictness(entry).capitalize()}."))
        if state.may_use():
            st.button(
                _("Edit the rule"), key=f"scripts_change_{code}", icon=":material/edit:",
                on_click=state.open_form, args=(code,),
            )  # fmt: skip

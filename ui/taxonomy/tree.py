"""The tree of causes with how many cases and comments each had in the period, and what the draft changes."""

import tomllib
from collections.abc import Mapping
from typing import Any

import streamlit as st

from etl.api import causes
from ui import cards, data, filters, narrow
from ui.owners import owner_words
from ui.plain import plain
from ui.taxonomy import state, told
from ui.words import _, _n

_COUNTED = ("complaints", "appeals", "nps")


def card(version: causes.Version) -> None:
    """Branches with their causes, unfolded where one is open or changed; a button opens each cause."""
    values = state.values_of(version)
    counts, marks = _counts(), changes(version)
    with cards.card("taxonomy_tree"):
        words = _("{period}: complaints, appeals and comments", period=filters.chosen().span.title)
        cards.head(key="taxonomy_tree", title=_("Causes by branch"), caption=words)
        for parent in values.get("parent", []):
            _branch(parent, values, counts, marks)
        for gone in [one for one, mark in marks.items() if mark == "removed"]:
            st.markdown(
                f":gray[:material/remove: {plain(_old_name(version, gone))}: {_('gone in the draft')}]"
            )
        if state.may_use():
            st.button(
                _("Add a cause"), key="taxonomy_add", icon=":material/add:", on_click=state.open_cause,
                args=(state.NEW, True), width="stretch" if narrow.is_narrow() else "content",
            )  # fmt: skip


def changes(version: causes.Version) -> dict[str, str]:
    """Cause -> changed, new or removed in the draft; those left alone are not there."""
    before, now = _by_id(version.text), _by_id(state.text_of(version))
    found = {code: "new" for code in now if code not in before}
    found |= {code: "removed" for code in before if code not in now}
    return found | {
        code: "changed" for code, entry in now.items() if code in before and before[code] != entry
    }


def _by_id(text: str) -> dict[str, Any]:
    return {str(entry["id"]): entry for entry in tomllib.loads(text).get("category", [])}


def _old_name(version: causes.Version, code: str) -> str:
    return told.name(_by_id(version.text)[code])


def _counts() -> dict[str, int]:
    """Cause -> complaints, appeals and commented answers of the period together."""
    found: dict[str, int] = {}
    for metric in _COUNTED:
        frame = data.metric(metric, by=("category",))
        for row in frame.to_dict("records"):
            if row["category"]:
                code = str(row["category"])
                found[code] = found.get(code, 0) + int(row["count"] or 0)
    return found


def _branch(
    parent: Mapping[str, Any], values: Mapping[str, Any], counts: Mapping[str, int], marks: Mapping[str, str]
) -> None:
    own = {str(one["id"]): one for one in values.get("category", []) if one.get("parent") == parent["id"]}
    total = sum(counts.get(code, 0) for code in own)
    is_open = state.opened() in own or any(code in marks for code in own)
    with st.expander(f"**{plain(told.name(parent))}** · {plain(_texts(total))}", expanded=is_open):
        for code in sorted(own, key=lambda one: -counts.get(one, 0)):
            _cause(own[code], counts.get(code, 0), marks.get(code, ""))


def _cause(entry: Mapping[str, Any], count: int, mark: str) -> None:
    code = str(entry["id"])
    badge = {"changed": _("changed"), "new": _("new")}.get(mark, "")
    with st.container(horizontal=True, vertical_alignment="center", key=f"taxonomy_row_{code}", gap="small"):
        with st.container(width="stretch", gap=None):
            is_open = state.opened() == code
            shown = f":primary[**{plain(told.name(entry))}**]" if is_open else plain(told.name(entry))
            st.markdown(shown + (f" :orange-badge[{badge}]" if badge else ""))
            st.caption(plain(f"{_texts(count)} · {owner_words(str(entry.get('owner', '')))}"))
        st.button(
            _("Look"), key=f"taxonomy_open_{code}", on_click=state.open_cause, args=(code,),
            type="tertiary", icon=":material/chevron_right:",
        )  # fmt: skip


def _texts(count: int) -> str:
    return _n("{count} text", "{count} texts", count)

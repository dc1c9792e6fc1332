"""The controls of the search: the box, and what narrows it; on a phone the latter in a popover."""

from typing import Literal

import streamlit as st

from ui import labels, narrow
from ui.search.wanted import ANY_BROKEN, SCORES, Wanted, want, wanted
from ui.words import LANGUAGE_NAMES, _

SHOWN = "search_shown"
"""How many hits are shown, in the session."""
_Width = int | Literal["stretch"]


def controls() -> Wanted:
    """Draws them above the list; what is wanted now."""
    with st.container(key="filters_calls", horizontal=not narrow.is_narrow(), vertical_alignment="center"):
        _box()
        if narrow.is_narrow():
            with st.popover(_narrowed_words(), icon=":material/tune:", key="search_more"):
                _choices("stretch")
        else:
            _choices(190)
    return wanted()


def _box() -> None:
    key = _control("q")
    st.text_input(
        _("Search in the talks"), key=key, icon=":material/search:", label_visibility="collapsed",
        placeholder=_("Search in the talks"), width="stretch" if narrow.is_narrow() else 320,
        on_change=_changed, args=("q", key), max_chars=400,
        help=_("Words in any form, in any order. A phrase in “quotes”, -without a word, begin* of a word."),
    )  # fmt: skip


def _choices(width: _Width) -> None:
    _choice("score", _("Score"), _scores(), width)
    _choice("said_in", _("Language"), {"": _("Any language"), **LANGUAGE_NAMES}, width)
    sides = {"": _("Either side"), "agent": _("Agent"), "customer": _("Customer")}
    _choice("speaker", _("Who says it"), sides, width)
    _choice("broken", _("Standard broken"), _standards(), width)


def _choice(name: str, title: str, offered: dict[str, str], width: _Width) -> None:
    key = _control(name)
    if st.session_state[key] not in offered:
        offered = {**offered, st.session_state[key]: str(st.session_state[key])}
    st.selectbox(
        title, list(offered), key=key, format_func=offered.__getitem__, label_visibility="collapsed",
        width=width, on_change=_changed, args=(name, key),
    )  # fmt: skip


def order() -> None:
    """The switch between the newest first and those that fit best."""
    key, names = _control("order"), {"newest": _("Newest first"), "best": _("Best match first")}
    st.segmented_control(
        _("Order"), list(names), key=key, format_func=names.__getitem__, required=True,
        label_visibility="collapsed", on_change=_changed, args=("order", key),
    )  # fmt: skip


def _scores() -> dict[str, str]:
    groups = {code: _("Score {low}–{high}", low=low, high=high) for code, (low, high) in SCORES.items()}
    return {"": _("Any score"), **groups}


def _standards() -> dict[str, str]:
    named = {code: labels.name("criterion", code) for code in labels.values("criterion")}
    return {"": _("Any call"), ANY_BROKEN: _("Standard broken"), **named}


def _narrowed_words() -> str:
    now = wanted()
    count = sum(bool(one) for one in (now.score, now.said_in, now.speaker, now.broken))
    return f"{_('More')} ({count})" if count else _("More")


def _control(name: str) -> str:
    """The key of a control that always shows what is wanted, wherever it was changed."""
    key = f"search_{name}"
    st.session_state[key] = getattr(wanted(), name)
    return key


def _changed(name: str, widget: str) -> None:
    want(**{name: str(st.session_state[widget]).strip()})
    st.session_state.pop(SHOWN, None)
    for key in ("recording", "at"):  # another search opens its own first call
        st.query_params.pop(key, None)

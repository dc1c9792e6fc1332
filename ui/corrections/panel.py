"""The row somebody chose from a list: its text, its cause, and the choice of the right one."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from config.errors import SapaError
from journal.api import Correction
from ui import data, labels, problems
from ui.corrections.book import LISTS, book, may_correct, standing, text_hash, text_of
from ui.plain import plain
from ui.words import _, formats

MOST_CAUSES = 4


def panel(frame: pd.DataFrame, name: str, table_key: str, key: str) -> None:
    """Below a table with a chosen row; a hint where none is chosen, nothing where it cannot be corrected."""
    if name not in LISTS or not may_correct() or "category_id" not in frame:
        return
    table = st.session_state.get(table_key)
    rows = table.selection.rows if table else []
    if not rows or rows[0] >= len(frame):
        st.caption(_("A wrong cause? Choose the row, then the right one."))
        return
    row = {str(column): value for column, value in frame.iloc[rows[0]].items()}
    if text := text_of(row, LISTS[name]):
        with st.container(border=True, key=f"correct_{key}"):
            choice(text, _cause(row), key)


def _cause(row: Mapping[str, Any]) -> tuple[str, ...]:
    code = row.get("category_id")
    return (str(code),) if isinstance(code, str) and code else ()


def choice(text: str, found: Sequence[str], key: str, offered: Sequence[str] = ()) -> None:
    """A text with its causes, and the choice of others; ``offered``: one click each."""
    digest = text_hash(text)
    known = standing().get(digest)
    st.markdown(plain(f"“{text[:600]}”"))
    names = labels.names("category")
    field = f"causes_{key}_{digest}"
    now = list(known.category_ids if known else found)
    chosen = st.multiselect(
        _("Causes, the main one first"), sorted(names, key=lambda code: names[code]),
        default=[code for code in now if code in names], key=field,
        format_func=lambda code: names.get(code, code), max_selections=MOST_CAUSES,
        placeholder=_("no cause"),
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        words = _("Right as it is") if chosen == now and not known else _("Set right")
        st.button(
            words, key=f"correct_save_{key}", icon=":material/check:", type="primary",
            disabled=chosen == now and known is not None, on_click=_correct,
            args=(field, digest, now, chosen),
        )  # fmt: skip
        for code in offered:
            st.button(
                names.get(code, code), key=f"correct_{key}_{code}", on_click=_correct,
                args=(field, digest, now, [code]),
            )  # fmt: skip
        if known:
            _undo(known, key, field)
    if known:
        st.caption(_said(known))


def _undo(known: Correction, key: str, field: str) -> None:
    if known.who == data.scope().person:
        st.button(
            _("Undo"), key=f"correct_undo_{key}", icon=":material/undo:", on_click=_take_back,
            args=(field, known.text_hash),
        )  # fmt: skip


def _said(known: Correction) -> str:
    """By whom, when, and from when on figures know it."""
    at = formats().time(known.at)
    return _(
        "Set right by {who}, {at} UTC. Figures count it after the next load.", who=plain(known.who), at=at
    )


def _correct(field: str, digest: str, found: Sequence[str], chosen: Sequence[str]) -> None:
    """Writes it; the field then shows what counts."""
    if not may_correct():
        return
    st.session_state.pop(field, None)
    try:
        book().correct(digest, found, chosen, data.scope().person)
    except SapaError as error:
        st.toast(problems.said(error), icon=":material/error:")


def _take_back(field: str, digest: str) -> None:
    if not may_correct():
        return
    st.session_state.pop(field, None)
    try:
        book().undo(digest, data.scope().person)
    except SapaError as error:
        st.toast(problems.said(error), icon=":material/error:")

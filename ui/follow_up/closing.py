"""Forms of a follow-up: closing one with note, outcome and cause; reopening one; what was done about it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from journal.api import Closing
from ui import data, labels
from ui.cells import is_known
from ui.follow_up import acts as followup_acts
from ui.follow_up import data as followup_data
from ui.follow_up.words import causes, outcomes, usual_cause
from ui.plain import plain
from ui.words import _, formats


def close_dialog(task: Mapping[str, Any]) -> None:
    """Asks how it ended. What the taxonomy knows is filled in; what was typed before is there again."""
    task_id = str(task["task_id"])

    @st.dialog(_("How did it end?"))
    def ask() -> None:
        if is_known(task["comment"]):
            st.text(str(task["comment"]))
        outcome, cause, category = _chosen(task)
        note = _note(task_id)
        st.caption(_("Phone and personal numbers are masked before it is saved."))
        if st.button(_("Close it"), type="primary", width="stretch", key="followup_save"):
            _save(task_id, Closing(note, outcome or "", cause or "", category))

    ask()


def _chosen(task: Mapping[str, Any]) -> tuple[str | None, str | None, str | None]:
    known = str(task["category_id"]) if is_known(task["category_id"]) else None
    endings, roots, categories = outcomes(), causes(), labels.names("category")
    outcome = st.pills(_("Outcome"), list(endings), format_func=endings.__getitem__, key="followup_outcome")
    cause = st.pills(
        _("Where its root lies"), list(roots), format_func=roots.__getitem__, default=usual_cause(known),
        key="followup_cause",
    )  # fmt: skip
    ordered = sorted(categories, key=categories.__getitem__)
    category = st.selectbox(
        _("Category"), ordered, index=ordered.index(known) if known in ordered else None,
        format_func=lambda code: categories.get(code, code), key="followup_category",
        placeholder=_("none fits"),
    )  # fmt: skip
    return outcome, cause, category


def _note(task_id: str) -> str:
    key = f"followup_note_{task_id}"
    written = st.text_area(
        _("What was said and done"), key=key, value=followup_acts.draft(task_id),
        on_change=followup_acts.keep_draft, args=(task_id, key),
    )  # fmt: skip
    return str(written or "")


def _save(task_id: str, closing: Closing) -> None:
    lacking = [
        word
        for word, given in (
            (_("outcome"), closing.outcome),
            (_("root"), closing.cause),
            (_("note"), closing.note.strip()),
        )
        if not given
    ]
    if lacking:
        st.warning(_("Still to be filled in: {fields}.", fields=", ".join(lacking)), icon=":material/edit:")
    elif followup_acts.close(task_id, closing):
        st.rerun()


def reopen_dialog(task_id: str) -> None:
    """Asks why a closed one is to wait again."""

    @st.dialog(_("Look at it again"))
    def ask() -> None:
        why = st.text_area(_("Why is it not settled?"), key="followup_why")
        if st.button(_("Reopen"), type="primary", width="stretch", key="followup_reopen") and (
            followup_acts.reopen(task_id, str(why or ""))
        ):
            st.rerun()

    ask()


def history(task_id: str) -> None:
    """Who did what and when, oldest first."""
    words = {
        "taken": _("taken"), "closed": _("closed"), "reopened": _("reopened"), "undone": _("taken back"),
    }  # fmt: skip
    endings, roots = outcomes(), causes()
    for step in followup_data.book().steps(task_id):
        parts = [
            formats().time(step.at), followup_data.name_of(step.person), words.get(step.what, step.what),
            endings.get(step.outcome or "", ""), roots.get(step.cause or "", ""),
            labels.name("category", step.category_id) if step.category_id else "",
        ]  # fmt: skip
        st.caption(plain(" · ".join(part for part in parts if part)))
        if step.note and step.what in ("closed", "reopened") and data.scope().personal:
            st.text(step.note)

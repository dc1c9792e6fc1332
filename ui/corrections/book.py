"""Corrections as pages see them: who may make them, and rows with what people set right."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from journal.api import Correction, CorrectionBook, Journal
from ui import data

LISTS = {
    "cases": ("text",),
    "complaints": ("text",),
    "appeals": ("text",),
    "comments": ("comment", "suggestion"),
}
"""Row queries whose texts have a cause -> the columns of the text, the one that names the cause first."""


def may_correct() -> bool:
    """Who may read what customers wrote; agents leave it to others."""
    scope = data.scope()
    return bool(scope.person) and scope.personal and scope.agent_id is None and not scope.sees_nothing


def may_choose(name: str) -> bool:
    """Whether rows of the query ``name`` are chosen to set their cause right."""
    return name in LISTS and may_correct()


def book() -> CorrectionBook:
    return Journal(data.instance()).corrections


def standing() -> dict[str, Correction]:
    """Hash of a text -> what counts, of all that were corrected; read once while nothing changes."""
    kept = book()
    return _standing(kept, str(data.instance().home), kept.version())


@st.cache_data(max_entries=8, show_spinner=False)
def _standing(_book: CorrectionBook, home: str, version: int) -> dict[str, Correction]:
    return {one.text_hash: one for one in _book.standing()}


def text_hash(text: str) -> str:
    """As the warehouse's md5()."""
    return hashlib.md5(text.encode("utf8", "surrogatepass"), usedforsecurity=False).hexdigest()


def text_of(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    """The text whose cause the row counts for; empty where it has none."""
    found = (row.get(column) for column in columns)
    return next((str(one) for one in found if isinstance(one, str) and one), "")


def corrected(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Rows of the query ``name`` with the causes people set right since the last load."""
    columns = [column for column in LISTS.get(name, ()) if column in frame]
    if not columns or frame.empty or "category_id" not in frame or not may_correct():
        return frame
    known = standing()
    if not known:
        return frame
    hashes = [
        text_hash(text_of(dict(zip(columns, row, strict=True)), columns))
        for row in frame[columns].itertuples(index=False)
    ]
    causes = [
        (known[one].category_ids or (None,))[0] if one in known else old
        for one, old in zip(hashes, frame["category_id"], strict=True)
    ]
    return frame.assign(category_id=pd.Series(causes, index=frame.index, dtype=object))

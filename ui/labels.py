"""Names of codes in the language of the session."""

import streamlit as st

from ui import data
from ui.codes import said
from ui.words import _, language
from warehouse import labels as warehouse_labels
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot


def names(dimension: str) -> dict[str, str]:
    """Code -> name of one dimension; names of agents only for those who may see them."""
    return _names(data.snapshot(), _key(), data.scope(), dimension, language())


def name(dimension: str, code: object) -> str:
    """The name of one code; the code itself where it has none."""
    if dimension in {"segment", "channel_kind", "kind", "source", "language", "region"}:
        return str(said(dimension, code))
    if code in {"not_named", "other_reasons"}:
        return _("Not named") if code == "not_named" else _("Other reasons together")
    return names(dimension).get(str(code), str(code))


def values(dimension: str) -> list[str]:
    """The codes a filter offers to this person, in the order of their names."""
    found, known = _values(data.snapshot(), _key(), data.scope(), dimension), names(dimension)
    return sorted(found, key=lambda code: known.get(code, code))


def _key() -> str:
    return f"{data.instance().home}/{data.snapshot().id}"


@st.cache_data(max_entries=200, show_spinner=False)
def _names(_snapshot: Snapshot, key: str, scope: Scope, dimension: str, language: str) -> dict[str, str]:
    found = warehouse_labels.labels(_snapshot, dimension, language, scope)
    return {str(code): str(text) for code, text in found.items()}


@st.cache_data(max_entries=200, show_spinner=False)
def _values(_snapshot: Snapshot, key: str, scope: Scope, dimension: str) -> list[str]:
    return [str(code) for code in warehouse_labels.values(_snapshot, scope, dimension)]

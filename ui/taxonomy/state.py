"""What a person is changing: the draft of the taxonomy, the cause that is open, what was tried."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from etl.api import causes
from ui import data, filters
from ui.filters import Chosen

_DRAFT, _OPEN, _EDITS, _TRIAL, _BEGUN = (
    "taxonomy_draft", "taxonomy_open", "taxonomy_edits", "taxonomy_trial", "taxonomy_begun",
)  # fmt: skip
NEW = " new"
"""In place of a cause's id: one that is not there yet."""


@dataclass(frozen=True)
class Draft:
    """A changed ``text`` of the taxonomy, begun from version ``based_on``."""

    based_on: int
    text: str


@dataclass(frozen=True)
class Tested:
    """What was tried: a draft's text, the period with its filters, and what it came to."""

    text: str
    chosen: Chosen
    trial: causes.Trial


def in_force() -> causes.Version:
    return causes.in_force(data.instance())


def draft(version: causes.Version) -> Draft | None:
    """The draft, where it differs from what is in force."""
    found: Draft | None = st.session_state.get(_DRAFT)
    return found if found and found.text != version.text else None


def text_of(version: causes.Version) -> str:
    """The draft's text where there is one, else the one in force."""
    own = draft(version)
    return own.text if own else version.text


def values_of(version: causes.Version) -> dict[str, Any]:
    """What that text declares."""
    return tomllib.loads(text_of(version))


def keep_draft(version: causes.Version, text: str) -> None:
    """Remember a changed text; nothing counts by it yet."""
    own = draft(version)
    st.session_state[_DRAFT] = Draft(own.based_on if own else version.version, text)


def drop_draft() -> None:
    """Back to what is in force."""
    for key in (_DRAFT, _TRIAL):
        st.session_state.pop(key, None)
    close()


def opened() -> str | None:
    """The cause that is looked at, NEW, or None."""
    found: str | None = st.session_state.get(_OPEN)
    return found


def open_cause(cause_id: str, is_edited: bool = False) -> None:
    st.session_state[_OPEN], st.session_state[_EDITS] = cause_id, is_edited
    st.session_state.pop(_BEGUN, None)


def begin(values: Mapping[str, Any]) -> None:
    """The form of a new cause, filled in already as far as ``values`` say."""
    open_cause(NEW, is_edited=True)
    st.session_state[_BEGUN] = dict(values)


def begun() -> dict[str, Any]:
    """What a new cause is filled in with."""
    found: dict[str, Any] = st.session_state.get(_BEGUN, {})
    return found


def is_edited() -> bool:
    return bool(st.session_state.get(_EDITS)) and may_use()


def close() -> None:
    for key in (_OPEN, _EDITS, _BEGUN):
        st.session_state.pop(key, None)


def keep_trial(tested: Tested) -> None:
    st.session_state[_TRIAL] = tested


def trial(version: causes.Version) -> Tested | None:
    """What was tried last; None where the text or the period is another one by now."""
    found: Tested | None = st.session_state.get(_TRIAL)
    is_same = found and found.text == text_of(version) and found.chosen == filters.chosen()
    return found if is_same else None


def may_use() -> bool:
    """Causes count for everybody: they are changed by those who see every unit."""
    from ui.pay import access as pay_access

    return pay_access.may_close()

"""What a person is changing: the script that is open, its draft, the criterion in the form, the trial."""

from dataclasses import dataclass

import streamlit as st

from etl.api import scripting
from ui import data
from ui.periods import Span

_DRAFT, _NAME, _FORM, _TRIAL = "scripts_draft", "scripts_name", "scripts_form", "scripts_trial"
NEW = " new"
"""In place of a criterion's id: one that is not there yet."""


@dataclass(frozen=True)
class Draft:
    """A changed ``text`` of the script ``name``, begun from ``based_on``."""

    name: str
    based_on: int
    text: str


@dataclass(frozen=True)
class Tested:
    """What was tried: a draft's text, the period, and what it came to."""

    text: str
    span: Span
    trial: scripting.Trial


def opened(versions: list[scripting.Version]) -> scripting.Version:
    """The script that is looked at: the chosen one, else the first."""
    name = st.session_state.get(_NAME)
    return next((one for one in versions if one.name == name), versions[0])


def open_script(name: str) -> None:
    """Look at another script; a draft of it stays."""
    st.session_state[_NAME] = name
    close_form()


def draft(version: scripting.Version) -> Draft | None:
    """The draft of a script, where it differs from what is in force."""
    found: Draft | None = st.session_state.get(f"{_DRAFT}_{version.name}")
    return found if found and found.text != version.text else None


def text_of(version: scripting.Version) -> str:
    """The draft's text where there is one, else the one in force."""
    own = draft(version)
    return own.text if own else version.text


def keep_draft(version: scripting.Version, text: str) -> None:
    """Remember a changed text; nothing counts by it yet."""
    own = draft(version)
    based_on = own.based_on if own else version.version
    st.session_state[f"{_DRAFT}_{version.name}"] = Draft(version.name, based_on, text)


def drop_draft(name: str) -> None:
    """Back to what is in force."""
    for key in (f"{_DRAFT}_{name}", f"{_TRIAL}_{name}"):
        st.session_state.pop(key, None)
    close_form()


def form() -> str | None:
    """The criterion in the form, NEW, or None."""
    found: str | None = st.session_state.get(_FORM)
    return found


def open_form(criterion_id: str) -> None:
    st.session_state[_FORM] = criterion_id


def close_form() -> None:
    st.session_state.pop(_FORM, None)


def keep_trial(name: str, tested: Tested) -> None:
    st.session_state[f"{_TRIAL}_{name}"] = tested


def trial(version: scripting.Version) -> Tested | None:
    """What was tried last; None where the text or the period is another one by now."""
    from ui import filters

    found: Tested | None = st.session_state.get(f"{_TRIAL}_{version.name}")
    is_same = found and found.text == text_of(version) and found.span == filters.chosen().span
    return found if is_same else None


def may_use() -> bool:
    """A script counts for everybody: it is changed by those who see every unit."""
    from ui.pay import access as pay_access

    return pay_access.may_close()


def versions() -> list[scripting.Version]:
    return scripting.in_force(data.instance())

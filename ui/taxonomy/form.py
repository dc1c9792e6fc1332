"""The form of one cause; what it keeps goes into the draft, and counts for nothing yet."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from config.errors import SapaError
from etl.api import causes
from ui import cards, problems
from ui.owners import known, owner_words
from ui.plain import plain
from ui.taxonomy import state, told
from ui.words import LANGUAGE_NAMES, _

_PROBLEM = "taxonomy_problem"


def card(version: causes.Version) -> None:
    """The form of the cause that is edited, or of a new one."""
    values, code = state.values_of(version), state.opened()
    entries = values.get("category", [])
    entry: dict[str, Any] = next((one for one in entries if one["id"] == code), state.begun())
    with cards.card("taxonomy_form"):
        title = told.name(entry) if entry.get("id") else _("A new cause")
        cards.head(
            key="taxonomy_form", title=title, caption=_("It goes into the draft first: nothing counts by it")
        )
        with st.form(f"taxonomy_form_{code}", border=False):
            filled = _fields(entry, values.get("parent", []), entries)
            is_kept = st.form_submit_button(
                _("Keep in the draft"), type="primary", icon=":material/edit_note:"
            )
        if is_kept:
            _keep(version, code or state.NEW, filled, entries)
        if problem := st.session_state.pop(_PROBLEM, ""):
            st.error(plain(problem), icon=":material/error:")
        st.button(_("Close"), key="taxonomy_form_close", on_click=state.close)


def _fields(
    entry: Mapping[str, Any], parents: Sequence[Mapping[str, Any]], entries: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    with st.grid(3, min_column_width=180):
        names = {f"name_{code}": _name(entry, code) for code in told.LANGUAGES}
    branches = {str(one["id"]): told.name(one) for one in parents}
    owners = {code: owner_words(code) for code in {*known(), *(str(one["owner"]) for one in entries)}}
    by_name = dict(sorted(owners.items(), key=lambda item: item[1]))
    with st.grid(2, min_column_width=230):
        parent = _choice(_("Branch"), branches, str(entry.get("parent", "")))
        owner = _owner(by_name, str(entry.get("owner", "service_quality")))
        fault = _choice(
            _("Who or what is usually at fault"), told.fault_words(), str(entry.get("cause_of", "process"))
        )
        factor = _choice(_("What it touches"), told.factor_words(), str(entry.get("factor", "process")))
        severity = _choice(
            _("How grave"), {str(key): words for key, words in told.severity_words().items()},
            str(entry.get("severity", 2)),
        )  # fmt: skip
    return {
        **names, "parent": parent, "factor": factor, "owner": owner, "cause_of": fault,
        "severity": int(severity),
        "rules": _phrases(entry, "rules", _("Phrases, {language}"), 190),
        "unless": _phrases(entry, "unless", _("Unless it also says, {language}"), 90),
        "examples": _lines(
            st.text_area(
                _("Examples, one a line"), value="\n".join(entry.get("examples", ())), height=110
            )
        ),
    }  # fmt: skip


def _name(entry: Mapping[str, Any], code: str) -> str:
    label = _("Name, {language}", language=LANGUAGE_NAMES[code])
    return st.text_input(label, value=str(entry.get(f"name_{code}", "")), max_chars=120).strip()


def _owner(names: Mapping[str, str], value: str) -> str:
    """One of the owners there are, or a word of the operator's own."""
    options = list(names)
    chosen: str | None = st.selectbox(
        _("Owner"), options, index=options.index(value) if value in options else 0,
        format_func=lambda code: names.get(code, code), accept_new_options=True,
    )  # fmt: skip
    return (chosen or value).strip()


def _phrases(entry: Mapping[str, Any], key: str, label: str, height: int) -> dict[str, list[str]]:
    if key == "rules":
        st.caption(
            _("One phrase a line, words in any form. a|b: either; word*: its beginning; x + y: in any order")
        )
    written = told.phrases(entry, key)
    with st.grid(3, min_column_width=180):
        return {
            code: _lines(
                st.text_area(
                    label.format(language=LANGUAGE_NAMES[code]), value="\n".join(written[code]), height=height
                )
            )
            for code in told.LANGUAGES
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _choice(label: str, words: Mapping[str, str], value: str) -> str:
    codes = list(words)
    chosen: str = st.selectbox(
        label, codes, index=codes.index(value) if value in codes else 0, format_func=words.__getitem__
    )
    return chosen


def _keep(
    version: causes.Version, code: str, values: dict[str, Any], entries: Sequence[Mapping[str, Any]]
) -> None:
    """The draft with this cause, where a taxonomy can be made of it; else the form says why not."""
    own = code if code != state.NEW else _new_id(values["name_en"], [str(one["id"]) for one in entries])
    if problem := _missing(values):
        st.session_state[_PROBLEM] = problem
        return
    try:
        text = causes.with_cause(state.text_of(version), {"id": own, **values})
        causes.taxonomy(text)
    except SapaError as error:
        st.session_state[_PROBLEM] = problems.said(error)
        return
    state.keep_draft(version, text)
    state.open_cause(own)
    st.rerun()


def _missing(values: Mapping[str, Any]) -> str:
    if not all(values[f"name_{code}"] for code in told.LANGUAGES):
        return _("Give the cause a name in each language.")
    if not any(values["rules"].values()):
        return _("Write at least one phrase.")
    return ""


def _new_id(name: str, known_ids: Sequence[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40] or "cause"
    return next(
        one
        for number in range(1, 1000)
        if (one := stem if number == 1 else f"{stem}_{number}") not in known_ids
    )

"""The form of one criterion; what it keeps goes into the draft, and counts for nothing yet."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from config.errors import SapaError
from etl.api import scripting
from ui import cards
from ui.plain import plain
from ui.scripts import state, told
from ui.words import LANGUAGE_NAMES, _

_PROBLEM = "scripts_problem"
_LANGUAGES = ("ru", "kk", "en")


def card(version: scripting.Version) -> None:
    """The form of the criterion that is open; nothing where none is."""
    code = state.form()
    if code is None or not state.may_use():
        return
    entries = tomllib.loads(state.text_of(version)).get("criterion", [])
    entry: dict[str, Any] = next((one for one in entries if one["id"] == code), {})
    with cards.card("scripts_form"):
        title = told.name(entry) if entry else _("A new criterion")
        cards.head(
            key="scripts_form", title=title, caption=_("It goes into the draft first: nothing counts by it")
        )
        with st.form(f"scripts_form_{code}", border=False):
            values = _fields(entry, [one for one in entries if one["id"] != code])
            is_kept = st.form_submit_button(
                _("Keep in the draft"), type="primary", icon=":material/edit_note:"
            )
        if is_kept:
            _keep(version, code, values, entries)
        if problem := st.session_state.pop(_PROBLEM, ""):
            st.error(plain(problem), icon=":material/error:")
        with st.container(horizontal=True):
            st.button(_("Close"), key="scripts_close", on_click=state.close_form)
            if entry:
                st.button(
                    _("Leave it out"), key="scripts_remove", icon=":material/remove:",
                    on_click=_remove, args=(version, code),
                )  # fmt: skip


def _fields(entry: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = _names(entry)
    with st.grid(2, min_column_width=230):
        who = _choice(_("Who"), told.who_words(), str(entry.get("who", "agent")))
        check = _choice(_("Says it or never says it"), told.check_words(), str(entry.get("check", "said")))
        within = st.number_input(
            _("Within so many seconds (0: the whole call)"), min_value=0, max_value=3600, step=5,
            value=int(entry.get("within_s", 0) or 0),
        )  # fmt: skip
        begin = _choice(_("Counted"), told.from_words(), str(entry.get("from", "start")))
        strict = _choice(_("How strictly"), told.strictness_words(), told.strictness_of(entry))
        when = _choice(_("When it is asked for"), told.only_when_words(), str(entry.get("only_when", "")))
        known = {"": _("in any order"), **{str(one["id"]): told.name(one) for one in others}}
        after = _choice(_("Only after"), known, str(entry.get("after", "")))
        before = _choice(_("Only before"), known, str(entry.get("before", "")))
    return {
        **names, "who": who, "check": check, "within_s": int(within), "from": begin, "strictness": strict,
        "only_when": when, "after": after, "before": before, "phrases": _phrases(entry),
    }  # fmt: skip


def _names(entry: Mapping[str, Any]) -> dict[str, str]:
    with st.grid(3, min_column_width=180):
        return {f"name_{code}": _name(entry, code) for code in _LANGUAGES}


def _name(entry: Mapping[str, Any], code: str) -> str:
    label = _("Name, {language}", language=LANGUAGE_NAMES[code])
    return st.text_input(label, value=str(entry.get(f"name_{code}", "")), max_chars=120).strip()


def _phrases(entry: Mapping[str, Any]) -> dict[str, list[str]]:
    st.caption(
        _("One phrase a line, words in any form. a|b: either; word*: its beginning; x + y: in any order")
    )
    written = told.phrases(entry)
    with st.grid(3, min_column_width=180):
        texts = {
            code: st.text_area(
                _("Phrases, {language}", language=LANGUAGE_NAMES[code]), value="\n".join(written[code]),
                height=160,
            )
            for code in _LANGUAGES
        }  # fmt: skip
    return {
        code: [line.strip() for line in text.splitlines() if line.strip()] for code, text in texts.items()
    }


def _choice(label: str, words: Mapping[str, str], value: str) -> str:
    codes = list(words)
    chosen: str = st.selectbox(
        label, codes, index=codes.index(value) if value in codes else 0, format_func=words.__getitem__
    )
    return chosen


def _keep(
    version: scripting.Version, code: str, values: dict[str, Any], entries: Sequence[Mapping[str, Any]]
) -> None:
    """The draft with this criterion, where a script can be made of it; else the form says why not."""
    own = code if code != state.NEW else _new_id(values["name_en"], [str(one["id"]) for one in entries])
    try:
        text = scripting.with_criterion(state.text_of(version), {"id": own, **values})
        scripting.script(version.name, text)
    except SapaError as error:
        st.session_state[_PROBLEM] = _said(str(error))
        return
    state.keep_draft(version, text)
    state.close_form()
    st.rerun()


def _said(problem: str) -> str:
    """What is missing, in the language of the session where it is known."""
    if "no phrase" in problem:
        return _("Write at least one phrase.")
    if "has no name" in problem:
        return _("Give the criterion a name in each language.")
    return problem


def _new_id(name: str, known: Sequence[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40] or "criterion"
    return next(
        one for number in range(1, 1000) if (one := stem if number == 1 else f"{stem}_{number}") not in known
    )


def _remove(version: scripting.Version, code: str) -> None:
    state.keep_draft(version, scripting.without_criterion(state.text_of(version), code))
    state.close_form()

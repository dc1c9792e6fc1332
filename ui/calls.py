"""Recorded calls: find them by what was said, by score or by a broken standard; the list."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from ui import cards, filters, labels, narrow, page, recordings, tables
from ui.words import LANGUAGE_NAMES, _, _n, formats

MOST_CALLS = 500
MOST_UTTERANCES = 20_000
_NO_CALL = " "
"""No recording has this name: nothing was found, so nothing is listed."""
_SCORES = {"low": (0, 6), "middle": (7, 8), "high": (9, 10)}


@dataclass(frozen=True)
class Wanted:
    """What is searched for besides the shared filters."""

    text: str = ""
    score: str = ""
    language: str = ""
    only_broken: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Words of the search, as they are compared."""
        return tuple(_folded(part) for part in self.text.split())


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


def controls() -> Wanted:
    """The search above the list."""
    with st.container(key="filters_calls"):
        if narrow.is_narrow():
            text = _search("stretch")
        with st.container(horizontal=True, vertical_alignment="center"):
            if not narrow.is_narrow():
                text = _search(300)
            score, language = _score(), _language()
            only_broken = st.toggle(_("Standard broken"), key=_kept("calls_broken", False))
    return Wanted(text.strip(), score, language, only_broken)


def _search(width: int | Literal["stretch"]) -> str:
    return st.text_input(
        _("Search a word in the talks"), key=_kept("calls_text", ""), icon=":material/search:",
        placeholder=_("Search a word in the talks"), label_visibility="collapsed", width=width,
    )  # fmt: skip


def _score() -> str:
    scores = _score_names()
    return st.selectbox(
        _("Score"), list(scores), key=_kept("calls_score", ""), format_func=scores.__getitem__,
        label_visibility="collapsed", width="stretch" if narrow.is_narrow() else 190,
    )  # fmt: skip


def _language() -> str:
    languages = {"": _("Any language"), **LANGUAGE_NAMES}
    return st.selectbox(
        _("Language"), list(languages), key=_kept("calls_language", ""), format_func=languages.__getitem__,
        label_visibility="collapsed", width="stretch" if narrow.is_narrow() else 170,
    )  # fmt: skip


def _kept(key: str, default: object) -> str:
    """Streamlit forgets a widget that another page does not draw: its value is written back before."""
    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(f"kept_{key}", default)
    st.session_state[f"kept_{key}"] = st.session_state[key]
    return key


def _score_names() -> dict[str, str]:
    """Score groups by code; named now, since a selectbox may ask when the session is gone."""
    groups = {code: _("Score {low}–{high}", low=low, high=high) for code, (low, high) in _SCORES.items()}
    return {"": _("Any score"), **groups}


def found(wanted: Wanted) -> pd.DataFrame:
    """Calls of the chosen period and filters that fit, newest first; ``broken``: standards broken in each."""
    asked: dict[str, tuple[str, ...]] = dict(recordings.narrowed("calls"))
    if wanted.language:
        asked["language"] = (wanted.language,)
    if wanted.score:
        low, high = _SCORES[wanted.score]
        asked["score"] = tuple(str(score) for score in range(low, high + 1))
    if wanted.parts:
        asked["recording_id"] = tuple(sorted(_calls_saying(wanted.parts))) or (_NO_CALL,)
    calls = recordings.where("calls", asked, period=filters.chosen().span.period, limit=MOST_CALLS)
    kept = calls[calls["broken"] > 0] if wanted.only_broken else calls
    return kept.reset_index(drop=True)


def _calls_saying(parts: tuple[str, ...]) -> set[str]:
    """Recordings in which every part is said somewhere, by whichever side."""
    said = [_calls_saying_one(part) for part in parts]
    return set.intersection(*said)


def _calls_saying_one(part: str) -> set[str]:
    asked = {**recordings.narrowed("utterances"), "search": (part, part.replace("е", "ё"))}
    found = recordings.where("utterances", asked, period=filters.chosen().span.period, limit=MOST_UTTERANCES)
    return {str(one) for one in found["recording_id"].unique()}


def list_card(calls: pd.DataFrame, chosen: str | None) -> str | None:
    """The list; gives the recording that is open: the chosen one, else the first."""
    with cards.card("calls_list"):
        cards.head(key="calls_list", title=_("Calls"), caption=_count_line(calls), rows="calls")
        if calls.empty:
            page.empty("calls", _("No recorded call fits."))
            return chosen
        ids = [str(one) for one in calls["recording_id"]]
        opened = chosen or (None if narrow.is_narrow() else ids[0])
        tables.table(
            _shown(calls),
            key="calls_table",
            on_select=lambda: _on_select(ids),
            selection_mode="single-row" if narrow.is_narrow() else "single-row-required",
            height=min(36 * (len(calls) + 1) + 2, 560),
            row_height=36,
            selection_default={"selection": {"rows": [ids.index(opened)]}} if opened in ids else None,
        )
        return opened


def _on_select(ids: list[str]) -> None:
    rows = st.session_state["calls_table"].selection.rows
    if rows and rows[0] < len(ids):
        open_call(ids[rows[0]])


def open_call(recording_id: str, at: float | None = None) -> None:
    """Puts the call, and the second, into the address."""
    st.query_params["recording"] = recording_id
    if at is None:
        st.query_params.pop("at", None)
    else:
        st.query_params["at"] = f"{at:.1f}"


def close_call() -> None:
    """Back to the list."""
    st.query_params.pop("recording", None)
    st.query_params.pop("at", None)
    st.session_state.pop("calls_table", None)


def second(text: str | None) -> float | None:
    """The second an address names; None where it names none."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value < 86_400 else None


def headline(calls: pd.DataFrame) -> str:
    """How many of the listed calls hold a broken standard."""
    count = int((calls["broken"] > 0).sum()) if len(calls) else 0
    if not count:
        return _("Calls")
    return _n(
        "{count} call of {all} with a broken standard",
        "{count} calls of {all} with a broken standard",
        count,
        all=formats().count(len(calls)),
    )


def _count_line(calls: pd.DataFrame) -> str:
    transcribed = int((calls["status"] == "done").sum()) if len(calls) else 0
    return _(
        "{count} calls, {transcribed} with text",
        count=formats().count(len(calls)),
        transcribed=formats().count(transcribed),
    )


def _shown(calls: pd.DataFrame) -> pd.DataFrame:
    write = formats()
    shown = pd.DataFrame(
        {
            _("When"): [f"{write.day_month(moment)} {moment:%H:%M}" for moment in calls["started_at"]],
            _("Agent"): [labels.name("agent", code) for code in calls["agent_id"]],
            _("Score"): [write.count(value) if not pd.isna(value) else "—" for value in calls["score"]],
            _("Broken"): [f"▼ {count}" if count else "" for count in calls["broken"]],
        }
    )
    return shown.drop(columns=[_("Score")]) if narrow.is_narrow() else shown

"""The card with what was said and what is missing by the script, and causes spoken of, at their second."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, labels, narrow, tables
from ui.call import asked, recordings
from ui.call import listing as calls
from ui.cells import is_known, number_of, records
from ui.words import _, formats

_KEY, _CAUSES = "call_script", "call_causes"
_ORDER = ("broken", "not_assessable", "kept", "not_applicable")


def script_card(call: Mapping[str, Any]) -> None:
    """Criteria with their result and evidence; choosing one plays its second."""
    recording_id = str(call["recording_id"])
    found = recordings.findings(recording_id)
    own = records(found[found["origin"] == "script"]) if len(found) else []
    if not own:
        return
    own.sort(key=lambda one: (_ORDER.index(one["result"]), number_of(one["start_s"], math.inf)))
    with cards.card(_KEY):
        caption = _("Choose a line to hear its second; a phrase not said stands at the second it was due")
        cards.head(key=_KEY, title=_("Said and missing by the script"), caption=caption)
        _choosable(_shown(own), [_second(one) for one in own], recording_id, key=f"{_KEY}_table")
        _causes(recording_id)


def _causes(recording_id: str) -> None:
    """Causes the customer speaks of, each when first spoken of."""
    first: dict[str, tuple[float, str]] = {}
    for one in records(asked.causes(recording_id)):
        if one["speaker"] != "agent":
            first.setdefault(str(one["category_id"]), (float(one["start_s"]), str(one["text"])))
    if not first:
        return
    st.markdown(f"**{_('Spoken of')}**")
    rows = sorted(first.items(), key=lambda pair: pair[1][0])
    frame = pd.DataFrame(
        {
            _("Second"): [formats().clock(at) for _cause, (at, _text) in rows],
            _("Category"): [labels.name("category", cause) for cause, _said in rows],
            _("Words"): [text for _cause, (_at, text) in rows],
        }
    )
    shown = frame.drop(columns=[_("Words")]) if narrow.is_narrow() else frame
    _choosable(shown, [at for _cause, (at, _text) in rows], recording_id, key=_CAUSES)


def _choosable(frame: pd.DataFrame, seconds: list[float | None], recording_id: str, *, key: str) -> None:
    tables.table(
        frame, key=f"{key}_{recording_id}", on_select=lambda: _listen(key, recording_id, seconds),
        selection_mode="single-row", height=min(36 * (len(frame) + 1) + 2, 400), row_height=36,
    )  # fmt: skip


def _listen(key: str, recording_id: str, seconds: list[float | None]) -> None:
    rows = st.session_state[f"{key}_{recording_id}"].selection.rows
    if rows and rows[0] < len(seconds) and seconds[rows[0]] is not None:
        calls.open_call(recording_id, seconds[rows[0]])


def _second(one: Mapping[str, Any]) -> float | None:
    return float(one["start_s"]) if is_known(one["start_s"]) else None


def _shown(own: list[dict[str, Any]]) -> pd.DataFrame:
    clock, frame_words = formats().clock, result_words()
    seconds = [_second(one) for one in own]
    frame = pd.DataFrame(
        {
            _("Result"): [frame_words[str(one["result"])] for one in own],
            _("Criterion"): [labels.name("criterion", one["criterion_id"]) for one in own],
            _("Second"): [clock(at) if at is not None else "" for at in seconds],
            _("Confidence"): [
                formats().percent(100 * one["confidence"], 0) if is_known(one["confidence"]) else "—"
                for one in own
            ],
            _("Words"): [str(one["quote"]) if is_known(one["quote"]) else "" for one in own],
        }
    )
    if not narrow.is_narrow():
        return frame
    signs = [frame_words[str(one["result"])][0] for one in own]
    return frame.assign(**{_("Result"): signs})[[_("Result"), _("Criterion"), _("Second")]]


def result_words() -> dict[str, str]:
    """The word and sign of each result of a check."""
    return {
        "kept": f"✓ {_('kept')}", "broken": f"▼ {_('broken')}",
        "not_assessable": f"? {_('not assessable')}", "not_applicable": f"– {_('not asked for')}",
    }  # fmt: skip

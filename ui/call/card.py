"""One recorded call: who, when, its findings, and the player."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui import cards, data, labels, page
from ui.call import recordings
from ui.call.course import course_card
from ui.call.script import script_card
from ui.cells import is_known, number_of, records
from ui.plain import plain
from ui.player import Moment, Turn, player, turns_of
from ui.words import _, formats

VOICES_RIGHT = 1_444, 1_492
"""Words given to the right voice, of all, when our sample calls are mixed to one channel (docs/speech.md)."""


def call_card(recording_id: str, at: float | None, search: tuple[str, ...]) -> None:
    """The call with its player; a plain notice where there is no such call in the viewer's scope."""
    with cards.card("call"):
        call = recordings.call(recording_id)
        if call is None:
            page.empty("call", _("This call is not here, or not yours to hear."))
            return
        _header(call)
        if call["status"] != "done":
            _without_text(call)
            if not data.scope().unmuted:
                return
        _play(call, at, search)
    if call["status"] == "done":
        with page.guarded():
            course_card(call)
            script_card(call)


def _header(call: Mapping[str, Any]) -> None:
    parts = [
        formats().time(call["started_at"]),
        labels.name("unit", call["unit_id"]),
        labels.name("process", call["process_id"]),
        _("score {score}", score=formats().count(call["score"])) if is_known(call["score"]) else "",
        _("AR {rating}", rating=formats().count(call["rating"])) if is_known(call["rating"]) else "",
    ]  # fmt: skip
    with st.container(gap=None):
        st.markdown(f"##### {plain(labels.name('agent', call['agent_id']))}")
        st.caption(plain(" · ".join(part for part in parts if part and part != "None")))


def _without_text(call: Mapping[str, Any]) -> None:
    if call["status"] == "failed":
        st.markdown(
            f":material/error: {_('This recording could not be read:')} {plain(str(call['failure'] or ''))}"
        )
    else:
        st.markdown(f":material/hourglass_empty: {_('This call waits for its turn to be transcribed.')}")


def _play(call: Mapping[str, Any], at: float | None, search: tuple[str, ...]) -> None:
    recording_id, person = str(call["recording_id"]), data.scope().person
    turns, silent = turns_of(recordings.words(recording_id)), recordings.why_silent(call)
    asked = player(
        recording_id=recording_id,
        source="" if silent else recordings.signed_address(recording_id, person),
        silent=silent,
        duration_s=number_of(call["duration_s"], 0.0),
        turns=turns,
        peaks=recordings.loudness(call),
        moments=_moments(call),
        search=search,
        least_confidence=data.settings().speech.least_confidence,
        start_s=at,
        jump=zlib.crc32(f"{recording_id} {at}".encode()) if at is not None else 0,
        note=_note(call, turns) if call["status"] == "done" else "",
        key="player",
    )
    if asked:
        recordings.forget_address(recording_id, person)
        st.rerun()


def _note(call: Mapping[str, Any], turns: Sequence[Turn]) -> str:
    """How far the text can be trusted."""
    if not any(turn.voice for turn in turns):
        return _model_note(call)
    right, words = VOICES_RIGHT
    split = _(
        "One channel for both: voices are told apart by their sound (right for {right} of {words} words of "
        "our sample calls); whose voice it is remains a guess.",
        right=formats().count(right), words=formats().count(words),
    )  # fmt: skip
    return f"{_model_note(call)} {split}"


def _model_note(call: Mapping[str, Any]) -> str:
    if bool(call["is_demo_model"]):
        return _(
            "Text by a demonstration model ({model}): it knows few words, so do not judge anybody by it.",
            model=call["model"],
        )
    return _("Text by {model}; words heard unsurely are underlined.", model=call["model"])


def _moments(call: Mapping[str, Any]) -> list[Moment]:
    """Broken standards of this call, each at its second (the start, where it has none)."""
    found = recordings.findings(str(call["recording_id"]))
    broken = found[found["result"] == "broken"] if len(found) else found
    unique = broken.drop_duplicates("criterion_id") if len(broken) else broken
    return [
        Moment(number_of(one["start_s"], 0.0), _title(str(one["criterion_id"])), "broken")
        for one in records(unique)
    ]


def _title(criterion: str) -> str:
    return _("Not kept: {criterion}", criterion=labels.name("criterion", criterion))

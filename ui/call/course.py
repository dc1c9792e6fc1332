"""The card with the course of a call: the picture, its figures beside the usual, what it means in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reports.call_course import Mark, call_course, spurts
from ui import cards, labels, narrow, theme
from ui.call import asked, recordings
from ui.call import listing as calls
from ui.call.figures import figures
from ui.cells import is_known, number_of, records
from ui.words import _, _n, formats

_KEY = "call_course"


def course_card(call: Mapping[str, Any]) -> None:
    """How the call went; left out where its words have no times."""
    recording_id = str(call["recording_id"])
    measures, words = asked.measures(recording_id), recordings.words(recording_id)
    if measures is None or words.empty:
        return
    with cards.card(_KEY):
        cards.head(key=_KEY, title=_("How the call went"), caption=_caption(measures))
        _picture(recording_id, words)
        figures(measures, asked.usual(_text(measures["unit_id"]), measures["date"]))
        st.markdown("  \n".join([*_felt(asked.said(recording_id)), *_lines(measures)]))


def _caption(measures: Mapping[str, Any]) -> str:
    if not is_known(measures["agent_s"]):
        return _("It is not known who speaks: only silences and the pace of both are told")
    return _(
        "Blue: friendly words, orange: unfriendly, grey: neither; bar between: both talk; stripe: silence"
    )


def _picture(recording_id: str, words: pd.DataFrame) -> None:
    moods = {
        (int(number_of(one["audio_channel"], 0)), int(one["utterance_no"])): str(one["sentiment"])
        for one in records(asked.said(recording_id))
        if is_known(one["sentiment"])
    }
    picture = call_course(
        spurts(words, moods), _marks(recording_id), theme.look(),
        names={"agent": _("Agent"), "customer": _("Customer"), "unknown": _("Speaker not known")},
        words={
            "negative": _("negative"), "neutral": _("neutral"), "positive": _("positive"),
            "unknown": _("mood not known"), "silence": _("silence"), "overlap": _("both talk"),
        },
    )  # fmt: skip
    chosen = cards.draw(
        picture,
        key=f"{_KEY}_{recording_id}",
        alt=_("Course of the call"),
        is_clickable=not narrow.is_narrow(),
    )
    _jump(recording_id, chosen)


def _jump(recording_id: str, chosen: Mapping[str, Any] | None) -> None:
    """A click on the picture goes to that second, once."""
    points = (chosen or {}).get("selection", {}).get("points", [])
    at = points[0]["customdata"][0] if points and points[0].get("customdata") else None
    known = f"{recording_id} {at}"
    if at is not None and st.session_state.get(f"{_KEY}_at") != known:
        st.session_state[f"{_KEY}_at"] = known
        calls.open_call(recording_id, float(at))
        st.rerun()


def _marks(recording_id: str) -> list[Mark]:
    found = recordings.findings(recording_id)
    return [
        Mark(float(one["start_s"]), labels.name("criterion", one["criterion_id"]), str(one["result"]))
        for one in records(found)
        if one["result"] in ("broken", "kept") and is_known(one["start_s"])
    ]


def _felt(said: pd.DataFrame) -> list[str]:
    """How each side speaks over the whole call: a line each, of the utterances whose words tell."""
    sides = {"customer": _("Customer"), "agent": _("Agent")}
    told = said[said["sentiment"].notna()]
    counted = {side: told.loc[told["speaker"] == side, "sentiment"].value_counts() for side in sides}
    return [
        f":material/sentiment_neutral: {sides[side]}: " + _(
            "unfriendly {negative}, friendly {positive} of {count} utterances that tell.",
            negative=_count(counts.get("negative", 0)), positive=_count(counts.get("positive", 0)),
            count=_count(counts.sum()),
        )
        for side, counts in counted.items()
        if counts.sum()
    ]  # fmt: skip


def _lines(measures: Mapping[str, Any]) -> list[str]:
    lines = [
        _mood(measures),
        _silence(measures),
        _monologue(measures),
        _interrupted(measures),
        _asked(measures),
    ]
    return [line for line in lines if line]


def _mood(measures: Mapping[str, Any]) -> str:
    words = {
        "better": _("The customer's words turned better towards the end."),
        "worse": _("The customer's words turned worse towards the end."),
        "same": _("The customer's words ended as they began."),
    }
    mood = measures["mood"]
    if not is_known(mood):
        return ""
    icon = {"better": "trending_up", "worse": "trending_down"}.get(str(mood), "trending_flat")
    counts = _("{first} and {last} utterances compared", first=_count(measures["first_mood_n"]),
               last=_count(measures["last_mood_n"]))  # fmt: skip
    return f":material/{icon}: {words[str(mood)]} :gray[{counts}]"


def _silence(measures: Mapping[str, Any]) -> str:
    count = int(number_of(measures["count_silences"], 0))
    if not count:
        return f":material/volume_up: {_('No silence longer than 3 seconds.')}"
    longest = _(
        "the longest {seconds} s at {clock}",
        seconds=formats().number(measures["longest_silence_s"], 0),
        clock=formats().clock(number_of(measures["longest_silence_at_s"], 0.0)),
    )
    counted = _n("{count} silence longer than 3 seconds", "{count} silences longer than 3 seconds", count)
    return f":material/volume_off: {counted}, {longest}."


def _monologue(measures: Mapping[str, Any]) -> str:
    if not is_known(measures["monologue_s"]):
        return ""
    seconds = formats().number(measures["monologue_s"], 0)
    if measures["monologue_by"] == "agent":
        words = _("The longest talk in one go was the agent's: {seconds} s.", seconds=seconds)
    else:
        words = _("The longest talk in one go was the customer's: {seconds} s.", seconds=seconds)
    return f":material/notes: {words}"


def _interrupted(measures: Mapping[str, Any]) -> str:
    if not is_known(measures["count_overlaps"]) or not measures["count_overlaps"]:
        return ""
    words = _(
        "Both talked at once for {seconds} s; the agent interrupted {agent} times, the customer {customer}.",
        seconds=formats().number(measures["overlap_s"], 1), agent=_count(measures["agent_interrupts"]),
        customer=_count(measures["customer_interrupts"]),
    )  # fmt: skip
    return f":material/call_merge: {words}"


def _asked(measures: Mapping[str, Any]) -> str:
    if not is_known(measures["agent_questions"]):
        return ""
    words = _(
        "Questions by their words: the agent {agent}, the customer {customer}.",
        agent=_count(measures["agent_questions"]), customer=_count(measures["customer_questions"]),
    )  # fmt: skip
    return f":material/help: {words}"


def _count(value: Any) -> str:
    return formats().count(number_of(value, 0.0))


def _text(value: Any) -> str | None:
    return str(value) if is_known(value) else None

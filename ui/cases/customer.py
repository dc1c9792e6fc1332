"""What a customer went through, in order of time: cases, contacts, scores, recorded calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from ui import labels
from ui.call import recordings
from ui.cases import one_case
from ui.cells import is_known, records
from ui.codes import said
from ui.plain import plain
from ui.words import _, formats

_MOST, _SHOWN = 100, 12


@dataclass(frozen=True)
class Entry:
    """One thing that happened. case_id, recording_id: what can be opened."""

    at: datetime
    icon: str
    title: str
    about: str
    text: str = ""
    case_id: str = ""
    recording_id: str = ""


def entries(key: str) -> list[Entry]:
    """Everything of the customer with this key that the viewer may see, the newest first."""
    wanted = {"customer_key": (key,)}
    found = [
        entry
        for name, make in _MADE.items()
        for row in records(recordings.where(name, wanted, period=recordings.ALL_DAYS, limit=_MOST))
        for entry in make(row)
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def draw(shown: list[Entry]) -> None:
    """The entries under one another; the rest on request."""
    limit = int(st.session_state.get("customer_limit", _SHOWN))
    for entry in shown[:limit]:
        _entry(entry)
    if len(shown) > limit:
        st.button(_("Show more"), key="customer_more", icon=":material/expand_more:", on_click=_more)


def _more() -> None:
    st.session_state["customer_limit"] = int(st.session_state.get("customer_limit", _SHOWN)) + 50


def _entry(entry: Entry) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/{entry.icon}: **{plain(entry.title)}**", width="stretch")
            if entry.case_id:
                one_case.link(entry.case_id)
            if entry.recording_id:
                st.page_link(
                    "pages/calls.py", label=_("Listen"), icon=":material/headphones:",
                    query_params={"recording": entry.recording_id},
                )  # fmt: skip
        st.caption(plain(" · ".join(part for part in (formats().time(entry.at), entry.about) if part)))
        if entry.text:
            st.text(entry.text)


def _about(row: Mapping[str, Any], *dimensions: str) -> str:
    named = [labels.name(one, row[f"{one}_id"]) for one in dimensions if is_known(row.get(f"{one}_id"))]
    return " · ".join(named)


def _text(row: Mapping[str, Any], *columns: str) -> str:
    return " ".join(str(row[column]) for column in columns if is_known(row.get(column)))


def _at(value: Any) -> datetime:
    return pd.Timestamp(value).to_pydatetime()


def _case(row: Mapping[str, Any]) -> list[Entry]:
    title = one_case.title_of(dict(row))
    status = str(said("status", row["status"])) if is_known(row["status"]) else ""
    about = " · ".join(part for part in (status, _about(row, "category", "unit")) if part)
    return [
        Entry(_at(row["registered_at"]), "feedback", title, about, _text(row, "text"), str(row["case_id"]))
    ]


def _contact(row: Mapping[str, Any]) -> list[Entry]:
    about = _about(row, "channel", "unit", "agent")
    title = labels.name("process", row["process_id"]) if is_known(row["process_id"]) else _("Contact")
    return [Entry(_at(row["started_at"]), "forum", title, about, _text(row, "text"))]


def _survey(row: Mapping[str, Any]) -> list[Entry]:
    if not is_known(row["answered_at"]) or not is_known(row["score"]):
        return []
    title = _("Score {score} of 10", score=formats().count(row["score"]))
    about, text = _about(row, "process", "unit", "agent"), _text(row, "comment", "suggestion")
    return [Entry(_at(row["answered_at"]), "star", title, about, text)]


def _call(row: Mapping[str, Any]) -> list[Entry]:
    about = _about(row, "process", "unit", "agent")
    call = str(row["recording_id"])
    return [Entry(_at(row["started_at"]), "call", _("Recorded call"), about, recording_id=call)]


_MADE: dict[str, Callable[[Mapping[str, Any]], list[Entry]]] = {
    "cases": _case, "contacts": _contact, "surveys": _survey, "calls": _call,
}  # fmt: skip

"""What was answered to a case: its words, whether they are a template, and what came of it."""

from typing import Any

import pandas as pd
import streamlit as st

from ui import cards, masked
from ui.cells import is_known
from ui.words import _, formats

KINDS = ("template", "specific")


def word(reply: str) -> str:
    """What an answer is."""
    words = {"template": _("template"), "specific": _("specific")}
    return words.get(reply, reply)


def card(row: dict[str, Any]) -> None:
    """The answer, where its words are known to the viewer."""
    if not is_known(row["reply_text"]):
        return
    with cards.card("case_reply"):
        cards.head(key="case_reply", title=_("What was answered"), caption=_placed(row))
        st.text(masked.readable(str(row["reply_text"])))
        if said := _judged(row):
            st.caption(" · ".join(said))


def _placed(row: dict[str, Any]) -> str:
    moment = (
        formats().time(pd.Timestamp(row["replied_at"]).to_pydatetime()) if is_known(row["replied_at"]) else ""
    )
    public = _("everybody can read it") if is_known(row["reply"]) else ""
    return " · ".join(part for part in (moment, public) if part)


def _judged(row: dict[str, Any]) -> list[str]:
    said = []
    if is_known(row["reply"]):
        said.append(
            _("a template, as rules find it") if row["reply"] == "template" else _("a specific answer")
        )
    if is_known(row["asks_to_write"]) and row["asks_to_write"]:
        said.append(_("asks to write elsewhere"))
    if is_known(row["is_back"]):
        said.append(_("the matter came back") if row["is_back"] else _("the matter did not come back"))
    return said

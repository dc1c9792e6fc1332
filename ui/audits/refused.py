"""Reports of our own errors that were refused, or answered with a call for papers: found in cases."""

import pandas as pd
import streamlit as st

from text.api import refused_report
from ui import access, cards, data, owners, page, tables
from ui.cells import is_known
from ui.complaints import cards as case_cards
from ui.narrow import is_narrow
from ui.words import _, formats, written_n
from warehouse.snapshot import Snapshot

_MOST = 5000
_COLUMNS = ("case_id", "registered_at", "case_owner", "unit_id", "category_id", "text")
_NARROW = ("registered_at", "case_owner", "text")


def headline() -> str:
    """How many of the complaints, or of the appeals, tell of it; the two are never summed."""
    kind = case_cards.chosen_kind()
    if not access.may_see_people(data.instance()):
        return _("Helpful reports refused")
    found, of = len(_found(kind)), len(_texts(kind))
    words = {
        "complaint": _("{count} of {of} complaints tell of a report of our own error that was refused",
                       count=formats().count(found), of=formats().count(of)),
        "appeal": _("{count} of {of} appeals tell of a report of our own error that was refused",
                    count=formats().count(found), of=formats().count(of)),
    }  # fmt: skip
    return words[kind.code]


def draw() -> None:
    """The cases, with whose they are."""
    kind = case_cards.kind_switch()
    with cards.card("refused_reports"):
        if not access.may_see_people(data.instance()):
            st.caption(_("The text is not open to your role."))
            return
        found = _found(kind)
        cards.head(
            key="refused_reports", title=_("Helpful reports refused"),
            frame=found[list(_COLUMNS)] if len(found) else None,
            caption=_("Cases of the period whose text says both: our error was reported, and it was "
                      "refused or papers were asked for; found by rules, so read them · {n}",
                      n=written_n(len(_texts(kind)))),
        )  # fmt: skip
        if found.empty:
            page.empty("refused_reports", _("No case of the period tells of it."))
            return
        shown = tables.readable(found, _NARROW if is_narrow() else _COLUMNS)
        tables.table(shown, key="refused_reports_table")


def _texts(kind: case_cards.Kind) -> pd.DataFrame:
    """Cases of the period that have a text."""
    frame = data.rows(kind.count, limit=_MOST)
    return frame[frame["text"].notna()]


def _found(kind: case_cards.Kind) -> pd.DataFrame:
    frame = _texts(kind)
    tells = _tells(data.snapshot(), data.snapshot().id, tuple(frame["case_id"]), tuple(frame["text"]))
    kept = frame[list(tells)].reset_index(drop=True)
    named = [owners.owner(str(code)) if is_known(code) else "" for code in kept["category_id"]]
    return kept.assign(case_owner=named)


@st.cache_data(max_entries=20, show_spinner=False)
def _tells(_snapshot: Snapshot, key: str, case_ids: tuple[str, ...], _written: tuple[str, ...]) -> list[bool]:
    """Whether each text tells of it; texts of one snapshot are known by their cases."""
    return [refused_report(text) for text in _written]

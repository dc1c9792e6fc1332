"""Wrong data on accounts, and notices that reach strangers: how often, where, and whether again."""

import streamlit as st

from ui import cards, data
from ui.audits import parts
from ui.complaints import cards as case_cards
from ui.words import _, formats

CAUSES = ("wrong_data", "notice_to_stranger")
_ALSO = {"category": CAUSES}


def headline() -> str:
    """Of the kind of cases that is looked at; the two are never summed."""
    kind = case_cards.chosen_kind()
    whole = data.one(data.metric(kind.count, also=_ALSO))
    count = formats().count(whole["count"]) if whole else formats().count(0)
    words = {
        "complaint": _("Complaints about wrong data on accounts: {count}", count=count),
        "appeal": _("Appeals about wrong data on accounts: {count}", count=count),
    }
    return words[kind.code]


def draw() -> None:
    """Rate, repeated share, share on time; by office, by door, by product; the cases."""
    kind = case_cards.kind_switch()
    of_kind = {**_ALSO, "kind": (kind.code,)}
    with st.grid(3, min_column_width=205):
        note = parts.owner_words(CAUSES[0])
        cards.kpi(kind.rate, also=_ALSO, key=f"wrong_{kind.rate}", note=note, with_target=False)
        cards.kpi("repeat_cases", also=of_kind, key=f"wrong_repeat_{kind.code}")
        cards.kpi("on_time", also=of_kind, key=f"wrong_on_time_{kind.code}")
    with st.grid(2, min_column_width=480):
        for by, title in (("unit", _("By office")), ("source", _("By the door they came through"))):
            parts.bars(
                kind.rate, by, title=title, head=_("per 1,000"), also=_ALSO, part=kind.count,
                key=f"wrong_{kind.code}_{by}",
                caption=_("Cases of wrong data per 1,000 contacts; whisker: 95% interval"),
            )  # fmt: skip
    parts.listing(kind.count, _("Cases about wrong data"), _("Each is an account to correct"), also=_ALSO)

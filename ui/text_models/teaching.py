"""Texts of which a cause set right would teach most, each with the likeliest causes one click away."""

import streamlit as st

from text.api import Unsure, answering, most_to_learn
from ui import cards, corrections, data, filters, labels, page
from ui.corrections import standing
from ui.corrections.book import text_hash
from ui.corrections.panel import choice
from ui.plain import plain
from ui.words import _, formats
from warehouse.past_texts import PastText, past_texts
from warehouse.period import Period
from warehouse.scope import Scope
from warehouse.snapshot import Snapshot

_MOST, _SHOWN = 4_000, 8


def card() -> None:
    """The least sure texts of the period, unlike one another; those set right already are left out."""
    if not corrections.may_correct():
        return
    with cards.card("models_teaching"):
        caption = _(
            "{period}: least sure, often written, unlike one another", period=filters.chosen().span.title
        )
        cards.head(key="models_teaching", title=_("Setting these right teaches most"), caption=caption)
        name = answering(data.instance(), "category").name
        key = f"{data.instance().home}/{data.snapshot().id}/{name}"
        found = _found(data.snapshot(), key, data.scope(), filters.chosen().span.period)
        if not found:
            page.empty("models_teaching", _("Nobody wrote anything in this period."))
            return
        for text, unsure in found[:_SHOWN]:
            _one(text, unsure)


def _one(text: PastText, unsure: Unsure) -> None:
    done = ":material/check: " if text_hash(text.text) in standing() else ""
    with st.expander(f"{done}{plain(text.text[:90])}"):
        st.caption(plain(f"{formats().date(text.date)} · {_doubt(unsure)}"))
        now = (text.category_id,) if text.category_id else ()
        choice(text.text, now, f"teach_{text.text_hash}", offered=unsure.guesses)


def _doubt(unsure: Unsure) -> str:
    """Why it would teach, in words."""
    names = [labels.name("category", code) for code in unsure.guesses[:2]]
    if not names:
        return _("no cause was found")
    if len(names) == 1:
        return _("only a guess: {cause}", cause=names[0])
    return _("could be “{cause}” as well as “{other}”", cause=names[0], other=names[1])


@st.cache_data(max_entries=20, show_spinner=False)
def _found(_snapshot: Snapshot, key: str, scope: Scope, period: Period) -> list[tuple[PastText, Unsure]]:
    texts = past_texts(_snapshot, scope, period, _MOST)
    unsure = most_to_learn(data.instance(), [one.text for one in texts], [one.count_rows for one in texts])
    return [(texts[one.place], one) for one in unsure]

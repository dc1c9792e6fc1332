"""What is mistaken most."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ui import access, cards, data, tables
from ui.plain import plain
from ui.words import _, formats

if TYPE_CHECKING:
    from transcribe.api import Evaluation

_SHOWN = 10


def card(last: "Evaluation") -> None:
    """Said, heard instead, how often; words of calls are shown to those who may read calls."""
    with cards.card("recognition_mistakes", stretch=True):
        title, caption = _("Mistaken most"), _("Words mistaken twice or more; what is personal is left out")
        cards.head(key="recognition_mistakes", title=title, caption=caption)
        if not access.may_see_people(data.instance()):
            st.markdown(f":material/lock: {_('Words of calls are shown to those who may read calls.')}")
            return
        if last.is_wordless:
            said = _(
                "Its words are gone: somebody who is heard in it was erased. Measure again to see words."
            )
            st.markdown(f":material/person_remove: {said}")
            return
        if not last.confusions:
            st.markdown(f":material/check: {_('No word was mistaken twice.')}")
            return
        rows = [
            {
                _("Said"): plain(one.said) or "—", _("Heard"): plain(one.heard) or "—",
                _("Times"): formats().count(one.count),
            }
            for one in last.confusions[:_SHOWN]
        ]  # fmt: skip
        tables.small(pd.DataFrame(rows))
        st.caption(_("A dash: the word was left out, or added."))

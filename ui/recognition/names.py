"""Does the word list help: its names before and after mending, and what it made up."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ui import access, cards, data, tables
from ui.plain import plain
from ui.words import _, _n, formats

if TYPE_CHECKING:
    from transcribe.api import Evaluation

_SHOWN = 20


def card(last: "Evaluation") -> None:
    """A row a name that was said or made up; else what the list is for."""
    with cards.card("recognition_names", stretch=True):
        title, caption = _("Names of the word list"), _("Brands and tariffs that no model knows")
        cards.head(key="recognition_names", title=title, caption=caption)
        rows = [one for one in last.names if one.said or one.invented]
        if not last.word_list:
            st.markdown(
                _("There is no word list: config/words.example.toml shows how to write config/words.toml.")
            )
            return
        if not rows:
            said = _n("{count} name is listed", "{count} names are listed", len(last.names))
            st.markdown(_("{names}; none was said in these recordings, and none was made up.", names=said))
            return
        tables.small(_frame(last))
        invented = sum(one.invented for one in last.names)
        made_up = _n("{count} name was made up", "{count} names were made up", invented)
        st.caption(f"{made_up}. {_('Heard instead: what to list under heard, if nobody says it otherwise.')}")


def _frame(last: "Evaluation") -> pd.DataFrame:
    write, may_read = formats(), access.may_see_people(data.instance())
    rows = [
        {
            _("Name"): plain(one.name), _("Said"): write.count(one.said), _("Heard"): write.count(one.heard),
            _("Once mended"): write.count(one.mended), _("Made up"): write.count(one.invented),
            _("Heard instead"): ", ".join(plain(each.heard) for each in one.instead) if may_read else "",
        }
        for one in last.names
        if one.said or one.invented
    ]  # fmt: skip
    return pd.DataFrame(rows[:_SHOWN])

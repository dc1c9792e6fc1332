"""The page as a whole: the last evaluation in words, then its cards; how to measure where nothing was."""

import streamlit as st

from transcribe import api as speech
from ui import data, page
from ui.recognition import groups, history, mistakes, names, sureness, told
from ui.words import _


def draw() -> None:
    """For those who see all units: which calls were written down is the operator's own matter."""
    view = page.start(_("Recognition"), with_filters=False)
    if not data.scope().sees_everything:
        page.empty("recognition", _("How well calls are recognised is shown to those who see all units."))
        return
    found = speech.evaluations(data.instance())
    if not found:
        view.headline(_("How well calls are recognised was not measured yet"), _("Nobody knows until it is."))
        history.how()
        return
    last = found[0]
    view.headline(told.headline(last), told.caption(last))
    if last.is_demo_model:
        st.caption(":material/info: " + told.about_demo())
    with st.grid(2, min_column_width=420) as grid:
        with grid.cell():
            groups.card(last)
        with grid.cell():
            sureness.card(last)
        with grid.cell():
            mistakes.card(last)
        with grid.cell():
            names.card(last)
    history.card(found)
    history.how()

"""Calls: find a talk by what was said, see both sides, hear it at a word."""

import streamlit as st

from ui import access, cards, data, narrow, page
from ui.call import listing as calls
from ui.call.card import call_card
from ui.search import answers, controls, wanted
from ui.words import _

view = page.start(_("Calls"))
chosen, at = st.query_params.get("recording"), calls.second(st.query_params.get("at"))

if not access.may_see_people(data.instance()):
    with cards.card("calls_refused"):
        page.empty("calls_refused", _("Calls hold the voices of people: your role sees figures only."))
else:
    wanted.start()
    if narrow.is_narrow() and chosen:
        st.button(_("All calls"), icon=":material/arrow_back:", on_click=calls.close_call)
        call_card(chosen, calls.start_of(chosen, chosen, at), answers.words(wanted.wanted(), chosen))
    else:
        sought = controls.controls()
        grid = st.grid(3, min_column_width=380)
        with grid.cell():
            opened = calls.listed(view, sought, chosen)
        if opened:
            with grid.cell(column_span=2):
                call_card(opened, calls.start_of(opened, chosen, at), answers.words(sought, opened))

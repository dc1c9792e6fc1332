"""Calls: find a talk, see both sides, hear it at a word."""

import streamlit as st

from ui import access, calls, cards, data, narrow, page
from ui.call_card import call_card
from ui.words import _

view = page.start(_("Calls"))
chosen, at = st.query_params.get("recording"), calls.second(st.query_params.get("at"))

if not access.may_see_people(data.instance()):
    with cards.card("calls_refused"):
        page.empty("calls_refused", _("Calls hold the voices of people: your role sees figures only."))
elif narrow.is_narrow() and chosen:
    st.button(_("All calls"), icon=":material/arrow_back:", on_click=calls.close_call)
    call_card(chosen, at, calls.Wanted(st.session_state.get("kept_calls_text", "")).parts)
else:
    wanted = calls.controls()
    listed = calls.found(wanted)
    view.headline(calls.headline(listed))
    grid = st.grid(3, min_column_width=380)
    with grid.cell():
        opened = calls.list_card(listed, chosen)
    if opened:
        with grid.cell(column_span=2):
            call_card(opened, at if opened == chosen else None, wanted.parts)

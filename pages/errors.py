"""Repeated errors, for trainers: criterion by agent, and each moment at its second of the call."""

import streamlit as st

from ui import cards, page, repeated_errors
from ui.words import _

view = page.start(_("Repeated errors"))
broken, repeated = repeated_errors.frames()
pairs = repeated_errors.pairs(broken, repeated)
view.headline(repeated_errors.headline(pairs))

with st.grid(3, min_column_width=205):
    cards.kpi("repeated_errors")
    cards.kpi("broken_rate")
    cards.kpi("script_kept")

repeated_errors.heat_card(broken, repeated)
with st.grid(2, min_column_width=480):
    with st.container():
        chosen = repeated_errors.pairs_card(pairs)
    if chosen:
        with st.container():
            repeated_errors.moments_card(*chosen)

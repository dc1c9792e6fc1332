"""Agents: who is clearly better or worse than the mean, who lacks ratings, and the share rated."""

import streamlit as st

from ui import agent_cards, page
from ui.words import _

view = page.start(_("Agents"))
ranked, rest, centre = agent_cards.board()
view.headline(agent_cards.headline(ranked))

wide = st.grid(3, min_column_width=380)
with wide.cell(column_span=2):
    agent_cards.board_card(ranked, centre)
    agent_cards.small_print()
with wide.cell():
    agent_cards.coverage_card()
    agent_cards.coverage_trend_card()
    agent_cards.not_enough_card(rest)

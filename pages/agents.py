"""Agents: who is clearly better or worse in the same work, who moved, who lacks ratings, the share rated."""

import streamlit as st

from ui import page
from ui.agents import board as agent_board
from ui.agents import cards as agent_cards
from ui.words import _

view = page.start(_("Agents"))
board = agent_board.board()
view.headline(board.headline)

wide = st.grid(3, min_column_width=380)
with wide.cell(column_span=2):
    agent_board.board_card(board)
    agent_board.small_print(board)
    agent_board.funnel_card(board)
with wide.cell():
    agent_cards.coverage_card()
    agent_cards.coverage_trend_card()
    agent_board.not_enough_card(board)

"""Cases: found by a number; those that wait; how long stages take; how they end; half-year on half-year."""

import streamlit as st

from ui import page
from ui.cases import board, clocks, figures, find, halves, kept, one_case
from ui.complaints import cards as case_cards
from ui.words import _

view = page.start(_("Cases"))
find.field()
if find.is_asked():
    find.answer()
elif one_case.chosen():
    one_case.draw(one_case.chosen())
else:
    kind = case_cards.kind_switch()
    view.headline(board.headline(kind))
    figures.kpis(kind)
    board.card(kind)
    with st.grid(2, min_column_width=480):
        clocks.card(kind)
        kept.card(kind)
    halves.card(kind)
    figures.endings(kind)

"""Complaints or appeals, never summed: the rate, its causes with their owners, the cases."""

import streamlit as st

from ui import case_cards, page
from ui.words import _

view = page.start(_("Complaints"))
kind = case_cards.kind_switch()
view.headline(case_cards.headline(kind))

case_cards.kpis(kind)

with st.grid(2, min_column_width=480):
    case_cards.trend_card(kind)
    case_cards.categories_card(kind)

case_cards.cases_card(kind)

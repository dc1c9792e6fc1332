"""Complaints or appeals, never summed: the rate, waves, causes, regions, wrong processes, the cases."""

import streamlit as st

from ui import page
from ui.complaints import cards as case_cards
from ui.complaints import causes, clean, pareto, regions, wave_cards
from ui.words import _

view = page.start(_("Complaints"))
kind = case_cards.kind_switch()
view.headline(case_cards.headline(kind))

case_cards.kpis(kind)

wave_cards.recent(kind)
case_cards.trend_card(kind)
wave_cards.earlier(kind)

with st.grid(2, min_column_width=480):
    pareto.card(kind)
    case_cards.categories_card(kind)

causes.card(kind)
regions.section(kind)
clean.section()
clean.examples_card()
case_cards.cases_card(kind)

"""NPS: its trend, its units, whether the answers speak for everyone, the reasons and the comments."""

import streamlit as st

from ui import cards, nps_cards, page
from ui.words import _

view = page.start(_("NPS"))
view.headline(nps_cards.headline())

cards.kpis(
    lambda: cards.kpi("nps"),
    lambda: cards.kpi("response_rate"),
    lambda: cards.kpi("survey_coverage"),
    lambda: cards.kpi("contacts"),
    lambda: cards.kpi("online_share"),
)

nps_cards.trend_card(nps_cards.trend_grain())
nps_cards.units_card()

with st.grid(2, min_column_width=480):
    nps_cards.losses_card()
    nps_cards.response_card()

nps_cards.comments_card()
